"""due: open obligations and windows by their last day."""

from datetime import date, datetime
from typing import Any

import msgspec
from rich.text import Text

from monitor.answers.times import day_asked
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.list_file import Wanted, write_list
from monitor.cli.screen import ALERT, Cell, Screen, shown
from monitor.cli.session import end_of_knowledge, session_of

Json = dict[str, Any]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """On which day, known by when, within how many days; to which file."""

    on: date | None
    known_at: datetime | None
    within: int | None
    to: str | None


def run(call: Call, asked: Asked) -> None:
    """Show what is open."""
    session = session_of(call)
    known_at = end_of_knowledge(session, asked.known_at)
    on = day_asked(known_at, asked.on)
    found = session.monitor.due(on=on, known_at=known_at, within=asked.within)
    if asked.to is not None:
        write_list(call, session.monitor, Wanted("due", asked, on, known_at), found)
        return
    if call.as_json:
        write_json(marked(call, found))
        return
    screen = Screen(call)
    if not found:
        screen.says("empty-due")
        return
    headers = ("due-on", "left", "cluster", "kind", "about", "state", "clause")
    screen.table(headers, [_row(screen, each) for each in found])
    screen.says("due-summary", count=len(found), on=on)


def _row(screen: Screen, due: Json) -> list[Cell]:
    is_obligation = "period" in due
    state = screen.term("obligation-state" if is_obligation else "window-state", due["state"])
    is_over = due["days_left"] < 0
    return [
        screen.day(due["due_on"], None if is_over else due["certainty"]),
        screen.days_left(due["days_left"]),
        shown(due["cluster"]),
        screen.term("obligation" if is_obligation else "window", due["kind"]),
        shown(due["period"] if is_obligation else due["case"]),
        Text(state, style=ALERT if is_over else ""),
        shown(due["clause"]),
    ]
