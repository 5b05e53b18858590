"""The table of events in SQLite and in PostgreSQL: columns in, columns out.

Promise: rows are added at the end, all of a call or none, in one total order without gaps, and
whoever reads by position misses none. What is in the columns is not looked at here.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.codec import StoredRow, instant
from monitor.database import driving

_CHUNK = 20_000  # rows a call; a value of PostgreSQL holds at most 1 GB


class ConflictError(RefusedError):
    """Somebody recorded first: read again and decide again."""


class NewRow(NamedTuple):
    """The columns of an event that is to be stored; `recorded_at` in microseconds since 1970, UTC.

    Without a position it gets the next one.
    """

    cluster: str
    version: int
    topic: str
    state: bytes
    key: str | None
    recorded_at: int
    position: int | None = None


class Last(NamedTuple):
    """Where the log ends."""

    position: int
    recorded_at: int


class EventTable(Protocol):
    """What either database does."""

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """Add rows in one transaction and return their positions.

        Rows have positions of their own all or none; with such, the log must be empty.

        Raises:
            ConflictError: "stream-changed", a stream is not at its expected version, or a row has
                a version that is recorded; "key-taken", a row has a key that is recorded.
            RefusedError: "clock-before-last-record", "restore-into-used-log".
        """

    def select(self, tail: str, values: Sequence[object]) -> list[StoredRow]:
        """Return the rows of a query, given from its WHERE on, with "?" for each value."""

    def among(self, column: str) -> str:
        """Return the condition that a column is in a `listed` value."""

    def listed(self, values: Sequence[str]) -> object:
        """Return a value that holds a list."""

    def last(self) -> Last | None:
        """Return where the log ends, or None where it is empty."""


def event_table(engine: Engine) -> EventTable:
    """Return the table of events in the database of an engine."""
    return SqliteEvents(engine) if engine.dialect.name == "sqlite" else PostgresEvents(engine)


_COLUMNS = "SELECT position, originator_version, originator_id, topic, state FROM events "
_IN_JSON = " IN (SELECT value FROM json_each(?))"
_LAST = "SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1"
_VERSION = "SELECT coalesce(max(originator_version), 0) FROM events WHERE originator_id = ?"
_USED = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'"  # ever, not only now
_INSERT = """
INSERT INTO events (originator_id, originator_version, topic, state, key, recorded_at, position)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_CALL = """
SELECT append_cluster_events(%b::text[], %b::bigint[], %b::text[], %b::bigint[], %b::text[], %b::bytea[],
                             %b::text[], %b::bigint[], %b::bigint[])
"""


class SqliteEvents:
    """The table in a SQLite file; its one writer holds the lock of the file."""

    def __init__(self, engine: Engine) -> None:
        """Use the connections of an engine."""
        self._engine = engine

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """See `EventTable.add`."""
        with driving(self._engine) as connection, _immediate(connection):
            self._check(connection, rows, expected)
            (used,) = connection.execute(_USED).fetchone()
            positions = [row.position or used + n for n, row in enumerate(rows, start=1)]
            try:
                connection.executemany(_INSERT, map(_placed, rows, positions))
            except sqlite3.IntegrityError as error:
                raise _conflict(str(error)) from None
        return positions

    @staticmethod
    def _check(connection: sqlite3.Connection, rows: Sequence[NewRow], expected: Mapping[str, int]) -> None:
        for cluster, version in expected.items():
            if connection.execute(_VERSION, (cluster,)).fetchone()[0] != version:
                raise ConflictError("stream-changed", kind="conflict", cluster=cluster)
        last = connection.execute(_LAST).fetchone()
        if last and rows[0].position:
            raise RefusedError("restore-into-used-log", kind="conflict", position=last[0])
        if last and rows[0].recorded_at < last[1]:
            raise clock_refusal(instant(rows[0].recorded_at), instant(last[1]))

    def select(self, tail: str, values: Sequence[object]) -> list[StoredRow]:
        """See `EventTable.select`."""
        with driving(self._engine) as connection:
            return list(map(StoredRow._make, connection.execute(_COLUMNS + tail, values)))

    def among(self, column: str) -> str:
        """See `EventTable.among`."""
        return column + _IN_JSON

    def listed(self, values: Sequence[str]) -> str:
        """See `EventTable.listed`."""
        return json.dumps(list(values))

    def last(self) -> Last | None:
        """See `EventTable.last`."""
        return _last(self._engine)


@contextmanager
def _immediate(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


class PostgresEvents:
    """The table in PostgreSQL; only its own function adds to it, and holds the lock of the log."""

    def __init__(self, engine: Engine) -> None:
        """Use the connections of an engine."""
        self._engine = engine

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """See `EventTable.add`. One call is one transaction; so are several inside one."""
        starts = range(0, len(rows), _CHUNK)
        positions: list[int] = []
        with driving(self._engine) as connection, _together(connection, len(starts)):
            for start in starts:
                chunk = rows[start : start + _CHUNK]
                first = self._call(connection, chunk, expected if start == 0 else {})
                positions += [row.position or first + n for n, row in enumerate(chunk)]
        return positions

    def _call(self, connection: Any, rows: Sequence[NewRow], expected: Mapping[str, int]) -> int:  # noqa: ANN401 - psycopg is imported only where it is used
        *columns, positions = map(list, zip(*rows, strict=True))
        values = [list(expected), list(expected.values()), *columns, positions if positions[0] else None]
        try:
            return int(connection.execute(_CALL, values, binary=True).fetchone()[0])
        except self._engine.dialect.loaded_dbapi.Error as error:
            refusal = _refusal_of(error, rows)
            if refusal is None:
                raise
            raise refusal from None

    def select(self, tail: str, values: Sequence[object]) -> list[StoredRow]:
        """See `EventTable.select`."""
        query = (_COLUMNS + tail).replace("?", "%b")
        with driving(self._engine) as connection:
            return list(map(StoredRow._make, connection.execute(query, values, binary=True)))

    def among(self, column: str) -> str:
        """See `EventTable.among`."""
        return f"{column} = ANY(?)"

    def listed(self, values: Sequence[str]) -> list[str]:
        """See `EventTable.listed`."""
        return list(values)

    def last(self) -> Last | None:
        """See `EventTable.last`."""
        return _last(self._engine)


def _together(connection: Any, calls: int) -> AbstractContextManager[object]:  # noqa: ANN401 - psycopg's, as above
    transaction: AbstractContextManager[object] = connection.transaction() if calls > 1 else nullcontext()
    return transaction


def _refusal_of(error: Any, rows: Sequence[NewRow]) -> RefusedError | None:  # noqa: ANN401 - psycopg's, as above
    """Return what an error of `append_cluster_events` means, or None where it is another's."""
    detail = error.diag.message_detail
    match str(error.sqlstate):
        case "CM001":
            return ConflictError("stream-changed", kind="conflict", cluster=detail)
        case "CM002":
            return clock_refusal(instant(rows[0].recorded_at), instant(int(detail)))
        case "CM003":
            return RefusedError("restore-into-used-log", kind="conflict", position=detail)
        case "23505":
            return _conflict(str(error.diag.constraint_name))
        case _:
            return None


def _last(engine: Engine) -> Last | None:
    with driving(engine) as connection:
        found = connection.execute(_LAST).fetchone()
    return Last(*found) if found else None


def _conflict(broken: str) -> ConflictError:
    """Return the conflict that a broken constraint means."""
    return ConflictError("key-taken" if "key" in broken else "stream-changed", kind="conflict")


def clock_refusal(at: datetime, last: datetime) -> RefusedError:
    """Return the refusal of a clock that stands before the last record."""
    return RefusedError("clock-before-last-record", kind="conflict", at=at, last=last)


def _placed(row: NewRow, position: int) -> NewRow:
    return row._replace(position=position)
