"""The raw limit: the fastest that either driver does with the same bytes, table and indexes, durably.

SQLite: `executemany` and `SELECT` of sqlite3. PostgreSQL: binary `COPY` and binary `SELECT` of psycopg.
There are no triggers, no seals, no checks; what is read are the id, the version and the bytes.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any, Protocol

import psycopg
from sqlalchemy.engine import make_url

Row = tuple[Any, ...]
_READ = "SELECT originator_id, originator_version, state FROM events"
_ONE = f"{_READ} WHERE originator_id = ? ORDER BY originator_version"
_BLOCK = 2_000
_TABLE = """
CREATE TABLE events (
    position {whole} PRIMARY KEY, originator_id {text} NOT NULL, originator_version {whole} NOT NULL,
    topic TEXT NOT NULL, state {raw} NOT NULL, key {text}, recorded_at {whole} NOT NULL,
    UNIQUE (originator_id, originator_version))
"""
_KEYED = "CREATE UNIQUE INDEX events_key ON events (key) WHERE key IS NOT NULL"
_COLUMNS = "(position, originator_id, originator_version, topic, state, key, recorded_at)"
_SQLITE = {"whole": "INTEGER", "text": "TEXT", "raw": "BLOB"}
_POSTGRES = {"whole": "bigint", "text": 'text COLLATE "C"', "raw": "bytea"}
_TYPES = ("int8", "text", "int8", "text", "bytea", "text", "int8")


class Raw(Protocol):
    """A driver and a table of events."""

    driver: Any

    def insert(self, rows: Sequence[Row], at_once: int) -> None:
        """Insert rows, so many a commit."""

    def insert_one(self, row: Row) -> None:
        """Insert one row and commit."""

    def query(self, text: str, values: Sequence[object] = ()) -> Iterator[list[Row]]:
        """Yield the rows of a query in blocks, with "?" for each value."""

    def fill(self, into: str, rows: Sequence[Row], types: Sequence[str]) -> None:
        """Insert rows into another table, named with its columns, in one commit."""


def read_all(raw: Raw) -> int:
    """Read all events and return how many there are."""
    return sum(len(rows) for rows in raw.query(_READ))


def read_one(raw: Raw, cluster: str) -> list[Row]:
    """Read the events of one cluster."""
    return [row for rows in raw.query(_ONE, (cluster,)) for row in rows]


class RawSqlite:
    """sqlite3, with the settings of the product."""

    def __init__(self, path: str) -> None:
        """Open or make a file."""
        self.driver = sqlite3.connect(path, isolation_level=None)
        for setting in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "cache_size = -65536",
            "wal_autocheckpoint = 20000",
        ):
            self.driver.execute(f"PRAGMA {setting}")

    def insert(self, rows: Sequence[Row], at_once: int) -> None:
        """See `Raw.insert`."""
        for start in range(0, len(rows), at_once):
            self.driver.execute("BEGIN IMMEDIATE")
            self.driver.executemany(_INSERT, rows[start : start + at_once])
            self.driver.execute("COMMIT")

    def insert_one(self, row: Row) -> None:
        """See `Raw.insert_one`."""
        self.driver.execute(_INSERT, row)

    def query(self, text: str, values: Sequence[object] = ()) -> Iterator[list[Row]]:
        """See `Raw.query`."""
        cursor = self.driver.execute(text, values)
        while rows := cursor.fetchmany(_BLOCK):
            yield rows

    def fill(self, into: str, rows: Sequence[Row], types: Sequence[str]) -> None:
        """See `Raw.fill`."""
        self.driver.execute("BEGIN IMMEDIATE")
        marks = ", ".join("?" * len(types))
        self.driver.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608 - our own tables
        self.driver.execute("COMMIT")


_INSERT = f"INSERT INTO events {_COLUMNS} VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own words


class RawPostgres:
    """psycopg, in autocommit."""

    def __init__(self, address: str) -> None:
        """Connect."""
        self.driver = psycopg.connect(address, autocommit=True)

    def insert(self, rows: Sequence[Row], at_once: int) -> None:
        """See `Raw.insert`."""
        for start in range(0, len(rows), at_once):
            self._copy(f"events {_COLUMNS}", rows[start : start + at_once], _TYPES)

    def _copy(self, into: str, rows: Sequence[Row], types: Sequence[str]) -> None:
        order: Any = f"COPY {into} FROM STDIN (FORMAT binary)"
        with self.driver.cursor() as cursor, cursor.copy(order) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)

    def insert_one(self, row: Row) -> None:
        """See `Raw.insert_one`."""
        order: Any = _INSERT.replace("?", "%b")
        self.driver.execute(order, row, prepare=True)

    def query(self, text: str, values: Sequence[object] = ()) -> Iterator[list[Row]]:
        """See `Raw.query`."""
        order: Any = text.replace("?", "%b")
        with self.driver.cursor(binary=True) as cursor:
            cursor.execute(order, values, prepare=bool(values))
            while rows := cursor.fetchmany(_BLOCK):
                yield rows

    def fill(self, into: str, rows: Sequence[Row], types: Sequence[str]) -> None:
        """See `Raw.fill`."""
        self._copy(into, rows, types)


@contextmanager
def raw_of(url: str, *, with_events: bool = True) -> Iterator[Raw]:
    """Give the driver of a database, with a table of events of its own where that is wanted."""
    address = make_url(url)
    raw: Any
    if address.get_backend_name() == "sqlite":
        raw, kinds = RawSqlite(str(address.database)), _SQLITE
    else:
        named = f"host={address.query['host']} dbname={address.database} user=postgres"
        raw, kinds = RawPostgres(named), _POSTGRES
    with closing(raw.driver):
        if with_events:
            raw.driver.execute(_TABLE.format(**kinds))
            raw.driver.execute(_KEYED)
        yield raw
