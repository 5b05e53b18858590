"""A second, deliberately slow count of legal days, independent of `domain.calendar`.

Promise: it walks day by day over the notices themselves and shares no code with the product, so
that a slip in one is seen by the other. Sources: Civil Code Art 201-203; the yearly notices.
"""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from importlib.resources import files
from typing import TypedDict

DAY = timedelta(days=1)
FRIDAY = 4


class Announcement(TypedDict):
    """What a notice says, as far as counting needs it."""

    issued_on: str
    off: list[str]
    work: list[str]


class Almanac:
    """The days as the State Council arranged them, as known on any day."""

    def __init__(self, announcements: Iterable[Announcement]) -> None:
        """Take the notices, oldest first."""
        self._announcements = sorted(announcements, key=lambda notice: notice["issued_on"])

    @classmethod
    def of_the_notices(cls) -> "Almanac":
        """Read the notices that lie beside the domain's calendar."""
        text = files("domain").joinpath("calendars", "holiday-notices.json").read_text("utf-8")
        return cls(json.loads(text))

    @cached_property
    def turns(self) -> tuple[date, ...]:
        """Return the days on which a notice became known, ascending."""
        return tuple(date.fromisoformat(notice["issued_on"]) for notice in self._announcements)

    def is_worked(self, day: date, known_on: date) -> bool:
        """Tell whether a day is worked; the latest notice that names it wins."""
        verdict, text = day.weekday() <= FRIDAY, day.isoformat()
        for issued_on, notice in zip(self.turns, self._announcements, strict=True):
            if issued_on > known_on:
                break
            if text in notice["off"]:
                verdict = False
            if text in notice["work"]:
                verdict = True
        return verdict

    def working_day(self, start: date, number: int, known_on: date) -> date:
        """Return working day `number` after `start`, whose own day does not count (Art 201)."""
        day = start
        while number:
            day += DAY
            number -= self.is_worked(day, known_on)
        return day

    def rolled(self, day: date, known_on: date) -> date:
        """Return the day itself when it is worked, else the next one that is (Art 203)."""
        while not self.is_worked(day, known_on):
            day += DAY
        return day


def months_after(day: date, months: int) -> date:
    """Return the corresponding day, or the last one of a month that has none (Art 202)."""
    whole = day.month - 1 + months
    year, month = day.year + whole // 12, whole % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)  # every month has a 28th


def years_after(day: date, years: int) -> date:
    """Return the corresponding day `years` later (Art 202)."""
    return months_after(day, 12 * years)
