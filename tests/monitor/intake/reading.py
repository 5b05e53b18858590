"""Read bytes as if they stood in a file."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from monitor.intake.files import read_files
from monitor.intake.jsonl import read_lines
from monitor.intake.line import FactLine, Problem

Outcome = tuple[list[FactLine], list[Problem]]


def read(folder: Path, name: str, content: bytes | str) -> Outcome:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_files([path])


def lines(content: bytes | str) -> Outcome:
    raw = content.encode() if isinstance(content, str) else content
    found = list(read_lines(io.BytesIO(raw), "facts.jsonl", lambda _: None))
    return (
        [each for each in found if isinstance(each, FactLine)],
        [each for each in found if isinstance(each, Problem)],
    )


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome[1]]


def the_problem(outcome: Outcome) -> Problem:
    facts, problems = outcome
    assert facts == []
    (problem,) = problems
    return problem


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], *, date_1904: bool = False) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "date_1904": date_1904}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    write(sheet, row, column, cell, day)
    return content.getvalue()


def write(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    match cell:
        case None:
            return
        case str():
            sheet.write_string(row, column, cell)
        case bool():
            sheet.write_boolean(row, column, cell)
        case int() | float():
            sheet.write_number(row, column, cell)
        case _:
            sheet.write_datetime(row, column, cell, day)
