"""What findings pin, what they are about, and which are recorded already."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, assert_never

import msgspec

from domain.assessment import Law
from domain.events import AnyFinding, Recorded, legal_day
from domain.findings import (
    AttentionRaised,
    BasisLapsing,
    Finding,
    GroundCured,
    GroundEstablished,
    ObligationOverdue,
    ValidityEnded,
    WindowClosed,
    WindowMoved,
    WindowOpened,
)
from domain.viewpoint import Citation

Subject = tuple[str | None, ...]


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """What every finding pins: which code, law, calendar and log position it was made from."""

    law: Law
    notices_sha256: str
    calendar_sha256: str
    position: int
    code_version: str

    def pin(self, cited: Citation, legal_on: date, events: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return the fields that all findings share."""
        return {
            "legal_on": legal_on,
            "clause": cited.clause,
            "rulebook": cited.rulebook,
            "rulebook_sha256": self.law.book.sha256 if cited.rulebook else None,
            "calendar_sha256": self.calendar_sha256,
            "computed_from_position": self.position,
            "code_version": self.code_version,
            "basis": cited.basis,
            "choices": cited.choices,
            "events": events,
            "partial": cited.partial,
            "statutes_sha256": self.law.statutes_sha256,
            "notices_sha256": self.notices_sha256,
        }


class Draft(msgspec.Struct, frozen=True):
    """A finding to record, with what it is about and which repetition of it this is."""

    finding: AnyFinding
    subject: Subject
    generation: int

    @property
    def key(self) -> str:
        """A name that is the same whenever the same finding is drafted."""
        parts = (type(self.finding).__struct_config__.tag, *self.subject, self.finding.legal_on)
        return "|".join(str(part) for part in (*parts, self.generation))


class Recall:
    """The findings recorded of a cluster, by what they are about, newest last."""

    def __init__(self, recorded: Iterable[Recorded]) -> None:
        """Sort the findings among the records."""
        self.by_subject: dict[Subject, list[AnyFinding]] = {}
        self._recorded_at: dict[str, datetime] = {}
        for record in recorded:
            self._recorded_at[record.id] = record.recorded_at
            if isinstance(record.body, Finding):
                body: AnyFinding = record.body
                self.by_subject.setdefault(subject_of(body), []).append(body)

    def of(self, subject: Subject) -> list[AnyFinding]:
        """Return the findings about a subject."""
        return self.by_subject.get(subject, [])

    def learned_on(self, event: str) -> date:
        """Return the day on which an event was recorded; the earliest of all where it is none of these."""
        at = self._recorded_at.get(event)
        return date.min if at is None else legal_day(at)

    def draft(self, finding: AnyFinding) -> Draft:
        """Return a finding as a draft, numbered after those of its kind already recorded."""
        subject = subject_of(finding)
        earlier = [each for each in self.of(subject) if type(each) is type(finding)]
        return Draft(finding, subject, len(earlier) + 1)


def subject_of(finding: AnyFinding) -> Subject:
    """Return what a finding is about: findings with one subject follow each other."""
    match finding:
        case AttentionRaised():
            return subject_of_attention(finding.code, finding.subject, finding.legal_on, finding.days_left)
        case GroundEstablished() | GroundCured():
            about = (finding.limb, finding.obligation, finding.period, finding.subject, str(finding.since))
            return ("ground", finding.code, *about)
        case WindowOpened() | WindowMoved() | WindowClosed():
            return ("window", finding.kind, finding.case, str(finding.opened_on))
        case ObligationOverdue():
            return subject_of_overdue(finding.kind, finding.period, finding.due_on)
        case ValidityEnded():
            return ("validity", str(finding.valid_to))
        case BasisLapsing():
            return ("basis", finding.rulebook, str(finding.days_left))
        case _:
            assert_never(finding)


def subject_of_attention(code: str, subject: str | None, legal_on: date, days_left: int | None) -> Subject:
    """Return what an attention that says so is about."""
    return ("attention", code, subject, str(legal_on), str(days_left))


def subject_of_overdue(kind: str, period: str, due_on: date) -> Subject:
    """Return what a missed obligation is about."""
    return ("obligation", kind, period, str(due_on))
