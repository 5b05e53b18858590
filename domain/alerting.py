"""What is recorded of alerts that go to people: who hears of what, what was acknowledged, who reads along.

Channels and feeds stand in the stream ":channels", what people note of alerts in ":alerts". No address beyond
its host and no secret is ever recorded.
"""

from datetime import date
from typing import Annotated, Literal

import msgspec

from domain.administration import Role, UserId
from domain.cluster import Happening
from domain.text import ClusterId, Name, Programme, Sha256, SubjectId, Words

ALERTS_STREAM = ":alerts"
CHANNELS_STREAM = ":channels"

AlertKind = Literal[
    "ground",
    "overdue",
    "deadline",
    "window",
    "validity",
    "basis",
    "provisional",
    "service",
    "own-task",
    "doubt",
]
ChannelSort = Literal["email", "wecom", "dingtalk", "feishu", "webhook", "apprise"]
Rhythm = Literal["at-once", "daily", "weekly"]
ClockTime = Annotated[str, msgspec.Meta(pattern=r"\A([01][0-9]|2[0-3]):[0-5][0-9]\Z")]
Weekday = Annotated[int, msgspec.Meta(ge=1, le=7)]
WorkingDays = Annotated[int, msgspec.Meta(ge=0, le=60)]
MessageNumber = Annotated[int, msgspec.Meta(ge=1)]


class Hours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a channel may be told something; all times are those of Asia/Shanghai.

    `at` is the time of a digest, `weekday` (1 Monday to 7 Sunday) its day where it is weekly. Nothing is
    told from `quiet_from` until `quiet_until`, nor on rest days where `working_days_only`. What was raised
    is told only after so many whole working days without an acknowledgement (`after_working_days`).
    """

    rhythm: Rhythm = "at-once"
    at: ClockTime = "09:00"
    weekday: Weekday = 1
    quiet_from: ClockTime | None = None
    quiet_until: ClockTime | None = None
    working_days_only: bool = False
    after_working_days: WorkingDays = 0


class ChannelChange(Happening, frozen=True, kw_only=True):
    """One act on a channel; its name is given once and never again."""

    channel: ClusterId


class ChannelAdded(ChannelChange, frozen=True, kw_only=True, tag="channel-added.v1"):
    """Alerts raised from now on go to somebody: a mailbox, or the robot of a group.

    `target` is the host of the address, `role` whose desk it is. Empty `kinds` and `clusters` mean all;
    `region` is a division code, a place name or "*".
    """

    sort: ChannelSort
    target: Name
    address_sha256: Sha256
    role: Role | None = None
    kinds: tuple[AlertKind, ...] = ()
    programme: Programme | None = None
    region: Name = "*"
    clusters: tuple[ClusterId, ...] = ()
    language: Literal["zh", "en"] = "zh"
    hours: Hours = Hours()


class ChannelChanged(ChannelChange, frozen=True, kw_only=True, tag="channel-changed.v1"):
    """From now on a channel hears of other alerts, at other hours or in another language; all of it is told.

    Where it leads stays as it was added: another address is another channel. Fields as in `ChannelAdded`.
    """

    role: Role | None = None
    kinds: tuple[AlertKind, ...] = ()
    programme: Programme | None = None
    region: Name = "*"
    clusters: tuple[ClusterId, ...] = ()
    language: Literal["zh", "en"] = "zh"
    hours: Hours = Hours()


class ChannelStopped(ChannelChange, frozen=True, kw_only=True, tag="channel-stopped.v1"):
    """Nothing more goes to a channel; its address is deleted."""

    reason: Words


class ChannelRetried(ChannelChange, frozen=True, kw_only=True, tag="channel-retried.v1"):
    """Messages that were given up are sent again: one by its number, or all of them."""

    number: MessageNumber | None = None


class AlertMark(Happening, frozen=True, kw_only=True):
    """Somebody took note of an alert: the finding `alert` (its id) about a cluster."""

    alert: SubjectId
    cluster: ClusterId
    reason: Words


class AlertAcknowledged(AlertMark, frozen=True, kw_only=True, tag="alert-acknowledged.v1"):
    """An alert is in somebody's hands: nobody further is told of it. What it says goes on holding."""


class AlertSnoozed(AlertMark, frozen=True, kw_only=True, tag="alert-snoozed.v1"):
    """An alert rests; it is told again on the day `until`, if it still holds then."""

    until: date


class FeedChange(Happening, frozen=True, kw_only=True):
    """One act on a calendar and news feed; its name is given once and never again."""

    feed: ClusterId


class FeedOpened(FeedChange, frozen=True, kw_only=True, tag="feed-opened.v1"):
    """Whoever holds the secret address reads deadlines and alerts: of what `user` may see, or of a region.

    With a user the rights are those that the account has when it is read; programme, region and cluster
    narrow them.
    """

    user: UserId | None = None
    programme: Programme | None = None
    region: Name = "*"
    cluster: ClusterId | None = None


class FeedClosed(FeedChange, frozen=True, kw_only=True, tag="feed-closed.v1"):
    """The secret address of a feed leads nowhere any more."""

    reason: Words


ChannelAct = ChannelAdded | ChannelChanged | ChannelStopped | ChannelRetried
FeedAct = FeedOpened | FeedClosed
AlertingAct = ChannelAct | AlertAcknowledged | AlertSnoozed | FeedAct
