"""How projections replace what they hold of the clusters that a page touched."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert

Row = dict[str, Any]
_IN_ONE_STATEMENT = 500


def replace_clusters(
    connection: Connection, table: Table, generation: int, clusters: Sequence[str], rows: Sequence[Row]
) -> None:
    """Delete the rows of clusters in a generation and insert the new ones."""
    for start in range(0, len(clusters), _IN_ONE_STATEMENT):
        some = clusters[start : start + _IN_ONE_STATEMENT]
        theirs = (table.c.generation == generation) & table.c.cluster.in_(some)
        connection.execute(delete(table).where(theirs))
    add(connection, table, generation, rows)


def add(connection: Connection, table: Table, generation: int, rows: Sequence[Row]) -> None:
    """Insert rows into a generation."""
    if rows:
        connection.execute(insert(table), [{"generation": generation, **row} for row in rows])
