"""A table, one fact a row, its rows read one by one.

The same for CSV files and the sheets of a workbook; they differ in how they name a place.
"""

from collections.abc import Iterable, Iterator

from monitor.intake.allowed import allowed
from monitor.intake.cells import Cell, as_text
from monitor.intake.check import Path
from monitor.intake.columns import MARK, headers, kind_at, named_type
from monitor.intake.decode import type_flaw
from monitor.intake.header import (
    TYPE,
    Header,
    Locate,
    all_types,
    field_name,
    header_problems,
    missing_columns,
    nearest_column,
)
from monitor.intake.jsonl import Reading, at_place
from monitor.intake.line import FactLine, Problem, shown
from monitor.intake.record import Stated, fact_of

Rows = Iterable[tuple[int, list[Cell]]]

EXAMPLE_MARKS = ("示例", "说明", "example", "hint")
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA"})


def read_table(rows: Rows, locate: Locate, name: str) -> Reading:
    """Yield the fact of each row, or its problems; `name` is what the file or sheet is called."""
    filled = ((row, texts) for row, cells in rows if any(texts := list(map(as_text, cells))))
    row, names = next(filled, (0, []))
    if not names:
        return
    header = Header(row, names, named_type(name), locate)
    yield from header_problems(header)
    if not header.types():
        return  # without a type nothing more can be said
    missing = frozenset(map(field_name, missing_columns(header)))
    for number, texts in filled:
        if not _is_marked(header, texts):
            yield from _read_row(header, missing, number, texts)


def _is_marked(header: Header, texts: list[str]) -> bool:
    """Tell whether a row is an example or a hint."""
    mark = _text_at(header.column_of(MARK), texts)
    return mark.casefold() in EXAMPLE_MARKS


def _text_at(column: int | None, texts: list[str]) -> str:
    return texts[column] if column is not None and column < len(texts) else ""


def _read_row(header: Header, missing: frozenset[str], row: int, texts: list[str]) -> Reading:
    column = header.column_of(TYPE)
    stated = _text_at(column, texts)
    type_name = named_type(stated) if stated else header.type_name
    if type_name is None and stated:
        yield at_place(type_flaw(stated, TYPE), header.locate(row, column))
    elif type_name is None:
        place = header.locate(row, column)
        yield Problem(code="missing-field", place=place, field="type", allowed=all_types())
    else:
        yield from _read_fact(header, missing, (row, texts), type_name)


def _read_fact(
    header: Header, missing: frozenset[str], numbered: tuple[int, list[str]], type_name: str
) -> Reading:
    row, texts = numbered
    columns = header.columns(type_name)
    said = [_stray(header, row, place, text, type_name) for place, text in _strays(header, columns, texts)]
    fact = fact_of(
        type_name,
        [Stated(path, texts[place]) for place, path in columns.items() if _is_stated(path, place, texts)],
        lambda path: header.locate(row, _column_of(columns, path)),
    )
    yield from said
    if not isinstance(fact, FactLine):
        known = missing | {problem.field for problem in said}
        yield from (each for each in fact if each.code != "missing-field" or each.field not in known)
    elif not said:
        yield fact


def _is_stated(path: Path, place: int, texts: list[str]) -> bool:
    text = _text_at(place, texts)
    return bool(text) and text not in ERRORS and path not in (TYPE, MARK)


def _column_of(columns: dict[int, Path], wanted: Path) -> int | None:
    """Return the column that a path stands in: its own, or that of the whole it is part of."""
    fitting = (place for place, path in columns.items() if wanted and path == wanted[: len(path)])
    return next(fitting, None)


def _strays(header: Header, columns: dict[int, Path], texts: list[str]) -> Iterator[tuple[int, str]]:
    """Yield what is no field of the row's type, and errors of Excel; unknown columns were named once."""
    for place, text in enumerate(texts):
        if not text:
            continue
        if place not in columns:
            named = place < len(header.names) and header.names[place]
            if not named or header.is_column(place):
                yield place, text
        elif text in ERRORS or columns[place] == MARK:
            yield place, text


def _stray(header: Header, row: int, place: int, text: str, type_name: str) -> Problem:
    here, found = header.locate(row, place), shown(text)
    name = header.names[place] if place < len(header.names) else ""
    path = header.columns(type_name).get(place)
    if path == MARK:
        marks = "、".join(EXAMPLE_MARKS[:2]), ", ".join(EXAMPLE_MARKS[2:])
        return Problem(code="mark-unknown", place=here, field="mark", found=found, allowed=marks)
    if path:
        kind = allowed(kind_at(path, type_name))
        return Problem(code="cell-in-error", place=here, field=field_name(path), found=found, allowed=kind)
    if not name:
        return Problem(code="stray-cell", place=here, found=found)
    instead = nearest_column(name, list(headers(type_name)), type_name)
    return Problem(code="unknown-field", place=here, field=shown(name), found=found, allowed=instead)
