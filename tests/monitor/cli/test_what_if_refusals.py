"""what-if and interpretations as typed: what is refused, and with which sentence."""

import json
from pathlib import Path

import pytest

from tests.monitor.cli.terminal import Said, Terminal

NOTICE = {"year": 2026, "number": "试", "issued_on": "2025-11-01", "off": ["2026-02-25"], "work": []}


def what_if(told: Terminal, *words: str) -> Said:
    said = told.types("what-if", *words)
    assert (said.code, said.err) == (0, ""), said
    return said


REFUSED: list[tuple[list[str], int, str]] = [
    ([], 2, "没有说明要改变什么"),
    (["--choice", "reporting_limbs"], 2, "须写作 NAME=VALUE"),
    (["--choice", "no=1"], 4, "没有名为 no 的选择；可用：annual_date_roll"),
    (["--choice", "reporting_limbs=some"], 2, "没有读法 some；可用：any, all"),
    (["--choice", "reporting_limbs=all", "--choice", "reporting_limbs=any"], 2, "给出了两次"),
    (["--rulebook", "fujian-1999"], 4, "没有办法版本 fujian-1999"),
    (["--rulebook", "fujian-2022", "--choice", "report_year=current"], 4, "没有名为 report_year 的选择"),
    (["--rulebook", "no.yaml"], 2, "no.yaml"),
    (["--calendar", "no.json"], 2, "无法读取 no.json"),
    (["--with", "no.jsonl"], 2, "no.jsonl"),
    (["--without", "e1", "--without", "e2"], 4, "共 2 个未找到"),
    (["--programme", "atlantis", "--without", "e"], 4, "没有认定工作 atlantis"),
    (["--cluster", "nobody", "--without", "e"], 4, "没有集群 nobody"),
    (["--known-at", "2027-01-01", "--without", "e"], 2, "尚不可知"),
    (["--from", "yesterday"], 2, "--from"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED)
def test_what_cannot_be_supposed_is_refused_with_what_can(
    told: Terminal, words: list[str], code: int, sentence: str
) -> None:
    said = told.types("what-if", *words)
    assert (said.code, said.out, len(said.sentences)) == (code, "", 1)
    assert sentence in said.err


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[", "truncated"),
        ('{"year": 2026}', "array"),
        ('[{"year": 2026}]', "$[0]"),
        (json.dumps([{**NOTICE, "year": 99999}]), "99999"),
        (json.dumps([{**NOTICE, "work": NOTICE["off"]}]), "off and working"),
        ("[" * 100_000, "not"),
        ("[" + " " * 1_000_000 + "]", "1000000"),
    ],
)
def test_a_file_that_holds_no_notices_is_refused_with_the_reason(
    told: Terminal, content: str, reason: str
) -> None:
    file = told.folder / "notices.json"
    file.write_text(content, encoding="utf-8")
    said = told.types("what-if", "--calendar", str(file), "--lang", "en")
    assert (said.code, len(said.sentences)) == (2, 1)
    assert reason in said.err


def test_ten_thousand_choices_are_refused_by_the_first_that_is_wrong(told: Terminal) -> None:
    words = [word for number in range(10_000) for word in ("--choice", f"choice{number}=x")]
    said = told.types("what-if", *words)
    assert (said.code, len(said.sentences)) == (4, 1)


def test_every_line_that_could_not_be_recorded_is_told_with_its_place(told: Terminal) -> None:
    repeated = story_line("annual-report-filed")
    stranger = json.dumps({"type": "review-applied", "cluster": "x", "effective_on": "2025-01-01"})
    said = told.types("what-if", "--with", told.file(repeated, stranger, name="added.jsonl"))
    assert said.code == 4
    assert ["第 1 行" in said.sentences[0], "第 2 行" in said.sentences[1]] == [True, True]
    broken = told.types("what-if", "--with", told.file("{", name="broken.jsonl"))
    assert (broken.code, len(broken.sentences)) == (2, 1)


def test_a_simulation_needs_its_clock(told: Terminal) -> None:
    told.simulation = False
    assert told.types("what-if", "--choice", "reporting_limbs=all").code == 2


def test_a_real_database_has_its_own_clock(real: Terminal) -> None:
    assert "没有可核对的集群" in what_if(real, "--choice", "reporting_limbs=all").out
    real.simulation = True
    assert real.types("what-if", "--choice", "reporting_limbs=all").code == 2


def test_without_a_database_it_says_how_to_make_one(tmp_path: Path) -> None:
    said = Terminal(tmp_path).types("interpretations")
    assert (said.code, "init" in said.err) == (5, True)
    assert list(tmp_path.iterdir()) == []


def story_line(kind: str) -> str:
    from tests.monitor.cli.terminal import STORY  # noqa: PLC0415 - one line of the story

    return json.dumps(next(fact for fact in STORY if fact["type"] == kind))
