"""The calendar: the last day of a period, and the days of a year that somebody arranged."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from domain.calendar import DayReason, Edition, PeriodError, Unit
from domain.certificate import Certificate, certificate
from domain.notices import Region
from domain.refusal import RefusedError


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A length of time after a day; whether its first day counts, and a last day off moves on."""

    day: date
    length: int
    unit: Unit
    from_first_day: bool
    rolls: bool


def counted(edition: Edition, period: Period) -> Certificate:
    """Return a period laid out on an edition.

    Raises:
        RefusedError: "period-impossible", too long, or beyond the last year there is.
    """
    try:
        return certificate(
            edition,
            period.day,
            period.length,
            period.unit,
            from_first_day=period.from_first_day,
            rolls=period.rolls,
        )
    except PeriodError as error:
        raise RefusedError("period-impossible", reason=str(error)) from None


def period_answer(document: Certificate, *, with_certificate: bool) -> dict[str, Any]:
    """Return the public form of a period, with every day of it where that is asked for."""
    whole: dict[str, Any] = msgspec.to_builtins(document)
    names = ["start", "length", "unit", "due_on", "certainty", "calendar", "published_through"]
    told = {name: whole[name] for name in names}
    if with_certificate:
        told |= {"starts_on": whole["starts_on"], "rolled_from": whole["rolled_from"], "certificate": whole}
    return told


def year_answer(edition: Edition, year: int) -> dict[str, Any]:
    """Return the public form of a year: its arranged days, and its working days where it is published."""
    published = year in edition.published
    return {
        "year": year,
        "published": published,
        "calendar": edition.sha256,
        "working_days": _working_days(edition, year) if published else None,
        "days": [msgspec.to_builtins(each) for each in arranged_days(edition, year)],
    }


def arranged_days(edition: Edition, year: int) -> list[DayReason]:
    """Return the days of a year that a notice or an override arranges."""
    return [each for each in edition.stated if each.day.year == year]


def _working_days(edition: Edition, year: int) -> int:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return sum(edition.is_working(date.fromordinal(day)) for day in range(first, last + 1))


def region_named(text: str | None) -> Region:
    """Return the region that a division code or a place name means.

    >>> region_named("350582").code, region_named("泉州市").names
    ('350582', ('泉州市',))
    """
    if text is None:
        return Region()
    return Region(code=text) if text.isdigit() else Region(names=(text,))


def refuse_contradiction(off: Sequence[date], work: Sequence[date]) -> None:
    """Refuse a notice that says nothing, or two things of one day.

    Raises:
        RefusedError: "notice-contradicts-itself", "notice-names-no-day".
    """
    both = sorted(set(off) & set(work))
    if both:
        raise RefusedError("notice-contradicts-itself", day=both[0])
    if not off and not work:
        raise RefusedError("notice-names-no-day")
