"""The signer: it signs what continues what it signed, and refuses everything else."""

from pathlib import Path

import pytest

from domain.refusal import RefusedError
from monitor.audit.log.tree import LogTree
from monitor.audit.signing import growth
from monitor.audit.signing.checkpoint import signed_by
from monitor.audit.signing.signer import Signed
from monitor.database import open_database
from tests.monitor.audit.desk import INSERT, LATER, SIGNERS, VERIFIERS, Desk
from tests.monitor.entries import entry


def test_what_is_recorded_is_signed_for_both_logs(desk: Desk) -> None:
    first = desk.records(6).signs()
    tree = LogTree(desk.engine)
    assert [each[:4] for each in first.checkpoints] == [
        ("gxt.example/clusters", "sha256", 6, tree.root("sha256", 6)),
        ("gxt.example/clusters/sm3", "sm3", 6, tree.root("sm3", 6)),
    ]
    assert [signed_by(each, VERIFIERS) for each in first.checkpoints] == [(each.name,) for each in SIGNERS]
    second = desk.records(5).signs()
    assert second.is_new
    assert [each.size for each in second.checkpoints] == [11, 11]
    assert desk.signs(full=True) == second._replace(is_new=False)
    assert [size for _, size in desk.kept()] == [6, 6, 11, 11]


def test_nothing_new_is_signed_where_nothing_is_new(desk: Desk) -> None:
    assert desk.signs() == Signed((), is_new=False)
    assert not desk.state.exists()
    first = desk.records(3).signs()
    assert desk.signs() == first._replace(is_new=False)
    assert desk.signs(full=True) == first._replace(is_new=False)


def test_a_restored_log_with_gaps_is_signed_in_small_pages(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growth, "_PAGE", 2)
    places = [(3, "fj-a", 1), (4, "fj-b", 1), (90, "fj-a", 2), (91, "fj-a", 3), (200, "fj-b", 2)]
    desk.log.restore([entry(str(at), cluster).placed(at, version) for at, cluster, version in places])
    assert desk.signs().checkpoints[0].root == LogTree(desk.engine).root("sha256", 200)
    desk.log.append([entry("x")], {"fj-a": 3})
    assert [each.size for each in desk.signs().checkpoints] == [201, 201]


# --- refusals: six events signed, four more recorded, then somebody comes ---------------------

TAMPERINGS: dict[str, tuple[tuple[str, ...], bool, str]] = {
    "an event changed and all resealed": (
        ("UPDATE events SET state = :state WHERE position = 2",), True, "log-inconsistent-root"),
    "a key added and all resealed": (
        ("UPDATE events SET key = 'k' WHERE position = 5",), True, "log-inconsistent-root"),
    "the tail cut": (
        ("DELETE FROM events WHERE position > 8",), False, "log-inconsistent-seal"),
    "the seal of an old event changed": (
        ("UPDATE events SET leaf_sha256 = :hash WHERE position = 4",), False, "log-inconsistent-root"),
    "the SM3 of an old seal changed": (
        ("UPDATE events SET leaf_sm3 = :hash WHERE position = 6",), False, "log-inconsistent-root"),
    "an old event lost": (
        ("DELETE FROM events WHERE position = 4",), False, "log-inconsistent-root"),
    "a new event changed, not its seal": (
        ("UPDATE events SET state = :state WHERE position = 9",), False, "log-inconsistent-seal"),
    "a new event removed, not its seal": (
        ("DELETE FROM events WHERE position = 9",), False, "log-inconsistent-row"),
    "the seal of a new event changed": (
        ("UPDATE events SET leaf_sm3 = :hash WHERE position = 9",), False, "log-inconsistent-seal"),
    "a version left out": (
        ("UPDATE events SET originator_version = 12 WHERE position = 10",), True, "log-inconsistent-row"),
    "an event out of its stream": (
        ("UPDATE events SET originator_id = 'fj-b' WHERE position = 8",), True, "log-inconsistent-row"),
    "a clock that falls": (
        ("UPDATE events SET recorded_at = 1 WHERE position = 8",), True, "log-inconsistent-row"),
    "a new event said to be sealed elsewhere": (
        ("UPDATE events SET leaf_position = 8 WHERE position = 9",), False, "log-inconsistent-seal"),
    "a gap where there is an event": (
        ("INSERT INTO gaps (first, last) VALUES (8, 8)",), False, "log-inconsistent-row"),
    "an event before the first": (
        (INSERT.replace(":position", "-1"),), False, "log-inconsistent-row"),
}  # fmt: skip


@pytest.mark.parametrize("kept", [0, 5])
def test_a_log_whose_end_was_cut_off_with_all_that_tells_of_it_is_not_signed(desk: Desk, kept: int) -> None:
    desk.records(6).signs()
    desk.intruder.cuts_after(kept)
    with pytest.raises(RefusedError, match="log-inconsistent-shorter"):
        desk.signs()
    with pytest.raises(RefusedError, match="log-inconsistent-shorter"):
        desk.signs(full=True)


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_a_log_that_was_tampered_with_is_not_signed(desk: Desk, tampering: str) -> None:
    desk.records(6).signs()
    desk.records(4)
    before = desk.state.read_bytes()
    statements, reseal, code = TAMPERINGS[tampering]
    values = {"state": b"{}", "hash": bytes(32), "version": 11, "at": LATER}
    desk.intruder.runs(*statements, reseal=reseal, **values)
    with pytest.raises(RefusedError) as refused:
        desk.signs()
    assert (refused.value.code, refused.value.kind) == (code, "answer-is-no")
    with pytest.raises(RefusedError, match="log-inconsistent"):
        desk.signs(full=True)
    assert desk.state.read_bytes() == before
    assert [size for _, size in desk.kept()] == [6, 6]


def test_a_log_that_nobody_touched_is_signed_then(desk: Desk) -> None:
    desk.records(6).signs()
    desk.records(4)
    desk.intruder.runs("UPDATE events SET state = state")
    assert [each.size for each in desk.signs().checkpoints] == [10, 10]


def test_a_version_that_stands_twice_is_not_signed(desk: Desk) -> None:
    desk.records(6).signs()
    desk.intruder.frees_places()
    desk.intruder.runs(INSERT, reseal=True, position=7, version=6, state=b"{}", at=LATER, hash=bytes(32))
    with pytest.raises(RefusedError, match="log-inconsistent-row") as refused:
        desk.signs()
    assert refused.value.values["position"] == "7"


def test_a_position_that_stands_twice_is_not_signed(desk: Desk) -> None:
    desk.records(6).signs()
    desk.records(2)
    desk.intruder.frees_places()
    desk.intruder.runs(INSERT, position=8, version=9, state=b"{}", at=LATER, hash=bytes(32))
    with pytest.raises(RefusedError, match="log-inconsistent-row"):
        desk.signs()


def test_a_row_that_is_no_event_at_all_is_not_signed(tmp_path: Path, sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    desk = Desk(engine, tmp_path).records(2)
    desk.intruder.runs("UPDATE events SET state = 'text' WHERE position = 2")  # SQLite takes any type
    with pytest.raises(RefusedError, match="log-inconsistent-row"):
        desk.signs()
    engine.dispose()


def test_an_old_event_changed_under_its_seal_is_found_by_the_full_walk(desk: Desk) -> None:
    desk.records(6).signs()
    desk.records(1)
    desk.intruder.runs("UPDATE events SET state = :state WHERE position = 2", state=b"{}")
    with pytest.raises(RefusedError, match="log-inconsistent-seal") as refused:
        desk.signs(full=True)
    assert refused.value.values["position"] == "2"
    assert desk.signs().is_new  # what is signed is still the tree of the event that was recorded
