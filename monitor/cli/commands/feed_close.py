"""feed close: the secret address of a feed leads nowhere any more."""

import msgspec

from monitor.cli.access_desk import tell_done
from monitor.cli.alerting_desk import desk_of
from monitor.cli.call import Call
from monitor.cli.session import recorder


class Asked(msgspec.Struct, frozen=True):
    """Which, and why."""

    feed: str
    reason: str


def run(call: Call, asked: Asked) -> None:
    """Close it."""
    desk = desk_of(call)
    desk.feeds.close(asked.feed, asked.reason, by=recorder(call), at=desk.at)
    tell_done(call, "feed-was-closed", feed=asked.feed)
