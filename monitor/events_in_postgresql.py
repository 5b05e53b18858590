"""The table of events in PostgreSQL; only its own functions add to it, and hold the lock of the log."""

from collections.abc import Mapping, Sequence
from typing import Any

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
from monitor.sealing import Edge, Leaf, Seal, seal

_CHUNK = 20_000  # rows a call; a value of PostgreSQL holds at most 1 GB
_LOCK = "SELECT position, sha256, sm3 FROM lock_cluster_log()"
_CALL = """
SELECT append_cluster_events(%b::text[], %b::bigint[], %b::text[], %b::bigint[], %b::text[], %b::bytea[],
                             %b::text[], %b::bigint[], %b::bigint[], %b::boolean,
                             %b::bigint, %b::bytea, %b::bytea[], %b::bytea[])
"""
_NOT_THE_EDGE = "CM005"


class PostgresEvents:
    """The table in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Use the connections of an engine."""
        self._engine = engine
        self._edge: Edge | None = (
            None  # as our last append left it; the database tells whether it still holds
        )
        self._is_alone = True  # whether nobody else wrote between our last two appends

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """See `EventTable.add`."""
        leaves = leaf_hashes(rows)
        try:
            positions = self._add_to_known(rows, leaves, expected)
            return self._add_to_locked(rows, leaves, expected) if positions is None else positions
        except self._engine.dialect.loaded_dbapi.Error as error:
            refusal = _refusal_of(error, rows)
            if refusal is None:
                raise
            raise refusal from None

    def _add_to_known(
        self, rows: Sequence[NewRow], leaves: Sequence[Leaf], expected: Mapping[str, int]
    ) -> list[int] | None:
        """Add in one call after the edge that we left, or return None where another came first.

        Among several writers another nearly always does, and the call would be in vain: none is made
        until nobody came between two of ours.
        """
        if self._edge is None or not self._is_alone or len(rows) > _CHUNK:
            return None
        try:
            with driving(self._engine) as connection:
                positions, self._edge = append_rows(connection, self._edge, rows, leaves, expected)
        except self._engine.dialect.loaded_dbapi.Error as error:
            if error.sqlstate == _NOT_THE_EDGE:
                return None
            raise
        return positions

    def _add_to_locked(
        self, rows: Sequence[NewRow], leaves: Sequence[Leaf], expected: Mapping[str, int]
    ) -> list[int]:
        """Take the lock of the log, read the edge, and add, some rows at a time."""
        positions: list[int] = []
        with driving(self._engine) as connection, connection.transaction():
            edge = Edge.of(list(map(Seal._make, connection.execute(_LOCK, binary=True))))
            if edge is None:
                raise seals_broken()
            self._is_alone = self._edge is None or self._edge.size == edge.size
            for start in range(0, len(rows), _CHUNK):
                part = slice(start, start + _CHUNK)
                stated = expected if start == 0 else {}
                placed, edge = append_rows(connection, edge, rows[part], leaves[part], stated)
                positions += placed
        self._edge = edge
        return positions

    def select(self, tail: str, values: Sequence[object]) -> list[StoredRow]:
        """See `EventTable.select`."""
        query = (COLUMNS + tail).replace("?", "%b")
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
        with driving(self._engine) as connection:
            found = connection.execute(LAST).fetchone()
        return Last(*found) if found else None


def append_rows(
    connection: Any,  # noqa: ANN401 - psycopg is imported only where it is used
    edge: Edge,
    rows: Sequence[NewRow],
    leaves: Sequence[Leaf],
    expected: Mapping[str, int],
) -> tuple[list[int], Edge]:
    """Add rows with their seals after an edge; return their positions and the edge that they leave.

    Within a transaction of the caller's: all its rows have positions of their own (a restore), or none.
    """
    *columns, places = map(list, zip(*rows, strict=True))
    restoring = places[0] is not None
    positions = places if restoring else list(range(edge.size + 1, edge.size + 1 + len(rows)))
    seals, later = seal(edge, leaves, positions)
    known = (restoring, edge.size, edge.sha256[-1] if edge.size else b"")
    hashes = ([each.sha256 for each in seals], [each.sm3 for each in seals])
    values = [list(expected), list(expected.values()), *columns, positions, *known, *hashes]
    connection.execute(_CALL, values, binary=True)
    return positions, later


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
        case state if state == _NOT_THE_EDGE:
            return seals_broken()
        case "23505":
            return conflict_of(str(error.diag.constraint_name))
        case _:
            return None
