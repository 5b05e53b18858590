"""What needs attention in incidents and cases: doubts about facts, and the department's own tasks."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from domain import case as steps
from domain.cluster import IncidentReported
from domain.doubt import Attention
from domain.history import Entry
from domain.incidents import GRADES, counts, grade_by_figures, incident_of, is_member, late_upgrades, weight
from domain.proceedings import Case
from domain.text import DAY
from domain.viewpoint import Viewpoint, ids
from domain.windows import Window

# --- incidents --------------------------------------------------------------------------------


def incidents(view: Viewpoint) -> Iterator[Attention]:
    """Incidents without a grade, with figures that say more, upgraded late, or of a non-member."""
    if view.book.ground("incident") is None:
        return
    for reported in view.seen.of(IncidentReported):
        body = reported.body
        if counts(view, reported):
            yield from _doubts(view, reported)
        elif not is_member(view.seen, body.enterprise, reported.on):
            yield _incident(view, "incident-of-non-member", body, reported)


def _doubts(view: Viewpoint, reported: Entry[IncidentReported]) -> Iterator[Attention]:
    body = reported.body
    incident = incident_of(view, reported, with_withdrawn=False)
    latest = incident.statements[-1]
    if weight(latest, body, view.book, view.statutes) == "unknown":
        yield _incident(view, "incident-grade-unknown", body, reported)
    by_figures = grade_by_figures(body.category, latest.figures, view.statutes)
    if latest.grade and by_figures and GRADES.index(by_figures) > GRADES.index(latest.grade):
        yield _incident(view, "incident-figures-exceed-grade", body, latest.entry)
    for statement in late_upgrades(view, incident):
        yield _incident(view, "incident-upgraded-late", body, statement.entry)


def _incident(view: Viewpoint, code: str, body: IncidentReported, entry: Entry[Any]) -> Attention:
    cited = view.cite(view.book.incidents.article, entry.on)
    return Attention(code=code, since=entry.on, subject=body.incident, cited=cited, events=ids(entry))


# --- cases ------------------------------------------------------------------------------------


def cases(view: Viewpoint, found: list[Window]) -> Iterator[Attention]:
    """A decision not served, a doubtful service, a late appeal, an answer overdue, a rectification due."""
    for case in view.course.cases:
        yield from _unserved(view, case)
        yield from _service(view, case)
        yield from _rectification(view, case)
    for window in found:
        if window.kind == "appeal" and window.state == "late":
            yield from _late_appeal(view, window)
        if window.kind == "answer" and window.state in ("open", "lapsed", "late"):
            until = window.met_on if window.state == "late" else None
            yield _of_window("answer-overdue", window, window.due_on + DAY, until)


def _about(view: Viewpoint, code: str, case: Case, entry: Entry[Any], until: date | None = None) -> Attention:
    appeal = view.book.appeal
    clause = view.statutes.service_article if isinstance(appeal, str) else appeal.article
    cited = view.cite(clause, entry.on)
    return Attention(code=code, since=entry.on, until=until, subject=case.id, cited=cited, events=ids(entry))


def _unserved(view: Viewpoint, case: Case) -> Iterator[Attention]:
    if case.decided:
        yield _about(view, "decision-unserved", case, case.decided, case.served_on)


def _service(view: Viewpoint, case: Case) -> Iterator[Attention]:
    service = case.service
    if service is None:
        return
    if service.body.method == "electronic" and service.body.consent is None:
        yield _about(view, "service-consent-unknown", case, service)
    if view.book.appeal == "unknown":
        yield _about(view, "appeal-clause-unknown", case, service)


_ENDS_OF_RECTIFICATION = (
    steps.RectificationAccepted,
    steps.RectificationFailed,
    steps.CaseDismissed,
    steps.RevocationDecided,
)


def _rectification(view: Viewpoint, case: Case) -> Iterator[Attention]:
    ordered = case.step(steps.RectificationOrdered)
    until = ordered.body.until if ordered else None
    if ordered is None or until is None:
        return
    done = [entry.on for kind in _ENDS_OF_RECTIFICATION if (entry := case.taken.get(kind))]
    raised = _about(view, "rectification-overdue", case, ordered, min(done, default=None))
    yield msgspec.structs.replace(raised, since=until + DAY)


def _late_appeal(view: Viewpoint, window: Window) -> Iterator[Attention]:
    case = next(case for case in view.course.cases if case.id == window.case)
    decided = case.taken.get(steps.AppealAdmitted) or case.taken.get(steps.AppealRefused)
    since = window.met_on or window.due_on
    yield _of_window("late-appeal", window, since, decided.on if decided else None)


def _of_window(code: str, window: Window, since: date, until: date | None) -> Attention:
    return Attention(
        code=code, since=since, until=until, subject=window.case, cited=window.cited, events=window.events
    )
