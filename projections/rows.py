"""How projections write: all rows of a page at once, through the driver, in few statements.

Promise: rows that the database or the type of a column refuses are told as such; a database that is full,
busy or away is not taken for their fault.
"""

from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Date,
    Integer,
    String,
    Table,
    delete,
    func,
    literal,
    select,
)
from sqlalchemy.exc import DBAPIError

Row = dict[str, Any]
_Rows = Sequence[tuple[Any, ...]]
_COPIED: dict[type, str] = {BigInteger: "int8", Integer: "int4", Date: "date", Boolean: "bool"}


class RowsRefusedError(Exception):
    """Some of the rows cannot be stored, whoever tries; `orig` says why."""

    def __init__(self, orig: BaseException | None) -> None:
        """Hold what was raised."""
        super().__init__(str(orig))
        self.orig = orig


def replace_clusters(
    connection: Connection, table: Table, generation: int, clusters: Sequence[str], rows: Sequence[Row]
) -> None:
    """Delete the rows of clusters in a generation and insert the new ones."""
    if clusters:
        theirs = (table.c.generation == generation) & among(connection, table.c.cluster, clusters)
        connection.execute(delete(table).where(theirs))
    add(connection, table, generation, rows)


def add(connection: Connection, table: Table, generation: int, rows: Sequence[Row]) -> None:
    """Insert rows into a generation.

    Raises:
        RowsRefusedError: a row has what its table cannot hold; nothing else may be done in the transaction.
    """
    if not rows:
        return
    insert = _copy if connection.dialect.name == "postgresql" else _insert
    picked = list(map(itemgetter(*(column.name for column in table.c[1:])), rows))
    driver = connection.dialect.loaded_dbapi
    try:
        insert(connection, table, generation, picked)
    except (AttributeError, TypeError, ValueError, OverflowError) as error:
        raise RowsRefusedError(error) from error
    except (DBAPIError, driver.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, driver.OperationalError):
            raise
        raise RowsRefusedError(cause) from error


def _copy(connection: Connection, table: Table, generation: int, rows: _Rows) -> None:
    """Insert by PostgreSQL's binary COPY."""
    named = ", ".join(column.name for column in table.c)
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {table.name} ({named}) FROM STDIN (FORMAT binary)") as copy:
        copy.set_types([_COPIED.get(type(column.type), "text") for column in table.c])
        for row in rows:
            copy.write_row((generation, *row))


def _insert(connection: Connection, table: Table, generation: int, rows: _Rows) -> None:
    """Insert by one statement of SQLite for all rows."""
    by_column = zip(*rows, strict=True)
    stored = [_stored(column.type)(values) for column, values in zip(table.c[1:], by_column, strict=True)]
    named = ", ".join(column.name for column in table.c)
    marks = ", ?" * len(stored)
    order = f"INSERT INTO {table.name} ({named}) VALUES ({generation:d}{marks})"  # noqa: S608 - our own words
    connection.exec_driver_sql(order, list(zip(*stored, strict=True)))


def _stored(kind: object) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Return what turns the values of a column into those that SQLite stores."""
    return _days if isinstance(kind, Date) else _as_they_are


def _days(values: Sequence[date | None]) -> list[str | None]:
    return [None if value is None else value.isoformat() for value in values]


def _as_they_are(values: Sequence[Any]) -> Sequence[Any]:
    return values


def among(connection: Connection, column: ColumnElement[str], names: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a column is one of some names: as one value, for there may be thousands."""
    if connection.dialect.name == "postgresql":
        return column == func.any(literal(list(names), ARRAY(String)))
    listed = func.json_each(literal(msgspec.json.encode(list(names)).decode())).table_valued("value")
    return column.in_(select(listed.c.value))
