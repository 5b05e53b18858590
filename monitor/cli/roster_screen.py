"""The roster for people: one line a cluster, and a summary."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from rich.text import Text

from monitor.cli.call import Call
from monitor.cli.screen import ALERT, CAUTION, NOTHING, Cell, Screen, days_between, shown

Json = dict[str, Any]
_ALWAYS_THERE = frozenset({"basis-draft", "basis-lapsed", "basis-not-yet", "source-partial"})


_NARROW = ("cluster", "name", "standing", "grounds", "next-due")
_BRIEF = ("cluster", "name", "standing", "valid-from", "valid-to", "programme", "place")
_WIDE = ("left", "valid-to", "programme", "place", "attention")


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the roster, and how many lines it is a page of.

    `grounded` tells how many of all lines have established grounds; None where they were not all made.
    """

    page: Sequence[Json]
    total: int
    offset: int
    on: date
    filtered: bool
    grounded: int | None = None


def write_roster(call: Call, roster: Shown) -> None:
    """Write a page of the roster and its summary."""
    screen = Screen(call)
    if not roster.total:
        _write_empty(screen, roster)
        return
    headers = _NARROW if screen.is_narrow else (*_NARROW, *_WIDE)
    screen.table(headers, [_row(screen, line, headers) for line in roster.page])
    _write_summary(screen, roster)


def write_brief(call: Call, roster: Shown) -> None:
    """Write who stands how, and the summary."""
    screen = Screen(call)
    if not roster.total:
        _write_empty(screen, roster)
        return
    screen.table(_BRIEF, [_brief_row(screen, line) for line in roster.page])
    _write_summary(screen, roster)


def _write_empty(screen: Screen, roster: Shown) -> None:
    screen.says("empty-roster-filtered" if roster.filtered else "empty-roster")


def _write_summary(screen: Screen, roster: Shown) -> None:
    code = "roster-summary-standings" if roster.grounded is None else "roster-summary"
    counted = {"total": roster.total, "shown": len(roster.page), "grounded": roster.grounded}
    screen.says(code, on=roster.on, **counted)
    following = roster.offset + len(roster.page)
    if following < roster.total:
        screen.says("roster-more", offset=following)


def _brief_row(screen: Screen, line: Json) -> list[Cell]:
    if "quarantine" in line:
        cells = _quarantined(screen, line)
        return [cells.get(header, NOTHING) for header in _BRIEF]
    return [
        shown(line["cluster"]),
        shown(line["name"]),
        standing_words(screen, {**line, "stage": None}),
        shown(line["valid_from"]),
        shown(line["valid_to"]),
        screen.term("programme", line["programme"]),
        place_of(line),
    ]


def _row(screen: Screen, line: Json, headers: Sequence[str]) -> list[Cell]:
    cells = _quarantined(screen, line) if "quarantine" in line else _cells(screen, line)
    return [cells.get(header, NOTHING) for header in headers]


def _quarantined(screen: Screen, line: Json) -> dict[str, Cell]:
    unreadable = screen.sentence("unreadable", position=line["quarantine"]["position"])
    return {"cluster": shown(line["cluster"]), "standing": Text(unreadable, style=ALERT)}


def _cells(screen: Screen, line: Json) -> dict[str, Cell]:
    due_on = line["next_due_on"]
    return {
        "cluster": shown(line["cluster"]),
        "name": shown(line["name"]),
        "standing": standing_words(screen, line),
        "grounds": _grounds(screen, line),
        "next-due": shown(due_on),
        "left": screen.days_left(days_between(line["on"], due_on)) if due_on else NOTHING,
        "valid-to": shown(line["valid_to"]),
        "programme": screen.term("programme", line["programme"]),
        "place": place_of(line),
        "attention": _attention(line),
    }


def place_of(line: Json) -> str:
    """Return where a cluster is: province, city, county, none of them twice."""
    parts = [line.get(name) for name in ("province", "city", "county")]
    return shown(" ".join(dict.fromkeys(part for part in parts if part)))


def standing_words(screen: Screen, line: Json) -> Cell:
    """Return standing and stage; revoked and unknown ones stand out."""
    standing = line["standing"] or "unknown"
    words = screen.term("standing", standing)
    if line["stage"]:
        words += f" · {screen.term('stage', line['stage'])}"
    return Text(words, style={"revoked": ALERT, "unknown": CAUTION, "lapsed": CAUTION}.get(standing, ""))


def _grounds(screen: Screen, line: Json) -> Cell:
    words = "、".join(screen.term("ground", code) for code in line["open_grounds"])
    return Text(words, style=ALERT) if words else NOTHING


def _attention(line: Json) -> Cell:
    """Return how many attentions there are, leaving out those that every cluster of the book has."""
    count = sum(1 for each in line["attention"] if each["code"] not in _ALWAYS_THERE)
    return Text(str(count), style=CAUTION) if count else NOTHING
