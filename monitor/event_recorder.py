"""The recorder of the `eventsourcing` library over our table of events. The library's only home.

Promise: what the library says of an application recorder holds here, on both databases, and no
call is tried again behind the back of its caller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, IntegrityError, Notification, StoredEvent
from sqlalchemy import Engine

from monitor.codec import StoredRow
from monitor.event_tables import ConflictError, EventTable, NewRow
from monitor.events_in_postgresql import PostgresEvents
from monitor.events_in_sqlite import SqliteEvents


@dataclass(frozen=True)
class KeyedEvent(StoredEvent):
    """A stored event with what our table holds beside it.

    `recorded_at` is in microseconds since 1970, UTC; without a position it gets the next one.
    """

    recorded_at: int
    key: str | None = None
    position: int | None = None


def event_table(engine: Engine) -> EventTable:
    """Return the table of events in the database of an engine."""
    return SqliteEvents(engine) if engine.dialect.name == "sqlite" else PostgresEvents(engine)


class TakenError(ConflictError, IntegrityError):
    """A conflict, under its library's name too."""


class EventRecorder(ApplicationRecorder):
    """Writes and reads stored events; ids of originators are text.

    There are no subscriptions: who follows the log pulls, on both databases alike.
    """

    def __init__(self, engine: Engine) -> None:
        """Record in the database of an engine."""
        self._table = event_table(engine)

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        expected: Mapping[str, int] | None = None,
        **_kwargs: Any,  # noqa: ANN401 - the library's signature
    ) -> Sequence[int]:
        """Record events in one transaction and return their positions.

        What must be recorded together with events, by the same transaction, belongs into
        `EventTable.add`, next to the insertion. An event that is no `KeyedEvent` counts as
        recorded in 1970, which is refused once the log holds later ones.

        Raises:
            TakenError: a stream is not at its expected version; a version or key is recorded.
            RefusedError: the clock, or a position of its own in a log that is not empty.
        """
        rows = [_row(event) for event in stored_events]
        try:
            return self.add(rows, expected or {}) if rows else []
        except ConflictError as error:
            raise TakenError(error.code, kind="conflict", **error.values) from None

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """Record rows that are made already; see `EventTable.add`."""
        return self._table.add(rows, expected)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return a stream, or a part of it."""
        rows = self.rows(
            [
                ("originator_id = ?", str(originator_id)),
                ("originator_version > ?", gt),
                ("originator_version <= ?", lte),
            ],
            order="originator_version DESC" if desc else "originator_version",
            limit=limit,
        )
        return [StoredEvent(row.cluster, row.version, row.topic, row.state) for row in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return events in the order of the whole log."""
        rows = self.rows(
            [
                ("position >= ?" if inclusive_of_start else "position > ?", start),
                ("position <= ?", stop),
                self.among("topic", topics or None),
            ],
            order="position",
            limit=limit,
        )
        return [Notification(row.cluster, row.version, row.topic, row.state, row.position) for row in rows]

    def max_notification_id(self) -> int | None:
        """Return the last position, or None where nothing is recorded."""
        last = self._table.last()
        return last.position if last else None

    def last_recorded_at(self) -> int | None:
        """Return the last instant, in microseconds since 1970, or None where nothing is recorded."""
        last = self._table.last()
        return last.recorded_at if last else None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> NoReturn:
        """Refuse: a subscription needs a thread of its own and a database that calls back."""
        raise NotImplementedError

    def rows(
        self, conditions: Iterable[tuple[str, object]], *, order: str, limit: int | None = None
    ) -> list[StoredRow]:
        """Return rows block-wise; a condition whose value is None does not count."""
        stated = [(text, value) for text, value in conditions if value is not None]
        values = [value for _, value in stated]
        tail = f"WHERE {' AND '.join(text for text, _ in stated)} " if stated else ""
        tail += f"ORDER BY {order}"
        if limit is None:
            return self._table.select(tail, values)
        return self._table.select(f"{tail} LIMIT ?", [*values, limit])

    def among(self, column: str, values: Sequence[str] | None) -> tuple[str, object]:
        """Return the condition that a column has one of some values."""
        return self._table.among(column), None if values is None else self._table.listed(values)


def _row(event: StoredEvent) -> NewRow:
    key, recorded_at, position = None, 0, None
    if isinstance(event, KeyedEvent):
        key, recorded_at, position = event.key, event.recorded_at, event.position
    cluster = str(event.originator_id)
    return NewRow(cluster, event.originator_version, event.topic, event.state, key, recorded_at, position)
