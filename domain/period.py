"""The law of periods: when a length of time ends, given which days are worked.

Promise: arithmetic only, no notice and no clock. Where a day is a number it is its
ordinal: 0001-01-01, a Monday, is 1. Source: Civil Code (民法典) Art 200-203.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable
from datetime import MAXYEAR, date
from itertools import accumulate
from typing import Literal

import msgspec

CalendarUnit = Literal["days", "months", "years"]
Unit = Literal["working-days"] | CalendarUnit

LONGEST: dict[Unit, int] = {
    "working-days": 3660,
    "days": 3660,
    "months": 3660,
    "years": 100,
}

MONTHS: dict[Literal["months", "years"], int] = {"months": 1, "years": 12}
TOO_LATE = f"A period must end by {date.max}, the last day that has a name."


class PeriodError(ValueError):
    """A period is too short, too long, or ends after 9999-12-31."""


def check_length(length: int, unit: Unit) -> None:
    """Refuse a length outside 1 to `LONGEST[unit]`.

    Raises:
        PeriodError: with the bounds in its text.
    """
    if not 1 <= length <= LONGEST[unit]:
        message = f"A period is 1 to {LONGEST[unit]} {unit} long, not {length}."
        raise PeriodError(message)


def day_at(ordinal: int) -> date:
    """Return the day of an ordinal.

    Raises:
        PeriodError: where it is after 9999-12-31.
    """
    if ordinal > date.max.toordinal():
        raise PeriodError(TOO_LATE)
    return date.fromordinal(ordinal)


def last_day(start: date, length: int, unit: CalendarUnit, *, from_first_day: bool) -> date:
    """Return the last day of a period, before any roll (Art 202).

    >>> last_day(date(2026, 1, 31), 1, "months", from_first_day=False)
    datetime.date(2026, 2, 28)
    >>> last_day(date(2023, 7, 10), 3, "years", from_first_day=True)
    datetime.date(2026, 7, 9)

    Raises:
        PeriodError: where it would end after 9999-12-31.
    """
    if unit == "days":
        return day_at(start.toordinal() + length - from_first_day)
    return _months_on(start, length * MONTHS[unit], from_first_day=from_first_day)


def _months_on(start: date, months: int, *, from_first_day: bool) -> date:
    """Return the corresponding day, or the month's end where it has none (Art 202)."""
    year, month = divmod(12 * start.year + start.month - 1 + months, 12)
    if year > MAXYEAR:
        raise PeriodError(TOO_LATE)
    month_end = monthrange(year, month + 1)[1]
    if start.day > month_end:
        return date(year, month + 1, month_end)
    return day_at(date(year, month + 1, start.day).toordinal() - from_first_day)


class OddDay(msgspec.Struct, frozen=True):
    """A day that is not what its weekday says: a Tuesday off, a Saturday worked."""

    ordinal: int
    working: bool


class WorkingDayCount(msgspec.Struct, frozen=True):
    """Count working days: Monday to Friday, corrected by prefix sums over odd days.

    No table has an end, so any day of any year can be counted, at the same cost.
    """

    odd: tuple[int, ...]  # ordinals, ascending
    shifts: tuple[int, ...]  # shifts[i]: what the first i odd days add to the weekdays
    ranks: tuple[int, ...]  # ranks[i]: working days up to and including odd[i]

    @classmethod
    def of(cls, odd_days: Iterable[OddDay]) -> "WorkingDayCount":
        """Sum up odd days, which come in ascending order."""
        days = tuple(odd_days)
        odd = tuple(day.ordinal for day in days)
        shifts = tuple(accumulate((1 if d.working else -1 for d in days), initial=0))
        ranks = tuple(map(lambda day, shift: _weekdays(day) + shift, odd, shifts[1:]))
        return cls(odd, shifts, ranks)

    def up_to(self, ordinal: int) -> int:
        """Return the number of working days up to and including a day."""
        return _weekdays(ordinal) + self.shifts[bisect_right(self.odd, ordinal)]

    def nth(self, number: int) -> int:
        """Return the day on which the count reaches `number` (from 1)."""
        place = bisect_left(self.ranks, number)
        weekday = _nth_weekday(number - self.shifts[place])
        return min((weekday, *self.odd[place : place + 1]))


def _weekdays(ordinal: int) -> int:
    """Return how many of the days 1 to `ordinal` are Monday to Friday."""
    weeks, days = divmod(ordinal, 7)
    return 5 * weeks + min(days, 5)


def _nth_weekday(number: int) -> int:
    """Return the ordinal of the day that is number `number` from Monday to Friday."""
    weeks, days = divmod(number - 1, 5)
    return 7 * weeks + days + 1
