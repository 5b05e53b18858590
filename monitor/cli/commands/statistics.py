"""statistics: counts by programme, region, year and measure."""

from datetime import date, datetime
from typing import Any

import msgspec

from monitor.answers.times import day_asked
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.list_file import Wanted, write_list
from monitor.cli.screen import Screen, shown
from monitor.cli.session import end_of_knowledge, session_of


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """On which day, known by when."""

    on: date | None
    known_at: datetime | None
    to: str | None


def run(call: Call, asked: Asked) -> None:
    """Show the counts."""
    session = session_of(call)
    known_at = end_of_knowledge(session, asked.known_at)
    on = day_asked(known_at, asked.on)
    found = session.monitor.statistics(on=on, known_at=known_at)
    if asked.to is not None:
        write_list(call, session.monitor, Wanted("statistics", asked, on, known_at), found)
        return
    if call.as_json:
        write_json(marked(call, found))
        return
    screen = Screen(call)
    if not found:
        screen.says("empty-statistics")
        return
    headers = ("programme", "province", "city", "year", "measure", "count")
    screen.table(headers, [_row(screen, each) for each in found])


def _row(screen: Screen, count: dict[str, Any]) -> list[str]:
    return [
        screen.term("programme", count["programme"]),
        shown(count["province"]),
        shown(count["city"]),
        str(count["year"]),
        screen.term("measure", count["measure"]),
        str(count["count"]),
    ]
