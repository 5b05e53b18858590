from pathlib import Path

import pytest

from tests.monitor.intake.reading import codes, read, the_problem

HEADER = "cluster,effective_on,year"
ROW = "fj-a,2025-03-30,2024"


def test_a_cell_under_a_column_of_another_type_is_refused(tmp_path: Path) -> None:
    content = "type,cluster,effective_on,case,year\nannual-report-filed,fj-a,2025-03-30,c1,2024"

    problem = the_problem(read(tmp_path, "facts.csv", content))

    assert (problem.code, problem.field, problem.found) == ("unknown-field", "case", "c1")


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("year", "二〇二四", "wrong-type"),
        ("year", "2024.5", "wrong-type"),
        ("effective_on", "2025/2/30", "impossible-day"),
        ("effective_on", "2025-03", "not-a-day"),
        ("effective_on", "2025-03-30 12:00", "not-a-day"),
        ("effective_on", "30/3/2025", "not-a-day"),
        ("report", "月报", "not-in-list"),
        ("indicators", "{", "not-json"),
        ("indicators.output_yi.2022", "约35", "wrong-type"),
        ("indicators.sme_share_pct", "91.5%", "wrong-type"),
        ("indicators.sme_share_pct", "#N/A", "cell-in-error"),
        ("narrative", "a\x07", "control-characters"),
        ("source.sha256", "x", "wrong-form"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(tmp_path: Path, column: str, cell: str, code: str) -> None:
    cells = {"cluster": "fj-a", "effective_on": "2025-03-30", "year": "2024"} | {column: cell}
    content = ",".join(cells) + "\n" + ",".join(cells.values())

    problem = the_problem(read(tmp_path, "annual-report-filed.csv", content))

    assert (problem.code, problem.place.line, problem.field) == (code, 2, column)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("cluster,effective_on,year,yaer", "unknown-column"),
        ("cluster,effective_on,year,年度", "duplicate-column"),
        ("cluster,year,narrative,report", "missing-column"),
        ("cluster,effective_on,narrative,report", "missing-column"),
    ],
)
def test_a_bad_header_is_named_once(tmp_path: Path, header: str, code: str) -> None:
    rows = "\n".join(["fj-a,,,"] * 5)

    outcome = read(tmp_path, "annual-report-filed.csv", f"{header}\n{rows}")

    assert codes(outcome).count(code) == 1
    assert outcome[0] == []


def test_a_column_that_is_missing_is_not_missed_in_every_row(tmp_path: Path) -> None:
    problem = the_problem(
        read(tmp_path, "annual-report-filed.csv", "cluster,effective_on\nfj-a,2025-03-30\nfj-b,2025-03-30")
    )

    assert (problem.code, problem.field, problem.place.line) == ("missing-column", "year", 1)


def test_a_cell_under_no_header_is_named(tmp_path: Path) -> None:
    problem = the_problem(read(tmp_path, "annual-report-filed.csv", f"{HEADER}\n{ROW},stray"))

    assert (problem.code, problem.found) == ("stray-cell", "stray")


def test_one_thing_said_in_two_ways_is_refused(tmp_path: Path) -> None:
    content = f"{HEADER},indicators.output_yi,indicators.output_yi.2022\n{ROW},30,35.1"

    problem = the_problem(read(tmp_path, "annual-report-filed.csv", content))

    assert problem.code == "conflicting-columns"


def test_another_mark_is_refused_and_not_passed_over(tmp_path: Path) -> None:
    problem = the_problem(read(tmp_path, "annual-report-filed.csv", f"mark,{HEADER}\ndraft,{ROW}"))

    assert problem.code == "mark-unknown"


@pytest.mark.parametrize(
    "content", [f'{HEADER},narrative\n{ROW},"open', f"{HEADER},narrative\n{ROW}," + "x" * 200_000]
)
def test_a_csv_that_cannot_be_told_into_cells_is_named(tmp_path: Path, content: str) -> None:
    problem = the_problem(read(tmp_path, "annual-report-filed.csv", content))

    assert (problem.code, problem.place.line) == ("csv-malformed", 2)


@pytest.mark.parametrize("content", [b"\xff\xff", b"\x81", b"\xff\xfe\x00", b"\xef\xbb\xbf\xff"])
def test_an_encoding_that_is_none_of_ours_is_named(tmp_path: Path, content: bytes) -> None:
    problem = the_problem(read(tmp_path, "annual-report-filed.csv", content))

    assert problem.code == "encoding-unknown"


def test_a_file_that_names_no_type_says_how_to_name_one(tmp_path: Path) -> None:
    problem = the_problem(read(tmp_path, "Book1.csv", f"{HEADER}\n{ROW}"))

    assert problem.code == "type-unnamed"
    assert "“事项”" in problem.sentence("zh")


@pytest.mark.parametrize(("cell", "code"), [("", "missing-field"), ("review", "unknown-type")])
def test_a_type_cell_must_name_a_type(tmp_path: Path, cell: str, code: str) -> None:
    problem = the_problem(read(tmp_path, "Book1.csv", f"type,{HEADER}\n{cell},{ROW}"))

    assert (problem.code, problem.field) == (code, "type")
