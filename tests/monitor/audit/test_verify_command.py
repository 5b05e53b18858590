"""`verify` as an auditor types it: what it says, what it answers, how it ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from monitor.answers.evidence import problem_sentence
from monitor.audit.log.problems import Problem
from monitor.audit.signing.checkpoint_table import store
from monitor.audit.signing.keys import Ed25519Signer
from monitor.audit.signing.signer import sign_log
from monitor.database import open_database
from monitor.wording import Language
from monitor.wording.verification import VERIFICATION
from tests.monitor.audit.intruder import Intruder
from tests.monitor.cli.terminal import CLUSTER, Terminal, typed

LOG = Ed25519Signer("gxt.example/clusters", bytes(range(32)))
SIGNERS = (LOG, LOG.named("gxt.example/clusters/sm3"))
STRANGER = Ed25519Signer("gxt.example/clusters", bytes(32))
SIZE = 5


class Audit:
    """A terminal with a story, its signer, and a forger."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.engine: Engine = open_database(terminal.db)
        self.held = str(terminal.folder / "held-outside.txt")
        self.key = str(LOG.verifier)

    def signs(self, *, stored: bool = False) -> None:
        state = self.terminal.folder / "state"
        signed = sign_log(self.engine, SIGNERS, state, full=False, advance=lambda _done, _total: None)
        if stored:
            store(self.engine, signed.checkpoints)
        Path(self.held).write_text("\n".join(each.note for each in signed.checkpoints), encoding="utf-8")


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    made = Audit(Terminal(tmp_path).with_story())
    yield made
    made.engine.dispose()


def test_an_untouched_log_holds_and_the_warning_of_what_is_not_shown_stands_there(audit: Audit) -> None:
    said = audit.terminal.types("verify", "--lang", "en")
    assert (said.code, said.err) == (0, "")
    assert f"The log holds: {SIZE} positions" in said.out
    assert "No checkpoint from outside was given" in said.out


def test_an_empty_log_says_so(tmp_path: Path) -> None:
    said = Terminal(tmp_path).initialised().types("verify")
    assert (said.code, "尚无记录" in said.out) == (0, True)


def test_the_answer_for_programs_has_the_form_of_the_contract(audit: Audit) -> None:
    answer = audit.terminal.types("verify", "--json").json
    assert (answer["ok"], answer["size"], answer["problems"], answer["simulation"]) == (True, SIZE, [], True)
    assert answer["root"].startswith("sha256:")
    assert answer["root_sm3"].startswith("sm3:")
    assert (answer["checkpoints"], answer["checkpoints_outside"]) == (0, 0)


def test_checkpoints_from_outside_and_those_stored_are_compared(audit: Audit) -> None:
    audit.signs(stored=True)
    said = audit.terminal.types("verify", "--checkpoint", audit.held, "--key", audit.key, "--json")
    assert (said.code, said.json["checkpoints"], said.json["checkpoints_outside"]) == (0, 4, 2)
    told = audit.terminal.types("verify", "--checkpoint", audit.held).out
    assert "未给出库外保存的检查点" not in told


def test_a_changed_record_is_found_named_and_ends_with_1(audit: Audit) -> None:
    Intruder(audit.engine).runs("UPDATE events SET topic = 'incident-reported.v1' WHERE position = 2")
    said = audit.terminal.types("verify", "--json")
    (problem,) = said.json["problems"]
    assert (said.code, said.json["ok"]) == (1, False)
    assert said.sentences == ["日志核验不通过：1 处问题。"]
    assert problem == {
        "code": "topic-differs",
        "position": 2,
        "cluster": CLUSTER,
        "sentence": f"位置 2（集群 {CLUSTER}）：记录的类型与其内容不符。",
    }
    shown = audit.terminal.types("verify", "--lang", "en")
    assert f"Position 2 (cluster {CLUSTER}): the type in its column is not that of its content." in shown.out
    assert shown.sentences == ["The log does not hold; problems: 1."]


def test_a_wholesale_rewrite_is_seen_by_the_checkpoint_held_outside_alone(audit: Audit) -> None:
    audit.signs()
    forged = "UPDATE events SET state = CAST(replace(CAST(state AS TEXT), '泉工信', '省工信') AS BLOB)"
    Intruder(audit.engine).runs(forged, reseal=True)
    assert audit.terminal.types("verify").code == 0
    said = audit.terminal.types("verify", "--checkpoint", audit.held, "--json")
    assert [(each["code"], each["position"], each["until"]) for each in said.json["problems"]] == [
        ("checkpoint-differs", 1, SIZE)
    ] * 2
    assert "gxt.example/clusters 5" in said.json["problems"][0]["sentence"]


def test_a_log_set_back_is_seen_by_the_checkpoint_held_outside(audit: Audit) -> None:
    audit.signs()
    Intruder(audit.engine).cuts_after(3)
    said = audit.terminal.types("verify", "--checkpoint", audit.held, "--lang", "en")
    assert said.code == 1
    assert f"positions 4 to {SIZE} are lost" in said.out


def test_a_checkpoint_that_no_trusted_key_signed_is_told_and_not_compared(audit: Audit) -> None:
    audit.signs(stored=True)
    said = audit.terminal.types("verify", "--key", str(STRANGER.verifier), "--json")
    assert [each["code"] for each in said.json["problems"]] == ["checkpoint-not-signed"] * 2
    assert (said.code, said.json["checkpoints"]) == (1, 0)


@pytest.mark.parametrize("note", [b"no note", b"\xff\x00", b"7", b""])
def test_stored_checkpoints_that_cannot_be_read_are_told(audit: Audit, note: bytes) -> None:
    stored = "INSERT INTO checkpoints VALUES (CAST(:origin AS TEXT), 3, CAST(:note AS TEXT))"
    Intruder(audit.engine).runs(stored, origin=b"\xff", note=note)
    said = audit.terminal.types("verify", "--json")
    assert (said.code, [each["code"] for each in said.json["problems"]]) == (1, ["checkpoint-unreadable"])


def test_a_file_that_holds_no_checkpoint_is_bad_input(audit: Audit) -> None:
    Path(audit.held).write_text("no checkpoint", encoding="utf-8")
    assert audit.terminal.types("verify", "--checkpoint", audit.held).code == 2
    assert audit.terminal.types("verify", "--checkpoint", audit.held + "x").code == 2


def test_of_very_many_problems_the_screen_shows_the_first(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.cli.commands.verify._SHOWN", 2)
    Intruder(audit.engine).runs("UPDATE events SET key = 'x' || position")
    said = audit.terminal.types("verify", "--lang", "en")
    assert said.out.count("the key in its column") == 2
    assert f"Further problems: {SIZE - 2}" in said.out


def test_what_a_forger_stored_cannot_drive_the_terminal(audit: Audit) -> None:
    Intruder(audit.engine).runs("UPDATE events SET originator_id = char(27) || '[2J' WHERE position = 2")
    said = audit.terminal.types("verify")
    assert (said.code, "\x1b" in said.out) == (1, False)


# --- a bundle -----------------------------------------------------------------------------------


def test_a_dossier_is_verified_without_a_database_and_fails_after_a_change(audit: Audit) -> None:
    audit.signs(stored=True)
    file = audit.terminal.folder / "c1.zip"
    made = audit.terminal.types("dossier", CLUSTER, "c1", "--output", str(file), "--key", audit.key)
    assert made.code == 0, made
    said = typed("verify", str(file), "--key", audit.key)
    assert (said.code, said.err) == (0, "")
    assert typed("verify", str(file), "--key", audit.key, "--json").json["ok"]
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    broken = typed("verify", str(file), "--lang", "en")
    assert (broken.code, len(broken.sentences)) == (1, 1)


def test_a_bundle_that_is_not_there_is_bad_input_and_takes_no_checkpoint(audit: Audit) -> None:
    audit.signs()
    missing = typed("verify", str(audit.terminal.folder / "none.zip"), "--lang", "en")
    assert (missing.code, "none.zip" in missing.err) == (2, True)
    assert typed("verify", "none.zip", "--checkpoint", audit.held).code == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_problem_has_its_sentence(language: Language) -> None:
    for code in (each.removeprefix("fault-") for each in VERIFICATION if each.startswith("fault-")):
        said = problem_sentence(Problem(code, 3, 9, "fj-a", "detail"), language)
        assert "{" not in said
        assert code.startswith("law") or "3" in said or "detail" in said
