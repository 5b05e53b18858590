"""Which clock a database goes by: its own, or the one told by --at."""

from pathlib import Path

import pytest

from tests.monitor.cli.terminal import CLUSTER, STORY, Terminal, typed


def test_a_simulation_needs_its_clock_on_every_command(told: Terminal) -> None:
    for words in (["status"], ["tick"], ["due"], ["history", CLUSTER], ["export"], ["rebuild"]):
        said = typed(*words, "--db", told.db)
        assert (said.code, len(said.sentences), said.out) == (2, 1, "")
        assert "--at" in said.err


def test_a_simulation_is_not_made_without_a_clock(tmp_path: Path) -> None:
    said = typed("init", "--simulation", "--db", str(tmp_path / "new.db"))
    assert said.code == 2
    assert not (tmp_path / "new.db").exists()


def test_a_real_database_refuses_a_clock(real: Terminal) -> None:
    for words in (["status"], ["tick"], ["init"]):
        assert typed(*words, "--db", real.db, "--at", "2026-01-01").code == 2


def test_a_real_database_is_not_marked(real: Terminal) -> None:
    real.types("import", real.file(*STORY))
    assert real.types("status", CLUSTER, "--json").json["simulation"] is False
    assert "仿真" not in real.types("status", CLUSTER).out


def test_a_database_stays_what_it_was_made_as(terminal: Terminal) -> None:
    assert terminal.types("init", "--simulation").code == 0
    assert typed("init", "--db", terminal.db).code == 3


@pytest.mark.parametrize(
    "words",
    [
        ["tick"],
        ["record", "annual-report-filed", CLUSTER, "--on", "2025-03-28", "year=2024"],
        ["calendar", "override", "350500", "2026-12-07", "rest", "--basis", "公告"],
    ],
)
def test_writing_before_the_last_record_is_a_conflict(told: Terminal, words: list[str]) -> None:
    said = told.types(*words, at="2026-11-21T09:59:59+08:00")
    assert (said.code, len(said.sentences), said.out) == (3, 1, "")


def test_reading_before_the_last_record_is_allowed(told: Terminal) -> None:
    assert told.types("status", at="2026-11-20").code == 0


def test_a_simulation_is_marked_in_every_answer(told: Terminal) -> None:
    told.types("tick")
    for words in (["status"], ["status", CLUSTER], ["due"], ["alerts"], ["history", CLUSTER], ["statistics"]):
        assert told.types(*words).out.startswith("〔仿真〕"), words
        answers = told.types(*words, "--json").json
        assert all(each["simulation"] for each in (answers if isinstance(answers, list) else [answers]))


@pytest.mark.parametrize(
    "at", ["2026-11-21T10:00:00", "yesterday", "0001-01-01", "9999-12-31", "2026-11-31", ""]
)
def test_an_instant_needs_an_offset(terminal: Terminal, at: str) -> None:
    said = typed("status", "--db", terminal.db, "--at", at)
    assert (said.code, len(said.sentences)) == (2, 1)
    assert "--at" in said.err
