"""The shapes of answers and bodies about channels to people, and about what is noted of alerts.

Promise: a field that is named here without a default is in every answer; tests hold answers against it.
"""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from domain.administration import Role
from domain.alerting import AlertKind, ChannelSort, ClockTime, Rhythm, Weekday, WorkingDays
from domain.text import ClusterId, Name, Programme, Words

_MOST = 999_999_999
Number = Annotated[int, msgspec.Meta(ge=1, le=_MOST)]
Address = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Spoken = Literal["zh", "en"]


class HoursShape(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """When a channel may be told something, in Asia/Shanghai.

    `at` is the time of a digest, `weekday` (1 Monday to 7 Sunday) its day where it is weekly. Nothing is told
    from `quiet_from` until `quiet_until`. With `after_working_days` only what nobody acknowledged so long.
    """

    rhythm: Rhythm = "at-once"
    at: ClockTime = "09:00"
    weekday: Weekday = 1
    quiet_from: ClockTime | None = None
    quiet_until: ClockTime | None = None
    working_days_only: bool = False
    after_working_days: WorkingDays = 0


class ChannelRules(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What a channel hears of and when; what is left out narrows nothing."""

    role: Role | None = None
    kinds: tuple[AlertKind, ...] = ()
    programme: Programme | None = None
    region: Name = "*"
    clusters: tuple[ClusterId, ...] = ()
    language: Spoken = "zh"
    hours: HoursShape = HoursShape()


class ChannelBody(ChannelRules, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A channel that is asked for: a mailbox, or the robot of one group, with its secret where it has one."""

    channel: ClusterId
    sort: ChannelSort
    address: Address
    secret: Address | None = None


class RetryMessageBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The number of one message; without it all that were given up."""

    number: Number | None = None


class SnoozeBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """Until which day an alert rests, and why."""

    until: date
    reason: Words


class AlertMessageCounts(msgspec.Struct, kw_only=True):
    """How many messages there are in each state; `pending` counts alerts that were not told yet."""

    pending: int
    waiting: int
    sent: int
    dead: int
    dropped: int


class ChannelShape(msgspec.Struct, kw_only=True):
    """A channel; of its address only the host is told."""

    channel: str
    sort: ChannelSort
    target: str
    role: Role | None
    kinds: list[AlertKind]
    programme: str | None
    region: str
    clusters: list[str]
    language: Spoken
    hours: HoursShape
    state: Literal["active", "stopped"]
    added_at: datetime
    added_by: str
    messages: AlertMessageCounts
    simulation: bool


class ChannelAddedShape(msgspec.Struct, kw_only=True):
    """A channel just added; a `webhook` is told the secret that signs, this once."""

    channel: str
    secret: str | None
    simulation: bool


class AlertMessageShape(msgspec.Struct, kw_only=True):
    """What became of one message; `status`, `trouble` and `answer` are those of its latest try."""

    channel: str
    number: int
    alerts: int
    state: Literal["waiting", "sent", "dead", "dropped"]
    tries: int
    next_at: datetime | None
    attempted_at: datetime | None
    status: int | None
    milliseconds: int | None
    trouble: str | None
    answer: str | None
    simulation: bool


class TrialShape(msgspec.Struct, kw_only=True):
    """How a test message went: whether it was taken, and what the other side said."""

    channel: str
    taken: bool
    status: int | None
    trouble: str | None
    answer: str
    simulation: bool


class RetriedMessagesShape(msgspec.Struct, kw_only=True):
    """How many messages wait to be sent again."""

    channel: str
    retried: int
    simulation: bool


class NotedShape(msgspec.Struct, kw_only=True):
    """What somebody noted of an alert: acknowledged, or resting until a day."""

    alert: str
    cluster: str
    until: date | None
    simulation: bool
