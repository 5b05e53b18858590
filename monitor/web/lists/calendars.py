"""Lists as iCalendar files: last days under the names and versions that they have in every feed.

Promise: a calendar that takes a file again later keeps what is newer, for a version rises with what is known.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from fastapi import Response

from monitor.alerting.ics import Deadline, calendar
from monitor.alerting.versions import Versions
from monitor.answers.due_search import Row
from monitor.http.asking import Asked, Times
from monitor.web.lists.cells import what_is_due
from monitor.web.lists.files import CALENDAR, attached
from monitor.web.parts.text import plain
from monitor.web.record.kinds import type_words
from monitor.wording import say
from monitor.wording.telling import finding_text

Json = dict[str, Any]
_FILED = ("on-time", "late")
_WINDOWS = {"appeal-lodged": "appeal", "appeal-answered": "answer"}


def due_calendar(asked: Asked, times: Times, rows: Sequence[Row], name: str) -> Response:
    """Return the last days of a list as they were known at an instant."""
    versions = _versions(asked, times, [row.due for row in rows])
    made = (_of(asked, row.due, row.line, versions.of(row.due)) for row in rows)
    return _file(asked, times, name, say("page-section-due", asked.language), made)


def report_calendar(asked: Asked, times: Times, rows: Sequence[Json]) -> Response:
    """Return the due days of the matrix of yearly reports; what was filed is over."""
    owed = [
        ({**cell, "cluster": row["cluster"], "period": str(cell["year"])}, row)
        for row in rows
        for cell in row["reports"]
        if cell["due_on"]
    ]
    versions = _versions(asked, times, [due for due, _ in owed])
    made = (_of(asked, due, row, versions.of(due), is_over=due["mark"] in _FILED) for due, row in owed)
    return _file(asked, times, "report-matrix", say("reports-title", asked.language), made)


def case_calendar(asked: Asked, times: Times, cases: Iterable[Json]) -> Response:
    """Return the last day of the next step of each case that has one."""
    waiting = [case for case in cases if case["next_by"]]
    versions = _versions(asked, times, waiting)
    made = (_of_case(asked, case, versions) for case in waiting)
    return _file(asked, times, "cases", say("cases-title", asked.language), made)


def alert_calendar(asked: Asked, times: Times, found: Sequence[Json]) -> Response:
    """Return what was found, each on its legal day; one that people noted something of is a newer version."""
    lines = asked.guarded.standings(on=times.on, known_at=times.known_at)
    names = {line["cluster"]: line.get("name") for line in lines}
    made = (_of_alert(asked, each, names.get(each["cluster"])) for each in found)
    return _file(asked, times, "alerts", say("alerts-title", asked.language), made)


def _versions(asked: Asked, times: Times, lines: Sequence[Json]) -> Versions:
    clusters = [line["cluster"] for line in lines]
    return Versions(asked.guarded.monitor_for("read-law"), clusters, times.known_at)


def _file(asked: Asked, times: Times, name: str, title: str, made: Iterable[Deadline]) -> Response:
    content = calendar(_mark(asked) + title, made, times.known_at, asked.language)
    return attached(content, CALENDAR, f"{name}-{times.on}")


def _mark(asked: Asked) -> str:
    return say("simulation-mark", asked.language) if asked.simulation else ""


def _of(asked: Asked, due: Json, line: Json, version: int, *, is_over: bool = False) -> Deadline:
    name = plain(line.get("name") or due["cluster"])
    over = say("feed-over", asked.language) if is_over else ""
    return Deadline(
        cluster=due["cluster"],
        kind=due["kind"],
        about=due.get("period") or due.get("case") or "",
        summary=f"{_mark(asked)}{name} {what_is_due(due, asked.language)}{over}",
        description=f"{due['cluster']} {due['clause'] or ''}",
        due_on=date.fromisoformat(due["due_on"]),
        certainty=due["certainty"],
        version=version,
        is_over=is_over,
    )


def _of_case(asked: Asked, case: Json, versions: Versions) -> Deadline:
    """Return the last day of a case: that of a window has the name that the window has in every feed."""
    step, cluster = case["next"], case["cluster"]
    kind = _WINDOWS.get(step) if case["next_certainty"] else None
    line = {"cluster": cluster, "kind": kind, "case": case["case"]}
    words = f"{type_words(step, asked.language)} {plain(case['case'])}"
    return Deadline(
        cluster=cluster,
        kind=kind or step,
        about=case["case"],
        summary=f"{_mark(asked)}{plain(case['name'])} {words}",
        description=f"{cluster} {case['rulebook']}",
        due_on=date.fromisoformat(case["next_by"]),
        certainty=case["next_certainty"],
        version=versions.of(line) if kind else versions.of_case(cluster, case["case"]),
    )


def _of_alert(asked: Asked, finding: Json, name: str | None) -> Deadline:
    told = plain(finding_text(finding, asked.language))
    return Deadline(
        cluster=finding["cluster"],
        kind=finding["type"],
        about=finding["id"],
        summary=f"{_mark(asked)}{plain(name or finding['cluster'])} {told}",
        description=f"{finding['cluster']} {finding['clause'] or ''}",
        due_on=date.fromisoformat(finding["legal_on"]),
        version=1 if finding["acknowledged"] else 0,
        is_news=True,
    )
