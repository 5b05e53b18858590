"""The standing periods: who stood how on which legal days, as known from when until when.

Promise: the rows of a cluster follow from its stream alone; new knowledge closes rows and opens others.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

import msgspec
from msgspec.structs import asdict
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    String,
    and_,
    bindparam,
    cast,
    delete,
    func,
    literal,
    select,
    update,
)

from domain.periods import microseconds
from projections.answer import Json, day
from projections.rows import Row, add
from projections.tables import standing_periods as periods
from projections.view import ClusterView

_IN_ONE_STATEMENT = 500
_ANSWERED = (
    "cluster",
    "programme",
    "name",
    "province",
    "city",
    "county",
    "standing",
    "valid_from",
    "valid_to",
)
_Key = tuple[str, int, date]


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Which clusters are asked for, and which of them are shown: `limit` after the first `offset`.

    `after` asks for those whose names come later, so that pages are stable; `among` for some by name.
    """

    programme: str | None = None
    province: str | None = None
    city: str | None = None
    standing: str | None = None
    after: str = ""
    among: frozenset[str] | None = None
    limit: int | None = None
    offset: int = 0

    @property
    def wanted(self) -> dict[str, str]:
        """The filters that are set, by the name of what they ask of a line."""
        values = {name: getattr(self, name) for name in ("programme", "province", "city", "standing")}
        return {name: value for name, value in values.items() if value is not None}

    def passes(self, line: Json) -> bool:
        """Tell whether a line passes the filters."""
        cluster = line["cluster"]
        if cluster <= self.after or (self.among is not None and cluster not in self.among):
            return False
        return all(line.get(name) == value for name, value in self.wanted.items())

    def page(self, lines: Iterable[Json]) -> Iterator[Json]:
        """Return the lines that are shown of those there are."""
        return islice(lines, self.offset, None if self.limit is None else self.offset + self.limit)

    @property
    def unpaged(self) -> "Selection":
        """The same clusters, all of them shown."""
        return msgspec.structs.replace(self, limit=None, offset=0)


EVERY = Selection()


# --- how the rows come to be ------------------------------------------------------------------


def apply(connection: Connection, generation: int, views: Sequence[ClusterView]) -> None:
    """Close and open rows of the clusters that a page touched."""
    rows = [{"cluster": view.cluster, **asdict(each)} for view in views for each in view.rectangles]
    wanted = {_key(row): row for row in rows}
    found = {_key(row): row for row in _rows_of(connection, generation, [view.cluster for view in views])}
    closed = {key for key in found.keys() & wanted.keys() if _is_closed_by(found[key], wanted[key])}
    stale = {key for key, row in found.items() if key not in closed and row != wanted.get(key)}
    _delete(connection, generation, stale)
    _close(connection, generation, [wanted[key] for key in sorted(closed)])
    opened = [row for key, row in wanted.items() if key in stale or key not in found]
    add(connection, periods, generation, opened)


def _key(row: Row) -> _Key:
    return row["cluster"], row["known_from"], row["legal_from"]


def _rows_of(connection: Connection, generation: int, clusters: Sequence[str]) -> Iterator[Row]:
    for start in range(0, len(clusters), _IN_ONE_STATEMENT):
        some = periods.c.cluster.in_(clusters[start : start + _IN_ONE_STATEMENT])
        query = select(*periods.c[1:]).where(periods.c.generation == generation, some)
        yield from (dict(row) for row in connection.execute(query).mappings())


def _is_closed_by(row: Row, later: Row) -> bool:
    return row != later and row | {"known_to": later["known_to"]} == later


def _of_key(generation: int) -> Any:  # noqa: ANN401 - SQLAlchemy's own type of a condition
    return and_(
        periods.c.generation == generation,
        periods.c.cluster == bindparam("of_cluster"),
        periods.c.known_from == bindparam("from_instant"),
        periods.c.legal_from == bindparam("from_day"),
    )


def _named(key: _Key) -> Row:
    return dict(zip(("of_cluster", "from_instant", "from_day"), key, strict=True))


def _delete(connection: Connection, generation: int, keys: set[_Key]) -> None:
    """Take back what was concluded of an instant before all that was recorded at it was there."""
    if keys:
        connection.execute(delete(periods).where(_of_key(generation)), [_named(key) for key in sorted(keys)])


def _close(connection: Connection, generation: int, rows: Sequence[Row]) -> None:
    if rows:
        named = [{**_named(_key(row)), "until": row["known_to"]} for row in rows]
        closing = update(periods).where(_of_key(generation)).values(known_to=bindparam("until"))
        connection.execute(closing, named)


def resting_on_calendar(connection: Connection, generation: int) -> list[str]:
    """Return the clusters of whose standing a calendar notice may change what is known."""
    bound = (periods.c.generation == generation, periods.c.rests_on_calendar)
    return list(connection.scalars(select(periods.c.cluster).distinct().where(*bound)))


# --- what can be asked ------------------------------------------------------------------------


def lines(
    connection: Connection, generation: int, on: date, known_at: datetime, selection: Selection
) -> list[Json]:
    """Return the standing of every cluster on a legal day as known at an instant, by name."""
    point = _point(connection, on, known_at)
    query = select(*(periods.c[name] for name in _ANSWERED))
    query = query.where(periods.c.generation == generation, *point, *_filters(connection, selection))
    query = query.order_by(periods.c.cluster).limit(selection.limit).offset(selection.offset or None)
    return [_answer(row) for row in connection.execute(query).all()]


def count(connection: Connection, generation: int, on: date, known_at: datetime, selection: Selection) -> int:
    """Return how many lines there are, pages aside."""
    point = _point(connection, on, known_at)
    query = select(func.count()).select_from(periods)
    query = query.where(periods.c.generation == generation, *point, *_filters(connection, selection))
    return connection.scalars(query).one()


def _point(connection: Connection, on: date, known_at: datetime) -> list[ColumnElement[bool]]:
    """Return the condition that a rectangle holds a day and an instant, as the index has it."""
    at = literal(microseconds(known_at), BigInteger)
    if connection.dialect.name == "postgresql":
        instants = func.int8range(periods.c.known_from, periods.c.known_to)
        days = func.daterange(periods.c.legal_from, periods.c.legal_to)
        return [instants.bool_op("@>")(cast(at, BigInteger)), days.bool_op("@>")(cast(on, Date))]
    known = [periods.c.known_from <= at, periods.c.known_to > at]
    return [*known, periods.c.legal_from <= on, periods.c.legal_to > on]


def _filters(connection: Connection, selection: Selection) -> list[ColumnElement[bool]]:
    """Return the conditions of the filters; the names of clusters are compared by their bytes."""
    asked = [periods.c[name] == value for name, value in selection.wanted.items()]
    if selection.after:
        asked.append(periods.c.cluster > selection.after)
    if selection.among is not None:
        asked.append(_is_among(connection, sorted(selection.among)))
    return asked


def _is_among(connection: Connection, names: list[str]) -> ColumnElement[bool]:
    """Return the condition that a cluster is one of some: as one value, for there may be thousands."""
    if connection.dialect.name == "postgresql":
        return periods.c.cluster == func.any(literal(names, ARRAY(String)))
    listed = func.json_each(literal(msgspec.json.encode(names).decode())).table_valued("value")
    return periods.c.cluster.in_(select(listed.c.value))


def _answer(row: Iterable[Any]) -> Json:
    answer = dict(zip(_ANSWERED, row, strict=True))
    answer["valid_from"], answer["valid_to"] = day(answer["valid_from"]), day(answer["valid_to"])
    return answer
