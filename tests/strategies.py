"""Values of any type of the domain, for Hypothesis: made from msgspec's own account of the types."""

from collections.abc import Callable, Mapping
from datetime import UTC
from decimal import Decimal
from functools import cache, reduce
from operator import or_
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st
from msgspec import inspect

from domain.text import StatedDay
from monitor.codec import Envelope

_LARGEST = 10**15
_CHARACTERS = st.characters(codec="utf-8", exclude_characters="\x00")
_STATED = inspect.type_info(StatedDay)

Strategy = st.SearchStrategy[Any]


@cache
def of(kind: Any) -> Strategy:
    """Return a strategy for every value that is valid for a type."""
    return _of(inspect.type_info(kind))


def _of(kind: inspect.Type) -> Strategy:
    if kind == _STATED:
        return st.dates().flatmap(lambda day: st.sampled_from([f"{day}", f"{day}"[:7], f"{day}"[:4]]))
    return _MAKERS[type(kind)](kind)


def _text(kind: inspect.StrType) -> Strategy:
    return _written(kind.pattern, kind.min_length or 0, kind.max_length or 10_000)


@cache
def _written(pattern: str | None, shortest: int, longest: int) -> Strategy:
    made = st.from_regex(pattern, alphabet=_CHARACTERS) if pattern else st.text(_CHARACTERS)
    return made.filter(lambda text: shortest <= len(text) <= longest)


def _integer(kind: inspect.IntType) -> Strategy:
    lowest = -(2**63) if kind.ge is None else kind.ge
    highest = 2**63 - 1 if kind.le is None else kind.le
    return st.integers(lowest, highest)


def _decimal(_: inspect.DecimalType) -> Strategy:
    units = st.integers(-_LARGEST, _LARGEST)
    return st.builds(lambda unit, places: Decimal(unit).scaleb(-places), units, st.integers(0, 12))


def _tuple(kind: inspect.VarTupleType) -> Strategy:
    return st.lists(_of(kind.item_type), min_size=kind.min_length or 0, max_size=4).map(tuple)


def _dict(kind: inspect.DictType) -> Strategy:
    return st.dictionaries(_of(kind.key_type), _of(kind.value_type), max_size=4)


def _union(kind: inspect.UnionType) -> Strategy:
    made: Strategy = reduce(or_, map(_of, kind.types))
    return made


@cache
def entries(body: Any) -> Strategy:
    """Return a strategy for entries with a body of this type."""
    kind = inspect.type_info(Envelope)
    if not isinstance(kind, inspect.StructType):
        raise TypeError(kind)
    return _struct(kind, body=of(body))


def _struct(kind: inspect.StructType, **given: Strategy) -> Strategy:
    made = {
        field.name: given[field.name] if field.name in given else _of(field.type) for field in kind.fields
    }
    required = {field.name: made[field.name] for field in kind.fields if field.required}
    optional = {field.name: made[field.name] for field in kind.fields if not field.required}

    def build(values: dict[str, Any]) -> Any:
        try:
            return kind.cls(**values)
        except ValueError:
            reject()

    return st.fixed_dictionaries(required, optional=optional).map(build)


_MAKERS: Mapping[type[inspect.Type], Callable[[Any], Strategy]] = {
    inspect.StrType: _text,
    inspect.IntType: _integer,
    inspect.DecimalType: _decimal,
    inspect.VarTupleType: _tuple,
    inspect.DictType: _dict,
    inspect.UnionType: _union,
    inspect.StructType: _struct,
    inspect.BoolType: lambda _: st.booleans(),
    inspect.DateType: lambda _: st.dates(),
    inspect.DateTimeType: lambda _: st.datetimes(timezones=st.just(UTC)),
    inspect.LiteralType: lambda kind: st.sampled_from(kind.values),
    inspect.NoneType: lambda _: st.none(),
    inspect.Metadata: lambda kind: _of(kind.type),
}
