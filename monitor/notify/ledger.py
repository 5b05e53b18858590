"""What became of every message, for people to look at, and to have sent again."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Engine, and_, func, select, update

from monitor.codec import instant
from monitor.database import reading, writing
from monitor.notify.outbox import Attempt, State
from monitor.notify.tables import attempts, outbox


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
    """The messages of one database."""

    def __init__(self, engine: Engine) -> None:
        """Read a database."""
        self._engine = engine

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many messages there are, by webhook and state."""
        query = select(outbox.c.webhook, outbox.c.state, func.count()).group_by(
            outbox.c.webhook, outbox.c.state
        )
        found: dict[str, dict[str, int]] = {}
        with reading(self._engine) as connection:
            for webhook, state, count in connection.execute(query):
                found.setdefault(webhook, {})[state] = count
        return found

    def deliveries(
        self, *, webhook: str | None = None, state: str | None = None, limit: int
    ) -> list[Delivery]:
        """Return the newest messages, each with its latest attempt."""
        query = _with_latest()
        if webhook is not None:
            query = query.where(outbox.c.webhook == webhook)
        if state is not None:
            query = query.where(outbox.c.state == state)
        newest = query.order_by(outbox.c.position.desc(), outbox.c.webhook).limit(limit)
        with reading(self._engine) as connection:
            return [_delivery(row) for row in connection.execute(newest)]

    def count(self, webhook: str, position: int | None) -> int:
        """Return how many messages `retry` would send again."""
        query = select(func.count()).select_from(outbox).where(*_again(webhook, position))
        with reading(self._engine) as connection:
            return connection.scalars(query).one()

    def retry(self, webhook: str, position: int | None) -> int:
        """Send one message again, whatever became of it, or all that are dead; return how many."""
        again = update(outbox).where(*_again(webhook, position))
        with writing(self._engine) as connection:
            return connection.execute(
                again.values(state="waiting", tries=0, next_at=0, held_until=0)
            ).rowcount


def _again(webhook: str, position: int | None) -> tuple[ColumnElement[bool], ...]:
    which = outbox.c.state == "dead" if position is None else outbox.c.position == position
    return outbox.c.webhook == webhook, which


def _with_latest() -> Any:  # noqa: ANN401 - SQLAlchemy's type of a query over ten columns
    every = attempts.alias("every")
    latest = (
        select(func.max(every.c.number))
        .where(every.c.webhook == outbox.c.webhook, every.c.position == outbox.c.position)
        .correlate(outbox)
        .scalar_subquery()
    )
    same = and_(
        attempts.c.webhook == outbox.c.webhook,
        attempts.c.position == outbox.c.position,
        attempts.c.number == latest,
    )
    told = (attempts.c.at, attempts.c.milliseconds, attempts.c.status, attempts.c.trouble, attempts.c.answer)
    return select(outbox, *told).select_from(outbox.outerjoin(attempts, same))


def _delivery(row: Any) -> Delivery:  # noqa: ANN401 - a row of the query above
    last = None
    if row.at is not None:
        last = Attempt(
            milliseconds=row.milliseconds, status=row.status, trouble=row.trouble, answer=row.answer
        )
    return Delivery(
        webhook=row.webhook,
        position=row.position,
        event=row.event,
        state=row.state,
        tries=row.tries,
        next_at=instant(row.next_at) if row.state == "waiting" and row.next_at else None,
        attempted_at=instant(row.at) if last else None,
        last=last,
    )
