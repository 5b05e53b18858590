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
    seals_broken,
)
from monitor.sealing import Edge, Seal, seal

_IN_JSON = " IN (SELECT value FROM json_each(?))"
_VERSION = "SELECT coalesce(max(originator_version), 0) FROM events WHERE originator_id = ?"
_PEAKS = """
WITH RECURSIVE peak (at) AS (
    SELECT max(position) FROM seals UNION ALL SELECT at & (at - 1) FROM peak WHERE at & (at - 1) > 0)
SELECT position, sha256, sm3 FROM peak JOIN seals ON position = at ORDER BY position
"""
_ENDS = """
SELECT * FROM (SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1)
    LEFT JOIN (SELECT position, substr(sha256, -32) FROM seals ORDER BY position DESC LIMIT 1)
"""
_INSERT = """
INSERT INTO events (originator_id, originator_version, topic, state, key, recorded_at, position)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_SEAL = "INSERT INTO seals (position, sha256, sm3) VALUES (?, ?, ?)"


class SqliteEvents:
    """The table in a SQLite file; its one writer holds the lock of the file."""

    def __init__(self, engine: Engine) -> None:
        """Use the connections of an engine."""
        self._engine = engine
        self._edge = Edge(0, (), ())  # as our last append left it; the file tells whether it still holds

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """See `EventTable.add`."""
        leaves = leaf_hashes(rows)
        with driving(self._engine) as connection, _immediate(connection):
            edge = self._check(connection, rows, expected)
            positions = [row.position or edge.size + n for n, row in enumerate(rows, start=1)]
            seals, later = seal(edge, leaves, positions)
            try:
                connection.executemany(_INSERT, map(_placed, rows, positions))
            except sqlite3.IntegrityError as error:
                raise conflict_of(str(error)) from None
            connection.executemany(_SEAL, seals)
        self._edge = later
        return positions

    def _check(
        self, connection: sqlite3.Connection, rows: Sequence[NewRow], expected: Mapping[str, int]
    ) -> Edge:
        """Refuse what may not be added; return the edge of the trees that it would be added to."""
        for cluster, version in expected.items():
            if connection.execute(_VERSION, (cluster,)).fetchone()[0] != version:
                raise ConflictError("stream-changed", kind="conflict", cluster=cluster)
        last, at, *sealed = connection.execute(_ENDS).fetchone() or (0, 0)
        if last and rows[0].position:
            raise RefusedError("restore-into-used-log", kind="conflict", position=last)
        if last and rows[0].recorded_at < at:
            raise clock_refusal(instant(rows[0].recorded_at), instant(at))
        edge = self._edge
        if not last or sealed != [edge.size, *edge.sha256[-1:]]:
            read = Edge.of(list(map(Seal._make, connection.execute(_PEAKS))))
            if read is None or read.size < last:
                raise seals_broken()
            edge = read
        return edge

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


@contextmanager
def _immediate(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _placed(row: NewRow, position: int) -> tuple[object, ...]:
    return (*row[:-1], position)
