"""Tables as files: CSV and workbooks that a spreadsheet opens and takes nothing in them for a formula.

Promise: the same table gives the same bytes; a text is written as text, a day as a day, a number as a number.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

import msgspec
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from domain.refusal import RefusedError
from monitor.exchange.export import neutralise
from monitor.intake.line import escaped

Value = str | int | date | None
Kind = Literal["text", "day", "number"]

MOST_ROWS = 1_000_000  # a sheet has 1,048,576
LONGEST_TEXT = 32_000  # characters; a cell has room for 32,767
_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that the bytes are the same
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_WIDEST, _NARROWEST = 60, 8
_LOOKED_AT = 500  # rows, for the widths


class Column(msgspec.Struct, frozen=True):
    """One column: its header, and what its cells are; None is an empty cell of any kind."""

    header: str
    kind: Kind = "text"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A list with a title and a word on where it comes from, in one language.

    `sheets` are the names of the two sheets of a workbook; `provenance` pairs a label with its text.
    """

    sheets: tuple[str, str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    provenance: Sequence[tuple[str, str]]


def write_csv(table: Table) -> bytes:
    """Return a table as CSV (RFC 4180): UTF-8 with the mark by which Excel knows it, formulas neutralised."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([column.header for column in table.columns])
    rows.writerows([_csv_cell(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(value: Value) -> str | int:
    """Return what stands in a CSV: a text in one line, harmless to a spreadsheet and to a terminal."""
    if isinstance(value, str):
        return neutralise(printable(value))
    return "" if value is None else value.isoformat() if isinstance(value, date) else value


def printable(text: str) -> str:
    """Return a text as a file shows it: line ends as spaces, what does not print spelled out."""
    return escaped(" ".join(text.splitlines()) if "\n" in text or "\r" in text else text)


def write_xlsx(table: Table) -> bytes:
    """Return a table as a workbook: the rows on one sheet, where they come from on the other.

    Raises:
        RefusedError: "table-too-long".
    """
    if len(table.rows) > MOST_ROWS:
        raise RefusedError("table-too-long", found=len(table.rows), most=MOST_ROWS)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _OPTIONS) as book:
        book.set_properties({"title": table.sheets[0], "created": _CREATED})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        _write_rows(book.add_worksheet(table.sheets[0]), table, bold, day)
        _write_provenance(book.add_worksheet(table.sheets[1]), table.provenance, bold)
    return content.getvalue()


def _write_rows(sheet: Worksheet, table: Table, bold: Format, day: Format) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.header, bold)
        sheet.set_column(place, place, _width(table, place))
    for number, row in enumerate(table.rows, start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, (number, place), value, day)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write_cell(sheet: Worksheet, at: tuple[int, int], value: Value, day: Format) -> None:
    if isinstance(value, str):
        sheet.write_string(*at, cut(printable(value)))
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, day)
    elif value is not None:
        sheet.write_number(*at, value)


def cut(text: str) -> str:
    """Return what a cell has room for of a text; a cut one ends with a sign that it is cut."""
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _width(table: Table, place: int) -> int:
    """Return the width of a column in characters: a Chinese one takes two."""
    header = 2 * len(table.columns[place].header) + 3  # room for the arrow of the filter
    texts = (row[place] for row in table.rows[:_LOOKED_AT])
    widest = max((_columns(str(text)) for text in texts if text is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, header, widest + 2))


def _columns(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)


def _write_provenance(sheet: Worksheet, provenance: Sequence[tuple[str, str]], bold: Format) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    for number, (label, text) in enumerate(provenance):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, cut(printable(text)))
