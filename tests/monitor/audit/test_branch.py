"""A branch reads and never writes: by its type, and by its connection, on both databases."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, MetaData, select
from sqlalchemy.exc import DBAPIError

from domain.refusal import RefusedError
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.interpretations import interpretations
from monitor.audit.branching.passing import Asked
from monitor.audit.branching.supposition import Supposition
from monitor.audit.branching.what_if import what_if
from monitor.bootstrap import open_branch
from monitor.database import driving, open_database, reading, writing
from monitor.event_log import EventLog
from monitor.read_only import open_read_only
from tests.monitor.entries import entry
from tests.office import LIBRARY, Office, evening, line, recognised

NOBODY = 65534
CHANGES = (
    "INSERT INTO database_facts VALUES (2, 0, {true}, '')",
    "UPDATE events SET key = 'x'",
    "DELETE FROM events",
    "UPDATE roster SET cluster = upper(cluster)",
    "CREATE TABLE mine (a integer)",
    "CREATE INDEX mine ON events (key)",
    "DROP TABLE events",
    "ALTER TABLE events ADD COLUMN mine integer",
)
SQLITE_CHANGES = (
    "PRAGMA user_version = 7",
    "VACUUM",
    "VACUUM INTO '{folder}/copy.db'",
    "ATTACH '{folder}/other.db' AS other",
    "ATTACH '{folder}/monitor.db' AS again",
    "REINDEX",
)
POSTGRES_CHANGES = (
    "TRUNCATE events",
    "GRANT SELECT ON events TO PUBLIC",
    "COMMENT ON TABLE events IS 'mine'",
    "SELECT * FROM events FOR UPDATE",
    "LOCK TABLE events IN EXCLUSIVE MODE",
    "DO $$ BEGIN DELETE FROM events; END $$",
)


@pytest.fixture
def told(engine: Engine) -> Engine:
    """A log of two clusters with what follows recorded, and its projections."""
    office = Office(engine)
    office.record("2024-07-10", recognised("c1"), recognised("c2", programme="hainan"))
    office.tick("2025-06-01")
    office.roster("2025-06-01")
    return engine


@pytest.fixture
def to_read(told: Engine, database_url: str) -> Iterator[Engine]:
    """The same log, opened to read only."""
    told.dispose()
    engine = open_read_only(database_url)
    yield engine
    engine.dispose()


def branch_of(engine: Engine) -> Branch:
    return Branch(engine, LIBRARY, known_at=evening("2025-06-01"), simulation=False)


# --- by its connection ------------------------------------------------------------------------


@pytest.mark.parametrize("use", [writing, reading, driving])
def test_every_change_through_its_connection_fails(to_read: Engine, use: Any, tmp_path: Path) -> None:
    before = content(to_read)
    sqlite = to_read.dialect.name == "sqlite"
    for change in (*CHANGES, *(SQLITE_CHANGES if sqlite else POSTGRES_CHANGES)):
        statement = change.format(folder=tmp_path, true="1" if sqlite else "true")
        assert tried(to_read, use, statement) is not None, statement
    assert content(to_read) == before


def test_an_ordinary_connection_does_change_what_this_one_does_not(told: Engine, database_url: str) -> None:
    change = "UPDATE roster SET cluster = upper(cluster)"
    assert tried(told, writing, change) is None
    engine = open_read_only(database_url)
    assert tried(engine, writing, change) is not None
    engine.dispose()


def tried(engine: Engine, use: Any, statement: str) -> Exception | None:
    """Run a statement and return how it failed."""
    try:
        with use(engine) as connection:
            getattr(connection, "exec_driver_sql", connection.execute)(statement)
    except (RefusedError, DBAPIError, psycopg.Error, sqlite3.Error) as error:
        return error
    return None


def test_the_log_refuses_to_append_through_it(to_read: Engine) -> None:
    log = EventLog(to_read)
    last = log.last_position()
    with pytest.raises((RefusedError, DBAPIError, psycopg.Error, sqlite3.Error)):
        log.append([entry("9", at=evening("2026-01-01"))], {})
    assert log.last_position() == last


def content(engine: Engine) -> dict[str, list[Any]]:
    """Return every row of every table."""
    tables = MetaData()
    with reading(engine) as connection:
        tables.reflect(connection)
        return {
            table.name: sorted(map(repr, connection.execute(select(table)))) for table in tables.sorted_tables
        }


def test_a_run_leaves_every_table_as_it_was(to_read: Engine) -> None:
    before = content(to_read)
    assert len(before) > 8
    asked = Asked(on=date(2025, 6, 1))
    answer = what_if(
        branch_of(to_read), Supposition(choices={"reporting_limbs": "all"}), asked, lambda *_: None
    )
    assert interpretations(branch_of(to_read), asked, lambda *_: None).checked == 2
    assert [flip.cluster for flip in answer.flips] == ["c1", "c2"]
    assert content(to_read) == before


def test_a_run_leaves_the_file_as_it_was(told: Engine, tmp_path: Path) -> None:
    if told.dialect.name != "sqlite":
        return  # a server has no file of ours
    told.dispose()
    files = {file.name: sha256(file.read_bytes()).hexdigest() for file in tmp_path.iterdir()}
    engine = open_read_only(str(tmp_path / "monitor.db"))
    interpretations(branch_of(engine), Asked(on=date(2025, 6, 1)), lambda *_: None)
    engine.dispose()
    left = {file.name: sha256(file.read_bytes()).hexdigest() for file in tmp_path.iterdir()}
    assert left["monitor.db"] == files["monitor.db"]


# --- by its type ------------------------------------------------------------------------------


def test_it_offers_nothing_that_writes(to_read: Engine) -> None:
    offered = {name for name in dir(branch_of(to_read)) if not name.startswith("_")}
    assert offered == {
        "calendar", "close", "clusters", "known_at", "law_of", "library", "programmes", "simulation",
        "stream", "streams",
    }  # fmt: skip


def test_the_service_opens_it_as_known_at_an_instant_that_has_come(told: Engine, database_url: str) -> None:
    told.dispose()
    branch = open_branch(database_url, None, evening("2025-06-01"))
    assert (branch.known_at, branch.simulation) == (evening("2025-06-01"), False)
    assert list(branch.clusters()) == ["c1", "c2"]
    branch.close()
    with pytest.raises(RefusedError, match="known-at-in-future"):
        open_branch(database_url, None, datetime(2999, 1, 1, tzinfo=UTC))


def test_it_knows_what_was_recorded_by_its_instant_only(to_read: Engine) -> None:
    early = Branch(to_read, LIBRARY, known_at=evening("2024-07-09"), simulation=False)
    assert list(early.streams()) == []
    assert [cluster for cluster, _ in branch_of(to_read).streams()] == ["c1", "c2"]
    assert list(early.clusters()) == ["c1", "c2"]


def test_streams_that_are_no_clusters_are_not_there(to_read: Engine) -> None:
    assert branch_of(to_read).stream(":calendar") == []


# --- a file that may only be read -------------------------------------------------------------


@contextmanager
def nobody() -> Iterator[None]:
    """Act as a user without rights, where the tests run as root."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.fixture
def locked(initialised_sqlite: Path) -> Iterator[Path]:
    """A file that may only be read, in a folder that may not be written."""
    folder = Path(tempfile.mkdtemp())
    file = Path(shutil.copy(initialised_sqlite, folder / "monitor.db"))
    writer = open_database(str(file))
    Office(writer).record("2024-07-10", recognised("c1"))
    writer.dispose()
    file.chmod(0o444)
    folder.chmod(0o555)
    yield file
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_file_at_rest_in_a_closed_folder_is_refused_and_not_read_half_written(locked: Path) -> None:
    engine = open_read_only(str(locked))
    with nobody(), pytest.raises(RefusedError) as found:
        EventLog(engine).last_position()
    assert (found.value.code, found.value.kind) == ("database-needs-its-folder", "unavailable")


def test_a_file_in_a_closed_folder_is_read_while_the_service_has_it_open(locked: Path) -> None:
    locked.chmod(0o644)
    locked.parent.chmod(0o755)
    writer = open_database(str(locked))
    Office(writer).record("2024-07-11", line("annual-report-filed", "2024-07-11", year=2023))
    for file in locked.parent.iterdir():
        file.chmod(0o444)
    locked.parent.chmod(0o555)
    engine = open_read_only(str(locked))
    with nobody():
        assert EventLog(engine).last_position() == 2
    engine.dispose()
    locked.parent.chmod(0o755)
    for file in locked.parent.iterdir():
        file.chmod(0o644)
    writer.dispose()


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    missing = open_read_only(str(tmp_path / "no.db"))
    with pytest.raises(RefusedError, match="database-not-initialised"):
        EventLog(missing).last_position()
    (tmp_path / "text.db").write_text("no database at all, but long enough to be looked at " * 40)
    broken = open_read_only(str(tmp_path / "text.db"))
    with pytest.raises(RefusedError, match="database-unavailable"):
        EventLog(broken).last_position()


def test_the_limit_on_other_files_holds_for_the_driver_itself(to_read: Engine, tmp_path: Path) -> None:
    if to_read.dialect.name != "sqlite":
        return  # PostgreSQL attaches no files
    with driving(to_read) as connection, pytest.raises(sqlite3.OperationalError, match="attached"):
        connection.execute("ATTACH ? AS other", (str(tmp_path / "other.db"),))
    assert not (tmp_path / "other.db").exists()
