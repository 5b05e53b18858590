"""The rows of clusters as assessed, in every table that has some.

Promise: a cluster that cannot be written holds up no other, and is shown as unknown, never as fine.
"""

from collections.abc import Sequence

from msgspec.structs import asdict
from sqlalchemy import Connection
from sqlalchemy.exc import StatementError

from projections import due, roster, standing_periods, tallies
from projections.rows import RowsRefusedError, add, replace_clusters
from projections.tables import due as due_table
from projections.tables import quarantine
from projections.tables import roster as roster_table
from projections.tables import standing_periods as periods_table
from projections.tables import tallies as tallies_table
from projections.view import ClusterView, Poison


def write(
    connection: Connection, generation: int, views: Sequence[ClusterView], poisons: Sequence[Poison]
) -> None:
    """Write what was assessed, and put in quarantine what was not or cannot be written."""
    stop(connection, generation, [*poisons, *_write(connection, generation, views)])


def _write(connection: Connection, generation: int, views: Sequence[ClusterView]) -> list[Poison]:
    try:
        with connection.begin_nested():
            for projection in (roster, due, tallies, standing_periods):
                projection.apply(connection, generation, views)
    except (StatementError, RowsRefusedError) as error:
        if len(views) == 1:
            reason = f"{type(error.orig).__name__}: {error.orig}"
            return [Poison(views[0].position, views[0].cluster, reason)]
        return [poison for view in views for poison in _write(connection, generation, [view])]
    return []


def stop(connection: Connection, generation: int, poisons: Sequence[Poison]) -> None:
    """Note what cannot be read, and take its cluster off the other tables."""
    rows = {poison.cluster: asdict(poison) for poison in reversed(poisons)}
    add(connection, quarantine, generation, list(rows.values()))
    for table in (roster_table, due_table, tallies_table, periods_table):
        replace_clusters(connection, table, generation, list(rows), [])
