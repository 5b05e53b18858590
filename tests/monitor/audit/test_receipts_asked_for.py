"""Receipts at the command line: with an import, with a record, asked for, and checked."""

import json
from pathlib import Path

import pytest

from monitor.audit.signing.keys import Ed25519Signer
from tests.monitor.cli.terminal import CLUSTER, STORY, Terminal, typed

DESK = Ed25519Signer("gxt.example/receipts", bytes(31) + b"\x01")


def test_every_fact_of_an_import_gets_its_receipt(tmp_path: Path) -> None:
    desk = Terminal(tmp_path).initialised()
    file, key = str(tmp_path / "receipts.jsonl"), str(tmp_path / "desk.key")
    public = typed("checkpoint", "keygen", "--origin", DESK.name, "--output", key, "--json").json[
        "verifier_keys"
    ][0]
    facts = desk.file(*STORY)
    assert desk.types("import", facts, "--receipts", file, "--receipt-key", key, "--dry-run").code == 0
    assert [path.name for path in tmp_path.glob("receipts.jsonl*")] == []
    assert desk.types("import", facts, "--receipts", file, "--receipt-key", key).code == 0
    lines = [json.loads(line) for line in Path(file).read_text().splitlines()]
    assert [line["position"] for line in lines] == [1, 2, 3, 4, 5]
    assert {(line["cluster"], line["simulation"]) for line in lines} == {(CLUSTER, True)}
    checked = desk.types("receipt", "--check", file, "--key", public, "--json").json
    assert [(each["ok"], each["signed_by"]) for each in checked] == [(True, [DESK.name])] * 5
    assert "回执成立" in desk.types("receipt", "--check", file).out


def test_receipts_that_cannot_be_written_keep_an_import_from_beginning(tmp_path: Path) -> None:
    desk = Terminal(tmp_path).initialised()
    facts = desk.file(*STORY)
    nowhere = desk.types("import", facts, "--receipts", str(tmp_path / "none" / "receipts.jsonl"))
    keyless = desk.types("import", facts, "--receipt-key", "desk.key")
    unkeyed = desk.types("import", facts, "--receipts", str(tmp_path / "r"), "--receipt-key", facts)
    assert [nowhere.code, keyless.code, unkeyed.code] == [2, 2, 2]
    assert desk.types("receipt", "1").code == 4


def test_a_recorded_fact_answers_with_its_receipt(tmp_path: Path) -> None:
    desk = Terminal(tmp_path).with_story()
    words = ("record", "annual-report-filed", CLUSTER, "--on", "2026-03-20", "year=2025", "--json")
    assert desk.types(*words, "--dry-run").json["receipt"] is None
    answer = desk.types(*words).json
    assert answer["receipt"]["position"] == answer["position"] == 6
    assert desk.types("receipt", answer["id"], "--json").json[0]["sha256"] == answer["receipt"]["sha256"]
    assert desk.types(*words, "--key", "k", "--allow-repeats").json["receipt"]["position"] == 7
    assert desk.types(*words, "--key", "k").json["receipt"]["position"] == 7


def test_an_officer_asks_for_receipts_and_checks_them(tmp_path: Path) -> None:
    desk = Terminal(tmp_path).with_story()
    key, file = str(tmp_path / "log.key"), str(tmp_path / "r.jsonl")
    public = typed("checkpoint", "keygen", "--origin", "gxt.example/log", "--output", key, "--json").json
    assert "尚无检查点" in desk.types("receipt", "1").out
    desk.types("checkpoint", "sign", "--key", key)
    assert "长度 5" in desk.types("receipt", "1", "2").out
    assert "2" in desk.types("receipt", "1", "2", "--output", file).out
    checked = desk.types("receipt", "--check", file, "--key", public["verifier_keys"][0], "--json").json
    assert [each["proven_by"] for each in checked] == [["sha256", "sm3"]] * 2
    Path(file).write_text(Path(file).read_text().replace("annual-report", "annual-robert"))
    renamed = desk.types("receipt", "--check", file)
    assert (renamed.code, "与回执不符" in renamed.out) == (1, True)
    Path(file).write_text(Path(file).read_text().replace('"position":2', '"position":3'))
    failed = desk.types("receipt", "--check", file)
    assert (failed.code, "总序号 3：" in failed.out, "1 份" in failed.err) == (1, True, True)


@pytest.mark.parametrize("words", [(), ("1", "--check", "x"), ("--check", "none"), ("--check", ".")])
def test_a_question_that_cannot_be_answered_is_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert Terminal(tmp_path).initialised().types("receipt", *words).code == 2


def test_a_file_that_holds_no_receipts_is_refused_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text("{}\n")
    said = Terminal(tmp_path).initialised().types("receipt", "--check", str(file), "--lang", "en")
    assert (said.code, "Line 1" in said.err) == (2, True)
    nowhere = Terminal(tmp_path).with_story().types("receipt", "1", "--output", str(tmp_path / "none" / "r"))
    assert nowhere.code == 2
    missing = Terminal(tmp_path).types("receipt", "7", "--output", str(tmp_path / "out.jsonl"))
    assert (missing.code, (tmp_path / "out.jsonl").exists()) == (4, False)
    assert list(tmp_path.glob("*.partial")) == []
