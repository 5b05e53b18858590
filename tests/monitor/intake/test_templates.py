import csv
import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from domain.events import FACTS
from monitor.intake.decode import SHAPES
from monitor.intake.files import read_files
from monitor.intake.labels import TYPES
from monitor.intake.line import FactLine
from monitor.intake.templates import Column, columns_of, write_templates
from tests.monitor.intake.reading import read, workbook


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("templates")
    write_templates(made)
    return made


def the_sheet(path: Path) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet


def example_row(columns: list[Column]) -> list[Any]:
    """The example of a template as a person would type it, without the mark."""
    return ["", *(_typed(column) for column in columns[1:])]


def _typed(column: Column) -> Any:
    if column.format == "yyyy-mm-dd" and column.example:
        return datetime.fromisoformat(str(column.example))
    return column.example


def stated(facts: list[FactLine]) -> list[Any]:
    return [(fact.type, fact.cluster, fact.effective_on, fact.body, fact.source, fact.key) for fact in facts]


def test_there_is_a_workbook_and_a_csv_for_every_type(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        f"{name}{suffix}" for name in FACTS for suffix in (".csv", ".xlsx")
    }


def test_the_same_bytes_come_out_every_time(folder: Path, tmp_path: Path) -> None:
    again = write_templates(tmp_path)

    assert [path.read_bytes() for path in again] == [(folder / path.name).read_bytes() for path in again]
    assert again == sorted(again)


def test_an_empty_template_has_no_facts_and_no_problems(folder: Path) -> None:
    assert read_files(sorted(folder.iterdir())) == ([], [])


@pytest.mark.parametrize("name", FACTS)
def test_a_template_filled_in_gives_the_same_fact_from_every_writer(
    folder: Path, tmp_path: Path, name: str
) -> None:
    columns = columns_of(name)
    row = example_row(columns)
    by_csv, csv_problems = read(tmp_path, f"{name}.csv", filled_csv(folder / f"{name}.csv", row))
    by_xlsxwriter, xlsxwriter_problems = read(
        tmp_path, "a.xlsx", workbook({TYPES[name]: [[column.header for column in columns], row]})
    )
    by_openpyxl, openpyxl_problems = read(tmp_path, "b.xlsx", filled_workbook(folder / f"{name}.xlsx", row))

    assert (csv_problems, xlsxwriter_problems, openpyxl_problems) == ([], [], [])
    assert [fact.type for fact in by_csv] == [name]
    assert stated(by_csv) == stated(by_xlsxwriter) == stated(by_openpyxl)


def filled_csv(path: Path, row: list[Any]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerow([cell.date() if isinstance(cell, datetime) else cell for cell in row])
    return path.read_bytes() + written.getvalue().encode()


def filled_workbook(path: Path, row: list[Any]) -> bytes:
    book, sheet = the_sheet(path)
    for column, cell in enumerate(row, 1):
        if cell != "":
            sheet.cell(4, column).value = cell
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("name", FACTS)
def test_a_template_has_a_column_for_every_field(name: str) -> None:
    columns = [column.name for column in columns_of(name)]

    assert columns[:3] == ["mark", "cluster", "effective_on"]
    for field in SHAPES[name].fields:
        assert any(column.split(".")[0] == field.encode_name for column in columns)


@pytest.mark.parametrize("name", FACTS)
def test_required_columns_have_an_asterisk_and_every_column_a_hint(folder: Path, name: str) -> None:
    _, sheet = the_sheet(folder / f"{name}.xlsx")
    required = {"cluster", "effective_on"} | {
        field.encode_name for field in SHAPES[name].fields if field.required
    }

    for place, column in enumerate(columns_of(name), 1):
        comment = sheet.cell(1, place).comment
        assert comment is not None
        assert comment.text == column.hint
        assert column.header.endswith("*") == (column.name in required)
        assert column.hint.startswith("必填" if column.name in required else ("选填", "标有"))


def test_lists_and_formats_help_whoever_fills_in(folder: Path) -> None:
    _, sheet = the_sheet(folder / "incident-reported.xlsx")
    headers = [cell.value for cell in sheet[1]]
    lists = {str(each.sqref)[0]: each.formula1 for each in sheet.data_validations.dataValidation}

    assert lists["ABCDEFGHIJ"[headers.index("事件等级")]] == '"一般,较大,重大,特别重大"'
    assert lists["A"] == '"示例,说明"'
    assert sheet.column_dimensions["C"].number_format == "yyyy-mm-dd"
    assert all(len(formula) <= 257 for formula in lists.values())


def test_years_of_output_are_offered_as_asked(tmp_path: Path) -> None:
    write_templates(tmp_path, years=(2030,))

    header = (tmp_path / "annual-report-filed.csv").read_text("utf-8-sig").splitlines()[0]
    assert "指标.总产值（亿元）.2030" in header
    assert "2022" not in header


def test_facts_of_many_kinds_come_back_from_one_workbook(tmp_path: Path) -> None:
    sheets = {
        TYPES[name]: [[c.header for c in columns_of(name)], example_row(columns_of(name))] for name in FACTS
    }

    facts, problems = read(tmp_path, "all.xlsx", workbook(sheets))

    assert problems == []
    assert [fact.type for fact in facts] == list(FACTS)
    assert all(fact.effective_on == date(2025, 3, 30) for fact in facts)
    assert msgspec.to_builtins(facts[0].body, builtin_types=(Decimal,))["programme"] == "fujian"
