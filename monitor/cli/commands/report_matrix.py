"""report-matrix: the yearly reports of every cluster, one column a year."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from rich.text import Text

from monitor.answers.report_matrix import Asked as Question
from monitor.answers.report_matrix import report_matrix
from monitor.answers.times import day_asked
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.list_file import Wanted, write_list
from monitor.cli.screen import ALERT, Cell, Screen, shown
from monitor.cli.session import end_of_knowledge, session_of
from monitor.exchange.lists import PLACE, Frame, matrix_table
from monitor.exchange.tables import Value
from projections.standing_periods import Selection

Json = dict[str, Any]
_YEARS_BACK = 5


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """On which day, known by when, which years, which clusters; to which file."""

    on: date | None
    known_at: datetime | None
    first_year: int | None
    last_year: int | None
    programme: str | None
    province: str | None
    city: str | None
    limit: int | None
    offset: int
    to: str | None

    @property
    def selection(self) -> Selection:
        """Which clusters are asked for."""
        names = ("programme", "province", "city", "limit", "offset")
        return Selection(**{name: getattr(self, name) for name in names})


def run(call: Call, asked: Asked) -> None:
    """Show the matrix, or write it to a file."""
    session = session_of(call)
    known_at = end_of_knowledge(session, asked.known_at)
    on = day_asked(known_at, asked.on)
    last_year = asked.last_year or on.year - 1
    found = report_matrix(
        session.monitor,
        Question(
            on=on,
            known_at=known_at,
            first_year=asked.first_year or last_year - _YEARS_BACK + 1,
            last_year=last_year,
            selection=asked.selection,
        ),
    )
    if asked.to is not None:
        write_list(call, session.monitor, Wanted("report-matrix", asked, on, known_at), found)
    elif call.as_json:
        write_json(found)
    else:
        _show(Screen(call), call, found)


def _show(screen: Screen, call: Call, found: Sequence[Json]) -> None:
    """Show each cluster with the marks of its years; where they are is in the file and in JSON."""
    if not found:
        screen.says("empty-report-matrix")
        return
    table = matrix_table(found, Frame(call.language, call.simulation, ()))
    places = [0, *range(len(PLACE), len(table.columns) - 1)]
    headers = [table.columns[place].header for place in places]
    screen.plain_table(headers, [[_cell(call, row[place]) for place in places] for row in table.rows])


def _cell(call: Call, value: Value) -> Cell:
    return Text(shown(value), style=ALERT if value == call.says("report-mark-missing") else "")
