"""The course of a recognition: terms of validity, what ended it, and the standing on a day."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Literal, cast

import msgspec

from domain import cluster
from domain.case import CaseStep
from domain.history import AnyEntry, Entry, History, legal_order
from domain.period import last_day
from domain.proceedings import Case, cases_among
from domain.rulebook import Rulebook, Statutes
from domain.text import DAY, first_stated_day, last_stated_day

StandingName = Literal[
    "applying", "recognised", "lapsed", "rejected", "revoked", "withdrawn", "title-cancelled"
]
_legal_day = attrgetter("record.effective_on")
Phase = Literal["unknown", "applying", "granted", "rejected", "withdrawn", "title-cancelled"]


class Term(msgspec.Struct, kw_only=True):
    """One period of validity, from its grant to its last day, with its review.

    `over_on` is the day on which its recognition was given up, cancelled or revoked, if it was.
    """

    granted: AnyEntry
    recognition: AnyEntry
    valid_from: date
    valid_to: date
    rounds: list[Entry[cluster.ReviewRoundOpened]] = []
    applications: list[AnyEntry] = []
    decisions: list[Entry[cluster.ReviewDecided]] = []
    renewed: AnyEntry | None = None
    over_on: date | None = None

    @property
    def applied_on(self) -> date | None:
        """The day of the application for review; a decision proves that there was one."""
        acts: list[AnyEntry] = [*self.applications, *self.decisions]
        return min((entry.on for entry in acts), default=None)

    @property
    def is_in_review(self) -> bool:
        """Tell whether an application waits for its decision."""
        newest = self.applications[-1].on if self.applications else None
        return newest is not None and not any(entry.on >= newest for entry in self.decisions)


class Course(msgspec.Struct, kw_only=True):
    """How a recognition ran, as far as the facts by a day tell."""

    phase: Phase = "unknown"
    stage: str | None = None
    terms: list[Term] = []
    endings: list[AnyEntry] = []
    cases: list[Case] = []

    @property
    def term(self) -> Term | None:
        """The newest term."""
        return self.terms[-1] if self.terms else None

    def recognition_by(self, day: date) -> AnyEntry | None:
        """Return the newest recognition published on or before a day."""
        for term in reversed(self.terms):
            if term.recognition.on <= day:
                return term.recognition
        return None

    def recognition_after(self, term: Term) -> AnyEntry | None:
        """Return the next recognition after that of a term; on one day in the order of their recording."""
        later = [each.recognition for each in self.terms if _is_before(term.recognition, each.recognition)]
        return min(later, key=legal_order, default=None)

    def ending_by(self, day: date) -> AnyEntry | None:
        """Return what ended the recognition of a day, by that day: given up or cancelled."""
        recognition = self.recognition_by(day) if self.endings else None
        if recognition is None:
            return None
        ended = (each for each in self.endings if each.on <= day and not _is_before(each, recognition))
        return next(ended, None)

    def revocation_on(self, day: date) -> Case | None:
        """Return the case whose revocation is in effect on a day."""
        if not self.cases:
            return None
        recognition = self.recognition_by(day)
        for case in reversed(self.cases):
            decided, starts_on = case.decided, case.revoked_from
            if decided and starts_on and starts_on <= day and not _is_before(decided, recognition):
                return case
        return None

    def is_subject_on(self, day: date) -> bool:
        """Tell whether the cluster was recognised, or lapsed and not ended, on a day."""
        if self.recognition_by(day) is None or self.revocation_on(day):
            return False
        return self.ending_by(day) is None

    def holds_on(self, day: date) -> bool:
        """Tell whether the recognition, as known in this course, was valid on a day."""
        recognition = self.recognition_by(day)
        lasts = [term.valid_to for term in self.terms if term.recognition is recognition]
        return bool(lasts) and day <= lasts[-1] and self.is_subject_on(day)

    def standing_on(self, day: date) -> StandingName | None:
        """Return the standing on a day not before the last fact of the course."""
        if self.phase == "unknown":
            return None
        if self.phase != "granted":
            return self.phase
        if self.revocation_on(day):
            return "revoked"
        return "recognised" if self.term and day <= self.term.valid_to else "lapsed"


def _is_before(entry: AnyEntry, other: AnyEntry | None) -> bool:
    """Tell whether a fact came before another one: on one day in the order of their recording."""
    return other is not None and bool(legal_order(entry) < legal_order(other))


def years_on(start: date, years: int) -> date:
    """Return the corresponding day some years on; validity never rolls (民法典 202)."""
    return last_day(start, years, "years", from_first_day=False)


def course_of(history: History, book: Rulebook, statutes: Statutes) -> Course:
    """Follow a history from its first fact to its last."""
    return courses_of(history, book, statutes).by(date.max)


class Courses:
    """The courses of one history under one law, each as far as some day.

    Promise: days between which nothing happened share one course; it is followed once.
    """

    def __init__(self, telling: Sequence[AnyEntry], book: Rulebook, statutes: Statutes) -> None:
        """Follow the facts that tell of a course, in legal order."""
        self._law = book, statutes
        self._telling = telling
        self._found: dict[int, Course] = {}

    def by(self, day: date) -> Course:
        """Return the course as far as the end of a day."""
        happened = bisect_right(self._telling, day, key=_legal_day)
        if happened not in self._found:
            self._found[happened] = _course(self._telling[:happened], *self._law)
        return self._found[happened]

    def ended_on(self, day: date) -> "Courses":
        """Return the same courses where nothing happens after a day."""
        happened = bisect_right(self._telling, day, key=_legal_day)
        ended = Courses(self._telling[:happened], *self._law)
        ended._found = self._found
        return ended


def courses_of(history: History, book: Rulebook, statutes: Statutes) -> Courses:
    """Return the courses of a history under a law; the same ones whoever asks."""
    law = id(book), id(statutes)  # the courses hold both, so that no other text takes the place of either
    found = history.kept.get(law)
    if not isinstance(found, Courses):
        telling = tuple(filter(_tells, history.standing_entries()))
        history.kept[law] = found = Courses(telling, book, statutes)
    return found


def _tells(entry: AnyEntry) -> bool:
    return type(entry.body) in _TELLING


def _course(telling: Sequence[AnyEntry], book: Rulebook, statutes: Statutes) -> Course:
    """Follow the facts that tell of the course, in legal order."""
    course = Course(cases=cases_among(telling, statutes.deemed_service_days))
    for entry in telling:
        step = _STEPS.get(type(entry.body))
        if step:
            step(course, entry, book)
    for term in course.terms:
        term.over_on = _over_on(course, term)
    return course


def _over_on(course: Course, term: Term) -> date | None:
    """Return the day on which the recognition of a term ended, before there was another one."""
    again = course.recognition_after(term)

    def is_its_own(entry: AnyEntry) -> bool:
        return not _is_before(entry, term.recognition) and (again is None or _is_before(entry, again))

    days = [entry.on for entry in course.endings if is_its_own(entry)]
    days += [
        case.revoked_from
        for case in course.cases
        if case.decided and case.revoked_from and is_its_own(case.decided)
    ]
    return min(days, default=None)


def _submitted(course: Course, entry: AnyEntry, _: Rulebook) -> None:
    if course.phase != "granted" or course.standing_on(entry.on) != "recognised":
        course.phase, course.stage = "applying", "submitted"


def _recommended(course: Course, entry: AnyEntry, _: Rulebook) -> None:
    if course.phase == "applying":
        body = entry.body
        returned = isinstance(body, cluster.ApplicationRecommended) and body.outcome == "returned"
        course.stage = "submitted" if returned else "recommended"


def _noticed(course: Course, _: AnyEntry, __: Rulebook) -> None:
    if course.phase == "applying":
        course.stage = "in-public-notice"


def _rejected(course: Course, _: AnyEntry, __: Rulebook) -> None:
    if course.phase == "applying":
        course.phase, course.stage = "rejected", None


def _recognised(course: Course, entry: AnyEntry, book: Rulebook) -> None:
    course.phase, course.stage = "granted", None
    body = cast("cluster.ClusterRecognised", entry.body)
    start = first_stated_day(body.valid_from) if body.valid_from else entry.on
    end = last_stated_day(body.valid_to) if body.valid_to else years_on(start, book.validity.years)
    course.terms.append(Term(granted=entry, recognition=entry, valid_from=start, valid_to=end))


def _round_opened(course: Course, entry: AnyEntry, _: Rulebook) -> None:
    if course.term:
        course.term.rounds.append(cast("Entry[cluster.ReviewRoundOpened]", entry))


def _applied(course: Course, entry: AnyEntry, _: Rulebook) -> None:
    if course.term:
        course.term.applications.append(entry)


def _reviewed(course: Course, entry: AnyEntry, book: Rulebook) -> None:
    body, term = cast("cluster.ReviewDecided", entry.body), course.term
    if term is None:
        return
    term.decisions.append(cast("Entry[cluster.ReviewDecided]", entry))
    if body.outcome == "failed":
        if book.review.failed_cancels_title:
            course.phase = "title-cancelled"
            course.endings.append(entry)
        return
    valid_to = extended_validity(term, body, book)
    if valid_to is not None:
        term.renewed = entry
        starts_on = term.valid_to + DAY
        course.terms.append(
            Term(granted=entry, recognition=term.recognition, valid_from=starts_on, valid_to=valid_to)
        )


def extended_validity(term: Term, decision: cluster.ReviewDecided, book: Rulebook) -> date | None:
    """Return the last day after a passed review, or None where the choice leaves it open."""
    if decision.valid_to:
        return last_stated_day(decision.valid_to)
    if book.chosen("review_extension", "three-years") == "as-stated-only":
        return None
    return years_on(term.valid_to, book.review.extension_years)


def _cancelled(course: Course, entry: AnyEntry, _: Rulebook) -> None:
    course.phase = "title-cancelled"
    course.endings.append(entry)


def _surrendered(course: Course, entry: AnyEntry, _: Rulebook) -> None:
    course.phase = "withdrawn"
    course.endings.append(entry)


_STEPS = {
    cluster.ApplicationSubmitted: _submitted,
    cluster.ApplicationRecommended: _recommended,
    cluster.PublicNoticePosted: _noticed,
    cluster.ApplicationRejected: _rejected,
    cluster.ClusterRecognised: _recognised,
    cluster.ReviewRoundOpened: _round_opened,
    cluster.ReviewApplied: _applied,
    cluster.ReviewDecided: _reviewed,
    cluster.TitleCancelled: _cancelled,
    cluster.RecognitionSurrendered: _surrendered,
}
_TELLING = frozenset({*_STEPS, *CaseStep.__subclasses__()})
