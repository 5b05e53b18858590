"""The standing periods: who stood how on which legal days, as known from when until when.

Promise: the rows of a cluster follow from its stream alone; new knowledge closes rows and opens others.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

import msgspec
from msgspec.structs import asdict
from sqlalchemy import Connection, and_, bindparam, delete, select, text, update

from domain.periods import microseconds
from projections.answer import Json
from projections.rows import Row, add, among
from projections.tables import standing_periods as periods
from projections.view import ClusterView

_ANSWERED = ("cluster", "programme", "name", "province", "city", "county", "standing")
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
    if clusters:
        some = among(connection, periods.c.cluster, clusters)
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
    where, values = _asked(connection, on, known_at, selection)
    shown = f"SELECT {', '.join(_ANSWERED)}, {_DAYS[connection.dialect.name]} FROM standing_periods"  # noqa: S608
    page = "ORDER BY cluster LIMIT :limit OFFSET :offset"
    limit = selection.limit
    if limit is None and connection.dialect.name == "sqlite":
        limit = -1  # without a limit
    paged = {"limit": limit, "offset": selection.offset}
    rows = connection.execute(text(f"{shown} {where} {page}"), values | paged | {"generation": generation})
    return [
        {
            "cluster": cluster,
            "programme": programme,
            "name": name,
            "province": province,
            "city": city,
            "county": county,
            "standing": standing,
            "valid_from": valid_from,
            "valid_to": valid_to,
        }
        for cluster, programme, name, province, city, county, standing, valid_from, valid_to in rows.all()
    ]


def count(connection: Connection, generation: int, on: date, known_at: datetime, selection: Selection) -> int:
    """Return how many lines there are, pages aside."""
    where, values = _asked(connection, on, known_at, selection)
    query = text(f"SELECT count(*) FROM standing_periods {where}")  # noqa: S608 - our own words
    return int(connection.execute(query, values | {"generation": generation}).scalar_one())


def _asked(
    connection: Connection, on: date, known_at: datetime, selection: Selection
) -> tuple[str, dict[str, Any]]:
    """Return the conditions, as the index has them: holding a day and an instant, and asked for.

    The names of clusters are compared by their bytes; those asked for are one value: there may be thousands.
    """
    is_file = connection.dialect.name == "sqlite"
    values: dict[str, Any] = {"at": microseconds(known_at), "on": on.isoformat() if is_file else on}
    conditions = ["generation = :generation", _POINT[connection.dialect.name]]
    conditions += [f"{name} = :{name}" for name in selection.wanted]
    values |= selection.wanted
    if selection.after:
        conditions.append("cluster > :after")
        values["after"] = selection.after
    if selection.among is not None:
        names = sorted(selection.among)
        conditions.append(_AMONG[connection.dialect.name])
        values["among"] = msgspec.json.encode(names).decode() if is_file else names
    return f"WHERE {' AND '.join(conditions)}", values


_POINT = {
    "sqlite": "known_from <= :at AND known_to > :at AND legal_from <= :on AND legal_to > :on",
    "postgresql": "int8range(known_from, known_to) @> CAST(:at AS bigint) "
    "AND daterange(legal_from, legal_to) @> CAST(:on AS date)",
}
_AMONG = {
    "sqlite": "cluster IN (SELECT value FROM json_each(:among))",
    "postgresql": "cluster = ANY(:among)",
}
_DAYS = {
    "sqlite": "valid_from, valid_to",
    "postgresql": "to_char(valid_from, 'YYYY-MM-DD'), to_char(valid_to, 'YYYY-MM-DD')",
}
