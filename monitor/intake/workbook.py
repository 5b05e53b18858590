"""Facts as an Excel or WPS workbook: one fact a row, one table a sheet.

A workbook is measured before it is parsed; an error of Excel or a percentage is never taken for a number.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    WorksheetNotFound,
    XmlError,
    ZipError,
)

from monitor.intake.archive import MOST_BYTES, WorkbookError, too_large, unpacked
from monitor.intake.cells import Cell
from monitor.intake.columns import named_type
from monitor.intake.header import Locate
from monitor.intake.jsonl import Advance, Reading
from monitor.intake.line import Place, Problem, shown
from monitor.intake.scan import scan
from monitor.intake.sheet_scan import Cells, column_letters
from monitor.intake.table import read_table

_UNREADABLE = (CalamineError, PasswordError, WorksheetNotFound, XmlError, ZipError, ValueError, OSError)


def read_workbook(stream: BinaryIO, file: str, advance: Advance) -> Reading:
    """Yield the fact of each row of each sheet, or its problems."""
    try:
        content = stream.read(MOST_BYTES + 1)
        advance(len(content))
        if len(content) > MOST_BYTES:
            raise too_large(len(content))
        lost = scan(unpacked(content))
        yield from _read_sheets(content, file, lost)
    except WorkbookError as error:
        yield Problem(
            code=error.code,
            place=Place(file),
            found=shown(error.found),
            allowed=(error.allowed, error.allowed),
        )


def _read_sheets(content: bytes, file: str, lost: dict[str, Cells]) -> Reading:
    for sheet in _sheets(content):
        locate = _locator(file, sheet.name)
        name = sheet.name if named_type(sheet.name) else Path(file).stem
        yield from read_table(_rows(sheet, lost.get(sheet.name, {})), locate, name)


def _sheets(content: bytes) -> Iterator[CalamineSheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in workbook.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                yield workbook.get_sheet_by_name(sheet.name)
    except _UNREADABLE as error:
        raise WorkbookError("workbook-broken", str(error)) from None


def _locator(file: str, sheet: str) -> Locate:
    def locate(row: int, column: int | None) -> Place:
        if column is None:
            return Place(file, line=row, sheet=sheet)
        return Place(file, sheet=sheet, cell=f"{column_letters(column)}{row}")

    return locate


def _rows(sheet: CalamineSheet, lost: Cells) -> Iterator[tuple[int, list[Cell]]]:
    """Yield each row, numbered from 1, with its cells from column A on."""
    start = sheet.start
    if start is None:
        return
    left: list[Cell] = [""] * start[1]
    numbers_of_lost = {row for row, _ in lost}
    for number, cells in enumerate(sheet.iter_rows()):
        row = left + list(cells)
        if number in numbers_of_lost:
            row = [_kept(cell, lost.get((number, column))) for column, cell in enumerate(row)]
        yield number + 1, row


def _kept(cell: Cell, lost: str | None) -> Cell:
    """Return a cell with what parsing lost put back: the error itself, a percentage as shown."""
    if lost == "%":
        return f"{cell * 100:.12g}%" if isinstance(cell, int | float) else cell
    return cell if lost is None else lost
