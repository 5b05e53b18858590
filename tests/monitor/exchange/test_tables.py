"""Tables as files, read back by independent readers: texts are texts, days are days, nothing is a formula."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from domain.refusal import RefusedError
from monitor.exchange import tables
from monitor.exchange.tables import LONGEST_TEXT, Column, Table, printable, write_csv, write_xlsx
from tests.acceptance.corpus import texts

COLUMNS = (Column("集群"), Column("截止日", "day"), Column("数量", "number"))
STARTS = "=+-@|%\t\r\n\0＝＋－＠"


def table(*rows: tuple[str | None, date | None, int | None]) -> Table:
    return Table(sheets=("名册", "出处"), columns=COLUMNS, rows=rows, provenance=[("问题", "=1+1")])


ROW = ("晋江", date(2026, 2, 28), 7)


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_csv_is_marked_as_utf_8_for_excel_and_read_back() -> None:
    content = write_csv(table(ROW, (None, None, None)))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert csv_rows(content) == [["集群", "截止日", "数量"], ["晋江", "2026-02-28", "7"], ["", "", ""]]


def test_no_payload_is_a_formula_in_a_csv() -> None:
    rows = csv_rows(write_csv(table(*((text, None, 1) for text in texts()))))
    assert len(rows) == len(texts()) + 1
    for text, (cell, _, count) in zip(texts(), rows[1:], strict=True):
        first = cell.lstrip()[:1]
        is_number = cell[1:].replace(".", "", 1).isdigit()
        assert first not in STARTS or first == "" or is_number, (text, cell)
        assert cell.isprintable()
        assert count == "1"


def test_every_payload_is_a_text_in_a_workbook() -> None:
    content = write_xlsx(table(*((text, None, 1) for text in texts())))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["名册"]
    found = [sheet.cell(row, 1) for row in range(2, len(texts()) + 2)]
    assert [cell.value or "" for cell in found] == [printable(text) for text in texts()]
    assert {cell.data_type for cell in found} <= {"s", "n"}  # an empty text is an empty cell
    assert [cell for cell in found if cell.data_type == "f" or cell.hyperlink] == []
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("名册").to_python()
    assert [row[0] for row in read[1:]] == [printable(text) for text in texts()]


def test_a_workbook_has_days_numbers_a_frozen_header_and_a_filter() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(table(ROW, (None, None, None)))))
    sheet = book["名册"]
    assert [cell.value for cell in sheet[1]] == ["集群", "截止日", "数量"]
    assert (sheet["B2"].is_date, str(sheet["B2"].value)[:10], sheet["C2"].value) == (True, "2026-02-28", 7)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C3")
    assert (sheet["A3"].value, sheet["B3"].value) == (None, None)
    assert [cell.value for cell in book["出处"][1]] == ["问题", "=1+1"]
    assert book["出处"]["B1"].data_type == "s"


def test_an_independent_reader_finds_the_days_too() -> None:
    read = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx(table(ROW))))
    assert read.get_sheet_by_name("名册").to_python()[1] == ["晋江", date(2026, 2, 28), 7.0]


def test_the_same_table_gives_the_same_bytes() -> None:
    assert write_xlsx(table(ROW)) == write_xlsx(table(ROW))
    assert write_csv(table(ROW)) == write_csv(table(ROW))


def test_a_text_longer_than_a_cell_is_cut_with_a_sign_of_it() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(table(("甲" * 40_000, None, None)))))["名册"]
    assert sheet["A2"].value == "甲" * LONGEST_TEXT + "…"


def test_a_table_that_no_sheet_has_room_for_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    with pytest.raises(RefusedError, match="table-too-long"):
        write_xlsx(table(ROW, ROW))


def test_a_table_without_rows_is_a_header() -> None:
    assert csv_rows(write_csv(table())) == [["集群", "截止日", "数量"]]
    assert openpyxl.load_workbook(io.BytesIO(write_xlsx(table())))["名册"].max_row == 1
