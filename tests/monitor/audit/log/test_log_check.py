"""What `verify` says of a log: each kind of damage by its name, its place and no more than that."""

import sqlite3

import pytest

from domain.merkle import root_of
from monitor.audit.log import log_rows, problems
from monitor.audit.log.claims import Claim
from monitor.audit.log.log_check import check_log
from monitor.audit.log.log_rows import LogRows
from monitor.audit.log.problems import Problem
from monitor.digests import DIGESTS, sha256, sm3
from tests.monitor.audit.log.conftest import HELD_OUTSIDE, Found
from tests.monitor.audit.log.told import brief, found

MOVE = "UPDATE events SET position = ? WHERE position = ?"


def test_an_untouched_log_holds_and_says_its_size_and_roots(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    told: list[tuple[int, int | None]] = []
    verdict = check_log(vault.rows, claims, lambda done, of: told.append((done, of)))
    roots = {claim.algorithm: claim.root for claim in claims if claim.size == HELD_OUTSIDE[-1]}
    assert (verdict.ok, verdict.size, verdict.compared) == (True, 44, 6)
    assert {"sha256": verdict.root_sha256, "sm3": verdict.root_sm3} == roots
    assert told == [(44, 44)]


def test_an_empty_log_holds_and_meets_checkpoints_of_nothing_only(sqlite_url: str) -> None:
    driver = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    nothing = [Claim(name, 0, root_of(digest, []), "outside") for name, digest in DIGESTS.items()]
    verdict = check_log(LogRows(driver), nothing)
    assert (verdict.ok, verdict.size, verdict.root_sha256, verdict.root_sm3) == (
        True,
        0,
        sha256(b""),
        sm3(b""),
    )
    wrong = [Claim("sha256", 0, bytes(32), "a"), Claim("sm3", 7, bytes(32), "b")]
    assert check_log(LogRows(driver), wrong).problems == [
        Problem("checkpoint-differs", 0, 0, None, "a"),
        Problem("rolled-back", 1, 7, None, "b"),
    ]
    driver.close()


def test_a_changed_record_is_named_with_its_cluster(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    state = vault.events[9][6].replace(b"officer", b"0fficer")
    position = vault.events[9][0]
    changed = ("UPDATE events SET state = ? WHERE position = ?", state, position)
    assert found(vault, claims, changed) == [Problem("event-changed", position, None, vault.events[9][3])]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("topic", "case-dismissed.v1", "topic-differs"),
        ("key", "another", "key-differs"),
        ("recorded_at", 1_767_225_604_500_001, "instant-differs"),
    ],
)
def test_a_column_that_says_otherwise_than_the_record_is_named(
    vault_and_claims: Found, column: str, value: object, code: str
) -> None:
    vault, claims = vault_and_claims
    position, cluster = vault.events[5][0], vault.events[5][3]
    changed = (f"UPDATE events SET {column} = ? WHERE position = ?", value, position)  # noqa: S608 - above
    assert [each for each in found(vault, claims, changed) if each.code != "clock-fell"] == [
        Problem(code, position, None, cluster)
    ]


def test_a_record_filed_under_another_cluster_is_named_and_so_are_the_streams_that_no_longer_count(
    vault_and_claims: Found,
) -> None:
    vault, claims = vault_and_claims
    moved = ("UPDATE events SET originator_id = 'fj-9' WHERE position = 1",)
    codes = {(each.code, each.position) for each in found(vault, claims, moved)}
    assert ("cluster-differs", 1) in codes
    assert ("version-out-of-order", 8) in codes


def test_neighbouring_removed_records_are_one_problem(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    removed = ("DELETE FROM events WHERE position IN (3, 4, 5, 8)",)
    gone = [each for each in brief(found(vault, claims, removed)) if each[0] == "event-missing"]
    assert gone == [("event-missing", 3, 5), ("event-missing", 8, None)]


def test_a_tail_that_was_cut_off_is_told_as_one(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    assert brief(found(vault, claims, ("DELETE FROM events WHERE position > 40",))) == [("tail-cut", 41, 44)]


def test_two_records_that_were_swapped_are_named_both(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    swap = [(MOVE, 999, 4), (MOVE, 4, 7), (MOVE, 7, 999)]
    assert ("events-swapped", 4, 7) in brief(found(vault, claims, *swap))


def test_three_records_that_were_rotated_are_each_told_with_where_they_belong(
    vault_and_claims: Found,
) -> None:
    vault, claims = vault_and_claims
    rotation = [(MOVE, 999, 4), (MOVE, 4, 7), (MOVE, 7, 6), (MOVE, 6, 999)]
    told = {
        (each.position, each.detail) for each in found(vault, claims, *rotation) if each.code == "event-moved"
    }
    assert told == {(4, "7"), (7, "6"), (6, "4")}


def test_a_record_that_was_moved_to_an_empty_position_is_told_once(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    empty, origin = vault.voids[0], vault.voids[0] + 1
    cluster = next(row[3] for row in vault.events if row[0] == origin)
    assert found(vault, claims, (MOVE, empty, origin)) == [
        Problem("event-moved", empty, None, cluster, str(origin))
    ]


def test_a_record_at_an_empty_position_was_inserted(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    copied = (
        "INSERT INTO events (position, originator_id, originator_version, topic, state, key, recorded_at, "
        "leaf_position, leaf_sha256, leaf_sm3) SELECT ?, 'fj-x', 1, topic, state, NULL, recorded_at, "
        "leaf_position, leaf_sha256, leaf_sm3 FROM events WHERE position = ?"
    )
    empty = vault.voids[0]
    assert ("event-inserted", empty, None) in brief(found(vault, claims, (copied, empty, empty - 1)))
    assert ("event-not-sealed", 45, None) in brief(found(vault, claims, (copied, 45, 44)))


def test_the_seals_themselves_are_checked(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    copy = (
        "UPDATE events SET leaf_sm3 = (SELECT leaf_sm3 FROM events WHERE position = 3) WHERE position = 5",
    )
    assert brief(found(vault, claims, copy)) == [("seal-changed", 5, None)]
    nowhere = ("UPDATE events SET leaf_position = 0 WHERE position = 5",)
    assert brief(found(vault, claims, nowhere)) == [("seal-changed", 5, None)]


def test_gaps_that_no_restore_left_are_told(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    add = "INSERT INTO gaps (first, last) VALUES (?, ?)"
    assert brief(found(vault, claims, (add, 45, 46))) == [("gap-impossible", 45, 46)]
    assert brief(found(vault, claims, (add, 2**40, 2**40))) == [("gap-impossible", 2**40, None)]
    told = brief(found(vault, claims, (add, 3, 4)))
    assert [each for each in told if each[0] != "checkpoint-differs"] == [
        ("event-inserted", 3, None),
        ("event-inserted", 4, None),
    ]
    gone = found(vault, claims, ("DELETE FROM gaps WHERE first = ?", vault.voids[0]))
    assert brief(gone) == [("event-missing", vault.voids[0], None)]


def test_the_end_that_was_reached_once_is_known(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    vault.run("BEGIN")
    vault.end_at(47)
    assert brief(check_log(vault.rows, claims).problems) == [("tail-cut", 45, 47)]
    vault.end_at(42)
    assert brief(check_log(vault.rows, claims).problems) == [("event-not-sealed", 43, 44)]
    vault.run("ROLLBACK")


def test_a_rewritten_log_is_placed_between_the_last_checkpoint_that_agrees_and_the_first_that_does_not(
    vault_and_claims: Found,
) -> None:
    vault, claims = vault_and_claims
    state = vault.events[12][6].replace(b"officer", b"0fficer")
    changed = ("UPDATE events SET state = ? WHERE position = ?", state, vault.events[12][0])
    rewritten = found(vault, claims, changed, reseal=True)
    assert [(each.code, each.position, each.until) for each in rewritten] == [
        *[("checkpoint-differs", 10, 20)] * 2,
        *[("checkpoint-differs", 10, 44)] * 2,
    ]
    assert found(vault, [], changed, reseal=True) == []


def test_a_changed_record_does_not_put_a_checkpoint_in_doubt_that_its_seal_still_meets(
    vault_and_claims: Found,
) -> None:
    vault, claims = vault_and_claims
    state = vault.events[12][6].replace(b"officer", b"0fficer")
    changed = ("UPDATE events SET state = ? WHERE position = ?", state, vault.events[12][0])
    assert [each.code for each in found(vault, claims, changed)] == ["event-changed"]


def test_a_log_set_back_to_an_older_copy_is_shorter_than_what_is_held_outside(
    vault_and_claims: Found,
) -> None:
    vault, claims = vault_and_claims
    vault.run("BEGIN")
    vault.run("DELETE FROM events WHERE position > 30")
    vault.run("DELETE FROM gaps WHERE first > 30")
    vault.end_at(30)
    assert brief(check_log(vault.rows, claims).problems) == [("rolled-back", 31, 44)] * 2
    assert check_log(vault.rows, []).problems == []
    vault.run("ROLLBACK")


def test_a_hole_and_what_lies_behind_it_are_told(
    vault_and_claims: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, claims = vault_and_claims
    monkeypatch.setattr(log_rows, "_BLOCK", 8)
    hole = [
        ("DELETE FROM events WHERE position BETWEEN 17 AND 28",),
        ("DELETE FROM gaps WHERE first BETWEEN 17 AND 28",),
    ]
    told = brief(found(vault, claims, *hole))
    assert ("position-missing", 17, 28) in told
    assert ("position-astray", 29, 44) in told


def test_positions_before_the_first_are_told(vault_and_claims: Found) -> None:
    vault, claims = vault_and_claims
    moved = found(vault, claims, (MOVE, -5, 4))
    assert ("position-impossible", -5, None) in brief(moved)


def test_a_clock_that_falls_is_told_across_blocks_too(
    vault_and_claims: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, claims = vault_and_claims
    monkeypatch.setattr(log_rows, "_BLOCK", 8)
    first_of_block = ("UPDATE events SET recorded_at = recorded_at - 9000000 WHERE position IN (4, 17)",)
    fallen = [each.position for each in found(vault, claims, first_of_block) if each.code == "clock-fell"]
    assert fallen == [4, 17]


def test_however_much_is_wrong_a_bounded_number_is_kept_and_the_rest_is_said(
    vault_and_claims: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, claims = vault_and_claims
    monkeypatch.setattr(problems, "MOST_KEPT", 5)
    all_changed = ("UPDATE events SET topic = 'x'",)
    told = found(vault, claims, all_changed)
    assert len(told) <= 6
    assert (told[-1].code, told[-1].until) == ("more", 44)
    assert told[-1].position == 6


def test_a_state_too_large_to_be_ours_is_not_read(
    vault_and_claims: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, claims = vault_and_claims
    monkeypatch.setattr(
        "monitor.audit.log.log_rows._EVENTS", str(vars(log_rows)["_EVENTS"]).replace("4194304", "2000")
    )
    large = ("UPDATE events SET state = ? WHERE position = 4", b'"' + b"x" * 2_000 + b'"')
    assert brief(found(vault, claims, large)) == [("state-unreadable", 4, None)]
