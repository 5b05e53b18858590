"""The board: per province, what is established, what is due, what is provisional."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from domain.events import legal_day
from monitor.bootstrap import Session
from monitor.cli.call import Call
from monitor.cli.screen import ALERT, CAUTION, NOTHING, Cell, Screen, shown

Json = dict[str, Any]
SOON_DAYS = 30


def board(session: Session) -> list[Json]:
    """Return the counts of each programme and province, in their order."""
    today = legal_day(session.at)
    lines = list(session.monitor.roster(on=today, known_at=session.at, is_now=True))
    dues = session.monitor.due(on=today, known_at=session.at, within=None)
    places = {line["cluster"]: (line["programme"] or "", line["province"] or "") for line in lines}
    return [_row(place, places, lines, dues) for place in sorted(set(places.values()))]


def _row(
    place: tuple[str, str], places: dict[str, tuple[str, str]], lines: Sequence[Json], dues: Sequence[Json]
) -> Json:
    here = [line for line in lines if places[line["cluster"]] == place]
    open_here = [due for due in dues if places.get(due["cluster"]) == place]
    return {
        "programme": place[0],
        "province": place[1],
        "clusters": len(here),
        "established": sum(1 for line in here if line["open_grounds"]),
        "overdue": sum(1 for due in open_here if due["days_left"] < 0),
        "due_soon": sum(1 for due in open_here if 0 <= due["days_left"] <= SOON_DAYS),
        "provisional": sum(1 for due in open_here if due["certainty"] == "provisional"),
    }


def write_board(call: Call, rows: Sequence[Json]) -> None:
    """Write the board for people."""
    screen = Screen(call)
    headers = ("programme", "province", "clusters", "established", "overdue", "due-soon", "provisional")
    screen.table(headers, [_cells(screen, row) for row in rows])


def _cells(screen: Screen, row: Json) -> list[Cell]:
    return [
        screen.term("programme", row["programme"]),
        shown(row["province"]),
        str(row["clusters"]),
        _count(row["established"], ALERT),
        _count(row["overdue"], ALERT),
        _count(row["due_soon"], CAUTION),
        _count(row["provisional"], CAUTION),
    ]


def _count(count: int, style: str) -> Cell:
    return Text(str(count), style=style) if count else NOTHING
