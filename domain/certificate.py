"""The deadline certificate (期限计算书): every day of a period, counted or not, and why.

Promise: whoever holds a certificate can check it by hand, or with `check_certificate`,
which counts the listed days one by one and shares no arithmetic with the calendar.
Source: Civil Code (民法典) Art 201-203.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, TypedDict, Unpack

import msgspec

from domain.calendar import Certainty, DayReason, Due, Edition, Unit, Why

__all__ = ["Certificate", "CertifiedDay", "Terms", "certificate", "check_certificate"]

ONE_DAY = timedelta(days=1)

Basis = Literal["civil-code-201", "civil-code-202", "civil-code-203", "state-council-notices"]


class Terms(TypedDict, total=False):
    """The two switches of `Edition.due`."""

    from_first_day: bool
    rolls: bool


class CertifiedDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day: its running number when it counts, and the reason it is what it is.

    `why` is `event-day` for the day that Art 201 leaves out; `basis` an override's.
    """

    day: date
    counted: bool
    number: int | None
    working: bool
    why: Why | Literal["event-day"]
    notice: str | None = None
    basis: str | None = None


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """A period laid out from `start` to `due_on`, both included; `basis`: text keys."""

    start: date
    length: int
    unit: Unit
    from_first_day: bool
    rolls: bool
    starts_on: date
    due_on: date
    rolled_from: date | None
    certainty: Certainty
    calendar: str
    published_through: date | None
    basis: tuple[Basis, ...]
    days: tuple[CertifiedDay, ...]


def certificate(
    edition: Edition, start: date, length: int, unit: Unit, **terms: Unpack[Terms]
) -> Certificate:
    """Certify the period that `Edition.due` gives for the same arguments.

    Raises:
        PeriodError: where `Edition.due` does.
    """
    due = edition.due(start, length, unit, **terms)
    from_first_day, rolls = terms.get("from_first_day", False), terms.get("rolls", True)
    return Certificate(
        start=start,
        length=length,
        unit=unit,
        from_first_day=from_first_day,
        rolls=rolls,
        starts_on=due.starts_on,
        due_on=due.due_on,
        rolled_from=due.rolled_from,
        certainty=due.certainty,
        calendar=due.calendar,
        published_through=edition.published_through,
        basis=_basis(unit, from_first_day=from_first_day, rolls=rolls),
        days=_days(edition, due, from_first_day=from_first_day),
    )


def _days(edition: Edition, due: Due, *, from_first_day: bool) -> tuple[CertifiedDay, ...]:
    """List each day from the start to the last one, numbering those that count."""
    listed: list[CertifiedDay] = []
    number = 0
    for ordinal in range(due.start.toordinal(), due.due_on.toordinal() + 1):
        reason = edition.reason(date.fromordinal(ordinal))
        counted = _counts(reason, due)
        number += counted
        listed.append(
            CertifiedDay(
                day=reason.day,
                counted=counted,
                number=number if counted else None,
                working=reason.working,
                why=reason.why if listed or from_first_day else "event-day",
                notice=reason.notice,
                basis=reason.basis,
            )
        )
    return tuple(listed)


def _counts(reason: DayReason, due: Due) -> bool:
    """Tell whether a day is one of the period's own, not before it or rolled past."""
    inside = due.starts_on <= reason.day <= (due.rolled_from or due.due_on)
    return inside and (reason.working or due.unit != "working-days")


def _basis(unit: Unit, *, from_first_day: bool, rolls: bool) -> tuple[Basis, ...]:
    """Name the texts that the answer rests on."""
    rests_on: dict[Basis, bool] = {
        "civil-code-201": not from_first_day,
        "civil-code-202": unit in {"months", "years"},
        "civil-code-203": rolls and unit != "working-days",
        "state-council-notices": rolls or unit == "working-days",
    }
    return tuple(text for text, applies in rests_on.items() if applies)


def check_certificate(document: Certificate) -> bool:
    """Count a certificate again, day by day; False when it contradicts itself.

    It trusts what each day is said to be (worked or not); whether that is so, the
    edition with the hash `calendar` tells.
    """
    return all(agrees(document) for agrees in CHECKS)


def _lists_every_day(document: Certificate) -> bool:
    """Check that the days run from start to due_on without a gap."""
    listed = [each.day for each in document.days]
    span = (document.due_on - document.start).days + 1
    return listed == [document.start + n * ONE_DAY for n in range(span)]


def _numbers_what_counts(document: Certificate) -> bool:
    """Check that counted days, and only they, are numbered 1, 2, 3 and so on."""
    numbers = [each.number for each in document.days if each.counted]
    rest = [each.number for each in document.days if not each.counted]
    return numbers == [*range(1, len(numbers) + 1)] != [] and not any(rest)


def _counts_by_the_unit(document: Certificate) -> bool:
    """Check each day against Art 201 and, in working days, against being worked."""
    last = _counted(document)[-1]
    return all(
        each.counted
        == (
            (each.day > document.start or document.from_first_day)
            and (each.working if document.unit == "working-days" else each.day <= last)
        )
        for each in document.days
    )


def _has_its_length(document: Certificate) -> bool:
    """Check the number of days, or the corresponding day of the month (Art 202)."""
    counted = _counted(document)
    if document.unit in {"working-days", "days"}:
        return len(counted) == document.length
    start, end = document.start, counted[-1]
    months = document.length * (12 if document.unit == "years" else 1)
    short = end.day == monthrange(end.year, end.month)[1] < start.day
    day = end + ONE_DAY if document.from_first_day and not short else end
    passed = 12 * (day.year - start.year) + day.month - start.month
    return passed == months and (short or day.day == start.day)


def _ends_where_it_must(document: Certificate) -> bool:
    """Check the named days, and that only rest days were rolled past (Art 203)."""
    counted = _counted(document)
    tail = [each.working for each in document.days if each.day >= counted[-1]]
    rolling = document.rolls and document.unit != "working-days"
    due = tail == [False] * (len(tail) - 1) + [True] if rolling else len(tail) == 1
    rolled_from = counted[-1] if len(tail) > 1 else None
    return due and (document.starts_on, document.rolled_from) == (
        counted[0],
        rolled_from,
    )


def _counted(document: Certificate) -> list[date]:
    return [each.day for each in document.days if each.counted]


CHECKS: tuple[Callable[[Certificate], bool], ...] = (
    _lists_every_day,
    _numbers_what_counts,
    _counts_by_the_unit,
    _has_its_length,
    _ends_where_it_must,
)
"""In this order: the later ones rely on a day that counts."""
