"""Empty tables to fill in, one a fact type, as .xlsx and as .csv; the same bytes every time.

Row 1 names the columns in Chinese (an asterisk: required), row 2 says what each takes, row 3 is an example.
Rows 2 and 3 are marked and not imported.
"""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec
import msgspec.inspect as mi
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from domain.events import FACTS
from monitor.intake.allowed import alternatives
from monitor.intake.columns import headers, kind_at
from monitor.intake.decode import ENVELOPE, SHAPES
from monitor.intake.hints import Example, dropdown, example, hint, indicator_columns, mark_hint
from monitor.intake.labels import TYPES
from monitor.intake.naming import field_label
from monitor.intake.table import EXAMPLE_MARKS

YEARS = (2022, 2023, 2024)
_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that the bytes are the same
_FIRST_FREE_ROW, _LAST_ROW = 3, 2000
_FIRST = ("cluster", "effective_on")
_LAST = ("source.number", "source.issuer", "source.sha256", "key")
_WHOLES = frozenset({"type", "source", "enterprise", "indicators"})


class Column(msgspec.Struct, frozen=True):
    """One column of a template."""

    name: str
    header: str
    hint: str
    example: Example
    entries: list[str]
    format: str


def write_templates(folder: Path, years: Sequence[int] = YEARS) -> list[Path]:
    """Write a workbook and a CSV for each fact type into a folder; return their paths, by name.

    `years` are those for which a column of output is offered.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for type_name in FACTS:
        columns = columns_of(type_name, tuple(years))
        for suffix, write in ((".csv", _csv), (".xlsx", _workbook)):
            path = folder / f"{type_name}{suffix}"
            path.write_bytes(write(type_name, columns))
            written.append(path)
    return sorted(written)


def columns_of(type_name: str, years: tuple[int, ...] = YEARS) -> list[Column]:
    """Return the columns of a type's template, the mark first."""
    names = list(headers(type_name))
    inner = [name for name in names if name not in {*_FIRST, *_LAST, *_WHOLES}]
    if "indicators" in names:
        inner += indicator_columns(years)
    mark = Column(
        "mark", field_label("mark") or "", mark_hint(), EXAMPLE_MARKS[0], list(EXAMPLE_MARKS[:2]), "@"
    )
    return [mark, *(_column(name, type_name) for name in (*_FIRST, *inner, *_LAST))]


def _column(name: str, type_name: str) -> Column:
    path = headers(type_name).get(name) or ("data", *name.split("."))
    kind = kind_at(path, type_name)
    required = _is_required(path, type_name)
    return Column(
        name=name,
        header=(field_label(name, type_name) or name) + "*" * required,
        hint=hint(name, kind, type_name, required=required),
        example=example(name, kind),
        entries=dropdown(kind),
        format=_format(kind),
    )


def _is_required(path: tuple[str, ...], type_name: str) -> bool:
    shape = SHAPES[type_name] if path[0] == "data" else ENVELOPE
    last = path[1:] if path[0] == "data" else path
    return any(field.required and (field.encode_name,) == last for field in shape.fields)


def _format(kind: mi.Type) -> str:
    """Return the number format: text stays as typed, so that "2025-03" and "350582" do."""
    part = alternatives(kind)[0]
    if isinstance(part, mi.DateType):
        return "yyyy-mm-dd"
    return "General" if isinstance(part, mi.IntType | mi.DecimalType | mi.BoolType) else "@"


def _csv(_type_name: str, columns: list[Column]) -> bytes:
    """Return the CSV; with a byte order mark, by which Excel knows UTF-8."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([column.header for column in columns])
    rows.writerow([EXAMPLE_MARKS[1], *(column.hint for column in columns[1:])])
    rows.writerow([column.example for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _workbook(type_name: str, columns: list[Column]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": TYPES[type_name], "created": _CREATED})
        sheet = book.add_worksheet(TYPES[type_name])
        sheet.freeze_panes(1, 0)
        sheet.set_row(1, 60)
        bold, grey = (
            book.add_format({"bold": True}),
            book.add_format({"font_color": "#808080", "text_wrap": True}),
        )
        for place, column in enumerate(columns):
            _write_column(sheet, place, column, book.add_format({"num_format": column.format}))
            _write_head(sheet, place, column, (bold, grey))
    return content.getvalue()


def _write_column(sheet: Worksheet, place: int, column: Column, plain: Format) -> None:
    sheet.set_column(place, place, max(12, 2 * len(column.header) + 2), plain)
    if column.entries:
        rules = {
            "validate": "list",
            "source": column.entries,
            "error_title": "只能从列表中选择",
            "error_message": "、".join(column.entries),
        }
        sheet.data_validation(_FIRST_FREE_ROW, place, _LAST_ROW, place, rules)


def _write_head(sheet: Worksheet, place: int, column: Column, formats: tuple[Format, Format]) -> None:
    bold, grey = formats
    sheet.write_string(0, place, column.header, bold)
    sheet.write_comment(0, place, column.hint, {"author": "", "x_scale": 2})
    sheet.write_string(1, place, EXAMPLE_MARKS[1] if column.name == "mark" else column.hint, grey)
    if isinstance(column.example, str):
        sheet.write_string(2, place, column.example, grey)
    else:
        sheet.write_number(2, place, column.example, grey)
