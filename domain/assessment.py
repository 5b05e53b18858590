"""The heart: history + rulebook + calendar + day -> assessment.

One pure function. Everything the product says of a cluster on a day comes from here: the status,
the findings of the scheduler, the projections, the audit replay and the what-if run.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from domain import case as steps
from domain.attention import attentions
from domain.calendar import Calendar
from domain.doubt import Attention
from domain.grounds import grounds
from domain.history import History
from domain.obligations import Obligation, obligations
from domain.once import Once
from domain.proceedings import Case, case_to_show
from domain.rulebook import Appeal, Rulebook, Statutes
from domain.rulebook_hash import law_text, text_sha256
from domain.spells import Ground
from domain.standing import StandingName, Term
from domain.text import DAY
from domain.viewpoint import Viewpoint
from domain.windows import Window, windows


class Law(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The law an assessment is made under: one rulebook edition and the national statutes."""

    book: Rulebook
    statutes: Statutes

    @Once
    def book_text(self) -> bytes:
        """The rulebook as canonical JSON."""
        return law_text(self.book)

    @Once
    def statutes_text(self) -> bytes:
        """The statutes as canonical JSON."""
        return law_text(self.statutes)

    @Once
    def statutes_sha256(self) -> str:
        """The hash of the statutes' text."""
        return text_sha256(self.statutes_text)


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that holds of a cluster at the end of a day, whatever comes later.

    `raised` holds every attention of the history, of which `attention` are those that hold on the day.
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
    calendar: str

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


class Assessment(Judgement, frozen=True, kw_only=True):
    """Everything that can be said of a cluster at the end of a day."""

    case: Case | None
    next_change_on: date | None
    rests_on_calendar: bool


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
    view = viewpoint_of(history, law, calendar, day, known_on)
    found = _found(view)
    return Assessment(
        **_judged(view, found),
        case=case_to_show(view.course.cases),
        next_change_on=next_change_on(view, found),
        rests_on_calendar=rests_on_calendar(view, found),
    )


def judge(view: Viewpoint) -> Judgement:
    """Return what an assessment says of the day itself: the findings follow from no more."""
    return Judgement(**_judged(view, _found(view)))


def viewpoint_of(
    history: History, law: Law, calendar: Calendar, day: date, known_on: date | None = None
) -> Viewpoint:
    """Return from where `assess` looks, of the same arguments."""
    return Viewpoint(
        history=history,
        book=law.book,
        statutes=law.statutes,
        calendar=calendar,
        day=day,
        known_on=known_on or day,
    )


def _judged(view: Viewpoint, found: "Found") -> dict[str, Any]:
    return {
        "on": view.day,
        "known_on": view.known_on,
        "standing": found.standing,
        "stage": found.stage,
        "terms": tuple(view.course.terms),
        "obligations": found.obligations,
        "grounds": found.grounds,
        "windows": found.windows,
        "raised": found.raised,
        "calendar": view.edition.sha256,
    }


class Found(msgspec.Struct, frozen=True):
    """What the rules found on a day."""

    standing: StandingName | None
    stage: str | None
    obligations: tuple[Obligation, ...]
    grounds: tuple[Ground, ...]
    windows: tuple[Window, ...]
    raised: tuple[Attention, ...]

    def shown_on(self, day: date) -> tuple[object, ...]:
        """Return what a reader sees of it on a day."""
        attention = [each for each in self.raised if each.holds_on(day)]
        return self.standing, self.stage, self.obligations, self.grounds, self.windows, attention


def _found(view: Viewpoint) -> Found:
    owed = obligations(view)
    opened = windows(view)
    return Found(
        standing(view, opened),
        stage(view, opened),
        tuple(owed),
        tuple(grounds(view, owed)),
        tuple(opened),
        tuple(attentions(view, owed, opened)),
    )


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
            return _recognised_stage(view.course.terms[-1], view.day)
        case "lapsed":
            return "in-review" if view.course.terms[-1].is_in_review else "awaiting-review"
        case "revoked":
            return _revoked_stage(view, opened)
        case _:
            return None


def _recognised_stage(term: Term, day: date) -> str | None:
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


class Turn(msgspec.Struct, frozen=True, order=True):
    """A day on which the answer may change by itself; `is_doubtful` where that has to be tried."""

    on: date
    is_doubtful: bool


def next_change_on(view: Viewpoint, found: Found) -> date | None:
    """Return the first later day on which a reader would see something else, if nothing happens."""
    shown = found.shown_on(view.day)
    for turn in sorted({turn for turn in turns(view, found) if turn.on > view.day}):
        if not turn.is_doubtful:
            return turn.on
        later = view.if_nothing_happens(turn.on)
        if _found(later).shown_on(turn.on) != shown:
            return turn.on
    return None


def turns(view: Viewpoint, found: Found) -> Iterator[Turn]:
    """Yield the days on which some part of the answer turns, past ones included."""
    yield from _turns_of_course(view)
    for obligation in found.obligations:
        if obligation.due_on is not None:
            yield Turn(obligation.due_on + DAY, is_doubtful=obligation.state != "open")
    still_open = (window for window in found.windows if window.state == "open")
    yield from (Turn(window.due_on + DAY, is_doubtful=False) for window in still_open)
    for attention in found.raised:
        bounds = (attention.since, attention.until)
        yield from (Turn(day, is_doubtful=True) for day in bounds if day is not None)


def _turns_of_course(view: Viewpoint) -> Iterator[Turn]:
    course = view.course
    for case in course.cases:
        for day in (case.served_on, case.revoked_from):
            if day is not None:
                yield Turn(day, is_doubtful=True)
    for term in course.terms:
        for day in (term.valid_from, term.valid_to + DAY, date(term.valid_to.year, 1, 1)):
            yield Turn(day, is_doubtful=True)


def rests_on_calendar(view: Viewpoint, found: Found) -> bool:
    """Tell whether a later calendar edition could move something that is still open."""
    rolled = {"major-change"}
    if view.book.chosen("annual_date_roll", "none") == "next-working-day":
        rolled |= {report.kind for report in view.book.reports}
    obligations_open = (each.kind for each in found.obligations if each.state == "open")
    return not rolled.isdisjoint(obligations_open) or any(each.state == "open" for each in found.windows)
