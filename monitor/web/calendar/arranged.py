"""What arranged the days of a year, as lists: the days themselves, the notices, the overrides."""

from datetime import date

import msgspec
from htpy import Node, h2, p

from domain.calendar import Calendar, Edition
from domain.notices import Notice, Override
from monitor.answers.calendar import year_answer
from monitor.web.parts.tables import rows_table
from monitor.web.parts.text import plain
from monitor.wording import Language, say
from monitor.wording.telling import weekday
from monitor.wording.terms import term


def arranged(edition: Edition, number: int, language: Language) -> Node:
    """Return the days of a year that a notice or an override arranged."""
    headers = [say(f"column-{name}", language) for name in ("day", "weekday", "working", "why", "notice")]
    rows = [
        [
            each["day"],
            weekday(date.fromisoformat(each["day"]), language),
            say("yes" if each["working"] else "no", language),
            term("why", each["why"], language),
            plain(each["notice"] or each["basis"]),
        ]
        for each in year_answer(edition, number)["days"]
    ]
    caption = say("calendar-arranged", language, year=number)
    return [
        h2[caption],
        rows_table(headers, rows, caption=caption, empty=say("calendar-nothing-arranged", language)),
    ]


def notices(calendar: Calendar, number: int, language: Language) -> Node:
    """Return the notices of a year, and those that amend it."""
    found = [each for each in calendar.notices if number in {each.year, each.amends}]
    headers = [say(f"calendar-{name}", language) for name in ("number", "issued", "known", "off", "work")]
    caption = say("calendar-notices", language, year=number)
    rows = [_notice(each, language) for each in sorted(found, key=lambda each: each.issued_on)]
    return [
        h2[caption],
        rows_table(headers, rows, caption=caption, empty=say("calendar-no-notice", language)),
    ]


def _notice(notice: Notice, language: Language) -> list[Node]:
    amends = say("calendar-amends", language, year=notice.amends) if notice.amends else ""
    about = say("calendar-approximate", language) if notice.issued_on_is_approximate else ""
    return [
        [plain(notice.number), " ", amends],
        [str(notice.issued_on), " ", about],
        str(notice.known_since),
        days_words(notice.off),
        days_words(notice.work),
    ]


def days_words(days: tuple[date, ...]) -> str:
    """Return days one after the other, of the same year without repeating it.

    >>> days_words((date(2026, 10, 1), date(2026, 10, 2)))
    '2026-10-01 10-02'
    """
    years = [None, *(each.year for each in days)]
    told = [
        str(each) if each.year != before else f"{each:%m-%d}"
        for before, each in zip(years, days, strict=False)
    ]
    return " ".join(told) or "—"


def overrides(calendar: Calendar, number: int, language: Language) -> Node:
    """Return the overrides of days of a year."""
    found = [each for each in calendar.overrides if each.day.year == number]
    if not found:
        return p(".faint")[say("calendar-no-override", language)]
    headers = [
        say(f"calendar-{name}", language)
        for name in ("override-region", "override-day", "override-is", "override-basis", "known")
    ]
    caption = say("calendar-overrides", language, year=number)
    rows = [_override(each, language) for each in sorted(found, key=lambda each: (each.day, each.region))]
    return [h2[caption], rows_table(headers, rows, caption=caption, empty="")]


def _override(override: Override, language: Language) -> list[Node]:
    fields = msgspec.structs.asdict(override)
    working = term("why", "make-up" if override.working else "holiday", language)
    return [
        plain(fields["region"]),
        str(override.day),
        working,
        plain(fields["basis"]),
        str(override.known_from),
    ]
