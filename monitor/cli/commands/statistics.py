"""statistics: counts by programme, region, year and measure."""

from typing import Any

import msgspec

from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import Screen, shown
from monitor.cli.session import session_of


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """Show the counts."""
    monitor = session_of(call).monitor
    found = monitor.statistics()
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
