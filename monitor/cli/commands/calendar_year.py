"""calendar year: the days of a year that a notice or an override arranges."""

from datetime import datetime

import msgspec

from monitor.answers.calendar import arranged_days, year_answer
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
    if call.as_json:
        write_json(year_answer(edition, asked.year))
        return
    days = arranged_days(edition, asked.year)
    write_year(call, asked.year, days, published=asked.year in edition.published)
