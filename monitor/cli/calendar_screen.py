"""Periods and years of the calendar for people."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from domain.calendar import DayReason
from domain.certificate import Certificate, CertifiedDay
from monitor.cli.call import Call
from monitor.cli.screen import QUIET, Cell, Screen, shown
from monitor.wording.telling import weekday


def write_certificate(call: Call, document: Certificate, *, with_days: bool) -> None:
    """Write the last day of a period and what it rests on; every day of it where asked."""
    screen = Screen(call)
    length = screen.sentence("unit-length", length=document.length, unit=screen.term("unit", document.unit))
    rows: list[tuple[str, Cell]] = [
        ("period", f"{document.start} + {length}"),
        ("starts-on", str(document.starts_on)),
        ("due-on", _last_day(screen, call, document)),
        ("certainty", screen.term("certainty", document.certainty)),
        ("published", shown(document.published_through)),
        ("calendar", document.calendar),
    ]
    if document.rolled_from:
        rows.insert(3, ("rolled-from", _with_weekday(call, document.rolled_from)))
    screen.pairs(rows)
    if with_days:
        screen.heading("heading-days")
        screen.table(
            ("day", "weekday", "number", "counted", "why", "notice"),
            [_certified(screen, call, each) for each in document.days],
        )


def _last_day(screen: Screen, call: Call, document: Certificate) -> Cell:
    day = screen.day(_with_weekday(call, document.due_on), document.certainty)
    return Text(day, style="bold") if isinstance(day, str) else day


def _with_weekday(call: Call, day: date) -> str:
    return f"{day} {weekday(day, call.language)}"


def _certified(screen: Screen, call: Call, day: CertifiedDay) -> list[Cell]:
    words: list[str] = [
        str(day.day),
        weekday(day.day, call.language),
        shown(day.number),
        screen.sentence("yes" if day.counted else "no"),
        screen.term("why", day.why),
        shown(day.notice or day.basis),
    ]
    return [Text(word, style="" if day.counted else QUIET) for word in words]


def write_year(call: Call, year: int, days: Sequence[DayReason], *, published: bool) -> None:
    """Write the days of a year that are not what their weekday says."""
    screen = Screen(call)
    if not published:
        screen.says("calendar-unpublished", year=year)
    if not days:
        screen.says("calendar-plain", year=year)
        return
    rows = [
        [
            str(each.day),
            weekday(each.day, call.language),
            screen.sentence("yes" if each.working else "no"),
            screen.term("why", each.why),
            shown(each.notice or each.basis),
        ]
        for each in days
    ]
    screen.table(("day", "weekday", "working", "why", "notice"), rows)
