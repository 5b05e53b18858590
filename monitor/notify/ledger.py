"""What became of every message, for people to look at, and to have sent again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Engine, Row, Select, and_, func, select

from monitor.codec import instant
from monitor.database import reading, writing
from monitor.notify.outbox import TO_WEBHOOKS, Attempt, Kept, State, again, sent_again
from monitor.notify.tables import outbox


class Fate(NamedTuple):
    """What became of one message: its latest attempt and when that was; when it is tried again."""

    last: Attempt | None
    attempted_at: datetime | None
    next_at: datetime | None


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one message; `last` is its latest attempt, `next_at` when it is tried again."""

    webhook: str
    position: int
    event: str
    state: State
    tries: int
    next_at: datetime | None
    attempted_at: datetime | None
    last: Attempt | None


class Ledger:
    """The messages to webhooks of one database."""

    def __init__(self, engine: Engine) -> None:
        """Read a database."""
        self._engine = engine

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many messages there are, by webhook and state."""
        return counted(self._engine, TO_WEBHOOKS)

    def deliveries(
        self, *, webhook: str | None = None, state: str | None = None, limit: int
    ) -> list[Delivery]:
        """Return the newest messages, each with its latest attempt."""
        query = with_latest(TO_WEBHOOKS, webhook, state)
        newest = query.order_by(outbox.c.position.desc(), outbox.c.webhook).limit(limit)
        with reading(self._engine) as connection:
            return [_delivery(row) for row in connection.execute(newest)]

    def count(self, webhook: str, position: int | None) -> int:
        """Return how many messages `retry` would send again."""
        which = again(TO_WEBHOOKS, webhook, position)
        query = select(func.count()).select_from(outbox).where(which)
        with reading(self._engine) as connection:
            return connection.scalars(query).one()

    def retry(self, webhook: str, position: int | None) -> int:
        """Send one message again, whatever became of it, or all that are dead; return how many."""
        with writing(self._engine) as connection:
            return connection.execute(sent_again(TO_WEBHOOKS, webhook, position)).rowcount


def counted(engine: Engine, kept: Kept) -> dict[str, dict[str, int]]:
    """Return how many messages there are, by whom they are for and by state."""
    groups = (kept.messages.c[kept.to], kept.messages.c.state)
    found: dict[str, dict[str, int]] = {}
    with reading(engine) as connection:
        for to, state, count in connection.execute(select(*groups, func.count()).group_by(*groups)):
            found.setdefault(to, {})[state] = count
    return found


def with_latest(
    kept: Kept, to: str | None, state: str | None, beside: Sequence[ColumnElement[Any]] = ()
) -> Select[Any]:
    """Return the query for messages, to one or to all, in one state or any, each with its latest attempt."""
    messages, attempts = kept.messages, kept.attempts
    every = attempts.alias("every")

    def of_message(table: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a table or its alias
        return and_(*(table.c[name] == messages.c[name] for name in (kept.to, kept.number)))

    latest = select(func.max(every.c[kept.attempt])).where(of_message(every)).correlate(messages)
    same = and_(of_message(attempts), attempts.c[kept.attempt] == latest.scalar_subquery())
    told = [attempts.c[name] for name in ("at", "milliseconds", "status", "trouble", "answer")]
    query = select(messages, *beside, *told).select_from(messages.outerjoin(attempts, same))
    asked = {kept.to: to, "state": state}
    return query.where(*(messages.c[name] == value for name, value in asked.items() if value is not None))


def fate_of(row: Row[Any]) -> Fate:
    """Return what became of the message of a row of `with_latest`."""
    next_at = instant(row.next_at) if row.state == "waiting" and row.next_at else None
    if row.at is None:
        return Fate(None, None, next_at)
    last = Attempt(milliseconds=row.milliseconds, status=row.status, trouble=row.trouble, answer=row.answer)
    return Fate(last, instant(row.at), next_at)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        webhook=row.webhook,
        position=row.position,
        event=row.event,
        state=row.state,
        tries=row.tries,
        **fate_of(row)._asdict(),
    )
