"""The elementary types every event is made of, each with its bounds.

A value that breaks them is refused when it is decoded, before anything is recorded.
"""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

# Printable text: no control characters but tab and line feed, no lone surrogates.
_PRINTABLE = r"\A[^\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]*\Z"
_SLUG = r"\A[A-Za-z0-9._-]+\Z"
_STATED = r"\A[0-9]{4}(-[0-9]{2}){0,2}\Z"

Text = Annotated[str, msgspec.Meta(max_length=10_000, pattern=_PRINTABLE)]
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000, pattern=_PRINTABLE)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=_PRINTABLE)]
Place = Annotated[str, msgspec.Meta(max_length=100, pattern=_PRINTABLE)]
ClusterId = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=_SLUG)]
SubjectId = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=_PRINTABLE)]
DivisionCode = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{6}\Z")]
Year = Annotated[int, msgspec.Meta(ge=1949, le=2200)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
DayCount = Annotated[int, msgspec.Meta(ge=1, le=366)]
Quantity = Decimal
StatedDay = Annotated[str, msgspec.Meta(pattern=_STATED)]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]

Programme = Annotated[str, msgspec.Meta(min_length=1, max_length=32, pattern=r"\A[a-z][a-z-]*\Z")]
GroundCode = Literal["review", "integrity", "reporting", "change", "satisfaction", "incident"]

# Indicators by name: a quantity, a yes/no judgement, or quantities by year.
Indicators = dict[Name, bool | Quantity | dict[Name, Quantity]]

DAY = timedelta(days=1)

_LARGEST = Decimal(10) ** 15
_MOST_DECIMALS = -12


def check_quantities(quantities: Iterable[Quantity | None]) -> None:
    """Refuse what is no finite number within 10**15 and 12 decimals.

    Raises:
        ValueError: naming the quantity.
    """
    for quantity in quantities:
        if quantity is not None and not _is_reasonable(quantity):
            msg = f"{quantity} is not a number between -10^15 and 10^15 with at most 12 decimals"
            raise ValueError(msg)


def _is_reasonable(quantity: Quantity) -> bool:
    exponent = quantity.as_tuple().exponent
    return isinstance(exponent, int) and quantity.copy_abs() <= _LARGEST and exponent >= _MOST_DECIMALS


def check_indicators(indicators: Indicators | None) -> None:
    """Refuse indicators with unreasonable quantities.

    Raises:
        ValueError: naming the quantity.
    """
    for value in (indicators or {}).values():
        if isinstance(value, dict):
            check_quantities(value.values())
        elif not isinstance(value, bool):
            check_quantities((value,))


def first_stated_day(stated: str) -> date:
    """Return the first day of a stated day, month or year.

    Raises:
        ValueError: the text names no day of the calendar.
    """
    return date.fromisoformat(stated + "-01-01"[len(stated) - 4 :])


def last_stated_day(stated: str) -> date:
    """Return the last day of a stated day, month or year ("2025" is 2025-12-31).

    Raises:
        ValueError: the text names no day of the calendar.
    """
    first = first_stated_day(stated)
    if len(stated) == len("2025"):
        return first.replace(month=12, day=31)
    if len(stated) == len("2025-08"):
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first
