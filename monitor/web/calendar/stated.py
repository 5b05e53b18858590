"""What the form of a holiday notice or of an override says, or what is wrong with it, field by field."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from domain.administration import CalendarNoticeRecorded, CalendarOverridden
from domain.events import legal_day
from monitor.answers.days import read_day
from monitor.http.asking import Asked
from monitor.web.calendar.year import FIRST_YEAR, LAST_YEAR
from monitor.web.parts.fields import Flawed
from monitor.web.parts.text import plain
from monitor.wording import Language, say

NOTICE_FIELDS = ("year", "issued_on", "number", "off", "work", "amends")
OVERRIDE_FIELDS = ("region", "day", "working", "basis", "decided_on")
Act = CalendarNoticeRecorded | CalendarOverridden


class Read(NamedTuple):
    """What a form says: an act and its day, or what is wrong with it."""

    values: Mapping[str, str]
    act: Act | None
    on: date | None
    flaws: tuple[Flawed, ...] = ()


def read_notice(text: Callable[[str], str], language: Language) -> Read:
    """Return what the form of a notice says; `text` gives what stands in a field."""
    values = {name: text(name) for name in NOTICE_FIELDS}
    flaws = []
    year, amends = _year(values["year"]), _year(values["amends"])
    issued_on = read_day(values["issued_on"])
    if year is None:
        flaws.append(Flawed("year", say("field-year", language)))
    if values["amends"] and amends is None:
        flaws.append(Flawed("amends", say("field-year", language)))
    if issued_on is None:
        flaws.append(Flawed("issued_on", say("field-day", language)))
    found = {}
    for name in ("off", "work"):
        found[name], wrong = _days(values[name])
        if wrong:
            flaws.append(Flawed(name, say("field-days", language, found=plain(wrong))))
    if flaws or year is None:
        return Read(values, None, None, tuple(flaws))
    number = values["number"] or None
    act = CalendarNoticeRecorded(
        year=year, off=found["off"], work=found["work"], number=number, amends=amends
    )
    return Read(values, act, issued_on)


def read_override(text: Callable[[str], str], asked: Asked) -> Read:
    """Return what the form of an override says; `text` gives what stands in a field."""
    language = asked.language
    values = {name: text(name) for name in OVERRIDE_FIELDS}
    flaws = [Flawed(name, say("field-needed", language)) for name in ("region", "basis") if not values[name]]
    day = read_day(values["day"])
    decided_on = read_day(values["decided_on"]) if values["decided_on"] else legal_day(asked.at)
    for name, found in (("day", day), ("decided_on", decided_on)):
        if found is None:
            flaws.append(Flawed(name, say("field-day", language)))
    if flaws or day is None:
        return Read(values, None, None, tuple(flaws))
    act = CalendarOverridden(
        region=values["region"], day=day, working=values["working"] == "work", basis=values["basis"]
    )
    return Read(values, act, decided_on)


def _year(text: str) -> int | None:
    is_year = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR
    return int(text) if is_year else None


def _days(text: str) -> tuple[tuple[date, ...], str | None]:
    """Return the days of a field in their order, and the first word of it that is none."""
    words = text.replace(",", " ").replace("，", " ").replace("、", " ").split()
    found = {word: read_day(word) for word in words}
    wrong = next((word[:40] for word, day in found.items() if day is None), None)
    return tuple(sorted({day for day in found.values() if day is not None})), wrong
