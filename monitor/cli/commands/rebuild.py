"""rebuild: all projections anew beside the live ones, then swapped."""

import msgspec

from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.progress import progress
from monitor.cli.session import session_of


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """Build the projections anew."""
    monitor = session_of(call).monitor
    position = monitor.log.last_position()
    with progress(call, "progress-rebuild") as advance:
        monitor.rebuild(lambda done: advance(done, position))
    if call.as_json:
        write_json({"position": position})
    else:
        call.tells("rebuilt", position=position)
