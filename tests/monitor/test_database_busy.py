"""Nobody waits for ever: a database that stays locked is refused as busy."""

import sqlite3

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from domain.refusal import RefusedError
from monitor import database
from monitor.database import open_database, writing
from monitor.event_log import EventLog
from monitor.wording.storage import STORAGE
from tests.conftest import Server
from tests.monitor.entries import entry


def test_a_sqlite_file_that_stays_locked_is_busy(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0)
    engine = open_database(sqlite_url)
    other = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for attempt in (lambda: EventLog(engine).append([entry("1")], {}), lambda: _write_nothing(engine)):
        with pytest.raises(RefusedError, match="database-busy"):
            attempt()
    other.close()
    engine.dispose()


def _write_nothing(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.exec_driver_sql("SELECT 1")


def test_a_log_that_stays_locked_in_postgres_is_busy(
    postgres: Server, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_SESSION", database._SESSION.replace("10s", "20ms"))  # noqa: SLF001
    engine = open_database(postgresql_url)
    with postgres.connect(str(make_url(postgresql_url).database)) as other:
        other.execute("SELECT pg_advisory_lock('events'::regclass::oid::bigint)")
        with pytest.raises(RefusedError, match="database-busy"):
            EventLog(engine).append([entry("1")], {})
    assert EventLog(engine).append([entry("1")], {})[0].position == 1
    engine.dispose()


def test_where_all_connections_are_in_use_the_database_is_busy(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.pool, "_timeout", 0.01)
    held = [engine.raw_connection() for _ in range(15)]
    with pytest.raises(RefusedError, match="database-busy") as refused:
        EventLog(engine).last_position()
    assert STORAGE["database-busy"][1].format(**refused.value.values)
    for connection in held:
        connection.close()
