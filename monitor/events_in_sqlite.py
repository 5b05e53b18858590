"""The table of events in a SQLite file; its one writer holds the lock of the file."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.codec import StoredRow, instant
from monitor.database import driving
from monitor.event_tables import (
    COLUMNS,
    LAST,
    ConflictError,
    Last,
    NewRow,
    clock_refusal,
    conflict_of,
    leaf_hashes,
)
from monitor.sealing import gaps_between

_IN_JSON = " IN (SELECT value FROM json_each(?))"
_VERSIONS = """
SELECT value, coalesce((SELECT max(originator_version) FROM events WHERE originator_id = value), 0)
  FROM json_each(?)
"""
_ENDS = """
SELECT max(position), recorded_at, coalesce((SELECT position FROM log_ends), 0) FROM events
"""
_INSERT = """
INSERT INTO events (originator_id, originator_version, topic, state, key, recorded_at,
                    position, leaf_position, leaf_sha256, leaf_sm3)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_GAP = "INSERT INTO gaps (first, last) VALUES (?, ?)"


class SqliteEvents:
    """The table in a SQLite file; its one writer holds the lock of the file."""

    def __init__(self, engine: Engine) -> None:
        """Use the connections of an engine."""
        self._engine = engine

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """See `EventTable.add`."""
        leaves = leaf_hashes(rows)
        with driving(self._engine) as connection, _immediate(connection):
            last = _check(connection, rows, expected)
            positions = _positions(rows, last)
            columns = zip(rows, positions, *leaves, strict=True)
            sealed = [(*row[:6], position, position, *leaf) for row, position, *leaf in columns]
            try:
                connection.executemany(_INSERT, sealed)
            except sqlite3.IntegrityError as error:
                raise conflict_of(str(error)) from None
            if positions[-1] - last != len(positions):
                connection.executemany(_GAP, gaps_between(last, positions))
        return positions

    def select(self, tail: str, values: Sequence[object]) -> list[StoredRow]:
        """See `EventTable.select`."""
        with driving(self._engine) as connection:
            return list(map(StoredRow._make, connection.execute(COLUMNS + tail, values)))

    def among(self, column: str) -> str:
        """See `EventTable.among`."""
        return column + _IN_JSON

    def listed(self, values: Sequence[str]) -> str:
        """See `EventTable.listed`."""
        return json.dumps(list(values))

    def last(self) -> Last | None:
        """See `EventTable.last`."""
        with driving(self._engine) as connection:
            found = connection.execute(LAST).fetchone()
        return Last(*found) if found else None


def _check(connection: sqlite3.Connection, rows: Sequence[NewRow], expected: Mapping[str, int]) -> int:
    """Refuse what may not be added; return the last position that was ever given."""
    if expected:
        for cluster, version in connection.execute(_VERSIONS, (json.dumps(list(expected)),)):
            if expected[cluster] != version:
                raise ConflictError("stream-changed", kind="conflict", cluster=cluster)
    last, at, given = connection.execute(_ENDS).fetchone()
    if last is not None and rows[0].position:
        raise RefusedError("restore-into-used-log", kind="conflict", position=last)
    if last is not None and rows[0].recorded_at < at:
        raise clock_refusal(instant(rows[0].recorded_at), instant(at))
    return int(max(last or 0, given))


def _positions(rows: Sequence[NewRow], last: int) -> list[int]:
    if rows[0].position:
        return [row.position or 0 for row in rows]
    return list(range(last + 1, last + 1 + len(rows)))


@contextmanager
def _immediate(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
