"""calendar year: the days of a year that a notice or an override arranges."""

from datetime import date, datetime

import msgspec

from domain.calendar import Edition
from monitor.cli.answer import write_json
from monitor.cli.calendar_screen import write_year
from monitor.cli.call import Call
from monitor.cli.editions import edition_of


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which year, known by when, where."""

    year: int
    known_at: datetime | None
    region: str | None


def run(call: Call, asked: Asked) -> None:
    """Show the arranged days of a year."""
    edition = edition_of(call, asked.known_at, asked.region)
    days = [each for each in edition.stated if each.day.year == asked.year]
    published = asked.year in edition.published
    if not call.as_json:
        write_year(call, asked.year, days, published=published)
        return
    answer = {
        "year": asked.year,
        "published": published,
        "calendar": edition.sha256,
        "working_days": _working_days(edition, asked.year) if published else None,
        "days": [msgspec.to_builtins(each) for each in days],
    }
    write_json(answer)


def _working_days(edition: Edition, year: int) -> int:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return sum(edition.is_working(date.fromordinal(day)) for day in range(first, last + 1))
