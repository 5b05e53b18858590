"""Whatever SQLite lets be in a row is a problem that is named, and never a crash."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.audit.log.log_check import check_log
from monitor.audit.log.log_rows import LogRows
from tests.monitor.audit.log.conftest import Found
from tests.monitor.audit.log.tamperings import IN_SQLITE, Vault
from tests.monitor.audit.log.told import found

HELD = (
    "originator_id",
    "originator_version",
    "topic",
    "state",
    "key",
    "recorded_at",
    "leaf_position",
    "leaf_sha256",
    "leaf_sm3",
)


def test_hostile_rows_are_problems_and_never_a_crash(sqlite_vault: Found) -> None:
    vault, claims = sqlite_vault
    values = [None, 1.5, "x", b"\xff", -(2**63), "\x00", b"", 2**63 - 1, float("inf")]
    vault.run("ALTER TABLE events RENAME TO old")
    columns = (
        "position INTEGER PRIMARY KEY AUTOINCREMENT, originator_id, originator_version, topic, key, "
        "recorded_at, leaf_position, leaf_sha256, leaf_sm3, state"
    )
    vault.run(f"CREATE TABLE events ({columns})")
    vault.run("INSERT INTO events SELECT * FROM old")
    vault.run("DROP TABLE old")
    assert check_log(vault.rows, claims).ok
    for column in HELD:
        for value in values:
            changed = (f"UPDATE events SET {column} = ? WHERE position = 4", value)  # noqa: S608 - ours
            told = found(vault, claims, changed)
            same = column == "key" and value is None
            assert same or 4 in {each.position for each in told}, (column, value)


def test_hostile_texts_of_law_are_problems_and_never_a_crash(sqlite_vault: Found) -> None:
    vault, claims = sqlite_vault
    for content in ("text", 7, b"x" * 10):
        law = ("INSERT INTO law_texts VALUES (CAST(? AS TEXT), 'rulebook', ?)", b"\xff\x1b", content)
        (problem,) = found(vault, claims, law)
        assert (problem.code, problem.detail.isascii()) == ("law-text-changed", True)


def test_hostile_gaps_and_tiles_are_problems_and_never_a_crash(sqlite_vault: Found) -> None:
    vault, claims = sqlite_vault
    vault.run("PRAGMA ignore_check_constraints = 1")
    for first, last in [(-3, -2), (0, 0), (2, "x"), (2, 1.5), (50, b"x")]:
        told = found(vault, claims, ("INSERT INTO gaps (first, last) VALUES (?, ?)", first, last))
        assert "gap-impossible" in {each.code for each in told}, (first, last)
    for level, number in [("x", 0), (7, 0), (8, -1), (8, 0), (24, 2**40), (8, b"\xff"), (1.5, 1.5)]:
        tile = ("INSERT INTO tiles (level, number, sha256, sm3) VALUES (?, ?, 'x', ?)", level, number, b"")
        told = found(vault, claims, tile)
        assert [each.code for each in told] == ["tile-astray"], (level, number)


def test_a_fault_of_the_database_itself_is_not_taken_for_text(tmp_path: Path) -> None:
    driver = sqlite3.connect(tmp_path / "empty.db")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        LogRows(driver).ends()
    driver.close()


def test_any_mixture_of_falsifications_is_a_problem_and_never_a_crash(sqlite_vault: Found) -> None:
    vault, claims = sqlite_vault
    chance = random.Random(11)  # noqa: S311 - the same every time
    for _ in range(300):
        vault.run("BEGIN")
        ways: list[Callable[[Vault], object]] = chance.sample(IN_SQLITE, 3)
        for way in ways:
            try:
                way(vault)
            except (sqlite3.IntegrityError, UnboundLocalError, ValueError):
                continue  # two of them cannot be done one after the other
        assert not check_log(vault.rows, claims).ok, ways
        vault.run("ROLLBACK")
