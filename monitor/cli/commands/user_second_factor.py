"""user second-factor: remove the second factor of a user, to be set up anew."""

import msgspec

from monitor.cli.access_desk import office_of, tell_done
from monitor.cli.call import Call


class Asked(msgspec.Struct, frozen=True):
    """Whose."""

    user: str


def run(call: Call, asked: Asked) -> None:
    """Remove it."""
    office_of(call).remove_second_factor(asked.user)
    tell_done(call, "second-factor-was-removed", user=asked.user)
