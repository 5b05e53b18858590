"""One engine for either database, and the two ways to use it: to read, and to write.

Promise: a database that cannot be used is refused by a sentence that holds no password, and no
reader ever takes the lock of a writer.
"""

import sqlite3
from collections.abc import Iterator, MutableMapping
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from domain.refusal import RefusedError
from monitor.database_errors import SQLITE_BUSY, shown, translating

OWNER_ROLE = "cluster_monitor_owner"
APP_ROLE = "cluster_monitor_app"

_BUSY_SECONDS = 30
_LOG_SECONDS = 0.05  # between two attempts to turn the write-ahead log on
_PRAGMAS = {
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "cache_size": "-12288",  # KiB: 12 MB; more makes no append faster, the system keeps the file in memory
    "journal_size_limit": "67108864",  # bytes: the log shrinks to 64 MB after a long reader
    "wal_autocheckpoint": "20000",  # pages
}
# The login may own far more than the service needs: it steps down where it can.
_SESSION = """
SELECT set_config('TimeZone', 'UTC', false), set_config('lock_timeout', '10s', false),
       set_config('statement_timeout', '120s', false), set_config('synchronous_commit', 'on', false),
       (SELECT set_config('role', rolname, false) FROM pg_roles
         WHERE rolname = 'cluster_monitor_app' AND pg_has_role(session_user, oid, 'MEMBER'))
"""
_WRITES = "writes"  # what is noted of a connection of SQLite: whether it may
_GAVE_UP_WAITING = "SyncRepWaitForLSN"  # where in PostgreSQL its warning comes from, in every language


def open_database(url: str, *, create: bool = False) -> Engine:
    """Return the engine of a database: a file, `sqlite:///file` or `postgresql+psycopg://…`.

    Nothing is connected yet. A SQLite file that does not exist is made only with `create`.

    Raises:
        RefusedError: "database-url-unknown", it names no such database.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        engine = _sqlite_engine(address, create=create)
    else:
        engine = create_engine(address, connect_args={"connect_timeout": 10}, hide_parameters=True)
        event.listen(engine, "connect", _begin_session)
    _close_the_late(engine)
    return engine


def _close_the_late(engine: Engine) -> None:
    """Close each connection that a thread gives back after its engine was disposed of: nobody else would."""
    event.listen(engine, "connect", lambda _connection, entry: entry.info.update(pool=engine.pool))

    @event.listens_for(engine, "checkin")
    def close(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if entry.info.get("pool") is not engine.pool:
            entry.close()


def _address(url: str) -> URL:
    try:
        address = make_url(url) if "://" in url else URL.create("sqlite", database=url)
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise RefusedError("database-url-unknown") from None
    file = address.database not in {None, "", ":memory:"}
    if address.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"} or not file:
        raise RefusedError("database-url-unknown")
    return address


def _sqlite_engine(address: URL, *, create: bool) -> Engine:
    path = Path(str(address.database)).absolute()

    def connect() -> sqlite3.Connection:
        if not create and not path.exists():
            raise RefusedError("database-not-initialised", kind="unavailable", database=path)
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode={'rwc' if create else 'rw'}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        _set_pragmas(connection)
        return connection

    engine = create_engine(address, creator=connect, hide_parameters=True)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_pragmas(connection: sqlite3.Connection) -> None:
    _write_ahead(connection)
    for name, value in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
    durable = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    if durable != ["wal", 2]:
        connection.close()
        reason = f"journal_mode, synchronous = {durable}"
        raise RefusedError("database-unavailable", kind="unavailable", database="SQLite", reason=reason)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on: while others turn it on too, SQLite says busy and does not wait."""
    for attempts_left in reversed(range(int(_BUSY_SECONDS / _LOG_SECONDS))):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in SQLITE_BUSY or not attempts_left:
                connection.close()
                raise
            sleep(_LOG_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, or none at all: a lock taken half-way loses updates."""
    writes = connection.get_execution_options().get("writes", False)
    _let_write(connection.connection, writes=writes)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _let_write(pooled: PoolProxiedConnection, *, writes: bool) -> None:
    """Let a connection of SQLite write or not; only where that changes, for SQLite then compiles all anew."""
    if pooled.info.get(_WRITES) is not writes:
        driver: Any = pooled.driver_connection
        driver.execute(f"PRAGMA query_only = {not writes}")
        pooled.info[_WRITES] = writes


def _begin_session(connection: Any, entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - psycopg's, as below
    from monitor import postgres_arrays  # noqa: PLC0415 - psycopg is imported only where it is used

    postgres_arrays.register(connection)
    connection.autocommit = True
    connection.execute(_SESSION).close()
    connection.autocommit = False

    def note(told: Any) -> None:  # noqa: ANN401 - psycopg is imported only where it is used
        if told.source_function == _GAVE_UP_WAITING:
            entry.info[_GAVE_UP_WAITING] = True

    connection.add_notice_handler(note)


def _require_replicated(engine: Engine, info: MutableMapping[Any, Any]) -> None:
    """Refuse a commit that PostgreSQL told as done, with a warning only that its standby never confirmed it.

    Raises:
        RefusedError: "not-replicated"; sent again, it is recognised.
    """
    if info.pop(_GAVE_UP_WAITING, False):
        raise RefusedError("not-replicated", kind="unavailable", database=shown(engine))


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read one unchanging state of the database; every attempt to write fails.

    Raises:
        RefusedError: the database is unavailable, busy or not initialised.
    """
    with translating(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Write in one transaction, committed at the end, rolled back on any exception.

    Raises:
        RefusedError: the database is unavailable, busy or not initialised; "not-replicated".
    """
    with translating(engine), engine.connect() as connection:
        connection.execution_options(writes=True)
        with connection.begin():
            yield connection
        _require_replicated(engine, connection.info)


@contextmanager
def reading_once(engine: Engine) -> Iterator[Connection]:
    """Read by single statements: on PostgreSQL in one trip each, for no transaction is begun and ended.

    Raises:
        RefusedError: as `reading`.
    """
    with translating(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection


@contextmanager
def writing_once(engine: Engine) -> Iterator[Connection]:
    """Write by one statement, which is committed by itself: on PostgreSQL in one trip.

    Raises:
        RefusedError: as `writing`.
    """
    if engine.dialect.name != "postgresql":
        with writing(engine) as connection:
            yield connection
        return
    with reading_once(engine) as connection:
        yield connection
        _require_replicated(engine, connection.info)


@contextmanager
def driving(engine: Engine) -> Iterator[Any]:
    """Give the driver's own connection in autocommit mode, for statements that must be fast.

    Raises:
        RefusedError: the database is unavailable, busy or not initialised.
    """
    with translating(engine), closing(engine.raw_connection()) as pooled:
        driver: Any = pooled.driver_connection
        if isinstance(driver, sqlite3.Connection):
            _let_write(pooled, writes=True)
            yield driver
            return
        driver.autocommit = True
        try:
            yield driver
        finally:
            if not driver.closed:
                driver.autocommit = False
        _require_replicated(engine, pooled.info)
