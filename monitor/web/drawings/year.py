"""The twelve months of a year: each day worked or not, by shape and word, with what ends on it."""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

import msgspec
from htpy import Node, a, caption, div, span, table, tbody, td, th, thead, tr

Sort = Literal["work", "rest", "holiday", "make-up", "override-work", "override-rest"]
_MARKED: Mapping[Sort, str] = {
    "holiday": "day-mark-rest",
    "override-rest": "day-mark-rest",
    "make-up": "day-mark-work",
    "override-work": "day-mark-work",
}


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """One day: what it is, in words, how many last days fall on it, and where those are listed."""

    sort: Sort
    words: str
    is_estimate: bool = False
    count: int = 0
    link: str | None = None
    is_today: bool = False


class Names(NamedTuple):
    """The words of a year: of its months, of the days of a week, of the two marks."""

    months: Sequence[str]
    weekdays: Sequence[str]
    marks: Mapping[str, str]


def year(number: int, days: Mapping[date, Day], names: Names) -> Node:
    """Return the months of a year; `days` holds every day of it."""
    return div(".months")[(_month(number, month, days, names) for month in range(1, 13))]


def _month(number: int, month: int, days: Mapping[date, Day], names: Names) -> Node:
    weeks = calendar.Calendar().monthdatescalendar(number, month)
    return table(".month")[
        caption[names.months[month - 1]],
        thead[tr[(th(scope="col")[each] for each in names.weekdays)]],
        tbody[(tr[(_cell(each, month, days, names) for each in week)] for week in weeks)],
    ]


def _cell(day: date, month: int, days: Mapping[date, Day], names: Names) -> Node:
    if day.month != month:
        return td
    found = days[day]
    kinds = [found.sort, "estimate" if found.is_estimate else "", "today" if found.is_today else ""]
    mark = _MARKED.get(found.sort)
    return td(class_=[kind for kind in kinds if kind], title=found.words)[
        span[str(day.day)],
        span(".day-mark")[names.marks[mark]] if mark else None,
        a(".day-count", href=found.link, aria_label=found.words)[str(found.count)] if found.count else None,
    ]
