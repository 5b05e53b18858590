"""Last days as an iCalendar file: those of a list, under the names that they have in every feed."""

from collections.abc import Iterable
from datetime import date, datetime

from monitor.alerting.ics import Deadline, calendar
from monitor.answers.due_search import Row
from monitor.http.asking import Asked
from monitor.web.lists.cells import what_is_due
from monitor.web.parts.text import plain
from monitor.wording import say


def calendar_file(asked: Asked, rows: Iterable[Row], known_at: datetime) -> bytes:
    """Return the last days of a list as they were known at an instant."""
    language = asked.language
    mark = say("simulation-mark", language) if asked.simulation else ""
    name = mark + say("page-section-due", language)
    return calendar(name, [_deadline(asked, row, mark) for row in rows], known_at, language)


def _deadline(asked: Asked, row: Row, mark: str) -> Deadline:
    due = row.due
    return Deadline(
        cluster=due["cluster"],
        kind=due["kind"],
        about=due.get("period") or due.get("case") or "",
        summary=f"{mark}{plain(row.line.get('name') or due['cluster'])} {what_is_due(due, asked.language)}",
        description=f"{due['cluster']} {due['clause'] or ''}",
        due_on=date.fromisoformat(due["due_on"]),
        certainty=due["certainty"],
    )
