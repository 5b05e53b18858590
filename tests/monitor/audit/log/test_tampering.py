"""Ten thousand falsifications with every right on the database: each is found, and where it was done."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from monitor.answers.evidence import problem_sentence
from monitor.audit.log import log_check, log_rows
from monitor.audit.log.claims import Claim, Claims
from monitor.audit.log.log_check import Verdict, check_log
from monitor.audit.log.log_rows import Block
from monitor.audit.log.problems import Problem, Problems
from monitor.audit.log.row_checks import RowChecks
from monitor.sealing import Leaves
from tests.monitor.audit.log.tamperings import (
    EVERYWHERE,
    IN_SQLITE,
    Vault,
    Where,
    cut_the_tail,
    edit_a_byte_of_the_state,
    retopic,
    rewrite,
    roll_back,
)

ON_SQLITE = [(512, 4_500), (8, 3_000)]  # positions a block, falsifications
ON_POSTGRES = [(512, 1_500), (8, 1_000)]
Tampering = Callable[[Vault], Where]


def tampered(vault: Vault, tampering: Tampering, claims: Sequence[Claim]) -> tuple[Where, Verdict]:
    """Falsify, check in the same transaction, and undo."""
    vault.run("BEGIN")
    try:
        where = tampering(vault)
        return where, check_log(vault.rows, claims)
    finally:
        vault.run("ROLLBACK")


def covers(problems: Sequence[Problem], position: int) -> bool:
    return any(
        each.position <= position <= (each.until or each.position)
        for each in problems
        if each.position is not None
    )


def missed(vault: Vault, ways: Sequence[Tampering], claims: Sequence[Claim], count: int) -> list[str]:
    """Return the falsifications that were not found where they are."""
    unfound = []
    for number in range(count):
        tampering = ways[number % len(ways)]
        where, verdict = tampered(vault, tampering, claims)
        assert all("{" not in problem_sentence(each, "zh") for each in verdict.problems)
        named = all(covers(verdict.problems, position) for position in where)
        if verdict.ok or not named or not where:
            unfound.append(f"{tampering.__name__} {sorted(where)}: {verdict.problems}")
    return unfound


@pytest.mark.parametrize(("block", "count"), ON_SQLITE)
def test_every_falsification_of_a_sqlite_log_is_found_where_it_is(
    sqlite_vault: tuple[Vault, list[Claim]], monkeypatch: pytest.MonkeyPatch, block: int, count: int
) -> None:
    vault, claims = sqlite_vault
    monkeypatch.setattr(log_rows, "_BLOCK", block)
    assert check_log(vault.rows, claims).ok
    assert missed(vault, IN_SQLITE, claims, count) == []
    assert check_log(vault.rows, claims).ok


@pytest.mark.parametrize(("block", "count"), ON_POSTGRES)
def test_every_falsification_of_a_postgresql_log_is_found_where_it_is(
    postgres_vault: tuple[Vault, list[Claim]], monkeypatch: pytest.MonkeyPatch, block: int, count: int
) -> None:
    vault, claims = postgres_vault
    monkeypatch.setattr(log_rows, "_BLOCK", block)
    assert check_log(vault.rows, claims).ok
    assert missed(vault, EVERYWHERE, claims, count) == []
    assert check_log(vault.rows, claims).ok


# --- the harness can fail: a check that is left out is missed -----------------------------------


def no_difference(*_: Any) -> Iterator[Problem]:
    yield from ()


def test_without_the_comparison_with_the_seals_edits_go_unseen(
    sqlite_vault: tuple[Vault, list[Claim]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, _ = sqlite_vault
    monkeypatch.setattr(log_check, "compare", no_difference)
    assert missed(vault, [edit_a_byte_of_the_state, cut_the_tail], (), 40)


def test_without_checkpoints_from_outside_a_rewrite_and_a_rollback_go_unseen(
    sqlite_vault: tuple[Vault, list[Claim]],
) -> None:
    vault, claims = sqlite_vault
    assert len(missed(vault, [roll_back], (), 20)) == 20
    assert missed(vault, [rewrite], (), 40)
    assert missed(vault, [roll_back, rewrite], claims, 40) == []


def test_a_rewritten_type_is_seen_even_without_checkpoints_and_not_without_looking_at_the_columns(
    sqlite_vault: tuple[Vault, list[Claim]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, _ = sqlite_vault

    def retopic_and_reseal(vault: Vault) -> Where:
        where = retopic(vault)
        vault.reseal()
        return where

    assert missed(vault, [retopic_and_reseal], (), 20) == []
    monkeypatch.setattr(RowChecks, "problems", no_difference)
    assert len(missed(vault, [retopic_and_reseal], (), 20)) == 20


def test_a_verifier_that_looks_at_one_algorithm_only_misses_a_seal(
    sqlite_vault: tuple[Vault, list[Claim]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, claims = sqlite_vault

    def sha256_alone(block: Block, leaves: Leaves) -> bool:
        return not block.gaps and [row[8] for row in block.events] == leaves.sha256

    def change_sm3(vault: Vault) -> Where:
        vault.run("UPDATE events SET leaf_sm3 = ? WHERE position = 1", bytes(32))
        return {1}

    assert missed(vault, [change_sm3], claims, 1) == []
    monkeypatch.setattr(log_rows, "_BLOCK", 8)
    monkeypatch.setattr(log_check, "as_sealed", sha256_alone)
    assert missed(vault, [change_sm3], claims, 1)


def test_a_verdict_without_the_problems_that_were_gathered_misses_everything(
    sqlite_vault: tuple[Vault, list[Claim]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, claims = sqlite_vault
    monkeypatch.setattr(Problems, "all", lambda *_: [])
    assert len(missed(vault, IN_SQLITE, claims, 34)) == 34


def test_a_verifier_that_forgets_the_claims_within_a_block_misses_a_rewrite(
    sqlite_vault: tuple[Vault, list[Claim]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, claims = sqlite_vault
    monkeypatch.setattr(Claims, "compare", no_difference)
    assert missed(vault, [rewrite], claims, 40)
