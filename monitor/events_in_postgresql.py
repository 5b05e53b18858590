"""The table of events in PostgreSQL; only its own function adds to it, and holds the lock of the log."""

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
)
from monitor.sealing import Leaves

_CHUNK = 20_000  # rows a call; a value of PostgreSQL holds at most 1 GB
_CALL = """
SELECT append_cluster_events(%b, %b, %b, %b, %b, %b, %b, %b, %b, %b, %b::bigint[])
"""


class PostgresEvents:
    """The table in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Use the connections of an engine."""
        self._engine = engine

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """See `EventTable.add`."""
        leaves = leaf_hashes(rows)
        try:
            with driving(self._engine) as connection:
                if len(rows) <= _CHUNK:
                    return append_rows(connection, rows, leaves, expected)
                with connection.transaction():
                    return _append_parts(connection, rows, leaves, expected)
        except self._engine.dialect.loaded_dbapi.Error as error:
            refusal = _refusal_of(error, rows)
            if refusal is None:
                raise
            raise refusal from None

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


def _append_parts(
    connection: Any,  # noqa: ANN401 - psycopg is imported only where it is used
    rows: Sequence[NewRow],
    leaves: Leaves,
    expected: Mapping[str, int],
) -> list[int]:
    positions: list[int] = []
    for start in range(0, len(rows), _CHUNK):
        part = slice(start, start + _CHUNK)
        some = Leaves(leaves.sha256[part], leaves.sm3[part])
        positions += append_rows(connection, rows[part], some, expected if start == 0 else {})
    return positions


def append_rows(
    connection: Any,  # noqa: ANN401 - psycopg is imported only where it is used
    rows: Sequence[NewRow],
    leaves: Leaves,
    expected: Mapping[str, int],
) -> list[int]:
    """Add rows in one call, with their leaves; return their positions.

    All have positions of their own (a restore), or none.
    """
    from monitor.postgres_arrays import BigintArray, ByteaArray, TextArray  # noqa: PLC0415 - psycopg, as above

    ids, versions, topics, states, keys, instants, places = zip(*rows, strict=True)
    restored = None if places[0] is None else list(places)
    values = (
        TextArray.of(list(expected)),
        BigintArray.of(list(expected.values())),
        TextArray.of(ids),
        BigintArray.of(versions),
        TextArray.of(topics),
        TextArray.of(keys),
        BigintArray.of(instants),
        ByteaArray.of(leaves.sha256),
        ByteaArray.of(leaves.sm3),
        ByteaArray.of(states),
        None if restored is None else BigintArray.of(restored),
    )
    (last,) = connection.execute(_CALL, values, binary=True, prepare=True).fetchone()
    return restored or list(range(last + 1, last + 1 + len(rows)))


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
            return conflict_of(str(error.diag.constraint_name))
        case _:
            return None
