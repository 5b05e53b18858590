"""What became of the messages to channels, for people to look at."""

from typing import Any

from sqlalchemy import Engine, Row, func, select

from monitor.alerting.queue import TO_CHANNELS, Told
from monitor.alerting.tables import items, messages
from monitor.database import reading
from monitor.notify.ledger import counted, fate_of, with_latest


class Ledger:
    """The messages of one database, to be read."""

    def __init__(self, engine: Engine) -> None:
        """Read a database."""
        self._engine = engine

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many messages there are, by channel and state; `pending` counts alerts not told yet."""
        found = counted(self._engine, TO_CHANNELS)
        waiting = select(items.c.channel, func.count()).where(items.c.state == "waiting")
        with reading(self._engine) as connection:
            for channel, count in connection.execute(waiting.group_by(items.c.channel)):
                found.setdefault(channel, {})["pending"] = count
        return found

    def messages(self, channel: str | None, state: str | None, limit: int) -> list[Told]:
        """Return the newest messages, each with its latest try."""
        mine = (items.c.channel == messages.c.channel, items.c.message == messages.c.number)
        alerts = select(func.count()).where(*mine).correlate(messages).scalar_subquery().label("alerts")
        query = with_latest(TO_CHANNELS, channel, state, [alerts])
        newest = query.order_by(messages.c.made_at.desc(), messages.c.number.desc()).limit(limit)
        with reading(self._engine) as connection:
            return [_told(row) for row in connection.execute(newest)]


def _told(row: Row[Any]) -> Told:
    return Told(
        channel=row.channel,
        number=row.number,
        state=row.state,
        tries=row.tries,
        alerts=row.alerts,
        **fate_of(row)._asdict(),
    )
