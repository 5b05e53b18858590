"""Text of a cell or a KEY=VALUE word -> the JSON value its field wants.

What cannot be converted stays text, so that the check names it as it was written. Only two things are
rounded, and only in workbooks, where a number is a binary double: to 15 digits, as Excel shows it, and to
12 decimals, as many as a quantity may have.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import msgspec.inspect as mi

from monitor.intake.allowed import PROGRAMME, STATED, alternatives
from monitor.intake.labels import PROGRAMMES
from monitor.intake.naming import value_label
from monitor.intake.strict_json import loads

Reader = Callable[[str, mi.Type, str], object]
Ways = tuple[tuple[Reader, mi.Type], ...]
Cell = str | int | float | bool | date | datetime | time | timedelta | None

_LARGEST_EXACT = 10**15
_MOST_DECIMALS = 12


def as_text(cell: Cell) -> str:
    """Return what a cell shows: 2024.0 as "2024", a date as "2025-03-30", true as "true".

    >>> as_text(2024.0), as_text(0.1 + 0.2), as_text(1 / 3), as_text(datetime(2025, 3, 30)), as_text(True)
    ('2024', '0.3', '0.333333333333', '2025-03-30', 'true')
    """
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


def _number_text(number: float) -> str:
    if number.is_integer() and abs(number) < _LARGEST_EXACT:
        return str(int(number))
    text = f"{number:.15g}"
    exponent = Decimal(text).as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_MOST_DECIMALS:
        text = f"{Decimal(text):.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    return text


def ways(kind: mi.Type) -> Ways:
    """Return the ways to read a text as a value of this type, in the order to try them."""
    parts = sorted(alternatives(kind), key=_is_truth)
    return tuple((_READERS[type(part)], part) for part in parts if type(part) in _READERS)


def convert(text: str, tried: Ways, type_name: str = "") -> object:
    """Return the value that a text states, by the first way that fits; the text itself where none does.

    Raises:
        JsonError: it starts as JSON and is none.
    """
    for reader, part in tried:
        value = reader(text, part, type_name)
        if value is not text:
            return value
    return text


def _is_truth(kind: mi.Type) -> bool:
    """Put yes/no last: where a number is allowed too, "1" is the number."""
    return isinstance(kind, mi.BoolType)


def _folded(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


_WHOLE = re.compile(r"([+-]?[0-9]{1,40})(?:\.0*)?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_TRUTHS = {"true": True, "是": True, "1": True, "false": False, "否": False, "0": False}


def _whole(text: str, _kind: mi.Type, _type: str) -> object:
    match = _WHOLE.fullmatch(_folded(text))
    return int(match[1]) if match else text


def _quantity(text: str, _kind: mi.Type, _type: str) -> object:
    folded = _folded(text)
    return Decimal(folded) if _NUMBER.fullmatch(folded) else text


def _truth(text: str, _kind: mi.Type, _type: str) -> object:
    return _TRUTHS.get(_folded(text).casefold(), text)


_DAY = re.compile(
    r"(?P<year>[0-9]{4})(?:"
    r"(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?:(?P=sign)(?P<day>[0-9]{1,2}))?(?:[ T]0{1,2}:00(?::00)?)?"
    r"|年(?:(?P<month_cn>[0-9]{1,2})月(?:(?P<day_cn>[0-9]{1,2})日)?)?)?",
)


def stated_day(text: str) -> str:
    """Return a day, month or year in ISO form; other text as it is.

    >>> [stated_day(each) for each in ("2025年3月30日", "2025/3/30", "2025.3", "2025年", "soon")]
    ['2025-03-30', '2025-03-30', '2025-03', '2025', 'soon']
    """
    match = _DAY.fullmatch(re.sub(r"(?<=[年月])\s+|\s+(?=[年月日])", "", _folded(text)))
    if not match:
        return text
    month, day = match["month"] or match["month_cn"], match["day"] or match["day_cn"]
    return "-".join([match["year"], *(part.zfill(2) for part in (month, day) if part)])


def _day(text: str, _kind: mi.Type, _type: str) -> object:
    return stated_day(text)


def _words(text: str, kind: mi.Type, _type: str) -> object:
    pattern = kind.pattern if isinstance(kind, mi.StrType) else None
    if pattern == STATED:
        return stated_day(text)
    if pattern == PROGRAMME:
        return _PROGRAMMES.get(_folded(text).removesuffix("省"), text)
    return text


_PROGRAMMES = {label: code for code, label in PROGRAMMES.items()}


def _enumeration(text: str, kind: mi.Type, type_name: str) -> object:
    values = kind.values if isinstance(kind, mi.LiteralType) else ()
    wanted = _folded(text).casefold()
    for value in map(str, values):
        if wanted in (value, _folded(value_label(value, type_name) or value).casefold()):
            return value
    return text


def _array(text: str, kind: mi.Type, type_name: str) -> object:
    if text.startswith("["):
        return loads(text)
    item = ways(kind.item_type) if isinstance(kind, mi.VarTupleType) else ()
    words = re.split(r"[,，、;；\s]+", text.strip(",，、;； \n"))
    return [convert(word, item, type_name) for word in words]


def _object(text: str, _kind: mi.Type, _type: str) -> object:
    return loads(text) if text.startswith("{") else text


_READERS: dict[type[mi.Type], Reader] = {
    mi.IntType: _whole,
    mi.DecimalType: _quantity,
    mi.BoolType: _truth,
    mi.DateType: _day,
    mi.StrType: _words,
    mi.LiteralType: _enumeration,
    mi.VarTupleType: _array,
    mi.StructType: _object,
    mi.DictType: _object,
}
