"""How the outbox is filled: one row for each event and each webhook that wants it, and once for ever.

Promise: rows are written only in the transaction in which the live projections move on, and only for
positions beyond the highest one looked at before. That position is kept apart from the generations of the
projections and never goes back, so that no rebuild, shadow, migration or replay can send anything. While it
is absent (no webhook was ever added, or the database was restored) nothing is written.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text, update

from domain.administration import NOTIFY_STREAM, is_administrative
from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.access.places import Places
from monitor.codec import StoredRow, decode_block
from monitor.database import writing
from monitor.event_log import EventLog
from monitor.notify.cloud_event import days_later
from monitor.notify.subscriptions import Subscription, Subscriptions
from monitor.notify.tables import outbox, progress

PAGE = 1_000
Adder = Callable[[Connection, Sequence[StoredRow]], None]
_ARM = text("INSERT INTO outbox_progress (id, position) VALUES (1, :position) ON CONFLICT (id) DO NOTHING")


class Filling:
    """Fills the outbox of one database."""

    def __init__(self, engine: Engine, log: EventLog, also: Callable[[], Adder | None] | None = None) -> None:
        """Read a log; `also` gives what else is written of each page, where there is anything."""
        self._also = also or (lambda: None)
        self._engine = engine
        self._log = log
        self._places = Places(engine)

    def arm(self) -> None:
        """Begin to fill the outbox, from the end of the log on; where it was begun, change nothing."""
        with writing(self._engine) as connection:
            connection.execute(_ARM, {"position": self._log.last_position()})

    def fill(self, connection: Connection, through: int) -> None:
        """Write what follows from the log up to a position that the live projections have reached."""
        reached = _reached(connection)
        if reached is None or reached >= through:
            return
        adders = self._adders()
        while adders and reached < through:
            page = [row for row in self._log.rows_after(reached, PAGE) if row.position <= through]
            if not page:
                break
            for adder in adders:
                adder(connection, page)
            reached = page[-1].position
        connection.execute(update(progress).where(progress.c.position < through).values(position=through))

    def _adders(self) -> list[Adder]:
        """Return what writes rows: of the webhooks, and of others; none where nobody is to be told."""
        subscriptions = Subscriptions(self._log.stream(NOTIFY_STREAM)).by_name.values()
        found: list[Adder] = []
        if subscriptions:
            found.append(lambda connection, page: self._add(connection, page, subscriptions))
        if (other := self._also()) is not None:
            found.append(other)
        return found

    def _add(
        self, connection: Connection, page: Sequence[StoredRow], subscriptions: Iterable[Subscription]
    ) -> None:
        rows = [
            _waiting(subscription, row, record)
            for row in page
            if not is_administrative(row.cluster)
            for record in [_read(row)]
            for subscription in self._wanting(subscriptions, row, record)
        ]
        if rows:
            connection.execute(insert(outbox), rows)

    def _wanting(
        self, subscriptions: Iterable[Subscription], row: StoredRow, record: Recorded | None
    ) -> Iterator[Subscription]:
        """Yield who wants an event; one that cannot be read is tried too, and fails openly."""
        kind = row.topic.rpartition(".")[0]
        for each in subscriptions:
            place = self._places.of(row.cluster) if each.needs_place else None
            is_wanted = each.covers(row.position) and each.wants(kind, row.cluster, place)
            if is_wanted and (record is None or each.wants_news_of(days_later(record))):
                yield each


def _reached(connection: Connection) -> int | None:
    """Return up to which position the outbox was filled; whoever else would fill it waits."""
    position: int | None = connection.scalars(select(progress.c.position).with_for_update()).one_or_none()
    return position


def _read(row: StoredRow) -> Recorded | None:
    try:
        return decode_block([row])[0]
    except RefusedError:
        return None


def _waiting(subscription: Subscription, row: StoredRow, record: Recorded | None) -> dict[str, Any]:
    return {
        "webhook": subscription.webhook,
        "position": row.position,
        "event": record.id if record else "",
        "state": "waiting",
        "tries": 0,
        "next_at": 0,
        "held_until": 0,
    }
