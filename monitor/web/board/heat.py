"""The last days of the half year to come, day by day."""

from collections.abc import Sequence
from datetime import date, timedelta

from htpy import Node, div, li, span, ul

from domain.calendar import Edition
from domain.notices import Region
from monitor.answers.board import due_by_day
from monitor.answers.roster_search import Row
from monitor.web.drawings.heat_map import Day, heat_map
from monitor.web.lists.stated import Books, address
from monitor.wording import Language, say

_WEEKS, _WEEK = 26, 7


def heat(rows: Sequence[Row], books: Books, today: date, language: Language) -> Node:
    """Return the heat map with its legend; working days are those of the whole country."""
    edition = books.calendar.known_on(today, Region())
    counts = due_by_day(rows)
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=number) for number in range(_WEEKS * _WEEK)]
    shown = [_day(each, counts[each], edition, today, language) for each in days]
    months = dict(enumerate(say("heat-months", language).split(), start=1))
    weekdays = say("heat-weekdays", language).split()
    caption = say("heat-caption", language, first=days[0], last=days[-1])
    return div(".picture.wide", role="region", aria_label=caption, tabindex="0")[
        heat_map(shown, months, weekdays, caption), _legend(language)
    ]


def _day(day: date, count: int, edition: Edition, today: date, language: Language) -> Day:
    is_rest, is_estimate = not edition.is_working(day), day.year not in edition.published
    sort = ("rest" if is_rest else "work") + ("-estimate" if is_estimate else "")
    told = say(f"heat-{sort}", language)
    words = say("heat-day", language, day=day, sort=told, count=count)
    link = address("/due", {"day": day.isoformat()}) if count else None
    return Day(day, count, words, is_rest, is_estimate, day == today, link)


def _legend(language: Language) -> Node:
    marks = ("work", "few", "many", "rest", "estimate", "today")
    return ul(".key.heat-key")[
        (
            li[span(class_=f"swatch {mark}", aria_hidden="true"), " ", say(f"heat-key-{mark}", language)]
            for mark in marks
        )
    ]
