"""A second, slow opinion on the last days of windows, from the facts of the log alone.

Promise: it walks day by day, over the notices of the release and what was recorded of the calendar;
it shares no code with `domain.calendar` or `domain.windows`. Sources: Fujian measure Art. 16 (15 and 30
working days), 行政复议法 Art. 20 (60 days), 行政诉讼法 Art. 46 (6 months), Civil Code Art. 201-203.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from domain import case as steps
from domain.administration import CalendarNoticeRecorded, CalendarOverridden
from domain.cluster import FactWithdrawn
from domain.events import Recorded, legal_day
from monitor.demo.almanac import DAY, FRIDAY, months_after
from tests.given import NOTICES

APPEAL_WORKING_DAYS = 15
ANSWER_WORKING_DAYS = 30
RECONSIDERATION_DAYS = 60
LITIGATION_MONTHS = 6


class Word(NamedTuple):
    """What was said of single days: known from a day on, for a region ("*": everywhere)."""

    known_from: date
    issued_on: date
    region: str
    off: frozenset[date]
    work: frozenset[date]


class NaiveCalendar:
    """The days as worked in one county, as known on any day."""

    def __init__(self, recorded: Iterable[Recorded], county: str) -> None:
        words = [*_of_the_release(), *(_word(each) for each in recorded)]
        there = [word for word in words if word.region == "*" or county.startswith(word.region)]
        self._words = sorted(there, key=lambda word: (word.region != "*", word.issued_on))

    def is_worked(self, day: date, known_on: date) -> bool:
        """Tell whether a day is worked; the word issued last that names it wins, a region's over all."""
        verdict = day.weekday() <= FRIDAY
        for word in self._words:
            if word.known_from <= known_on and (day in word.off or day in word.work):
                verdict = day in word.work
        return verdict

    def working_day(self, start: date, number: int, known_on: date) -> date:
        """Return working day `number` after a day, which itself does not count (Civil Code Art. 201)."""
        day = start
        while number:
            day += DAY
            number -= self.is_worked(day, known_on)
        return day

    def rolled(self, day: date, known_on: date) -> date:
        """Return the day, or the next one that is worked (Civil Code Art. 203)."""
        while not self.is_worked(day, known_on):
            day += DAY
        return day


@cache
def _of_the_release() -> tuple[Word, ...]:
    told = json.loads(NOTICES.read_text("utf-8"))
    return tuple(
        Word(date.fromisoformat(each["issued_on"]), date.fromisoformat(each["issued_on"]), "*", *_days(each))
        for each in told
    )


def _days(told: dict[str, list[str]]) -> tuple[frozenset[date], frozenset[date]]:
    off, work = (frozenset(map(date.fromisoformat, told[name])) for name in ("off", "work"))
    return off, work


def _word(record: Recorded) -> Word:
    known_from = legal_day(record.recorded_at)
    match record.body:
        case CalendarNoticeRecorded(off=off, work=work):
            known_from = max(known_from, record.effective_on)
            return Word(known_from, record.effective_on, "*", frozenset(off), frozenset(work))
        case CalendarOverridden(region=region, day=day, working=working):
            named, none = frozenset({day}), frozenset[date]()
            return Word(
                known_from, known_from, region, none if working else named, named if working else none
            )
        case _:
            raise TypeError(record)


class Course(NamedTuple):
    """What of a case opens and closes its windows; each as (day, day of recording)."""

    case: str
    served: Recorded | None
    lodged: Recorded | None
    admitted: Recorded | None
    answered: Recorded | None


def courses(stream: Sequence[Recorded]) -> list[Course]:
    """Return the cases of a cluster, without what was withdrawn."""
    withdrawn = {each.body.event for each in stream if isinstance(each.body, FactWithdrawn)}
    standing = [each for each in stream if each.id not in withdrawn]
    named = {each.body.case: None for each in standing if isinstance(each.body, steps.RevocationDecided)}
    return [_course(name, standing) for name in named]


def _course(case: str, standing: Sequence[Recorded]) -> Course:
    def first(*kinds: type[steps.CaseStep]) -> Recorded | None:
        found = (each for each in standing if isinstance(each.body, kinds))
        return next((each for each in found if getattr(each.body, "case", "") == case), None)

    return Course(
        case,
        first(steps.DecisionServed),
        first(steps.AppealLodged),
        first(steps.AppealAdmitted),
        first(steps.AppealAnswered, steps.AppealRefused),
    )


class NaiveWindow(NamedTuple):
    """One window as a clerk would count it by hand."""

    kind: str
    opened_on: date
    due_on: date
    met_on: date | None


def last_day(kind: str, opened_on: date, days: NaiveCalendar, known_on: date) -> date:
    """Return the last day of a window that a day opened, counted by what is known on another day."""
    if kind == "appeal":
        return days.working_day(opened_on, APPEAL_WORKING_DAYS, known_on)
    if kind == "answer":
        return days.working_day(opened_on, ANSWER_WORKING_DAYS, known_on)
    if kind == "reconsideration":
        return days.rolled(opened_on + RECONSIDERATION_DAYS * DAY, known_on)
    return days.rolled(months_after(opened_on, LITIGATION_MONTHS), known_on)


def windows(course: Course, days: NaiveCalendar, known_on: date, *, appeals: bool) -> list[NaiveWindow]:
    """Return the windows of a case, counted by what is known on a day: the statutory ones first."""
    if course.served is None:
        return []
    start = course.served.effective_on
    found = [_window(kind, start, None, days, known_on) for kind in ("reconsideration", "litigation")]
    if appeals:
        lodging = _window("appeal", start, course.lodged, days, known_on)
        found.append(lodging)
        if course.lodged and (lodging.met_on or course.admitted):
            found.append(_window("answer", course.lodged.effective_on, course.answered, days, known_on))
    return found


def _window(
    kind: str, opened_on: date, act: Recorded | None, days: NaiveCalendar, known_on: date
) -> NaiveWindow:
    due_on = last_day(kind, opened_on, days, known_on)
    acted_on = act.effective_on if act else None
    return NaiveWindow(kind, opened_on, due_on, acted_on if acted_on and acted_on <= due_on else None)
