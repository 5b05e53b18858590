"""Say what is wrong with a value, by its type: every flaw, in our own words.

msgspec decides whether a value is good and stops at the first flaw; this walk is taken only after it
said no. A property test holds the two together: there is a flaw here exactly when msgspec refuses.
"""

import difflib
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

import msgspec
import msgspec.inspect as mi

from domain.text import check_quantities, last_stated_day
from monitor.intake.allowed import (
    DAYS,
    PRINTABLE,
    REASONABLE_NUMBERS,
    STATED,
    allowed,
    alternatives,
    listed,
)
from monitor.intake.line import NOTHING, Pair, shown
from monitor.intake.naming import field_label

Path = tuple[str, ...]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class Flaw(msgspec.Struct, frozen=True, gc=False):
    """What is wrong at a path inside one record; the reader knows where the record stands."""

    path: Path
    code: str
    found: str = ""
    allowed: Pair = NOTHING


def flaws(value: object, kind: mi.Type, path: Path = ()) -> Iterator[Flaw]:
    """Yield all that keeps a JSON value from being of this type."""
    return _CHECKS[type(kind)](value, kind, path)


def nearest(name: str, known: list[str], all_of_them: Pair) -> Pair:
    """Return what may stand instead of an unknown name, the nearest one first."""
    near = difflib.get_close_matches(name[:100], known, n=1)
    if not near:
        return all_of_them
    return f"{near[0]}？可用的有：{all_of_them[0]}", f"{near[0]}? allowed are: {all_of_them[1]}"


def _instead(name: str, known: list[str]) -> Pair:
    return nearest(name, known, listed(known, [field_label(each) for each in known]))


def as_one_path(path: Path) -> str:
    """Return a path as written: "data.grounds[1]"."""
    return ".".join(path).replace(".[", "[")


def _wrong(value: object, kind: mi.Type, path: Path, code: str = "wrong-type") -> Flaw:
    return Flaw(path, code, shown(value), allowed(kind))


def _text(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    if not isinstance(value, str):
        yield _wrong(value, kind, path)
    elif isinstance(kind, mi.StrType) and (code := _text_flaw(value, kind)):
        yield _wrong(value, kind, path, code)


def _text_flaw(value: str, kind: mi.StrType) -> str | None:
    if len(value) < (kind.min_length or 0):
        return "empty-text"
    if kind.max_length is not None and len(value) > kind.max_length:
        return "text-too-long"
    if kind.pattern and not re.search(kind.pattern, value):
        return "control-characters" if kind.pattern == PRINTABLE else "wrong-form"
    return "impossible-day" if kind.pattern == STATED and not _is_stated_day(value) else None


def _is_stated_day(value: str) -> bool:
    try:
        last_stated_day(value)
    except ValueError:
        return False
    return True


def _whole(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield _wrong(value, kind, path)
    elif isinstance(kind, mi.IntType) and not _within(value, kind):
        yield _wrong(value, kind, path, "out-of-range")


def _within(value: int, kind: mi.IntType) -> bool:
    return (kind.ge is None or value >= kind.ge) and (kind.le is None or value <= kind.le)


def _quantity(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    number = _as_decimal(value)
    if number is None:
        yield _wrong(value, kind, path)
    elif not _is_reasonable(number):
        yield Flaw(path, "out-of-range", shown(value), REASONABLE_NUMBERS)


def _as_decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _is_reasonable(number: Decimal) -> bool:
    try:
        check_quantities((number,))
    except (ValueError, ArithmeticError):
        return False
    return True


def _truth(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    if not isinstance(value, bool):
        yield _wrong(value, kind, path)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        yield _wrong(value, kind, path, "not-a-day")
        return
    try:
        date.fromisoformat(value)
    except ValueError:
        yield Flaw(path, "impossible-day", shown(value), DAYS)


def _instant(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    try:
        msgspec.convert(value, Instant)
    except (msgspec.ValidationError, ValueError, OverflowError):
        yield _wrong(value, kind, path, "not-an-instant")


def _enumeration(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    if isinstance(kind, mi.LiteralType) and value not in kind.values:
        yield _wrong(value, kind, path, "not-in-list")


def _null(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    if value is not None:
        yield _wrong(value, kind, path)


def _union(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    parts = alternatives(kind)
    if value is None and isinstance(kind, mi.UnionType) and len(parts) < len(kind.types):
        return
    fitting = [part for part in parts if _is_alike(value, part)]
    if fitting or len(parts) == 1:
        yield from flaws(value, (fitting or parts)[0], path)
    else:
        yield _wrong(value, kind, path)


def _is_alike(value: object, kind: mi.Type) -> bool:
    """Tell whether a value is at least of the JSON sort that a type has."""
    if isinstance(value, bool):
        return isinstance(kind, mi.BoolType)
    if isinstance(value, dict):
        return isinstance(kind, mi.DictType | mi.StructType)
    return isinstance(kind, mi.DecimalType) and _as_decimal(value) is not None


def _struct(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    if not isinstance(kind, mi.StructType) or not isinstance(value, dict):
        yield _wrong(value, kind, path)
        return
    fields = {field.encode_name: field for field in kind.fields}
    for name, part in value.items():
        if name in fields:
            yield from flaws(part, fields[name].type, (*path, name))
        else:
            yield Flaw((*path, name), "unknown-field", shown(name), _instead(name, list(fields)))
    for name, field in fields.items():
        if field.required and name not in value:
            yield Flaw((*path, name), "missing-field", "", allowed(field.type))


def _mapping(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    if not isinstance(kind, mi.DictType) or not isinstance(value, dict):
        yield _wrong(value, kind, path)
        return
    for name, part in value.items():
        yield from flaws(name, kind.key_type, (*path, name))
        yield from flaws(part, kind.value_type, (*path, name))


def _array(value: object, kind: mi.Type, path: Path) -> Iterator[Flaw]:
    if not isinstance(kind, mi.VarTupleType) or not isinstance(value, list):
        yield _wrong(value, kind, path)
        return
    if len(value) < (kind.min_length or 0):
        yield _wrong(value, kind, path, "empty-list")
    for place, part in enumerate(value):
        yield from flaws(part, kind.item_type, (*path, f"[{place}]"))


def _anything(_value: object, _kind: mi.Type, _path: Path) -> Iterator[Flaw]:
    return iter(())


_CHECKS: dict[type[mi.Type], Callable[[object, mi.Type, Path], Iterator[Flaw]]] = {
    mi.StrType: _text,
    mi.IntType: _whole,
    mi.DecimalType: _quantity,
    mi.BoolType: _truth,
    mi.DateType: _day,
    mi.DateTimeType: _instant,
    mi.LiteralType: _enumeration,
    mi.NoneType: _null,
    mi.UnionType: _union,
    mi.StructType: _struct,
    mi.DictType: _mapping,
    mi.VarTupleType: _array,
    mi.AnyType: _anything,
}
