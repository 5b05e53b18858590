"""channel stop: tell a channel nothing more; its address is deleted."""

import msgspec

from monitor.cli.access_desk import tell_done
from monitor.cli.alerting_desk import desk_of
from monitor.cli.call import Call
from monitor.cli.session import recorder


class Asked(msgspec.Struct, frozen=True):
    """Which, and why."""

    channel: str
    reason: str


def run(call: Call, asked: Asked) -> None:
    """Stop it."""
    desk = desk_of(call)
    desk.channels.stop(asked.channel, asked.reason, by=recorder(call), at=desk.at)
    tell_done(call, "channel-was-stopped", channel=asked.channel)
