"""user password: a new one-time secret for a user who cannot sign in any more."""

import msgspec

from monitor.cli.access_desk import office_of, tell_secret
from monitor.cli.call import Call


class Asked(msgspec.Struct, frozen=True):
    """Whose."""

    user: str


def run(call: Call, asked: Asked) -> None:
    """Give the user a one-time secret and tell it."""
    secret = office_of(call).reset_password(asked.user)
    tell_secret(call, "password-was-reset", secret, user=asked.user)
