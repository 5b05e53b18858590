"""What would differ, for people: the clusters by the first day, then the work by month."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text

from monitor.cli.call import Call
from monitor.cli.screen import ALERT, CAUTION, Cell, Screen, shown
from monitor.wording.differences import difference_words

Json = dict[str, Any]
_SHOWN = 4  # differences of one cluster; all of them are in the JSON
_STYLES = {"revocable": ALERT, "saved": CAUTION}
_MEASURES = ("deadlines", "overdue", "grounds", "windows")


def write_what_if(call: Call, answer: Json) -> None:
    """Write the answer of what-if."""
    screen = Screen(call)
    write_unreadable(screen, answer)
    screen.says("what-if-start" if answer["from"] else "what-if-no-start", start=answer["from"])
    if not answer["checked"]:
        screen.says("what-if-no-clusters")
        return
    screen.says("what-if-summary", checked=answer["checked"], changed=answer["changed"], on=answer["on"])
    told = [
        screen.sentence("what-if-count", change=screen.term("change", change), count=count)
        for change, count in answer["changes"].items()
        if count
    ]
    if told:
        screen.writes(Text(screen.sentence("what-if-separator").join(told)))
        _write_flips(screen, answer["flips"])
    if answer["workload"]:
        _write_workload(screen, answer["workload"])


def write_unreadable(screen: Screen, answer: Json) -> None:
    """Say which clusters were left out because a record cannot be read."""
    if answer["unreadable"]:
        names = ", ".join(shown(name) for name in answer["unreadable"])
        screen.writes(Text(screen.sentence("what-if-unreadable", clusters=names), style=ALERT))


def _write_flips(screen: Screen, flips: Sequence[Json]) -> None:
    screen.heading("heading-flips")
    headers = ("day", "cluster", "name", "change", "clause", "difference")
    screen.table(headers, [_flip(screen, flip) for flip in flips])


def _flip(screen: Screen, flip: Json) -> list[Cell]:
    return [
        str(flip["first_on"]),
        shown(flip["cluster"]),
        shown(flip["name"]),
        changes_cell(screen, flip["changes"]),
        screen.clause(flip["cited"]),
        differences_cell(screen, flip["differences"]),
    ]


def changes_cell(screen: Screen, changes: Iterable[str]) -> Cell:
    """Return what differences come to; what touches the recognition stands out."""
    words = list(changes)
    style = next((_STYLES[change] for change in words if change in _STYLES), "")
    return Text("、".join(screen.term("change", change) for change in words), style=style)


def differences_cell(screen: Screen, differences: Sequence[Json]) -> str:
    """Return the first differences, one a line."""
    lines = [difference_words(each, screen.language) for each in differences[:_SHOWN]]
    if len(differences) > _SHOWN:
        lines.append(screen.sentence("what-if-more", count=len(differences) - _SHOWN))
    return "\n".join(lines)


def _write_workload(screen: Screen, workload: Sequence[Json]) -> None:
    screen.heading("heading-workload")
    rows = [[each["month"], *(_both(each, measure) for measure in _MEASURES)] for each in workload]
    screen.table(("month", "deadlines", "newly-overdue", "new-grounds", "windows-ending"), rows)


def _both(month: Json, measure: str) -> Cell:
    base, branch = month["base"][measure], month["branch"][measure]
    return str(base) if base == branch else Text(f"{base} → {branch}", style=CAUTION)
