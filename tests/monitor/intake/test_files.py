import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from monitor.intake.files import MOST_PROBLEMS, read_files
from tests.monitor.intake.reading import read, the_problem

REPORT: dict[str, Any] = {
    "type": "annual-report-filed",
    "cluster": "fj-jinjiang-shoes",
    "effective_on": "2025-03-28",
    "data": {"year": 2024},
}


def line(**changes: Any) -> str:
    return json.dumps(REPORT | changes, ensure_ascii=False)


def test_every_error_of_every_file_is_told(tmp_path: Path) -> None:
    bad = line(cluster="a b", effective_on="2025-02-30", data={"yaer": 2024})
    (tmp_path / "a.jsonl").write_text(f"{bad}\n{line()}\n{{", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("[]", encoding="utf-8")

    facts, problems = read_files([tmp_path / "a.jsonl", tmp_path / "none.jsonl", tmp_path / "b.jsonl"])

    assert len(facts) == 1
    assert [(Path(each.file).name, each.place.line, each.code) for each in problems] == [
        ("a.jsonl", 1, "wrong-form"),
        ("a.jsonl", 1, "impossible-day"),
        ("a.jsonl", 1, "unknown-field"),
        ("a.jsonl", 1, "missing-field"),
        ("a.jsonl", 3, "not-json"),
        ("none.jsonl", None, "file-missing"),
        ("b.jsonl", 1, "not-object"),
    ]


def test_standard_input_is_read_as_lines() -> None:
    facts, problems = read_files(["-"], stdin=io.BytesIO(line().encode()))

    assert problems == []
    assert facts[0].place.told("en") == "stdin, line 1"


def test_progress_is_told_in_bytes_up_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{line()}\n" * 2_000, encoding="utf-8")
    told: list[tuple[int, int]] = []

    read_files([path], lambda done, total: told.append((done, total)))

    size = path.stat().st_size
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == (size, size)


@pytest.mark.parametrize(
    ("name", "code"),
    [("none.jsonl", "file-missing"), ("a\0b.jsonl", "file-missing"), ("none.txt", "file-missing")],
)
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str, code: str) -> None:
    assert the_problem(read_files([f"{tmp_path}/{name}"])).code == code


def test_a_file_of_another_kind_is_named_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    problem = the_problem(read(tmp_path, "facts.docx", b""))

    assert (problem.code, problem.found) == ("file-kind-unknown", ".docx")
    assert ".xlsx" in problem.sentence("en")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "a.jsonl"
    folder.mkdir()

    assert the_problem(read_files([folder])).code == "file-unreadable"


@pytest.mark.parametrize("name", ["a.jsonl", "annual-report-filed.csv"])
def test_an_empty_file_has_no_facts_and_no_problems(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, b"") == ([], [])


def test_after_ten_thousand_problems_no_more_are_looked_for(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a.jsonl", "{\n" * (MOST_PROBLEMS + 50))

    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "too-many-problems"


def test_a_long_file_name_with_line_feeds_stays_one_line(tmp_path: Path) -> None:
    problem = the_problem(read_files([os.fspath(tmp_path) + "/a\nb.jsonl"]))

    assert "\n" not in problem.sentence("zh")
