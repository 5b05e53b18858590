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
from tests.monitor.audit.log.told import brief, found


def test_hostile_rows_are_problems_and_never_a_crash(sqlite_vault: Found) -> None:
    vault, claims = sqlite_vault
    values = [None, 1.5, "x", b"\xff", -(2**63), "\x00", b"", 2**63 - 1, float("inf")]
    vault.run("ALTER TABLE events RENAME TO old")
    columns = (
        "position INTEGER PRIMARY KEY, originator_id, originator_version, topic, state, key, recorded_at"
    )
    vault.run(f"CREATE TABLE events ({columns})")
    vault.run("INSERT INTO events SELECT * FROM old")
    vault.run("DROP TABLE old")
    assert check_log(vault.rows, claims).ok
    for column in ("originator_id", "originator_version", "topic", "state", "key", "recorded_at"):
        for value in values:
            changed = (f"UPDATE events SET {column} = ? WHERE position = 4", value)  # noqa: S608 - ours
            told = found(vault, claims, changed)
            same = column == "key" and value is None
            assert same or 4 in {each.position for each in told}, (column, value)


def test_hostile_texts_of_law_and_seals_are_problems_and_never_a_crash(sqlite_vault: Found) -> None:
    vault, claims = sqlite_vault
    for content in ("text", 7, b"x" * 10):
        law = ("INSERT INTO law_texts VALUES (CAST(? AS TEXT), 'rulebook', ?)", b"\xff\x1b", content)
        (problem,) = found(vault, claims, law)
        assert (problem.code, problem.detail.isascii()) == ("law-text-changed", True)
    for value in ("x" * 32, 7, b"", b"x" * 33):
        assert brief(found(vault, claims, ("UPDATE seals SET sha256 = ? WHERE position = 5", value))) == [
            ("seal-changed", 5, None)
        ]


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
