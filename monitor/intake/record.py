"""Texts by field -> one fact, or its problems: what table rows and KEY=VALUE words share."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from monitor.intake.cells import Ways, convert, ways
from monitor.intake.check import Flaw, Path
from monitor.intake.columns import kind_at
from monitor.intake.decode import decode
from monitor.intake.header import field_name
from monitor.intake.line import FactLine, Place, Problem, shown
from monitor.intake.strict_json import JsonError

Locate = Callable[[Path], Place]
"""Where a field stands; the empty path is the whole record."""


class Stated(msgspec.Struct, frozen=True):
    """The text of one field, as a cell or a word has it."""

    path: Path
    text: str


def fact_of(type_name: str, stated: list[Stated], locate: Locate) -> FactLine | list[Problem]:
    """Return the fact that these texts state, or what is wrong with them."""
    record: dict[str, Any] = {"type": type_name}
    found = [flaw for each in stated if (flaw := _place(record, each, type_name))]
    decoded = decode(record, locate(()))
    if isinstance(decoded, FactLine) and not found:
        return decoded
    named = {flaw.path for flaw in found}
    if not isinstance(decoded, FactLine):
        found += [flaw for flaw in decoded if flaw.path not in named]
    return list(_problems(found, locate))


@lru_cache(maxsize=4096)
def _ways_at(path: Path, type_name: str) -> Ways:
    return ways(kind_at(path, type_name))


def _place(record: dict[str, Any], stated: Stated, type_name: str) -> Flaw | None:
    """Put a text, converted, at its path; return a flaw where that cannot be."""
    try:
        value = convert(stated.text, _ways_at(stated.path, type_name), type_name)
    except JsonError as error:
        return Flaw(stated.path, error.code, shown(error.found))
    *outer, last = stated.path
    for name in outer:
        record = record.setdefault(name, {})
        if not isinstance(record, dict):
            return Flaw(stated.path, "conflicting-columns", shown(stated.text))
    if last in record:
        return Flaw(stated.path, "conflicting-columns", shown(stated.text))
    record[last] = value
    return None


def _problems(found: list[Flaw], locate: Locate) -> Iterator[Problem]:
    for flaw in found:
        yield Problem(
            code=flaw.code,
            place=locate(flaw.path),
            field=field_name(flaw.path),
            found=flaw.found,
            allowed=flaw.allowed,
        )
