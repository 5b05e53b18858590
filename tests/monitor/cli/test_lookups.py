"""rulebooks, rulebook, assess-criteria, templates, completion, demo."""

import json
from pathlib import Path

import pytest

from tests.monitor.cli.terminal import Terminal, typed

EDITIONS = {
    "fujian-2022",
    "guangdong-draft",
    "hainan-2023",
    "heilongjiang-2023",
    "national-2022",
    "shandong-draft",
}


def test_the_editions_are_listed() -> None:
    books = typed("rulebooks", "--json").json
    assert {book["edition"] for book in books} == EDITIONS
    assert all(book["sha256"].startswith("sha256:") for book in books)
    assert {book["edition"]: book["basis"] for book in books}["guangdong-draft"] == "draft"
    out = typed("rulebooks").out
    assert "征求意见稿" in out
    assert "条文仅部分掌握" in out


def test_the_editions_stand_side_by_side() -> None:
    assert "15个工作日" in typed("rulebooks", "--matrix").out
    assert set(typed("rulebooks", "--matrix", "--json").json["editions"]) == EDITIONS


def test_an_edition_is_shown_in_full_with_its_articles() -> None:
    book = typed("rulebook", "fujian-2022", "--json").json
    assert (book["appeal"]["lodge"]["length"], book["validity"]["article"]) == (15, "第十四条")
    out = typed("rulebook", "fujian-2022").out
    assert "第十六条（三）" in out
    assert "reporting_limbs" in out


def test_an_unknown_edition_names_those_there_are() -> None:
    said = typed("rulebook", "fujian-2023")
    assert (said.code, "fujian-2022" in said.err) == (4, True)


def indicators(folder: Path, **values: object) -> str:
    path = folder / "indicators.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("area", "growth", "verdicts"),
    [
        (100, 6.1, ("met", "met")),
        (101, 6, ("not-met", "not-met")),
        (None, None, ("unknown", "unknown")),
    ],
)
def test_criteria_are_met_not_met_or_unknown(
    tmp_path: Path, area: float | None, growth: float | None, verdicts: tuple[str, str]
) -> None:
    given = {name: value for name, value in (("area_km2", area), ("output_growth_pct", growth)) if value}
    said = typed("assess-criteria", "fujian-2022", indicators(tmp_path, **given), "--json")
    assert said.code == 0
    found = {each["name"]: each for each in said.json["criteria"]}
    assert (found["area"]["verdict"], found["output_growth"]["verdict"]) == verdicts
    assert all(each["article"] for each in said.json["criteria"])


def test_criteria_are_shown_to_people(tmp_path: Path) -> None:
    file = indicators(
        tmp_path, area_km2=120, output_yi={"2022": 31, "2023": 35, "2024": 29}, no_heavy_users=True
    )
    out = typed("assess-criteria", "fujian-2022", file).out
    assert all(word in out for word in ("不符合", "未知", "缺少数据", "2024: 29", "附件一", "不作要求"))


def test_indicators_are_read_from_stdin() -> None:
    said = typed("assess-criteria", "fujian-2022", "-", "--json", stdin=b'{"area_km2": 60}')
    assert said.json["criteria"][0]["verdict"] == "met"


def test_templates_can_be_imported_again(told: Terminal) -> None:
    folder = told.folder / "模板"
    written = told_json(folder)
    assert len(written) == 74
    assert told.types("import", str(folder / "annual-report-filed.xlsx"), "--json").json["recorded"] == 0


def told_json(folder: Path) -> list[str]:
    said = typed("templates", str(folder), "--json")
    assert said.code == 0
    return list(said.json)


def test_templates_are_not_written_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    assert typed("templates", str(tmp_path / "taken")).code == 2


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_shell_gets_its_completion(shell: str) -> None:
    assert "_CLUSTER_MONITOR_COMPLETE" in typed("completion", shell).out


@pytest.mark.parametrize(
    ("words", "at", "offered"),
    [
        ("cluster-monitor sta", "1", "status"),
        ("cluster-monitor calendar d", "2", "due"),
        ("cluster-monitor record annual", "2", "annual-report-filed"),
        ("cluster-monitor calendar due 2026-01-01 3 --unit w", "6", "working-days"),
        ("cluster-monitor status --kn", "2", "--known-at"),
    ],
)
def test_words_are_completed(words: str, at: str, offered: str) -> None:
    said = typed(_CLUSTER_MONITOR_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=at)
    assert f"plain,{offered}" in said.out.splitlines()


def test_the_demonstration_is_ready_to_look_at(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, at="2024-05-01T09:00:00+08:00")
    said = terminal.types("demo", "--json")
    assert (said.code, said.json["simulation"], said.json["findings"] > 0) == (0, True, True)
    assert {row["programme"] for row in said.json["board"]} >= {"fujian", "national"}
    standings = {line["standing"] for line in terminal.types("status", "--json").json}
    assert {"recognised", "applying"} <= standings
    assert terminal.types("tick", "--json").json == []
    again = terminal.types("demo")
    assert (again.code, len(again.sentences)) == (3, 1)


def test_the_demonstration_shows_its_board(tmp_path: Path) -> None:
    out = Terminal(tmp_path, at="2022-01-15T09:00:00+08:00").types("demo").out
    assert "山东" in out
    assert "cluster-monitor status --db" in out


def test_a_demonstration_needs_an_empty_database(told: Terminal) -> None:
    assert told.types("demo").code == 3
