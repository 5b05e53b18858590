"""A year of the calendar: its days as the notices arrange them, where each is from, what ends on them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, a, button, div, form, li, span, ul

from domain.calendar import Edition
from domain.events import legal_day
from domain.notices import DayReason
from domain.refusal import RefusedError
from monitor.access.policy import READ, allowing
from monitor.answers.calendar import region_named, year_answer
from monitor.http.asking import Asked, Times
from monitor.web.asking import TimesShown, Visitor
from monitor.web.calendar.arranged import arranged, notices, overrides
from monitor.web.drawings.year import Day, Names, Sort, year
from monitor.web.frame import Page, shown
from monitor.web.lists.files import list_answer
from monitor.web.lists.stated import stated
from monitor.web.parts.acts import done_box
from monitor.web.parts.fields import field
from monitor.web.parts.tables import as_files, pairs
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.web.parts.times_bar import times_bar
from monitor.wording import Language, say
from monitor.wording.telling import weekday
from monitor.wording.terms import term

FIRST_YEAR, LAST_YEAR = 1949, 2200
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONDAY = date(2024, 1, 1)


def this_year(asked: Visitor) -> Response:
    """Lead to the year of today."""
    return RedirectResponse(f"/calendar/{legal_day(asked.at).year}", 303)


def year_page(asked: Visitor, year: str, times: TimesShown, region: str = "", recorded: str = "") -> Response:
    """Show a year of the calendar, of the nation or of a region."""
    number, language = year_named(year), asked.language
    calendar = asked.guarded.calendar(times.known_at)
    edition = calendar.known_on(times.on, region_named(region or None))
    content = [
        done_box(say("calendar-done", language)) if recorded else None,
        times_bar(times, language, {"region": region} if region else {}),
        _around(asked, number, region),
        _summary(edition, number, language),
        _picture(asked, edition, number, times),
        _legend(language),
        arranged(edition, number, language),
        notices(calendar.until(times.on), number, language),
        overrides(calendar.until(times.on), number, language),
    ]
    title = say("calendar-title", language, year=number)
    return shown(asked, Page(title=title, content=content, section="calendar", times=times))


def year_file(asked: Visitor, year: str, form: str, times: TimesShown, region: str = "") -> Response:
    """Answer the arranged days of a year as a file."""
    calendar = asked.guarded.calendar(times.known_at)
    edition = calendar.known_on(times.on, region_named(region or None))
    lines = year_answer(edition, year_named(year))["days"]
    return list_answer(stated(asked, ("region",)), times, form, "calendar", lines)


def year_named(text: str) -> int:
    """Return the year that an address names.

    Raises:
        RefusedError: "route-unknown".
    """
    if not (text.isascii() and text.isdigit()) or not FIRST_YEAR <= int(text[:5]) <= LAST_YEAR:
        raise RefusedError("route-unknown", method="GET")
    return int(text)


def _around(asked: Asked, number: int, region: str) -> Node:
    """Return the ways to other years, another region, and what can be done here."""
    language, principal = asked.language, asked.guarded.principal
    query = f"?region={region}" if region else ""
    return form(".query", method="get", action=f"/calendar/{number}")[
        field(
            "region",
            say("calendar-region", language),
            hint=say("calendar-region-hint", language),
            value=region,
            maxlength="100",
        ),
        button(type="submit")[say("calendar-region-do", language)],
        div(".actions")[
            a(".button", href=f"/calendar/{number - 1}{query}")[str(number - 1)],
            a(".button", href=f"/calendar/{number + 1}{query}")[str(number + 1)],
            a(".button", href="/calendar/compute")[say("calendar-compute-title", language)],
            (
                a(".button", href=f"/calendar/{name}")[say(f"calendar-{name}-title", language)]
                for name in ("notice", "override")
                if allowing(principal, f"calendar-{name}")
            ),
            as_files(f"/calendar/{number}", {"region": region} if region else {}, language),
        ],
    ]


def _summary(edition: Edition, number: int, language: Language) -> Node:
    answer = year_answer(edition, number)
    certain = (
        tag(say("calendar-published", language), "good")
        if answer["published"]
        else [
            tag(say("calendar-estimate", language), "warn"),
            " ",
            say("calendar-unpublished-hint", language),
        ]
    )
    days = answer["working_days"]
    return pairs(
        [
            (say("calendar-state", language), certain),
            (
                say("calendar-working-days", language),
                say("page-unknown", language) if days is None else str(days),
            ),
            (say("calendar-through", language), plain(edition.published_through)),
            (say("calendar-hash", language), span(".mono")[edition.sha256]),
        ]
    )


# --- the picture ------------------------------------------------------------------------------


def _picture(asked: Asked, edition: Edition, number: int, times: Times) -> Node:
    counts = _ending(asked, times)
    days = {each: _day(each, edition, counts, times, asked.language) for each in _days_of(number)}
    return year(number, days, names(asked.language))


def names(language: Language) -> Names:
    """Return the words of a year."""
    months = [f"{month}月" if language == "zh" else _MONTHS[month - 1] for month in range(1, 13)]
    weekdays = [
        weekday(_MONDAY + timedelta(days=each), language)[-1 if language == "zh" else 0 :]
        for each in range(7)
    ]
    return Names(months, weekdays, {mark: say(mark, language) for mark in ("day-mark-rest", "day-mark-work")})


def _ending(asked: Asked, times: Times) -> Counter[str]:
    """Count the open last days of what may be seen, by day."""
    if not allowing(asked.guarded.principal, READ):
        return Counter()
    found = asked.guarded.due(on=times.on, known_at=times.known_at, within=None)
    return Counter(each["due_on"] for each in found)


def _days_of(number: int) -> Iterator[date]:
    first, last = date(number, 1, 1).toordinal(), date(number, 12, 31).toordinal()
    return map(date.fromordinal, range(first, last + 1))


def _day(day: date, edition: Edition, counts: Mapping[str, int], times: Times, language: Language) -> Day:
    reason = edition.reason(day)
    count = counts[day.isoformat()]
    told = say(
        "calendar-day",
        language,
        day=day,
        weekday=weekday(day, language),
        why=term("why", reason.why, language),
    )
    ending = say("calendar-ending", language, count=count) if count else ""
    return Day(
        sort=_sort(reason),
        words=told + ending,
        is_estimate=edition.certainty(day) != "final",
        count=count,
        link=f"/due?day={day}" if count else None,
        is_today=day == times.on,
    )


def _sort(reason: DayReason) -> Sort:
    if reason.why == "override":
        return "override-work" if reason.working else "override-rest"
    if reason.why in ("holiday", "make-up"):
        return reason.why
    return "work" if reason.working else "rest"


def _legend(language: Language) -> Node:
    kinds = ("work", "rest", "holiday", "make-up", "estimate", "today")
    return ul(".key")[
        (
            li[
                span(class_=["swatch-day", kind], aria_hidden="true"),
                " ",
                say(f"calendar-key-{kind}", language),
            ]
            for kind in kinds
        )
    ]
