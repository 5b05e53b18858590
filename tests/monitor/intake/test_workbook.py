import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from domain.case import CaseOpened
from domain.cluster import AnnualReportFiled, ReviewApplied
from tests.monitor.intake.reading import Outcome, read, the_problem, workbook

HEADER = ["集群编号", "发生日期", "年度"]
ROW = ["fj-a", datetime(2025, 3, 30), 2024]  # noqa: DTZ001 - Excel knows no zone


def read_sheets(folder: Path, sheets: Mapping[str, list[Any]], name: str = "facts.xlsx") -> Outcome:
    return read(folder, name, workbook(sheets))


def test_each_sheet_is_one_type_named_in_chinese_or_english(tmp_path: Path) -> None:
    sheets: dict[str, list[Any]] = {
        "年度报送": [HEADER, ROW],
        "case-opened": [
            ["cluster", "effective_on", "case", "grounds"],
            ["fj-b", "2025/3/1", "c1", "报送与监督、复核"],
        ],
        "空": [],
    }

    facts, problems = read_sheets(tmp_path, sheets)

    assert problems == []
    assert [fact.body for fact in facts] == [
        AnnualReportFiled(year=2024),
        CaseOpened(case="c1", grounds=("reporting", "review")),
    ]
    assert facts[0].effective_on == date(2025, 3, 30)
    assert facts[0].place.told("en").endswith("facts.xlsx, sheet “年度报送”, row 2")


def test_a_sheet_without_a_telling_name_takes_the_type_of_the_file(tmp_path: Path) -> None:
    facts, problems = read_sheets(tmp_path, {"Sheet1": [HEADER, ROW]}, "annual-report-filed.xlsx")

    assert problems == []
    assert facts[0].type == "annual-report-filed"


def test_a_sheet_with_a_type_column_needs_no_name(tmp_path: Path) -> None:
    facts, problems = read_sheets(tmp_path, {"Sheet1": [["事项", *HEADER[:2]], ["申请复核", *ROW[:2]]]})

    assert problems == []
    assert facts[0].body == ReviewApplied()


@pytest.mark.parametrize("date_1904", [False, True])
def test_real_dates_are_read_in_both_of_excels_calendars(tmp_path: Path, date_1904: bool) -> None:
    content = workbook({"年度报送": [HEADER, ROW]}, date_1904=date_1904)

    facts, problems = read(tmp_path, "facts.xlsx", content)

    assert problems == []
    assert facts[0].effective_on == date(2025, 3, 30)


def test_numbers_are_taken_as_excel_shows_them(tmp_path: Path) -> None:
    header = [*HEADER, "indicators.a", "indicators.b", "indicators.c"]

    facts, problems = read_sheets(tmp_path, {"年度报送": [header, [*ROW, 0.1 + 0.2, 1 / 3, True]]})

    assert problems == []
    assert isinstance(facts[0].body, AnnualReportFiled)
    assert facts[0].body.indicators == {"a": Decimal("0.3"), "b": Decimal("0.333333333333"), "c": True}


def test_a_code_typed_as_a_number_stays_a_code(tmp_path: Path) -> None:
    header = ["cluster", "effective_on", "programme", "name", "province", "city", "county", "county_code"]

    facts, problems = read_sheets(
        tmp_path,
        {"认定公布": [header, ["fj-a", "2023-07-10", "福建", "x", "福建省", "泉州市", "晋江市", 350582]]},
    )

    assert problems == []
    assert getattr(facts[0].body, "county_code", None) == "350582"


def test_a_bad_cell_is_named_as_excel_names_it(tmp_path: Path) -> None:
    rows = [[], [], [None, *HEADER], [], [None, *ROW], [], [None, "fj-a", "2025-02-30", "x"]]

    outcome = read_sheets(tmp_path, {"年度报送": rows})

    assert len(outcome[0]) == 1
    assert [(each.code, each.place.cell) for each in outcome[1]] == [
        ("impossible-day", "C7"),
        ("wrong-type", "D7"),
    ]
    assert "工作表“年度报送”C7：“effective_on（发生日期）”填的是“2025-02-30”" in outcome[1][0].sentence("zh")


def test_a_cell_left_empty_is_named_where_it_should_be(tmp_path: Path) -> None:
    problem = the_problem(read_sheets(tmp_path, {"年度报送": [HEADER, [*ROW[:2], None]]}))

    assert (problem.code, problem.place.cell) == ("missing-field", "C2")


def test_an_error_of_excel_is_never_taken_for_an_empty_cell(tmp_path: Path) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("年度报送")
        for column, (name, cell) in enumerate(
            zip([*HEADER, "indicators.a"], ["fj-a", "2025-03-30", 2024, ""], strict=True)
        ):
            sheet.write_string(2, column + 1, name)
            sheet.write(3, column + 1, cell)
        sheet.write_formula(3, 4, "=1/0", None, "#DIV/0!")

    problem = the_problem(read(tmp_path, "facts.xlsx", content.getvalue()))

    assert (problem.code, problem.place.cell, problem.found) == ("cell-in-error", "E4", "#DIV/0!")


@pytest.mark.parametrize("shown_as", ["0%", "0.00%", "0.0%;-0.0%"])
def test_a_percentage_is_never_taken_for_its_hundredth(tmp_path: Path, shown_as: str) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("年度报送")
        sheet.write_row(0, 0, [*HEADER, "indicators.sme_share_pct"])
        sheet.write_row(1, 0, ["fj-a", "2025-03-30", 2024])
        sheet.write_number(1, 3, 0.915, book.add_format({"num_format": shown_as}))

    problem = the_problem(read(tmp_path, "facts.xlsx", content.getvalue()))

    assert (problem.code, problem.place.cell, problem.found) == ("wrong-type", "D2", "91.5%")


def test_a_workbook_of_another_writer_is_read_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "年度报送"
    sheet.append(HEADER)
    sheet.append(["fj-a", date(2025, 3, 30), 2024.0])
    book.save(tmp_path / "facts.xlsx")

    facts, problems = read(tmp_path, "facts.xlsx", (tmp_path / "facts.xlsx").read_bytes())

    assert problems == []
    assert (facts[0].effective_on, facts[0].body) == (date(2025, 3, 30), AnnualReportFiled(year=2024))
