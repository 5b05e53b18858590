"""user disable: close an account for good."""

import msgspec

from monitor.cli.access_desk import office_of, tell_done
from monitor.cli.call import Call


class Asked(msgspec.Struct, frozen=True):
    """Whose account, and why."""

    user: str
    reason: str


def run(call: Call, asked: Asked) -> None:
    """Close the account."""
    office_of(call).disable_user(asked.user, asked.reason)
    tell_done(call, "user-disabled", user=asked.user)
