"""The heart: history + rulebook + calendar + day -> assessment.

One pure function. Everything the product says of a cluster on a day comes from here: the status,
the findings of the scheduler, the projections, the audit replay and the what-if run.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from domain import case as steps
from domain.attention import Attention, attentions
from domain.calendar import Calendar
from domain.grounds import grounds
from domain.history import History
from domain.obligations import Obligation, obligations
from domain.proceedings import Case, case_to_show
from domain.rulebook import Appeal, Rulebook, Statutes
from domain.spells import Ground
from domain.standing import Course, StandingName, Term
from domain.text import DAY
from domain.viewpoint import Viewpoint
from domain.windows import Window, windows


class Law(msgspec.Struct, frozen=True, kw_only=True):
    """The law an assessment is made under: one rulebook edition and the national statutes."""

    book: Rulebook
    statutes: Statutes


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be said of a cluster at the end of a day.

    `prospects` are the days still to come on which the answer changes by itself; `raised` holds every
    attention of the history, of which `attention` are those that hold on the day.
    """

    on: date
    known_on: date
    standing: StandingName | None
    stage: str | None
    terms: tuple[Term, ...]
    obligations: tuple[Obligation, ...]
    grounds: tuple[Ground, ...]
    windows: tuple[Window, ...]
    raised: tuple[Attention, ...]
    case: Case | None
    next_change_on: date | None
    calendar: str
    rests_on_calendar: bool
    ended_on: date | None

    @property
    def attention(self) -> tuple[Attention, ...]:
        """What somebody should look at on the day."""
        return tuple(each for each in self.raised if each.holds_on(self.on))

    @property
    def valid_from(self) -> date | None:
        """The first day of the validity, over all its unbroken terms."""
        if not self.terms:
            return None
        recognition = self.terms[-1].recognition
        return next(term.valid_from for term in self.terms if term.recognition is recognition)

    @property
    def valid_to(self) -> date | None:
        """The last day of the validity."""
        return self.terms[-1].valid_to if self.terms else None


def assess(
    history: History, law: Law, calendar: Calendar, day: date, known_on: date | None = None
) -> Assessment:
    """Assess a cluster at the end of a legal day.

    Args:
        history: what is known of the cluster, from `domain.history.known`.
        law: the rulebook edition and the statutes.
        calendar: the notices and overrides; those known after `known_on` are ignored.
        day: the legal day; only what happened by its end counts.
        known_on: the day on which knowledge ends; the legal day itself if left out.
    """
    view = Viewpoint(
        history=history,
        book=law.book,
        statutes=law.statutes,
        calendar=calendar,
        day=day,
        known_on=known_on or day,
    )
    owed = obligations(view)
    opened = windows(view)
    raised = attentions(view, owed, opened)
    return Assessment(
        on=day,
        known_on=view.known_on,
        standing=standing(view, opened),
        stage=stage(view, opened),
        terms=tuple(view.course.terms),
        obligations=tuple(owed),
        grounds=tuple(grounds(view, owed)),
        windows=tuple(opened),
        raised=tuple(raised),
        case=case_to_show(view.course.cases),
        next_change_on=min((turn for turn in turns(view, owed, opened, raised) if turn > day), default=None),
        calendar=view.edition.sha256,
        rests_on_calendar=rests_on_calendar(owed, opened),
        ended_on=ended_on(view.course),
    )


def ended_on(course: Course) -> date | None:
    """Return the day on which the recognition ended for good: given up, cancelled or revoked."""
    days = [course.ended.on] if course.ended else []
    days += [case.revoked_from for case in course.cases if case.revoked_from]
    return min(days, default=None)


# --- standing and stage (domain.md section 5) -------------------------------------------------


def standing(view: Viewpoint, opened: list[Window]) -> StandingName | None:
    """Return the standing; a suspended decision leaves it as it was (a choice)."""
    named = view.course.standing_on(view.day)
    if named == "revoked" and is_suspended(view, opened):
        term = view.course.term
        return "recognised" if term and view.day <= term.valid_to else "lapsed"
    return named


def is_suspended(view: Viewpoint, opened: list[Window]) -> bool:
    """Tell whether an appeal under way suspends the revocation (by choice only)."""
    suspends = view.book.chosen("appeal_suspends", default=False) is True
    return suspends and _revoked_stage(view, opened) in ("under-appeal", "answer-overdue")


def stage(view: Viewpoint, opened: list[Window]) -> str | None:
    """Return the stage within the standing, or None where it has none."""
    match view.course.standing_on(view.day):
        case "applying":
            return view.course.stage
        case "recognised":
            return _recognised_stage(view.course.term, view.day)
        case "lapsed":
            term = view.course.term
            return "in-review" if term and term.is_in_review else "awaiting-review"
        case "revoked":
            return _revoked_stage(view, opened)
        case _:
            return None


def _recognised_stage(term: Term | None, day: date) -> str | None:
    if term is None:
        return None
    if day < term.valid_from and term.granted is term.recognition:
        return "not-yet-valid"
    return "in-review" if term.is_in_review else None


def _revoked_stage(view: Viewpoint, opened: list[Window]) -> str:
    case = view.course.revocation_on(view.day)
    if case is None or case.served_on is None or case.served_on > view.day:
        return "unserved"
    if not isinstance(view.book.appeal, Appeal) or case.step(steps.AppealAnswered):
        return "final"
    mine = {window.kind: window for window in opened if window.case == case.id}
    return _appeal_stage(case, mine["appeal"], mine.get("answer"))


def _appeal_stage(case: Case, appeal: Window, answer: Window | None) -> str:
    if case.step(steps.AppealRefused):
        return "final"
    if answer is not None:
        return "answer-overdue" if answer.state == "lapsed" else "under-appeal"
    return "appealable" if appeal.state == "open" else "final"


# --- the next day on which the answer changes by itself ---------------------------------------


def turns(
    view: Viewpoint, owed: list[Obligation], opened: list[Window], raised: list[Attention]
) -> Iterator[date]:
    """Yield the days on which some part of the answer turns, past ones included."""
    yield from _turns_of_course(view)
    for obligation in owed:
        if obligation.due_on is not None:
            yield from _turns_of_obligation(view, obligation, obligation.due_on)
    for window in opened:
        if window.state == "open":
            yield window.due_on + DAY
    for attention in raised:
        yield attention.since
        if attention.until is not None:
            yield attention.until


def _turns_of_course(view: Viewpoint) -> Iterator[date]:
    course = view.course
    for case in course.cases:
        for day in (case.served_on, case.revoked_from):
            if day is not None:
                yield day
    if course.term and course.standing_on(view.day) == "recognised":
        yield course.term.valid_to + DAY
        if course.term.granted is course.term.recognition:
            yield course.term.valid_from
        if view.book.review.apply_by == "expiry-year-end":
            yield date(course.term.valid_to.year, 1, 1)


def _turns_of_obligation(view: Viewpoint, obligation: Obligation, due_on: date) -> Iterator[date]:
    """Yield the day after an open obligation's due day, and the day a ground follows only later."""
    yearly = any(report.kind == obligation.kind for report in view.book.reports)
    if obligation.state == "open" or (yearly and obligation.state == "met"):
        yield due_on + DAY
    if obligation.kind == "review-application" and obligation.met_on is None:
        yield from (term.valid_to + DAY for term in view.course.terms)


def rests_on_calendar(owed: list[Obligation], opened: list[Window]) -> bool:
    """Tell whether a later calendar edition could move something that is still open."""
    return any(window.state == "open" for window in opened) or any(
        obligation.kind == "major-change" and obligation.state == "open" for obligation in owed
    )
