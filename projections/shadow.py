"""Two generations of the projections compared: the live one, and one built anew beside it.

Promise: a row of either that has no twin in the other is counted, in every table.
"""

from collections.abc import Iterator
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, Table, func, select
from sqlalchemy import except_ as without

from projections.tables import METADATA, progress

_AT_A_TIME = 1_000


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One table: its live rows, their hash ("sha256:<hex>"), and how many rows have no twin."""

    table: str
    rows: int
    sha256: str
    differs: int


def compared(connection: Connection, live: int, shadow: int) -> Iterator[Compared]:
    """Yield each table as it is in two generations."""
    for table in METADATA.sorted_tables:
        if table is not progress:
            rows, hashed = _hashed(connection, table, live)
            yield Compared(
                table=str(table.name),
                rows=rows,
                sha256=hashed,
                differs=_alone(connection, table, live, shadow) + _alone(connection, table, shadow, live),
            )


def _hashed(connection: Connection, table: Table, generation: int) -> tuple[int, str]:
    """Return how many rows a generation has, and the hash over them in the order of their keys."""
    columns = [column for column in table.c if column.name != "generation"]
    query = select(*columns).where(table.c.generation == generation).order_by(*table.primary_key.columns)
    running, count = sha256(), 0
    for row in connection.execution_options(yield_per=_AT_A_TIME).execute(query):
        running.update(msgspec.json.encode(list(row)) + b"\n")
        count += 1
    return count, f"sha256:{running.hexdigest()}"


def _alone(connection: Connection, table: Table, mine: int, other: int) -> int:
    """Return how many rows of one generation the other does not have."""
    columns = [column for column in table.c if column.name != "generation"]
    alone = without(*(select(*columns).where(table.c.generation == each) for each in (mine, other)))
    return connection.execute(select(func.count()).select_from(alone.subquery())).scalar_one()
