"""What is owed by when: yearly reports, filings of major changes, the application for review."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from domain.cluster import AnnualReportFiled, MajorChangeFiled, MajorChangeOccurred, ReviewRoundOpened
from domain.findings import Certainty
from domain.history import AnyEntry, Entry
from domain.rulebook import AnnualDay, ChangeFiling, Report, Rulebook
from domain.standing import Course, Term
from domain.text import DAY
from domain.viewpoint import Citation, Viewpoint, ids

Owed = Literal["yes", "undetermined"]
State = Literal["open", "met", "met-late", "overdue", "undetermined"]


class Obligation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing owed. `due_on` is null only where the text gives no period (a choice)."""

    kind: str
    period: str
    opens_on: date
    due_on: date | None
    certainty: Certainty
    state: State
    met_on: date | None
    cited: Citation
    events: tuple[str, ...] = ()
    trigger: AnyEntry

    @property
    def overdue_from(self) -> date | None:
        """The day after the due day, where the obligation was missed or met late."""
        missed = self.state in ("overdue", "met-late") and self.due_on is not None
        return self.due_on + DAY if missed and self.due_on else None


def obligations(view: Viewpoint) -> list[Obligation]:
    """Return all that was owed up to the day, and what is owed next."""
    owed = [*reports(view), *change_filings(view), *review_applications(view)]
    return [obligation for obligation in owed if obligation.opens_on <= view.day]


def state_of(due_on: date, met_on: date | None, day: date) -> State:
    """Return the state of an obligation on a day; a late act cures it, not its history."""
    if met_on is not None:
        return "met" if met_on <= due_on else "met-late"
    return "open" if day <= due_on else "overdue"


# --- yearly reports ---------------------------------------------------------------------------


def reports(view: Viewpoint) -> Iterator[Obligation]:
    """Yield the yearly reports owed, up to the next one (`domain.md` sections 6 and 9.4)."""
    first = view.course.terms[0].recognition.on if view.course.terms else None
    if first is None:
        return
    for report in view.book.reports:
        yield from _reports_of_kind(view, report, first.year)


def _reports_of_kind(view: Viewpoint, report: Report, first: int) -> Iterator[Obligation]:
    """Yield the reports of one kind: those that were due, and the next one that is owed.

    Between two recognitions a year may lie of which none is owed: it is passed over.
    """
    filings = _filings(view, report)
    for due in _dues(view, report, first):
        recognition = view.course.recognition_by(min(due.on, view.day))
        owed = _owed(view, recognition, due.year, due.on)
        if owed and recognition:
            yield _report(view, report, due, owed, (recognition, filings.get(due.year)))
            if due.on >= view.day:
                return


class _Due(NamedTuple):
    """When the report on a year is due, and how certain that is."""

    year: int
    on: date
    certainty: Certainty


def _dues(view: Viewpoint, report: Report, year: int) -> Iterator[_Due]:
    """Yield when the reports from a year on are due: up to that on the year of the day, and the next one."""
    while True:
        due = _Due(year, *report_due(view, report, year))
        yield due
        if due.on >= view.day and due.year >= view.day.year:
            return
        year += 1


def report_due(view: Viewpoint, report: Report, year: int) -> tuple[date, Certainty]:
    """Return when the report on a year is due: a fixed date, final unless rolled by choice."""
    due_on = report_day(view.book, report, year)
    if not annual_days_roll(view.book):
        return due_on, "final"
    due_on = view.edition.next_working_day(due_on)
    return due_on, view.edition.certainty(due_on)


def report_day(book: Rulebook, report: Report, year: int) -> date:
    """Return the last day for the report on a year, as the choices read the text, before any roll."""
    lag = 0 if book.chosen("report_year", "previous") == "current" else 1
    stated_on = annual_day(report.due, year + lag)
    return stated_on if by_includes_the_day(book) else stated_on - DAY


def by_includes_the_day(book: Rulebook) -> bool:
    """Tell whether "by" a day includes it (a choice)."""
    return book.chosen("by_includes_the_day", default=True) is not False


def annual_days_roll(book: Rulebook) -> bool:
    """Tell whether a fixed annual day that is no working day rolls to the next one (a choice)."""
    return book.chosen("annual_date_roll", "none") == "next-working-day"


def annual_day(fixed: AnnualDay, year: int) -> date:
    """Return the day of a year that a fixed annual date names."""
    if fixed.day != "last":
        return date(year, fixed.month, fixed.day)
    following = date(year + fixed.month // 12, fixed.month % 12 + 1, 1)
    return following - DAY


def _owed(view: Viewpoint, recognition: AnyEntry | None, year: int, due_on: date) -> Owed | None:
    """Tell whether the report on a year is owed; None: no.

    Owed: published by 31 December of the year, and recognised on the day that the choice names.
    """
    at_year_end = view.book.chosen("report_owed", "recognised-on-due-day") == "recognised-at-year-end"
    tested = date(year, 12, 31) if at_year_end else due_on
    course = view.course
    if recognition is None or recognition.on > date(year, 12, 31):
        return None
    if tested >= view.day:
        return "yes" if course.holds_on(tested) else None
    then = view.course_by(tested)
    if then.holds_on(tested) and then.standing_on(tested) == "recognised":
        return "yes"
    return "undetermined" if course.holds_on(tested) else None


Filing = Entry[AnnualReportFiled]


def _report(
    view: Viewpoint, report: Report, due: _Due, owed: Owed, facts: tuple[AnyEntry, Filing | None]
) -> Obligation:
    recognition, filed = facts
    met_on = filed.on if filed else None
    state = state_of(due.on, met_on, view.day) if owed == "yes" or met_on else "undetermined"
    return Obligation(
        kind=report.kind,
        period=str(due.year),
        opens_on=max(date(due.year, 1, 1), recognition.on),
        due_on=due.on,
        certainty=due.certainty,
        state=state,
        met_on=met_on,
        cited=view.cite(report.article, due.on, report.choices),
        trigger=recognition,
        events=ids(recognition, filed),
    )


def _filings(view: Viewpoint, report: Report) -> dict[int, Filing]:
    """Return the first filing of a report on each year."""
    only = report.kind if len(view.book.reports) == 1 else None
    fitting = [e for e in view.seen.of(AnnualReportFiled) if (e.body.report or only) == report.kind]
    return {entry.body.year: entry for entry in reversed(fitting)}


# --- major changes ----------------------------------------------------------------------------


def change_filings(view: Viewpoint, *, withdrawn: bool = False) -> Iterator[Obligation]:
    """Yield the filings owed for major changes; `withdrawn` asks for those withdrawn instead."""
    filing = view.book.change_filing
    if filing is None:
        return
    for entry in view.seen.all_of(MajorChangeOccurred):
        if (entry.withdrawal is not None) == withdrawn and view.course.is_subject_on(entry.on):
            yield _change_filing(view, filing, entry)


def change_period_is_open(view: Viewpoint) -> bool:
    """Tell whether the length of the period is left undetermined by choice."""
    filing = view.book.change_filing
    chosen = view.book.chosen("change_filing", "one-month")
    return filing is not None and not filing.stated and chosen == "undetermined"


def _change_filing(view: Viewpoint, filing: ChangeFiling, entry: Entry[MajorChangeOccurred]) -> Obligation:
    change = entry.body.change
    filed = next((e for e in view.seen.of(MajorChangeFiled) if e.body.change == change), None)
    due = view.edition.due(entry.on, filing.months, "months")
    met_on = filed.on if filed else None
    is_open = change_period_is_open(view)
    return Obligation(
        kind="major-change",
        period=change,
        opens_on=entry.on,
        due_on=None if is_open else due.due_on,
        certainty="final" if is_open else due.certainty,
        state=_undetermined_change(met_on) if is_open else state_of(due.due_on, met_on, view.day),
        met_on=met_on,
        cited=view.cite(filing.article, due.due_on, filing.choices),
        events=ids(entry, filed),
        trigger=entry,
    )


def _undetermined_change(met_on: date | None) -> State:
    return "met" if met_on else "undetermined"


# --- the application for review ---------------------------------------------------------------


def review_applications(view: Viewpoint, *, withdrawn: bool = False) -> Iterator[Obligation]:
    """Yield the applications for review owed in each term."""
    for term in view.course.terms:
        if view.book.review.apply_by == "expiry-year-end":
            if not withdrawn:
                yield from _by_year_end(view, term)
        else:
            yield from _by_round(view, term, withdrawn=withdrawn)


def _by_year_end(view: Viewpoint, term: Term) -> Iterator[Obligation]:
    opens_on = max(date(term.valid_to.year, 1, 1), term.granted.on)
    due_on = date(term.valid_to.year, 12, 31)
    if _can_apply(view.course, term, due_on):
        yield _review_application(view, term, opens_on, due_on, None)


def _by_round(view: Viewpoint, term: Term, *, withdrawn: bool) -> Iterator[Obligation]:
    rounds = withdrawn_rounds(view, term) if withdrawn else term.rounds
    for opened in rounds:
        due_on = opened.body.apply_by
        if _can_apply(view.course, term, due_on):
            yield _review_application(view, term, opened.on, due_on, opened)


def withdrawn_rounds(view: Viewpoint, term: Term) -> list[Entry[ReviewRoundOpened]]:
    """Return the rounds of a term that were recorded and later withdrawn."""
    until = term.renewed.on if term.renewed else date.max
    rounds = view.seen.all_of(ReviewRoundOpened)
    return [entry for entry in rounds if entry.withdrawal and term.granted.on <= entry.on < until]


def _can_apply(course: Course, term: Term, due_on: date) -> bool:
    """Tell whether the recognition had not ended before the last day for applications."""
    if term.applied_on is not None and term.applied_on <= due_on:
        return True
    return course.is_subject_on(due_on)


def _review_application(
    view: Viewpoint, term: Term, opens_on: date, due_on: date, opened: Entry[ReviewRoundOpened] | None
) -> Obligation:
    applied_on = term.applied_on
    return Obligation(
        kind="review-application",
        period=str(term.valid_to.year),
        opens_on=opens_on,
        due_on=due_on,
        certainty="final",
        state=state_of(due_on, applied_on, view.day),
        met_on=applied_on,
        cited=view.cite(view.book.review.article, due_on),
        events=ids(opened or term.granted, *term.applications, *term.decisions),
        trigger=opened or term.granted,
    )
