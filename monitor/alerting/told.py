"""What became of the messages to channels, for people to look at."""

from typing import Any

from sqlalchemy import Engine, and_, func, select

from monitor.alerting.queue import Told
from monitor.alerting.tables import attempts, items, messages
from monitor.codec import instant
from monitor.database import reading
from monitor.notify.outbox import Attempt


class Ledger:
    """The messages of one database, to be read."""

    def __init__(self, engine: Engine) -> None:
        """Read a database."""
        self._engine = engine

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many messages there are, by channel and state; `pending` counts alerts not told yet."""
        found: dict[str, dict[str, int]] = {}
        queries = (
            select(messages.c.channel, messages.c.state, func.count()).group_by(
                messages.c.channel, messages.c.state
            ),
            select(items.c.channel, items.c.state, func.count())
            .where(items.c.state == "waiting")
            .group_by(items.c.channel, items.c.state),
        )
        with reading(self._engine) as connection:
            for number, query in enumerate(queries):
                for channel, state, count in connection.execute(query):
                    found.setdefault(channel, {})["pending" if number else state] = count
        return found

    def messages(self, channel: str | None, state: str | None, limit: int) -> list[Told]:
        """Return the newest messages, each with its latest try."""
        query = _with_latest()
        if channel is not None:
            query = query.where(messages.c.channel == channel)
        if state is not None:
            query = query.where(messages.c.state == state)
        newest = query.order_by(messages.c.made_at.desc(), messages.c.number.desc()).limit(limit)
        with reading(self._engine) as connection:
            return [_told(row) for row in connection.execute(newest)]


def _with_latest() -> Any:  # noqa: ANN401 - SQLAlchemy's type of a query over twelve columns
    every = attempts.alias("every")
    latest = (
        select(func.max(every.c["try"]))
        .where(every.c.channel == messages.c.channel, every.c.number == messages.c.number)
        .correlate(messages)
        .scalar_subquery()
    )
    count = (
        select(func.count())
        .where(items.c.channel == messages.c.channel, items.c.message == messages.c.number)
        .correlate(messages)
        .scalar_subquery()
        .label("alerts")
    )
    same = and_(
        attempts.c.channel == messages.c.channel,
        attempts.c.number == messages.c.number,
        attempts.c["try"] == latest,
    )
    told = (attempts.c.at, attempts.c.milliseconds, attempts.c.status, attempts.c.trouble, attempts.c.answer)
    return select(messages, count, *told).select_from(messages.outerjoin(attempts, same))


def _told(row: Any) -> Told:  # noqa: ANN401 - a row of the query above
    last = None
    if row.at is not None:
        last = Attempt(
            milliseconds=row.milliseconds, status=row.status, trouble=row.trouble, answer=row.answer
        )
    return Told(
        channel=row.channel,
        number=row.number,
        state=row.state,
        tries=row.tries,
        alerts=row.alerts,
        next_at=instant(row.next_at) if row.state == "waiting" and row.next_at else None,
        attempted_at=instant(row.at) if last else None,
        last=last,
    )
