"""Lists and papers as files: what is typed, what is written, what is refused."""

import csv
import io
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.monitor.cli.terminal import CLUSTER, Terminal, typed

LISTS = {
    "roster": ("status",),
    "due": ("due",),
    "alerts": ("alerts",),
    "statistics": ("statistics",),
    "history": ("history", CLUSTER),
    "report-matrix": ("report-matrix", "--first-year", "2023", "--last-year", "2024"),
}


def rows_of(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.fixture
def ticked(told: Terminal) -> Terminal:
    """The story of the contract, looked at once."""
    assert told.types("tick").code == 0
    return told


def test_every_list_is_written_in_every_form(ticked: Terminal) -> None:
    for name, words in LISTS.items():
        lines = ticked.types(*words, "--json").json
        for form in ("csv", "xlsx", "json"):
            file = ticked.folder / f"{name}.{form}"
            said = ticked.types(*words, "--to", str(file))
            assert (said.code, said.err) == (0, ""), said
            assert said.out.startswith("〔仿真〕已写入")
        assert len(rows_of(ticked.folder / f"{name}.csv")) == len(lines) + 1 > 1
        assert {row[-1] for row in rows_of(ticked.folder / f"{name}.csv")[1:]} == {"是"}
        book = openpyxl.load_workbook(ticked.folder / f"{name}.xlsx")
        assert book.worksheets[0].max_row == len(lines) + 1
        assert not list(ticked.folder.glob("*.partial"))


def test_a_workbook_says_where_it_comes_from(told: Terminal) -> None:
    file = told.folder / "due.xlsx"
    said = told.types("due", "--within", "400", "--to", str(file), "--lang", "en", "--json").json
    assert said == {"file": str(file), "rows": said["rows"], "bytes": file.stat().st_size, "simulation": True}
    told_rows = openpyxl.load_workbook(file)["provenance"].iter_rows(values_only=True)
    origin = {str(label): str(text) for label, text in told_rows}
    assert origin["question"] == "due within=400"
    assert origin["end of the legal day"] == "2026-11-21"
    assert origin["calendar"].startswith("sha256:")
    assert origin["position in the log"] == "5"
    assert origin["simulation"].startswith("yes")


def test_the_matrix_on_the_screen_marks_what_is_missing(told: Terminal) -> None:
    said = told.types("report-matrix", "--first-year", "2023", "--last-year", "2024", "--lang", "en")
    assert [line.split() for line in said.out.splitlines()][-1] == [CLUSTER, "on", "time", "missing"]
    assert told.types("report-matrix", "--programme", "hainan").out.splitlines()[-1] == "没有集群。"


@pytest.mark.parametrize(
    "words",
    [
        ("due", "--to", "due.ods"),
        ("due", "--to", "due"),
        ("due", "--to", "nowhere/due.csv"),
        ("status", CLUSTER, "--to", "a.csv"),
        ("status", "--brief", "--to", "a.csv"),
        ("history", CLUSTER, "--diff", "2026-01-01", "2026-02-01", "--to", "a.csv"),
        ("paper", "draft", "reminder", "--cluster", CLUSTER, "--to", "a.odt"),
        ("paper", "draft", "letter", "--to", "a.docx"),
        ("paper", "draft", "reminder", "--to", "a.docx"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(told: Terminal, words: tuple[str, ...]) -> None:
    said = told.types(*words)
    assert said.code == 2, said
    assert said.err
    assert "Traceback" not in said.err
    assert not Path("a.csv").exists()


def test_a_decision_is_drafted_and_what_is_left_to_people_is_told(told: Terminal) -> None:
    file = told.folder / "decision.docx"
    words = ("paper", "draft", "revocation-decision", "--cluster", CLUSTER, "--on", "2026-02-10")
    said = told.types(*words, "--to", str(file), "--json").json
    assert said["simulation"] is True
    assert "served_on" not in said["blanks"]
    assert "remedies.text" in said["blanks"]  # who hears a reconsideration
    document = docx.Document(str(file))
    assert "仿真" in document.sections[0].header.paragraphs[0].text
    assert any("最后一日：2026年2月28日。" in each.text for each in document.paragraphs)


def test_templates_are_taken_out_changed_and_used(told: Terminal) -> None:
    folder = told.folder / "templates"
    assert len(typed("paper", "templates", "--to", str(folder), "--json").json) == 6
    assert typed("paper", "templates", "--to", str(folder)).out == "写入模板 0 个；已有的保持不变。\n"
    assert typed("paper", "templates", "--to", str(folder / "reminder.docx")).code == 2
    own = docx.Document()
    own.add_paragraph("本局格式 {{ name }}")
    own.save(str(folder / "reminder.docx"))
    file = told.folder / "reminder.docx"
    words = ("paper", "draft", "reminder", "--cluster", CLUSTER, "--template", str(folder), "--to", str(file))
    assert told.types(*words).code == 0
    assert [each.text for each in docx.Document(str(file)).paragraphs] == ["本局格式 晋江鞋服产业集群"]
    own.add_paragraph("{{ deadline }}")
    own.save(str(folder / "reminder.docx"))
    said = told.types(*words, "--lang", "en")
    assert said.code == 2
    assert "reminder.docx" in said.err
    assert "deadline" in said.err
