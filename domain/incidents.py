"""Which incidents are grave: by stated grade, by figures, by category, by membership."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

from domain.cluster import (
    Enterprise,
    EnterpriseJoined,
    EnterpriseLeft,
    Grade,
    IncidentRegraded,
    IncidentReported,
)
from domain.history import Entry, History
from domain.rulebook import Rulebook, Statutes
from domain.spells import Ground, withdrawn
from domain.viewpoint import Viewpoint, ids

GRADES: tuple[Grade, ...] = ("ordinary", "larger", "major", "extraordinary")
Reported = Entry[IncidentReported]
Weight = Literal["grave", "below", "unknown"]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What is stated of an incident from an entry on: grade and figures, later over earlier."""

    entry: Entry[Any]
    grade: Grade | None
    figures: dict[str, int | Decimal]


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One incident: its report and what was stated of it, in legal order."""

    reported: Reported
    statements: tuple[Statement, ...]


def incident_grounds(view: Viewpoint) -> Iterator[Ground]:
    """Yield the incident grounds, withdrawn ones as cured (`domain.md` 9.1 to 9.3)."""
    if view.book.ground("incident") is None:
        return
    for reported in view.seen.all_of(IncidentReported):
        if counts(view, reported):
            yield from _grounds_of(view, reported)


def counts(view: Viewpoint, reported: Reported) -> bool:
    """Tell whether an incident counts against the cluster: recognised, and the firm a member."""
    enterprise, day = reported.body.enterprise, reported.on
    return view.course.is_subject_on(day) and is_member(view.seen, enterprise, day)


def is_member(history: History, enterprise: Enterprise | None, day: date) -> bool:
    """Tell whether an enterprise counts as a member on a day.

    Membership facts decide where there are any; else the department filed the incident here.
    """
    if enterprise is None:
        return True
    facts: list[Entry[Any]] = [*history.of(EnterpriseJoined), *history.of(EnterpriseLeft)]
    about = sorted(
        (entry for entry in facts if entry.body.enterprise.is_same_as(enterprise)),
        key=lambda entry: (entry.on, entry.record.position),
    )
    before = [entry for entry in about if entry.on <= day]
    if before:
        return isinstance(before[-1].body, EnterpriseJoined)
    return not about or isinstance(about[0].body, EnterpriseLeft)


def incident_of(view: Viewpoint, reported: Reported, *, with_withdrawn: bool) -> Incident:
    """Return an incident with its statements."""
    pool = view.seen.all_of(IncidentRegraded) if with_withdrawn else view.seen.of(IncidentRegraded)
    statements = [Statement(entry=reported, grade=reported.body.grade, figures=reported.body.figures)]
    for entry in pool:
        if entry.body.incident == reported.body.incident:
            figures = {**statements[-1].figures, **entry.body.figures}
            statements.append(Statement(entry=entry, grade=entry.body.grade, figures=figures))
    return Incident(reported=reported, statements=tuple(statements))


def grade_by_figures(category: str, figures: dict[str, int | Decimal], statutes: Statutes) -> Grade | None:
    """Return the grade that figures reach (条例 Art 3), or None where they do not grade the category."""
    if category not in statutes.graded_categories or not figures:
        return None
    reached = [
        grade
        for figure, bounds in statutes.grading.items()
        for grade, bound in bounds.items()
        if figure in figures and figures[figure] >= bound
    ]
    return max(reached, key=GRADES.index, default="ordinary")


def weight(statement: Statement, body: IncidentReported, book: Rulebook, statutes: Statutes) -> Weight:
    """Return whether a statement makes the incident grave under a rulebook."""
    for threshold in book.incidents.thresholds:
        if body.category in threshold.categories:
            if threshold.grade is None:
                return "grave"
            grade = statement.grade or grade_by_figures(body.category, statement.figures, statutes)
            if grade is None:
                return "unknown"
            return "grave" if GRADES.index(grade) >= GRADES.index(threshold.grade) else "below"
    return "unknown"


def _grounds_of(view: Viewpoint, reported: Reported) -> Iterator[Ground]:
    stated = incident_of(view, reported, with_withdrawn=False)
    held = () if reported.withdrawal else tuple(_spells(view, stated))
    yield from held
    everything = incident_of(view, reported, with_withdrawn=True)
    starts = {ground.since for ground in held}
    for ground in _spells(view, everything):
        if ground.since not in starts and ground.state != "unknown":
            cured = withdrawn(ground, _withdrawn_entry(everything))
            if cured is not None:
                yield cured


def _withdrawn_entry(incident: Incident) -> Entry[Any]:
    gone = [statement.entry for statement in incident.statements if statement.entry.withdrawal]
    return gone[-1] if gone else incident.reported


def _spells(view: Viewpoint, incident: Incident) -> Iterator[Ground]:
    """Yield one ground for each spell in which the incident was grave, or unknown to this day."""
    weights = [weight(s, incident.reported.body, view.book, view.statutes) for s in incident.statements]
    opened: Statement | None = None
    for statement, heavy in zip(incident.statements, weights, strict=True):
        if heavy == "grave" and opened is None:
            opened = statement
        elif heavy == "below" and opened is not None:
            yield _ground(view, incident, opened, cured_by=statement)
            opened = None
    if opened is not None:
        yield _ground(view, incident, opened, cured_by=None)
    elif weights[-1] == "unknown":
        yield _unknown(view, incident)


def _ground(view: Viewpoint, incident: Incident, opened: Statement, cured_by: Statement | None) -> Ground:
    return Ground(
        code="incident",
        limb=incident.reported.body.category,
        since=opened.entry.on,
        state="cured" if cured_by else "established",
        reason="downgraded" if cured_by else None,
        cured_on=cured_by.entry.on if cured_by else None,
        cited=view.cite(view.book.incidents.article, opened.entry.on),
        subject=incident.reported.body.incident,
        events=_events(incident.reported, opened.entry, cured_by.entry if cured_by else None),
    )


def _unknown(view: Viewpoint, incident: Incident) -> Ground:
    return Ground(
        code="incident",
        limb=incident.reported.body.category,
        since=incident.reported.on,
        state="unknown",
        reason="grade-unknown",
        cited=view.cite(view.book.incidents.article, incident.reported.on),
        subject=incident.reported.body.incident,
        events=ids(incident.reported),
    )


def _events(*entries: Entry[Any] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids(*entries)))


def late_upgrades(view: Viewpoint, incident: Incident) -> Sequence[Statement]:
    """Return the statements that made the incident grave after the days allowed for it (条例 Art 13)."""
    limit = view.statutes.late_upgrade_days
    weights = [weight(s, incident.reported.body, view.book, view.statutes) for s in incident.statements]
    return [
        after
        for before, after, heavy in zip(weights, incident.statements[1:], weights[1:], strict=False)
        if heavy == "grave" and before != "grave" and (after.entry.on - incident.reported.on).days > limit
    ]
