"""Who hears of what, and who reads along, as recorded in the stream ":channels"; folded, never refused."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from domain import alerting as acts
from domain.events import Recorded
from monitor.access.place import Place


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """One channel: what it is told, since which position of the log, and until which."""

    channel: str
    stated: acts.ChannelAdded
    added_at: datetime
    added_by: str
    after: int
    until: int | None = None

    @property
    def is_active(self) -> bool:
        """Tell whether it was not stopped."""
        return self.until is None

    @property
    def needs_place(self) -> bool:
        """Tell whether it asks where a cluster lies."""
        return self.stated.programme is not None or self.stated.region != "*"

    def covers(self, position: int) -> bool:
        """Tell whether it was there when something was recorded."""
        return self.after < position and (self.until is None or position < self.until)

    def wants(self, kind: acts.AlertKind, cluster: str, place: Place | None) -> bool:
        """Tell whether it wants alerts of a kind about a cluster that lies there."""
        stated = self.stated
        if stated.kinds and kind not in stated.kinds:
            return False
        if stated.clusters and cluster not in stated.clusters:
            return False
        if not self.needs_place:
            return True
        if place is None or stated.programme not in {None, place.programme}:
            return False
        return stated.region == "*" or place.region.lies_in(stated.region)


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """One feed: of whom or of what, and whether it was closed."""

    feed: str
    stated: acts.FeedOpened
    opened_at: datetime
    opened_by: str
    is_closed: bool = False


class Register:
    """All channels and feeds there ever were, at one version of their stream."""

    def __init__(self, records: Iterable[Recorded] = ()) -> None:
        """Fold what is recorded of them."""
        self.version = 0
        self.channels: dict[str, Channel] = {}
        self.feeds: dict[str, Feed] = {}
        for record in records:
            self.version = record.version
            self._take(record)

    def active(self) -> list[Channel]:
        """Return the channels that were not stopped."""
        return [each for each in self.channels.values() if each.is_active]

    def _take(self, record: Recorded) -> None:
        match record.body:
            case acts.ChannelAdded() as body:
                self.channels.setdefault(body.channel, _added(record, body))
            case acts.ChannelChanged() as body:
                self._change(body)
            case acts.ChannelStopped() as body:
                self._stop(body.channel, record.position)
            case acts.FeedOpened() as body:
                self.feeds.setdefault(body.feed, _opened(record, body))
            case acts.FeedClosed() as body:
                if known := self.feeds.get(body.feed):
                    self.feeds[body.feed] = msgspec.structs.replace(known, is_closed=True)
            case _:
                pass  # a retry changes neither

    def _change(self, body: acts.ChannelChanged) -> None:
        known = self.channels.get(body.channel)
        if known is not None:
            stated = msgspec.structs.replace(known.stated, **msgspec.structs.asdict(body))
            self.channels[body.channel] = msgspec.structs.replace(known, stated=stated)

    def _stop(self, channel: str, position: int) -> None:
        known = self.channels.get(channel)
        if known is not None and known.is_active:
            self.channels[channel] = msgspec.structs.replace(known, until=position)


def _added(record: Recorded, body: acts.ChannelAdded) -> Channel:
    return Channel(
        channel=body.channel,
        stated=body,
        added_at=record.recorded_at,
        added_by=record.recorded_by,
        after=record.position,
    )


def _opened(record: Recorded, body: acts.FeedOpened) -> Feed:
    return Feed(feed=body.feed, stated=body, opened_at=record.recorded_at, opened_by=record.recorded_by)
