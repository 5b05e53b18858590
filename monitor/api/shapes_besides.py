"""The shapes of answers and bodies besides those of clusters: counts, calendar, law, evidence, access.

Promise: a field that is named here without a default is in every answer; tests hold answers against it.
Days are YYYY-MM-DD (Asia/Shanghai), instants RFC 3339 in UTC, as section 3 of the public contract has it.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

from monitor.audit.signing.receipts import Receipt

Json = dict[str, Any]
Day = date
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Certainty = Literal["final", "boundary", "provisional"]
Basis = Literal["in-force", "lapsed", "draft", "not-yet"]


class StatisticsLine(msgspec.Struct, kw_only=True):
    """How often something was counted in a region and a year."""

    programme: str
    province: str
    city: str
    year: int
    measure: str
    count: int
    simulation: bool


class DeadlineShape(msgspec.Struct, kw_only=True):
    """The last day of a period; with its certificate where that was asked for."""

    start: Day
    length: int
    unit: Literal["working-days", "days", "months", "years"]
    due_on: Day
    certainty: Certainty
    calendar: str
    published_through: Day | None
    starts_on: Day | None = None
    rolled_from: Day | None = None
    certificate: Json | None = None


class CalendarYear(msgspec.Struct, kw_only=True):
    """The days of a year that a notice or an override arranges; working days where it is published."""

    year: int
    published: bool
    calendar: str
    working_days: int | None
    days: list[Json]


class RulebookLine(msgspec.Struct, kw_only=True):
    """One edition, and whether it binds today."""

    edition: str
    programme: str
    title: str
    issuer: str
    number: str | None
    source: str
    state: str
    in_force_from: Day | None
    in_force_through: Day | None
    basis: Basis
    sha256: str


class RulebookShape(msgspec.Struct, kw_only=True):
    """One edition in full, each value with its article."""

    edition: str
    programme: str
    title: str
    sha256: str


class CriteriaShape(msgspec.Struct, kw_only=True):
    """Recognition criteria against indicators, each with its article."""

    rulebook: str
    rulebook_sha256: str
    overall: str
    doubt: str | None
    criteria: list[Json]


class LawShape(msgspec.Struct, kw_only=True):
    """The texts of law that are kept, and since when each programme is judged by which edition."""

    simulation: bool
    adoptions: list[Json]
    texts: list[Json]


class RecordedFact(msgspec.Struct, kw_only=True):
    """A fact as recorded; `id`, `position` and `receipt` are null after a dry run."""

    id: str | None
    position: int | None
    version: int | None
    type: str
    cluster: str
    already_recorded: bool
    without_source: bool
    receipt: Receipt | None
    simulation: bool


class PlacedEvent(msgspec.Struct, kw_only=True):
    """Where an event of a batch was recorded; `version` is the new ETag of its cluster so far."""

    id: str
    position: int
    version: int
    cluster: str
    type: str


class RecordedBatch(msgspec.Struct, kw_only=True):
    """What recording a batch came to; `events` are the new ones, in their order."""

    recorded: int
    already_recorded: int
    without_source: int
    dry_run: bool
    events: list[PlacedEvent]
    simulation: bool


class RecordedNotice(msgspec.Struct, kw_only=True):
    """Where a holiday notice or an override was recorded."""

    id: str
    position: int
    simulation: bool


class Verification(msgspec.Struct, kw_only=True):
    """Whether the log is what it was; `root` and `root_sm3` are the RFC 9162 roots of `size` positions."""

    ok: bool
    size: int
    root: str
    root_sm3: str
    checkpoints: int
    problems: list[Json]
    simulation: bool


class CheckpointShape(msgspec.Struct, kw_only=True):
    """A signed note over the log (C2SP), as it is kept; those that count are held outside."""

    origin: str
    size: int
    root: str | None
    note: str
    simulation: bool


class CloudEvent(msgspec.Struct, kw_only=True):
    """An event of the log as CloudEvents 1.0; `sequence` is its position in the log, in 19 digits."""

    specversion: Literal["1.0"]
    id: str
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: Literal["application/json"]
    sequence: str
    effectiveon: Day
    recordedby: str
    recordeddayslater: int
    backfilled: bool
    data: Json
    simulation: bool


class ReplayShape(msgspec.Struct, kw_only=True):
    """What a replay came to, with everything that is not the same."""

    checked: int
    same: int
    differs: list[Json]
    cannot: list[Json]
    simulation: bool
