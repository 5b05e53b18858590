"""What somebody should look at though no ground says so: doubts, gaps, the department's own tasks.

Each rule yields attentions from a day, up to the day (excluded) on which the reason is gone.
"""

from collections.abc import Iterator
from datetime import date

from domain import case as steps
from domain.attention_case import cases, incidents
from domain.doubt import Attention
from domain.history import AnyEntry
from domain.obligations import Obligation
from domain.standing import Term
from domain.text import DAY
from domain.viewpoint import Viewpoint, ids
from domain.windows import Window


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


def _no_round(view: Viewpoint, term: Term) -> Iterator[Attention]:
    if view.book.review.apply_by != "round":
        return
    since = term.valid_to + DAY
    steps_taken: list[AnyEntry] = [*term.rounds, *term.decisions]
    acts = [entry.on for entry in steps_taken]
    renewed_on = term.renewed.on if term.renewed else None
    again = view.course.recognition_after(term)
    until = min(
        [*acts, *(each for each in (term.over_on, renewed_on, again and again.on) if each)], default=None
    )
    cited = view.cite(view.book.review.article, since)
    yield Attention(code="expired-no-round", since=since, until=until, cited=cited, events=ids(term.granted))


def _early_round(view: Viewpoint, term: Term) -> Iterator[Attention]:
    if view.book.review.apply_by != "round":
        return
    for opened in term.rounds:
        closed_on = opened.body.apply_by
        if closed_on < term.valid_to:
            untils = [day for day in (term.valid_to + DAY, term.applied_on, term.over_on) if day]
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
            untils = [day for day in (term.valid_to + DAY, term.over_on) if day]
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
