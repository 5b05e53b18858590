"""The shapes of the answers, as the description of the interface tells them; answers are made elsewhere.

Promise: a field that is named here without a default is in every answer; tests hold answers against it.
Days are YYYY-MM-DD (Asia/Shanghai), instants RFC 3339 in UTC, as section 3 of the public contract has it.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

Json = dict[str, Any]
Day = date
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Certainty = Literal["final", "boundary", "provisional"]
Basis = Literal["in-force", "lapsed", "draft", "not-yet"]


class Cited(msgspec.Struct, kw_only=True):
    """The clause something rests on, of which edition, how far that binds, by which choices of reading."""

    clause: str | None
    rulebook: str | None
    basis: str | None
    choices: list[str]
    source: Literal["partial", "complete"]


class ObligationShape(Cited, kw_only=True):
    """A report, filing or application that is owed."""

    kind: str
    period: str | None
    due_on: Day | None
    certainty: Certainty | None
    state: Literal["open", "met", "met-late", "overdue", "undetermined"]
    met_on: Day | None
    events: list[str]


class GroundShape(Cited, kw_only=True):
    """A ground for revocation."""

    code: str
    limb: str | None
    obligation: str | None
    period: str | None
    since: Day | None
    state: Literal["established", "cured", "unknown"]
    reason: str | None
    cured_on: Day | None
    events: list[str]


class WindowShape(Cited, kw_only=True):
    """A window of time that a party or the department has."""

    kind: str
    case: str | None
    starts_on: Day | None
    due_on: Day
    certainty: Certainty
    state: Literal["open", "met", "lapsed", "late"]
    calendar: str
    events: list[str]


class AttentionShape(Cited, kw_only=True):
    """Something a person should look at; `text` is in the language of the answer."""

    code: str
    since: Day | None
    text: str
    events: list[str]


class CaseShape(msgspec.Struct, kw_only=True):
    """The open case, else the latest."""

    id: str
    state: str
    opened_on: Day | None
    grounds: list[str]


class Framed(msgspec.Struct, kw_only=True):
    """For the end of which day an answer is given, as known when, from the log up to which position."""

    cluster: str
    on: Day
    known_at: datetime
    position: int
    simulation: bool


class RosterLine(Framed, kw_only=True):
    """One cluster of the roster; one whose records cannot be read has `quarantine` and little else."""

    standing: str | None
    stage: str | None
    attention: list[AttentionShape]
    open_grounds: list[str]
    programme: str | None = None
    name: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    grounds: list[GroundShape] = []
    case: CaseShape | None = None
    next_due_on: Day | None = None
    next_change_on: Day | None = None


class Status(Framed, kw_only=True):
    """Everything that is answered of one cluster on one day."""

    programme: str | None
    name: str | None
    province: str | None
    city: str | None
    county: str | None
    standing: str | None
    stage: str | None
    valid_from: Day | None
    valid_to: Day | None
    obligations: list[ObligationShape]
    grounds: list[GroundShape]
    windows: list[WindowShape]
    attention: list[AttentionShape]
    case: CaseShape | None
    next_change_on: Day | None
    calendar: str


class Change(msgspec.Struct, kw_only=True):
    """What an event changed: a standing, an obligation, a ground, a window; null where it was not there."""

    what: str
    clause: str | None
    subject: str | None = None


class HistoryEvent(msgspec.Struct, kw_only=True):
    """One event with both its dates and what it changed."""

    position: int
    id: str
    type: str
    effective_on: Day
    recorded_at: datetime
    recorded_days_later: int
    recorded_by: str
    data: Json
    source: Json | None
    withdrawn: Json | None
    changed: list[Change]
    simulation: bool


class DifferenceShape(msgspec.Struct, kw_only=True):
    """What knowledge changed of a day between two instants."""

    cluster: str
    on: Day
    from_known_at: datetime
    to_known_at: datetime
    events: list[Json]
    notices: list[Json]
    changed: list[Json]
    simulation: bool


class DueLine(msgspec.Struct, kw_only=True):
    """An open obligation (`period`) or window (`case`)."""

    cluster: str
    kind: str
    due_on: Day
    days_left: int
    certainty: Certainty | None
    state: str
    clause: str | None
    simulation: bool


class FindingShape(msgspec.Struct, kw_only=True):
    """A finding, with its pins; further fields by its type (section 3 of the contract)."""

    type: str
    cluster: str
    id: str
    position: int
    detected_at: datetime
    legal_on: Day
    clause: str | None
    rulebook: str | None
    rulebook_sha256: str | None
    calendar_sha256: str
    computed_from_position: int
    simulation: bool
