"""The standing of a cluster as rectangles: legal days by instants of knowledge.

Promise: on every legal day, and as known at every instant, the rectangle that holds the two says of
standing and validity what `assess` says; it is found from the days on which something turns.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise

import msgspec

from domain import cluster
from domain.assessment import Law, standing
from domain.calendar import Calendar
from domain.case import CaseStep
from domain.events import SHANGHAI, Recorded, legal_day
from domain.history import Founding, History, known
from domain.rulebook import Rulebook
from domain.standing import Course, StandingName
from domain.text import DAY
from domain.viewpoint import Viewpoint
from domain.windows import windows

FOR_EVER = 2**63 - 1  # of knowledge, in microseconds since 1970: nothing has superseded it

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TURNING = (
    cluster.ApplicationSubmitted,
    cluster.ApplicationRejected,
    cluster.ClusterRecognised,
    cluster.ReviewDecided,
    cluster.TitleCancelled,
    cluster.RecognitionSurrendered,
    CaseStep,
)
_NAMED = ("programme", "name", "province", "city", "county")


class StandingPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """A standing and its validity over legal days.

    The days are half-open: `legal_from` is the first, `legal_to` the day after the last, and
    `date.max` says that there is no last one. Before the first fact the standing is None.
    """

    legal_from: date
    legal_to: date
    standing: StandingName | None
    valid_from: date | None
    valid_to: date | None


class Rectangle(StandingPeriod, frozen=True, kw_only=True):
    """A standing period as known from one instant until another, and what the cluster was called.

    The instants are half-open, in microseconds since 1970, UTC; `FOR_EVER` says that the period is
    known so still. `rests_on_calendar` tells that a calendar notice may be a step of its knowledge.
    """

    known_from: int
    known_to: int
    programme: str
    name: str
    province: str
    city: str
    county: str
    rests_on_calendar: bool


class Knowledge(msgspec.Struct, frozen=True, kw_only=True):
    """By what law and calendar a cluster was judged, and when that changed.

    `law` is asked with what was known and the instant; `adopted_at` with a programme, for the
    instants at which its law became another one. A part of the calendar is known from the instant at
    which it was recorded, one of the release from 00:00 in Asia/Shanghai of its day on.
    """

    law: Callable[[History, datetime], Law]
    adopted_at: Callable[[str], Sequence[datetime]]
    calendar: Calendar


# --- legal days, as known at one instant ------------------------------------------------------


def standing_periods(view: Viewpoint) -> tuple[StandingPeriod, ...]:
    """Return the standing over all legal days, oldest first, without gap or overlap.

    The day of the view does not count. Two neighbours differ in standing or validity.
    """
    spoken = [(day, _spoken_on(view, day, course)) for day, course in _turns(view)]
    runs = [(next(run)[0], said) for said, run in groupby(spoken, key=lambda turn: turn[1])]
    ends = [*(day for day, _ in runs[1:]), date.max]
    return tuple(
        StandingPeriod(legal_from=start, legal_to=end, standing=said[0], valid_from=said[1], valid_to=said[2])
        for (start, said), end in zip(runs, ends, strict=True)
    )


_Spoken = tuple[StandingName | None, date | None, date | None]


def _turns(view: Viewpoint) -> Iterator[tuple[date, Course]]:
    """Yield every day on which the standing may turn, with the course as far as it has run."""
    acted = {entry.on for entry in view.history.standing_entries() if isinstance(entry.body, _TURNING)}
    for start, end in pairwise(sorted({date.min, *acted, date.max})):
        course = view.courses.by(start)
        later = {day for day in _turns_of(course) if start < day < end}
        yield from ((day, course) for day in (start, *sorted(later)))


def _turns_of(course: Course) -> Iterator[date]:
    """Yield the days on which a course turns by itself."""
    if course.term is not None and course.term.valid_to < date.max:
        yield course.term.valid_to + DAY
    for case in course.cases:
        yield from (day for day in (case.revoked_from, case.served_on) if day is not None)


def _spoken_on(view: Viewpoint, day: date, course: Course) -> _Spoken:
    valid_to = course.term.valid_to if course.term else None
    if not suspends(view.book):
        return course.standing_on(day), _valid_from(course), valid_to
    looking = msgspec.structs.replace(view, day=day)
    return standing(looking, windows(looking)), _valid_from(course), valid_to


def _valid_from(course: Course) -> date | None:
    """Return the first day of the validity, over all its unbroken terms."""
    if course.term is None:
        return None
    recognition = course.term.recognition
    return next(term.valid_from for term in course.terms if term.recognition is recognition)


# --- legal days by instants of knowledge ------------------------------------------------------


def rectangles(stream: Iterable[Recorded], knowledge: Knowledge) -> tuple[Rectangle, ...]:
    """Return the rectangles of a cluster, in the order in which they became known.

    From the instant at which something is known of what the cluster is, exactly one of them holds
    any legal day and any instant. They follow from the stream alone, however it is read: facts of
    one instant are one step, and what is recorded later closes and opens, but never alters.
    """
    telling = [each for each in stream if isinstance(each.body, (*_TURNING, cluster.FactWithdrawn))]
    still: dict[Rectangle, Rectangle] = {}
    found: list[Rectangle] = []
    for step in _steps(telling, knowledge):
        opening = dict.fromkeys(_as_known(step, knowledge.calendar.recorded_by(step.at)))
        since = microseconds(step.at)
        found += [_closed(still[gone], since) for gone in still if gone not in opening]
        still = {each: still.get(each) or _opened(each, since) for each in opening}
    return tuple(sorted((*found, *still.values()), key=_order))


class _Step(msgspec.Struct, frozen=True):
    """What was known at an instant, and by which law it was judged."""

    at: datetime
    history: History
    founding: Founding
    law: Law


def _steps(telling: Sequence[Recorded], knowledge: Knowledge) -> list[_Step]:
    """Return the steps of what is known of the standing, oldest first."""
    recorded = sorted({each.recorded_at for each in telling})
    programmes = {each.body.programme for each in telling if isinstance(each.body, Founding)}
    adopted = {at for name in programmes for at in knowledge.adopted_at(name) if at > recorded[0]}
    steps = list(_steps_at(telling, {*recorded, *adopted}, knowledge))
    if not any(suspends(step.law.book) for step in steps):
        return steps
    turns = {at for at in _calendar_turns(knowledge.calendar) if at > recorded[0]}
    return list(_steps_at(telling, {*recorded, *adopted, *turns}, knowledge))


def _steps_at(
    telling: Sequence[Recorded], instants: Iterable[datetime], knowledge: Knowledge
) -> Iterator[_Step]:
    for at in sorted(instants):
        history = known(telling, at)
        founding = history.founding()
        if founding is not None:
            yield _Step(at, history, founding, knowledge.law(history, at))


def _calendar_turns(calendar: Calendar) -> Iterator[datetime]:
    """Yield the instants at which the calendar grows: a recorded part then, others as their day begins."""
    parts = [(each.known_since, each.known_at) for each in calendar.notices]
    parts += [(each.known_from, each.known_at) for each in calendar.overrides]
    for day, recorded_at in parts:
        yield recorded_at or datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def _as_known(step: _Step, calendar: Calendar) -> Iterator[Rectangle]:
    """Yield what is known at a step, as rectangles that hold for ever."""
    view = Viewpoint(
        history=step.history,
        book=step.law.book,
        statutes=step.law.statutes,
        calendar=calendar,
        day=date.min,
        known_on=legal_day(step.at),
    )
    for period in standing_periods(view):
        yield Rectangle(
            **msgspec.structs.asdict(period),
            **{name: getattr(step.founding, name) for name in _NAMED},
            known_from=0,
            known_to=FOR_EVER,
            rests_on_calendar=suspends(step.law.book),
        )


def suspends(book: Rulebook) -> bool:
    """Tell whether the standing hangs on windows: an appeal suspends the decision, by choice."""
    return book.chosen("appeal_suspends", default=False) is True


def _opened(each: Rectangle, since: int) -> Rectangle:
    return msgspec.structs.replace(each, known_from=since)


def _closed(each: Rectangle, until: int) -> Rectangle:
    return msgspec.structs.replace(each, known_to=until)


def _order(each: Rectangle) -> tuple[int, date]:
    return each.known_from, each.legal_from


def microseconds(at: datetime) -> int:
    """Return an aware instant in microseconds since 1970, UTC."""
    return (at - _EPOCH) // timedelta(microseconds=1)
