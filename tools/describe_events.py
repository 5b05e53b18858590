"""Every event with its stored name and fields, as a page; made from the types alone.

Run `python -m tools.describe_events > docs/events.md`; a test keeps the page current.
"""

import inspect
import sys
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import msgspec
from msgspec import inspect as types

from domain import text
from domain.events import (
    DECISIONS,
    Administrative,
    AnyFinding,
    Event,
    Fact,
    Pinned,
    Recorded,
    Source,
    stored_name,
    type_name,
)
from domain.findings import Finding
from monitor.intake.labels import TYPES

REPORTS = tuple(kind for kind in get_args(Fact) if kind not in DECISIONS)
ACTS = tuple(kind for kind in get_args(Fact) if kind in DECISIONS)
PINNED = Finding.__struct_fields__
WORDS = (  # an elementary type of `domain.text` and what it is called here
    (text.StatedDay, "a day, a month or a year: `2025-06-30`, `2025-06`, `2025`"),
    (text.DivisionCode, "six digits (GB/T 2260)"),
    (text.Sha256, "64 hexadecimal digits"),
    (text.Programme, "the name of a programme"),
    (text.Indicators, "indicators by name: a number, yes/no, or numbers by year"),
)
HEAD = """# Events

Made by `python -m tools.describe_events > docs/events.md` from `domain/events.py`; do not edit by hand.

Three kinds, never mixed. **Facts** are what people report, **decisions** what an authority does; both come in
through the same door, in the form of a facts file. **Findings** are what the system concludes, and only it
records them. What an administrator records of the calendar stands apart, in a stream of its own.

The heading is the public type. The stored name adds a version: a stored field is never renamed or retyped;
a changed form gets the next version beside the old one, and a reader turns the old into the new. A row with
a version that the code does not know is not guessed at: it stops its cluster
(see [operations](operations.md)).
"""


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join(
        [
            HEAD,
            *_section("Facts", "What happened, as reported.", REPORTS),
            *_section("Decisions", "Acts of an authority; recorded by a person, never concluded.", ACTS),
            *_section("Findings", _pinned(), get_args(AnyFinding)),
            *_section(
                "Administrative events",
                "In the streams `:calendar`, `:audit`, `:access` and `:notify`.",
                get_args(Administrative),
            ),
            *_envelope(),
        ]
    )


def _pinned() -> str:
    words = "Recorded by the scheduler in the cluster's own stream. Besides its own fields each has:"
    return "\n".join([words, "", *_fields_of(Finding, PINNED)])


def _section(title: str, words: str, kinds: Iterable[type[Event]]) -> Iterator[str]:
    yield from (f"## {title}", "", words, "")
    for kind in kinds:
        yield from _event(kind)


def _event(kind: type[Event]) -> Iterator[str]:
    label = TYPES.get(type_name(kind))
    yield from (f"### `{type_name(kind)}`", "")
    yield f"{f'{label}. ' if label else ''}{_told(kind)} Stored as `{stored_name(kind)}`."
    own = [name for name in kind.__struct_fields__ if not issubclass(kind, Finding) or name not in PINNED]
    yield ""
    if own:
        yield from _fields_of(kind, own)
        yield ""


def _told(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split())


def _fields_of(kind: type, names: Iterable[str]) -> Iterator[str]:
    shape = types.type_info(kind)
    by_name = {field.name: field for field in shape.fields} if isinstance(shape, types.StructType) else {}
    yield from ("| field | | value |", "|---|---|---|")
    for name in names:
        field = by_name[name]
        yield f"| `{name}` | {_need(field)} | {_value(field.type)} |"


def _need(field: types.Field) -> str:
    if not field.required:
        return "optional"
    is_nullable = isinstance(field.type, types.UnionType) and field.type.includes_none
    return "may be null" if is_nullable else "required"


def _value(shape: types.Type) -> str:
    """Return what a value may be, in words."""
    for kind, words in WORDS:
        if shape == types.type_info(kind):
            return words
    match shape:
        case types.UnionType():
            return " or ".join(_value(each) for each in shape.types if not isinstance(each, types.NoneType))
        case types.LiteralType():
            return ", ".join(f"`{value}`" for value in shape.values)
        case types.VarTupleType():
            return f"a list of: {_value(shape.item_type)}"
        case types.StructType():
            return " and/or ".join(f"`{field.name}`" for field in shape.fields)
        case _:
            return _plain(shape)


def _plain(shape: types.Type) -> str:
    match shape:
        case types.StrType():
            return "text" + _bounds(shape.min_length, shape.max_length, " characters")
        case types.IntType():
            return "whole number" + _bounds(shape.ge, shape.le, "")
        case types.DateType():
            return "day"
        case types.DateTimeType():
            return "instant, UTC"
        case types.BoolType():
            return "yes/no"
        case _:
            return "number"


def _bounds(least: int | None, most: int | None, unit: str) -> str:
    """Return the bounds of a length or number.

    >>> _bounds(1, 200, " characters"), _bounds(None, None, "")
    (', 1 to 200 characters', '')
    """
    return "" if most is None else f", {least or 0} to {most}{unit}"


def _envelope() -> Iterator[str]:
    yield from ("## The envelope", "", "Around every event:", "", "| field | |", "|---|---|")
    shape: Any = {field.name: field for field in msgspec.structs.fields(Recorded)}
    for name, words in _ENVELOPE.items():
        yield f"| `{shape[name].name}` | {words} |"
    named = ", ".join(f"`{name}`" for name in Source.__struct_fields__)
    yield from ("", f"A source names, as far as known: {named}.", "")
    yield from (_told(Pinned), "", *_fields_of(Pinned, Pinned.__struct_fields__), "")


_ENVELOPE = {
    "position": "place in the whole log; rises",
    "id": "UUID, the same whenever the same command is given",
    "cluster": "the cluster's id, which is the name of its stream",
    "version": "place in the stream, from 1",
    "effective_on": "the day it happened, legally (Asia/Shanghai); of a finding, its legal day",
    "recorded_at": "when we learned it, UTC; never falls from one position to the next",
    "recorded_by": "who recorded it; `cluster-monitor` for findings",
    "source": "the paper it rests on, or nothing",
    "key": "the idempotency key given, or nothing",
    "body": "the event itself, with its stored name",
    "pinned": "of a decision: what it was recorded upon, see below",
}

if __name__ == "__main__":
    sys.stdout.write(page())
