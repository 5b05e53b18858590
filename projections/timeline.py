"""The timeline: every event with both its dates, in the order in which it became known."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from domain.events import Recorded, type_name
from projections.answer import Json
from projections.rows import add
from projections.tables import timeline


def apply(connection: Connection, generation: int, records: Sequence[Recorded]) -> None:
    """Add the events of a page."""
    rows = [
        {
            "position": record.position,
            "event": record.id,
            "cluster": record.cluster,
            "type": type_name(type(record.body)),
            "effective_on": record.effective_on,
            "recorded_at": record.recorded_at.isoformat(),
        }
        for record in records
    ]
    add(connection, timeline, generation, rows)


def latest(connection: Connection, generation: int, limit: int, before: int | None = None) -> list[Json]:
    """Return the newest events of all clusters, newest first; `before` pages on."""
    query = select(timeline).where(timeline.c.generation == generation)
    if before is not None:
        query = query.where(timeline.c.position < before)
    query = query.order_by(timeline.c.position.desc()).limit(limit)
    return [
        {
            "position": row.position,
            "cluster": row.cluster,
            "type": row.type,
            "effective_on": row.effective_on.isoformat(),
            "recorded_at": row.recorded_at,
        }
        for row in connection.execute(query)
    ]


def clusters_with(
    connection: Connection, generation: int, types: Sequence[str], since: datetime | None
) -> list[str]:
    """Return the clusters of which an event of some types is known, recorded since an instant or ever."""
    mine = timeline.c.generation == generation
    query = select(timeline.c.cluster).where(mine, timeline.c.type.in_(types)).distinct()
    if since is not None:
        query = query.where(timeline.c.recorded_at >= since.astimezone(UTC).isoformat())
    return list(connection.scalars(query.order_by(timeline.c.cluster)))


def position_of(connection: Connection, generation: int, event: str) -> int | None:
    """Return where in the log an event is, by its id; None where the timeline has none of that id."""
    query = select(timeline.c.position).where(timeline.c.generation == generation, timeline.c.event == event)
    return connection.scalars(query.order_by(timeline.c.position).limit(1)).one_or_none()
