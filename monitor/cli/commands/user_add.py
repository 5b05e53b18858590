"""user add: open an account; its one-time secret is shown this once."""

import msgspec

from monitor.cli.access_desk import office_of, tell_secret
from monitor.cli.call import Call


class Asked(msgspec.Struct, frozen=True):
    """Whose account."""

    user: str
    name: str


def run(call: Call, asked: Asked) -> None:
    """Open the account and tell its one-time secret."""
    secret = office_of(call).add_user(asked.user, asked.name)
    tell_secret(call, "user-added", secret, user=asked.user)
