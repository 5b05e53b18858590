"""Engines that can only read: for questions that must leave no trace.

Promise: no statement of ours can change the database; and a SQLite file is read consistently with those
who write it, or not at all. A SQLite connection stays so whatever it is told; one to PostgreSQL as long as
nobody unsets the parameter of its session by hand: who must rule that out gives it a login that may only
SELECT.
"""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from domain.refusal import RefusedError
from monitor.database import open_database

_BUSY_SECONDS = 30
_SESSION_READS = "SELECT set_config('default_transaction_read_only', 'on', false)"


def open_read_only(url: str) -> Engine:
    """Return the engine of a database, every connection of which can only read.

    Raises:
        RefusedError: as `open_database`; when connecting, "database-needs-its-folder": beside its file
            SQLite notes who reads, which here it may not, and without that a writer could go unseen.
    """
    engine = open_database(url)
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _read_only_session)
        return engine
    path = Path(str(engine.url.database)).absolute()
    engine = create_engine(engine.url, creator=lambda: _connect(path), hide_parameters=True)
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise RefusedError("database-not-initialised", kind="unavailable", database=path)
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=ro",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # no other file, nor this one once more
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.Error as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        raise RefusedError("database-needs-its-folder", kind="unavailable", database=path) from None
    return connection


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA query_only = 1")
    connection.exec_driver_sql("BEGIN")


def _read_only_session(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(_SESSION_READS)
    cursor.close()
    connection.autocommit = False
