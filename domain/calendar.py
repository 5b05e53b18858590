"""Working days as the State Council arranges them, and the periods counted on them.

Promise: an answer follows from the notices and overrides known on a day, never from the
clock; where no notice is published yet it is an estimate and says so.
Sources: Civil Code (民法典) Art 201-203; the yearly notices, see `calendars/ORIGIN.md`.
"""

from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Literal

import msgspec

from domain.notices import DayReason, Notice, Override, Region, Why, read_notices
from domain.once import Once
from domain.period import OddDay, PeriodError, Unit, WorkingDayCount, check_length, day_at, last_day

__all__ = [
    "Calendar",
    "Certainty",
    "DayReason",
    "Due",
    "Edition",
    "Notice",
    "Override",
    "PeriodError",
    "Region",
    "Unit",
    "Why",
    "read_notices",
]

Certainty = Literal["final", "boundary", "provisional"]

PLAIN: dict[tuple[bool, bool], Why] = {  # of a day not stated: (published, working)
    (True, True): "weekday",
    (True, False): "weekend",
    (False, True): "unpublished-weekday",
    (False, False): "unpublished-weekend",
}
SATURDAY = 5
FIRST_BOUNDARY_DAY = (12, 25)  # from here on next year's notice may still touch a year
NATION = Region()


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When a period ends.

    `starts_on` is the first day that counts, `rolled_from` the rest day on which the
    period would have ended (Art 203), `calendar` the hash of the edition counted on.
    """

    start: date
    length: int
    unit: Unit
    starts_on: date
    due_on: date
    certainty: Certainty
    calendar: str
    rolled_from: date | None = None


class Edition(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What was known of the calendar at one time in one region.

    `published` holds the years whose notice was out, `stated` every day that a notice
    or an override names, ascending.
    """

    published: frozenset[int]
    stated: tuple[DayReason, ...]

    @Once
    def sha256(self) -> str:
        """Return `sha256:<hex>` of the text."""
        return f"sha256:{sha256(self.text).hexdigest()}"

    @Once
    def text(self) -> bytes:
        """Return the content, written as canonical JSON."""
        arranged = [each for each in self.stated if each.why != "override"]
        overridden = [each for each in self.stated if each.why == "override"]
        content = {
            "off": [each.day for each in arranged if not each.working],
            "overrides": [(each.day, each.working, each.basis) for each in overridden],
            "published": sorted(self.published),
            "work": [each.day for each in arranged if each.working],
        }
        return msgspec.json.encode(content)

    @property
    def published_from(self) -> date | None:
        """Return 1 January of the first year published, None before any notice."""
        return date(min(self.published), 1, 1) if self.published else None

    @property
    def published_through(self) -> date | None:
        """Return 31 December of the last year published, None before any notice."""
        return date(max(self.published), 12, 31) if self.published else None

    def is_working(self, day: date) -> bool:
        """Tell whether a day is worked; outside the published years, by estimate."""
        return self.reason(day).working

    def reason(self, day: date) -> DayReason:
        """Say why a day is worked or not, and which notice or override decides."""
        if day in self._reasons:
            return self._reasons[day]
        working = day.weekday() < SATURDAY
        why = PLAIN[day.year in self.published, working]
        return DayReason(day=day, working=working, why=why)

    def next_working_day(self, day: date) -> date:
        """Return the day itself when it is worked, else the first one after it.

        Raises:
            PeriodError: where that is after 9999-12-31.
        """
        return self._working_day_from(day, 1)

    def certainty(self, day: date) -> Certainty:
        """Say whether a later notice may still change a day.

        `provisional`: its year is not published. `boundary`: 25-31 December of the last
        published year, which next year's notice may touch.
        """
        if day.year not in self.published:
            return "provisional"
        late = (day.month, day.day) >= FIRST_BOUNDARY_DAY
        return "boundary" if late and day.year + 1 not in self.published else "final"

    def due(
        self,
        start: date,
        length: int,
        unit: Unit,
        *,
        from_first_day: bool = False,
        rolls: bool = True,
    ) -> Due:
        """Return the last day of a period that an event on `start` begins.

        The event's own day does not count (Art 201) unless `from_first_day`. A period
        in days, months or years that `rolls` ends on a working day (Art 203); one that
        does not is `final`, as no notice can move it.

        Raises:
            PeriodError: for a length outside `LONGEST`, or an end after 9999-12-31.
        """
        check_length(length, unit)
        first = day_at(start.toordinal() + (not from_first_day))
        if unit == "working-days":
            starts_on = self._working_day_from(first, 1)
            due_on = last = self._working_day_from(first, length)
            certainty = self._certainty_over(first, last)
        else:
            starts_on, last = first, last_day(start, length, unit, from_first_day=from_first_day)
            due_on = self.next_working_day(last) if rolls else last
            certainty = self._certainty_over(last, due_on) if rolls else "final"
        return Due(
            start=start,
            length=length,
            unit=unit,
            starts_on=starts_on,
            due_on=due_on,
            certainty=certainty,
            calendar=self.sha256,
            rolled_from=None if due_on == last else last,
        )

    def _working_day_from(self, first: date, number: int) -> date:
        """Return working day number `number` (from 1), counted from `first` on."""
        before = self._count.up_to(first.toordinal() - 1)
        return day_at(self._count.nth(before + number))

    def _certainty_over(self, first: date, last: date) -> Certainty:
        """Say whether a notice may still change any of the days an answer rests on."""
        if not self.published.issuperset(range(first.year, last.year + 1)):
            return "provisional"
        return self.certainty(last)

    @Once
    def _reasons(self) -> dict[date, DayReason]:
        return {each.day: each for each in self.stated}

    @Once
    def _count(self) -> WorkingDayCount:
        return WorkingDayCount.of(
            OddDay(each.day.toordinal(), each.working)
            for each in self.stated
            if each.working != (each.day.weekday() < SATURDAY)
        )


class Calendar(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """All notices and overrides there are, each with the day from which it is known."""

    notices: tuple[Notice, ...]
    overrides: tuple[Override, ...] = ()

    def until(self, day: date) -> "Calendar":
        """Return the calendar without what was not known by a day."""
        return Calendar(
            notices=tuple(n for n in self.notices if n.known_since <= day),
            overrides=tuple(o for o in self.overrides if o.known_from <= day),
        )

    def recorded_by(self, at: datetime) -> "Calendar":
        """Return the calendar without what was recorded after an instant, be it on the same day."""
        notices = tuple(n for n in self.notices if n.known_at is None or n.known_at <= at)
        overrides = tuple(o for o in self.overrides if o.known_at is None or o.known_at <= at)
        if (len(notices), len(overrides)) == (len(self.notices), len(self.overrides)):
            return self
        return Calendar(notices=notices, overrides=overrides)

    def known_on(self, day: date, region: Region | None = None) -> Edition:
        """Return the edition known at the end of a day; without a region, the nation's.

        The same edition is the same instance: it is made once and kept.
        """
        return _known_on(self, day, region if region and self.overrides else NATION)

    def editions_between(
        self, after: date, until: date, region: Region | None = None
    ) -> tuple[tuple[date, Edition], ...]:
        """Return the editions that became known later than `after`, up to `until`.

        Each comes with its day, oldest first; a day that changed nothing is left out.
        """
        known = {n.known_since for n in self.notices}
        known |= {o.known_from for o in self.overrides}
        turns = [day for day in sorted(known) if after < day <= until]
        earlier = [after, *turns]
        return tuple(
            (day, self.known_on(day, region))
            for before, day in zip(earlier, turns, strict=False)
            if self.known_on(day, region).sha256 != self.known_on(before, region).sha256
        )


@lru_cache(maxsize=16_384)
def _known_on(calendar: Calendar, day: date, region: Region) -> Edition:
    known = calendar.until(day)
    there = tuple(o for o in known.overrides if region.lies_in(o.region))
    return _edition(known.notices, there)


@lru_cache(maxsize=256)
def _edition(notices: tuple[Notice, ...], overrides: tuple[Override, ...]) -> Edition:
    """Lay notices, then overrides, over each other: the later one wins day by day."""
    stated: dict[date, DayReason] = {}
    for notice in sorted(notices, key=lambda n: (n.issued_on, n.amends is not None)):
        stated |= {reason.day: reason for reason in notice.reasons()}
    for override in sorted(overrides, key=lambda o: o.known_from):
        stated[override.day] = override.reason()
    return Edition(
        published=frozenset(n.year for n in notices if n.amends is None),
        stated=tuple(stated[day] for day in sorted(stated)),
    )
