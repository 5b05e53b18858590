"""The calendar checked against a second source: the `chinesecalendar` package, kept by other people.

Promise: every day of every published year is compared, and a year that the other does not know is
named, never passed over.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from domain.calendar import Calendar, Edition

DAY = timedelta(days=1)


class CalendarCheck(msgspec.Struct, frozen=True, kw_only=True):
    """How many days were compared, which differ, and which published years were not known."""

    days: int
    differs: tuple[date, ...]
    uncovered_years: tuple[int, ...]


def check_calendar(calendar: Calendar, known_on: date) -> CalendarCheck:
    """Compare the nation's notices, as known on a day, with the second source; overrides are our own."""
    edition = Calendar(notices=calendar.notices).known_on(known_on)
    compared = {year: list(_differing(edition, year)) for year in sorted(edition.published) if _knows(year)}
    return CalendarCheck(
        days=sum((date(year + 1, 1, 1) - date(year, 1, 1)).days for year in compared),
        differs=tuple(day for days in compared.values() for day in days),
        uncovered_years=tuple(sorted(edition.published - compared.keys())),
    )


def _differing(edition: Edition, year: int) -> Iterator[date]:
    from chinese_calendar import is_workday  # noqa: PLC0415 - only an audit needs it

    day = date(year, 1, 1)
    while day.year == year:
        if edition.is_working(day) != is_workday(day):
            yield day
        day += DAY


def _knows(year: int) -> bool:
    from chinese_calendar import is_workday  # noqa: PLC0415

    try:
        is_workday(date(year, 12, 31))
    except NotImplementedError:
        return False
    return True
