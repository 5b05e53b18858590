"""The roster: one line a cluster, as last assessed, and when to assess it again."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, Date, TextClause, and_, bindparam, or_, select, text, update

from projections.answer import Json, next_due_on, roster_answer
from projections.rows import Row, among, replace_clusters
from projections.tables import quarantine, roster
from projections.view import ClusterView


def apply(connection: Connection, generation: int, views: Sequence[ClusterView]) -> None:
    """Write the lines of the clusters that a page touched."""
    clusters = [view.cluster for view in views]
    replace_clusters(connection, roster, generation, clusters, [_row(view) for view in views])


def _row(view: ClusterView) -> Row:
    answer = roster_answer(view.cluster, view.history, view.assessment)
    assessment = view.assessment
    return {
        "cluster": view.cluster,
        "programme": answer["programme"] or "",
        "province": answer["province"] or "",
        "city": answer["city"] or "",
        "standing": assessment.standing,
        "open_grounds": len(answer["open_grounds"]),
        "next_due_on": next_due_on(assessment),
        "assessed_on": assessment.on,
        "stale_from": view.stale_from,
        "wake_on": view.wake_on,
        "calendar_size": view.calendar_size if assessment.rests_on_calendar else None,
        "position": view.position,
        "answer": msgspec.json.encode(answer).decode(),
    }


def waking(connection: Connection, generation: int, day: date, calendar_size: int, limit: int) -> list[str]:
    """Return clusters whose day to be looked at has come, or whose calendar has changed; by two indexes."""
    asked = {"generation": generation, "day": day, "size": calendar_size, "limit": limit}
    return list(connection.scalars(_WAKING, asked))


def _any_of(come: str) -> TextClause:
    """Return the question for lines of which something has come, or whose calendar has changed.

    Each part is a range of an index, read no further than asked for: of `!=` or of an OR the databases
    make a scan, and a union without limits reads whatever is due.
    """
    parts = (f"{come} <= :day ORDER BY {come}", "calendar_size < :size", "calendar_size > :size")
    lines = (
        f"SELECT * FROM (SELECT cluster, {come} AS come FROM roster "  # noqa: S608 - our own words
        f"WHERE generation = :generation AND {part} LIMIT :limit) AS part"
        for part in parts
    )
    question = f"{' UNION '.join(lines)} ORDER BY come, cluster LIMIT :limit"
    return text(question).bindparams(bindparam("day", type_=Date))


_WAKING = _any_of("wake_on")
_STALE = _any_of("stale_from")


def disturb(connection: Connection, generation: int, before: int | None = None) -> None:
    """Note that no line holds any more: each names the calendar edition it was made by.

    With a position, only lines of clusters of which nothing was recorded from there on.
    """
    mine = roster.c.generation == generation
    if before is not None:
        mine &= roster.c.position < before
    connection.execute(update(roster).where(mine).values(stale_from=roster.c.assessed_on))


def wake(connection: Connection, programmes: Sequence[str], day: date) -> None:
    """Note that no line of some programmes holds any more, and that their clusters wake on a day."""
    theirs = roster.c.programme.in_(programmes)
    connection.execute(update(roster).where(theirs).values(wake_on=day, stale_from=day))


def assessed_otherwise(connection: Connection, live: int, other: int) -> dict[date, list[str]]:
    """Return the clusters that two generations assessed on different days, by the day in the first.

    One that holds in the first and is to be looked at again in the other is one of them: while a rebuild
    reads a page, a notice in it disturbs also what was assessed by that notice already.
    """
    mine, theirs = roster.alias("mine"), roster.alias("theirs")
    is_disturbed = and_(
        mine.c.stale_from.is_distinct_from(theirs.c.stale_from),
        mine.c.stale_from.is_distinct_from(mine.c.assessed_on),
    )
    query = (
        select(mine.c.assessed_on, mine.c.cluster)
        .join(theirs, mine.c.cluster == theirs.c.cluster)
        .where(mine.c.generation == live, theirs.c.generation == other)
        .where(or_(mine.c.assessed_on != theirs.c.assessed_on, is_disturbed))
        .order_by(mine.c.assessed_on, mine.c.cluster)
    )
    found: dict[date, list[str]] = {}
    for day, cluster in connection.execute(query):
        found.setdefault(day, []).append(cluster)
    return found


def stale(connection: Connection, generation: int, day: date, calendar_size: int, limit: int) -> list[str]:
    """Return clusters whose line does not hold on a day any more."""
    asked = {"generation": generation, "day": day, "size": calendar_size, "limit": limit}
    return list(connection.scalars(_STALE, asked))


def settled(
    connection: Connection, generation: int, clusters: Sequence[str], day: date, calendar_size: int
) -> set[str]:
    """Return those of some clusters that were assessed on a day and need not be looked at on it again."""
    size = roster.c.calendar_size
    query = select(roster.c.cluster).where(
        roster.c.generation == generation,
        among(connection, roster.c.cluster, clusters),
        roster.c.assessed_on == day,
        or_(roster.c.wake_on.is_(None), roster.c.wake_on > day),
        or_(roster.c.stale_from.is_(None), roster.c.stale_from > day),
        or_(size.is_(None), size == calendar_size),
    )
    return set(connection.scalars(query))


def lines(
    connection: Connection, generation: int, day: date, calendar_size: int
) -> Iterator[tuple[str, Json | None]]:
    """Yield each cluster with its line, or None where the line no longer holds on the day."""
    query = select(roster).where(roster.c.generation == generation).order_by(roster.c.cluster)
    for row in connection.execute(query):
        is_fresh = row.assessed_on <= day and (row.stale_from is None or day < row.stale_from)
        is_moved = row.calendar_size is not None and row.calendar_size != calendar_size
        holds = is_fresh and not is_moved
        yield row.cluster, {**msgspec.json.decode(row.answer), "position": row.position} if holds else None


def is_beyond(connection: Connection, generation: int, day: date) -> bool:
    """Tell whether some cluster was last assessed on a later day: its rows do not answer for this one."""
    later = select(roster.c.cluster).where(roster.c.generation == generation, roster.c.assessed_on > day)
    return connection.execute(later.limit(1)).first() is not None


def quarantined(connection: Connection, generation: int) -> dict[str, Json]:
    """Return the clusters whose events cannot be read, with the position and the reason."""
    query = select(quarantine).where(quarantine.c.generation == generation)
    rows = connection.execute(query)
    return {row.cluster: {"position": row.position, "reason": row.reason} for row in rows}
