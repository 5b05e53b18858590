"""The matrix of yearly reports: what each cluster owed for each year and when it came, as known then."""

import shutil
from collections.abc import Iterator
from datetime import date

import pytest

from monitor.answers.report_matrix import Asked, count_marks, report_matrix
from monitor.database import open_database
from monitor.exchange.lists import Frame, matrix_table
from projections.standing_periods import EVERY, Selection
from tests.office import Office, evening, line, recognised

ON = "2026-02-10"


@pytest.fixture(scope="module")
def office(initialised_sqlite: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Four clusters: one in time and late, one that never reported, one of two reports, one applying."""
    file = tmp_path_factory.mktemp("matrix") / "monitor.db"
    shutil.copy(str(initialised_sqlite), file)
    engine = open_database(str(file))
    try:
        found = Office(engine)
        found.record(
            "2024-09-02",
            recognised("a", "2022-07-10"),
            line("annual-report-filed", "2023-03-28", "a", year=2022),
            line("annual-report-filed", "2024-04-28", "a", year=2023),
            recognised("b", "2023-07-10"),
            recognised("sd", "2023-07-10", "shandong"),
            line("annual-report-filed", "2024-02-20", "sd", year=2023, report="work-summary"),
        )
        found.record("2025-09-02", line("annual-report-filed", "2024-03-20", "b", year=2023))
        yield found
    finally:
        engine.dispose()


def matrix(
    office: Office, on: str = ON, known: str = "2026-02-10", selection: Selection = EVERY
) -> dict[str, list[tuple[int, str | None, str]]]:
    asked = Asked(
        on=date.fromisoformat(on),
        known_at=evening(known),
        first_year=2022,
        last_year=2025,
        selection=selection,
    )
    rows = report_matrix(office.monitor, asked)
    return {
        row["cluster"]: [(cell["year"], cell["kind"], cell["mark"]) for cell in row["reports"]]
        for row in rows
    }


REPORT = "annual-report"


def test_each_year_says_whether_the_report_came_in_time(office: Office) -> None:
    assert matrix(office)["a"] == [
        (2022, REPORT, "on-time"),
        (2023, REPORT, "late"),
        (2024, REPORT, "missing"),
        (2025, None, "not-owed"),  # its validity ended in 2025
    ]


def test_a_year_whose_last_day_is_still_to_come_is_not_due(office: Office) -> None:
    assert matrix(office)["b"][0] == (2022, None, "not-owed")
    assert matrix(office)["b"][3] == (2025, REPORT, "not-due")


def test_what_was_learned_later_was_missing_until_then(office: Office) -> None:
    assert matrix(office)["b"][1] == (2023, REPORT, "on-time")
    assert matrix(office, on="2024-12-31", known="2024-12-31")["b"][1] == (2023, REPORT, "missing")


def test_a_programme_with_two_reports_has_a_cell_for_each(office: Office) -> None:
    found = [cell for cell in matrix(office)["sd"] if cell[0] == 2023]
    assert found == [(2023, "work-summary", "on-time"), (2023, "city-report", "missing")]


def test_a_page_holds_the_clusters_that_are_asked_for(office: Office) -> None:
    assert list(matrix(office, selection=Selection(limit=1, offset=1))) == ["b"]
    assert list(matrix(office, selection=Selection(programme="shandong"))) == ["sd"]


def test_the_marks_of_a_year_are_counted(office: Office) -> None:
    asked = Asked(on=date.fromisoformat(ON), known_at=evening(ON), first_year=2023, last_year=2023)
    counted = count_marks(report_matrix(office.monitor, asked))
    assert counted == {2023: {"late": 1, "on-time": 2, "missing": 1}}


def test_as_a_table_each_year_is_a_column_with_several_reports_by_name(office: Office) -> None:
    asked = Asked(on=date.fromisoformat(ON), known_at=evening(ON), first_year=2023, last_year=2024)
    made = matrix_table(report_matrix(office.monitor, asked), Frame("zh", False, ()))  # noqa: FBT003 - as told
    assert [column.header for column in made.columns][-3:] == ["2023", "2024", "仿真"]
    assert list(made.rows[0])[-3:] == ["逾期后报", "逾期未报", "否"]
    assert list(made.rows[2])[-3] == "工作总结 按期；市级报告 逾期未报"
