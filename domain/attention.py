"""What somebody should look at though no ground says so: doubts, gaps, the department's own tasks.

Each rule yields attentions from a day, up to the day (excluded) on which the reason is gone.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from domain import case as steps
from domain.cluster import IncidentReported
from domain.history import AnyEntry, Entry
from domain.incidents import GRADES, counts, grade_by_figures, incident_of, is_member, late_upgrades, weight
from domain.obligations import Obligation
from domain.proceedings import Case
from domain.standing import Term
from domain.text import DAY
from domain.viewpoint import Citation, Viewpoint, ids
from domain.windows import Window


class Attention(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to look at: why (`code`), since when, and at what."""

    code: str
    since: date
    cited: Citation
    until: date | None = None
    subject: str | None = None
    events: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Tell whether the reason holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def attentions(view: Viewpoint, owed: list[Obligation], found: list[Window]) -> list[Attention]:
    """Return every attention of the history, past and still to come if nothing happens."""
    if view.first_day is None:
        return []
    raised = [
        *basis_of_text(view, view.first_day),
        *reviews(view),
        *undetermined_reports(view, owed),
        *incidents(view),
        *cases(view, found),
        *uncertain_days(found),
    ]
    return [each for each in raised if each.until is None or each.until > each.since]


# --- the text itself --------------------------------------------------------------------------


def basis_of_text(view: Viewpoint, first: date) -> Iterator[Attention]:
    """The edition is a draft, lapsed, not yet in force, or known in part only."""
    text, clause = view.book.standing, view.book.standing.article
    if text.state == "draft":
        yield Attention(code="basis-draft", since=first, cited=view.cite(clause, first))
    if text.in_force_from and first < text.in_force_from:
        cited = view.cite(clause, first)
        yield Attention(code="basis-not-yet", since=first, until=text.in_force_from, cited=cited)
    if text.state != "draft" and text.in_force_through:
        since = max(first, text.in_force_through + DAY)
        yield Attention(code="basis-lapsed", since=since, cited=view.cite(clause, since))
    if view.book.source == "partial":
        yield Attention(code="source-partial", since=first, cited=view.cite(clause, first))


# --- review -----------------------------------------------------------------------------------


def reviews(view: Viewpoint) -> Iterator[Attention]:
    """Validity ended without a round; a round or a failure before validity ended; a pass without a day."""
    for term in view.course.terms:
        yield from _no_round(view, term)
        yield from _early_round(view, term)
        yield from _early_failure(view, term)
        yield from _early_application(view, term)
    yield from _undetermined_extension(view)


def _term_over_on(view: Viewpoint, term: Term) -> date | None:
    """Return the day on which the term stopped to matter: renewed, ended or revoked."""
    ends = [entry.on for entry in (term.renewed, view.course.ended) if entry]
    ends += [case.revoked_from for case in view.course.cases if case.revoked_from]
    return min(ends, default=None)


def _no_round(view: Viewpoint, term: Term) -> Iterator[Attention]:
    if view.book.review.apply_by != "round":
        return
    since = term.valid_to + DAY
    steps_taken: list[AnyEntry] = [*term.rounds, *term.decisions]
    acts = [entry.on for entry in steps_taken]
    over = _term_over_on(view, term)
    until = min([*acts, *([over] if over else [])], default=None)
    yield Attention(
        code="expired-no-round", since=since, until=until, cited=view.cite(view.book.review.article, since)
    )


def _early_round(view: Viewpoint, term: Term) -> Iterator[Attention]:
    if view.book.review.apply_by != "round":
        return
    for opened in term.rounds:
        closed_on = opened.body.apply_by
        if closed_on < term.valid_to:
            untils = [day for day in (term.valid_to + DAY, term.applied_on, _term_over_on(view, term)) if day]
            yield Attention(
                code="round-closed-before-expiry",
                since=closed_on + DAY,
                until=min(untils),
                cited=view.cite(view.book.review.article, closed_on),
                events=ids(opened),
            )


def _early_failure(view: Viewpoint, term: Term) -> Iterator[Attention]:
    if view.book.review.failed_cancels_title:
        return
    for entry in term.decisions:
        if entry.body.outcome == "failed" and entry.on <= term.valid_to:
            untils = [day for day in (term.valid_to + DAY, _term_over_on(view, term)) if day]
            yield Attention(
                code="review-failed-before-expiry",
                since=entry.on,
                until=min(untils),
                cited=view.cite(view.book.review.article, entry.on),
                events=ids(entry),
            )


def _early_application(view: Viewpoint, term: Term) -> Iterator[Attention]:
    """Yield an application before the year of expiry, where the text wants it in that year."""
    if view.book.review.apply_by == "expiry-year-end":
        for entry in term.applications:
            if entry.on.year < term.valid_to.year:
                cited = view.cite(view.book.review.article, entry.on)
                yield Attention(
                    code="review-applied-early", since=entry.on, until=None, cited=cited, events=ids(entry)
                )


def _undetermined_extension(view: Viewpoint) -> Iterator[Attention]:
    for term in view.course.terms:
        for entry in term.decisions:
            if entry.body.outcome == "passed" and term.renewed is None:
                cited = view.cite(view.book.review.article, entry.on, ("review_extension",))
                yield Attention(code="extension-undetermined", since=entry.on, cited=cited, events=ids(entry))


# --- reports ----------------------------------------------------------------------------------


def undetermined_reports(view: Viewpoint, owed: list[Obligation]) -> Iterator[Attention]:
    """The standing on a past due day was restored only afterwards: a person decides (9.4)."""
    for obligation in owed:
        if obligation.state == "undetermined" and obligation.due_on and obligation.kind != "major-change":
            yield Attention(
                code="report-undetermined",
                since=_restored_on(view, obligation.due_on),
                subject=f"{obligation.kind} {obligation.period}",
                cited=obligation.cited,
            )


def _restored_on(view: Viewpoint, due_on: date) -> date:
    acts: list[AnyEntry] = [term.renewed for term in view.course.terms if term.renewed]
    acts += [answer for case in view.course.cases if (answer := case.step(steps.AppealAnswered))]
    return min((entry.on for entry in acts if entry.on > due_on), default=due_on + DAY)


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


# --- uncertain days ---------------------------------------------------------------------------


def uncertain_days(found: list[Window]) -> Iterator[Attention]:
    """An open window whose last day rests on a calendar not published yet, or may still be touched."""
    for window in found:
        if window.state == "open" and window.certainty != "final":
            yield Attention(
                code=f"{window.certainty}-date",
                since=window.opened_on,
                until=window.due_on + DAY,
                subject=" ".join(part for part in (window.kind, window.case) if part),
                cited=window.cited,
                events=window.events,
            )
