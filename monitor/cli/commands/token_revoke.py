"""token revoke: an API token is good no more."""

import msgspec

from monitor.cli.access_desk import office_of, tell_done
from monitor.cli.call import Call


class Asked(msgspec.Struct, frozen=True):
    """Which: its public part, between the two underscores."""

    token: str


def run(call: Call, asked: Asked) -> None:
    """Revoke it."""
    office_of(call).revoke_token(asked.token)
    tell_done(call, "token-was-revoked", token=asked.token)
