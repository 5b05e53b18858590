"""The shapes of answers and bodies about webhooks.

Promise: a field that is named here without a default is in every answer; tests hold answers against it.
"""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from domain.text import ClusterId, Name, Programme

_MOST_HOURS = 720
_MOST_DAYS = 100_000
Hours = Annotated[int, msgspec.Meta(ge=0, le=_MOST_HOURS)]
Days = Annotated[int, msgspec.Meta(ge=0, le=_MOST_DAYS)]
Position = Annotated[int, msgspec.Meta(ge=1, le=999_999_999)]
Address = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


class WebhookBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A webhook that is asked for; what is left out narrows nothing."""

    webhook: ClusterId
    url: Address
    types: tuple[Name, ...] = ()
    programme: Programme | None = None
    region: Name = "*"
    clusters: tuple[ClusterId, ...] = ()
    within_days: Days | None = None


class OverlapBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """For how many hours the secret before goes on signing."""

    overlap_hours: Hours = 24


class RetryBody(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The position of one message; without it all that were given up."""

    position: Position | None = None


class MessageCounts(msgspec.Struct, kw_only=True):
    """How many messages there are in each state."""

    waiting: int
    sent: int
    dead: int
    dropped: int


class WebhookShape(msgspec.Struct, kw_only=True):
    """A webhook; of its address only the origin is told."""

    webhook: str
    origin: str
    types: list[str]
    programme: str | None
    region: str
    clusters: list[str]
    within_days: int | None
    state: Literal["active", "disabled", "removed"]
    added_at: datetime
    added_by: str
    messages: MessageCounts
    simulation: bool


class WebhookSecretShape(msgspec.Struct, kw_only=True):
    """A secret just made, told this once."""

    webhook: str
    secret: str
    simulation: bool


class DeliveryShape(msgspec.Struct, kw_only=True):
    """What became of one message; `status`, `trouble` and `answer` are those of its latest attempt."""

    webhook: str
    position: int
    event: str
    state: Literal["waiting", "sent", "dead", "dropped"]
    tries: int
    next_at: datetime | None
    attempted_at: datetime | None
    status: int | None
    milliseconds: int | None
    trouble: str | None
    answer: str | None
    simulation: bool


class RetriedShape(msgspec.Struct, kw_only=True):
    """How many messages wait to be sent again."""

    webhook: str
    retried: int
    simulation: bool


class ResumedShape(msgspec.Struct, kw_only=True):
    """Whether sending was still, and goes on now."""

    resumed: bool
    simulation: bool
