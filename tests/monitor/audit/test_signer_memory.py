"""What the signer remembers: of one size there is one note, whatever happens to it."""

import fcntl
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.refusal import RefusedError
from monitor.audit.signing.checkpoint import read_checkpoints
from monitor.audit.signing.keys import Ed25519Signer
from monitor.audit.signing.signer import Signed, hand_out, sign_log
from tests.monitor.audit.desk import SIGNERS, Desk
from tests.monitor.cli.terminal import Terminal, typed


def test_what_was_signed_is_on_the_disk_before_it_is_handed_out(desk: Desk) -> None:
    desk.records(2)
    lost = sign_log(desk.engine, SIGNERS, desk.state, full=False, advance=lambda _done, _total: None)
    assert json.loads(desk.state.read_bytes())["notes"] == [each.note for each in lost.checkpoints]
    assert desk.kept() == []
    assert desk.signs() == lost._replace(is_new=False)


def test_a_signer_without_its_memory_signs_only_after_a_full_walk(desk: Desk) -> None:
    desk.records(2).signs()
    desk.records(2).signs()
    desk.state.unlink()
    with pytest.raises(RefusedError, match="signer-state-missing") as refused:
        desk.signs()
    assert refused.value.values["size"] == "4"
    assert [each.size for each in desk.signs(full=True).checkpoints] == [4, 4]


def test_a_memory_put_back_to_an_earlier_day_does_not_help_a_forger(desk: Desk) -> None:
    desk.records(2).signs()
    old = desk.state.read_bytes()
    desk.records(2).signs()
    desk.state.write_bytes(old)
    desk.intruder.runs("UPDATE events SET state = :state WHERE position = 4", reseal=True, state=b"{}")
    for full in (False, True):
        with pytest.raises(RefusedError, match="log-inconsistent-root") as refused:
            desk.signs(full=full)
        assert refused.value.values["size"] == "4"


def test_events_missing_between_two_signatures_are_found(desk: Desk) -> None:
    desk.records(2).signs()
    old = desk.state.read_bytes()
    desk.records(2).signs()
    desk.records(1)
    desk.state.write_bytes(old)
    desk.intruder.runs("DELETE FROM events WHERE position IN (3, 4)")
    with pytest.raises(RefusedError, match="log-inconsistent-seal") as refused:
        desk.signs()
    assert refused.value.values["position"] == "3"


def test_what_cannot_be_remembered_is_not_handed_out(desk: Desk) -> None:
    desk.state.with_name("log.state.partial").mkdir()
    with pytest.raises(RefusedError, match="file-not-written"):
        desk.records(2).signs()
    assert desk.kept() == []


def test_a_memory_of_another_log_or_a_spoilt_one_is_refused(desk: Desk) -> None:
    desk.records(2).signs()
    other = Ed25519Signer("gxt.example/other", bytes(32))
    with pytest.raises(RefusedError, match="signer-state-of-other-log"):
        sign_log(desk.engine, (other, other), desk.state, full=False, advance=lambda _done, _total: None)
    desk.state.write_text("{}")
    with pytest.raises(RefusedError, match="signer-state-unreadable"):
        desk.signs()
    with pytest.raises(RefusedError, match="file-not-written"):
        sign_log(desk.engine, SIGNERS, desk.state / "x", full=False, advance=lambda _done, _total: None)


def test_of_two_signers_at_once_one_wins(desk: Desk) -> None:
    desk.records(2)
    with desk.state.with_name("log.state.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(RefusedError, match="signer-busy"):
            desk.signs()
    assert desk.signs().is_new


def test_many_signers_at_once_sign_one_note(desk: Desk) -> None:
    desk.records(20)

    def tries(_: int) -> Signed | None:
        try:
            return sign_log(desk.engine, SIGNERS, desk.state, full=False, advance=lambda _d, _t: None)
        except RefusedError as error:
            if error.code != "signer-busy":
                raise
            return None

    with ThreadPoolExecutor(4) as pool:
        ended = [each for each in pool.map(tries, range(12)) if each is not None]
    assert sum(each.is_new for each in ended) == 1
    assert len({each.checkpoints for each in ended}) == 1


def test_checkpoints_are_added_to_a_file_once(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "checkpoints.txt"
    first = desk.records(2).signs().checkpoints
    hand_out(file, first)
    hand_out(file, first)
    second = desk.records(1).signs().checkpoints
    hand_out(file, second)
    assert read_checkpoints(file) == [*first, *second]
    with pytest.raises(RefusedError, match="file-not-written"):
        hand_out(tmp_path, first)


def test_an_officer_makes_a_key_signs_and_looks(tmp_path: Path) -> None:
    told = Terminal(tmp_path).with_story()
    key, notes = str(tmp_path / "log.key"), str(tmp_path / "checkpoints.txt")
    made = typed("checkpoint", "keygen", "--origin", "gxt.example/log", "--output", key, "--json").json
    assert typed("checkpoint", "keygen", "--origin", "gxt.example/log", "--output", key).code == 3
    signed = told.types("checkpoint", "sign", "--key", key, "--output", notes, "--json").json
    assert (signed["size"], signed["new"], signed["root"][:7], signed["root_sm3"][:4]) == (
        5,
        True,
        "sha256:",
        "sm3:",
    )
    assert "长度 5" in told.types("checkpoint", "sign", "--key", key).out
    assert [each.note for each in read_checkpoints(Path(notes))] == signed["notes"]
    shown = told.types("checkpoint", "show", "--key", made["verifier_keys"][0], "--json").json
    assert [each["signature"] for each in shown] == ["good", "good"]
    assert shown[0]["signed_by"] == ["gxt.example/log"]
    assert "gxt.example/log/sm3" in told.types("checkpoint", "show", "--key", made["verifier_keys"][0]).out
    other = str(Ed25519Signer("gxt.example/log", bytes(32)).verifier)
    assert {
        each["signature"] for each in told.types("checkpoint", "show", "--key", other, "--json").json
    } == {"unknown"}
    assert "未核对" in told.types("checkpoint", "show").out


def test_an_empty_log_and_no_checkpoints_are_told(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path).initialised()
    key = str(tmp_path / "log.key")
    assert "验证公钥" in typed("checkpoint", "keygen", "--origin", "gxt.example/log", "--output", key).out
    assert "尚无记录" in terminal.types("checkpoint", "sign", "--key", key).out
    assert terminal.types("checkpoint", "sign", "--key", key, "--json").json["size"] == 0
    assert "没有检查点" in terminal.types("checkpoint", "show").out
    assert terminal.types("checkpoint", "sign", "--key", str(tmp_path)).code == 2
