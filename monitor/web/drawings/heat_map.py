"""The heat map of last days: a column a week, a row a weekday, each day with its count.

Promise: rest days are those of our calendar; a day that no notice covers yet is marked as an estimate.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from htpy import Node, a, g, rect, svg, text
from htpy import title as title_

from monitor.web.drawings.svg import number, numbers

_CELL, _STEP, _LEFT, _TOP = 22, 25, 30, 22
_WEEK = 7
_LEVELS = (1, 3, 8, 20)
_ROOM_FOR_MONTH = 2  # columns


class Day(NamedTuple):
    """One day: its count, what is said of it, and where it leads to (None: nowhere)."""

    day: date
    due: int
    words: str
    is_rest: bool
    is_estimate: bool
    is_today: bool
    address: str | None


def heat_map(days: Sequence[Day], months: Mapping[int, str], weekdays: Sequence[str], caption: str) -> Node:
    """Return the picture of whole weeks, from a Monday to a Sunday."""
    weeks = len(days) // _WEEK
    width, height = _LEFT + weeks * _STEP, _TOP + _WEEK * _STEP
    return svg(".heat", viewBox=f"0 0 {width} {height}", role="group", aria_label=caption)[
        title_[caption],
        g(aria_hidden="true")[_months(days, months), _weekdays(weekdays)],
        (_cell(day, place) for place, day in enumerate(days)),
    ]


def _months(days: Sequence[Day], months: Mapping[int, str]) -> Node:
    """Return the name of each month above the week in which it begins, where there is room."""
    found: list[tuple[int, str]] = []
    for week, monday in enumerate(each.day for each in days[::_WEEK]):
        sunday = monday + timedelta(days=_WEEK - 1)
        if sunday.day <= _WEEK or week == 0:
            if found and week - found[-1][0] < _ROOM_FOR_MONTH:
                found.pop()
            found.append((week, months[sunday.month]))
    return [text(".faint", **numbers(x=_LEFT + week * _STEP, y=_TOP - 8))[name] for week, name in found]


def _weekdays(weekdays: Sequence[str]) -> Node:
    return [
        text(".faint", **numbers(x=0, y=_TOP + row * _STEP + 16))[name] for row, name in enumerate(weekdays)
    ]


def _cell(day: Day, place: int) -> Node:
    week, row = divmod(place, _WEEK)
    x, y = _LEFT + week * _STEP, _TOP + row * _STEP
    square = rect(class_=_classes(day), **numbers(x=x, y=y, width=_CELL, height=_CELL, rx=3))
    if not day.due:
        return g[title_[day.words], square]
    count = text(
        class_=["count", "dark" if _level(day.due) > len(_LEVELS) // 2 else None],
        text_anchor="middle",
        x=number(x + _CELL / 2),
        y=number(y + 15),
    )[str(day.due)]
    return a(href=day.address, aria_label=day.words)[title_[day.words], square, count]


def _classes(day: Day) -> dict[str, bool]:
    return {
        f"heat-{_level(day.due)}": True,
        "rest": day.is_rest,
        "estimate": day.is_estimate,
        "today": day.is_today,
    }


def _level(count: int) -> int:
    """Return how dark a day is: 0 for none, up to 4."""
    return sum(count >= least for least in _LEVELS)
