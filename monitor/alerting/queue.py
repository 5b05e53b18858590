"""What waits to be told to each channel, the messages made of it, and what became of each try.

Promise: an alert goes into one message of a channel; a message is held by one worker at a time, and by
another once that one has died; every try is kept.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Engine, and_, func, insert, select, update

from domain.refusal import RefusedError
from monitor.alerting.tables import attempts, items, messages
from monitor.codec import instant, microseconds
from monitor.database import reading, writing
from monitor.notify.outbox import Attempt, Kept, Spool, State, Taken, again

TO_CHANNELS = Kept(messages, attempts, to="channel", number="number", attempt="try")
_MINUTE = timedelta(minutes=1)


class Item(NamedTuple):
    """One alert that waits to be told: by the event at `position`, about the finding at `about`."""

    position: int
    about: int
    cluster: str
    ripe_at: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one message, with its latest try; `alerts` counts what it tells."""

    channel: str
    number: int
    state: State
    tries: int
    alerts: int
    next_at: datetime | None
    attempted_at: datetime | None
    last: Attempt | None


class Queue(Spool):
    """What goes to channels: alerts that wait, and the messages that tell them."""

    def __init__(self, engine: Engine) -> None:
        """Work on a database."""
        super().__init__(engine, TO_CHANNELS)

    # --- what waits -------------------------------------------------------------------------------

    def waiting(self, channel: str, at: datetime) -> list[Item]:
        """Return what a channel may have to be told by an instant, oldest first."""
        mine = _waits(channel) & (items.c.ripe_at <= microseconds(at))
        query = select(items.c.position, items.c.about, items.c.cluster, items.c.ripe_at).where(mine)
        with reading(self._engine) as connection:
            return [Item(*row) for row in connection.execute(query.order_by(items.c.position))]

    def postpone(self, channel: str, position: int, until: datetime) -> None:
        """Let an alert wait until an instant."""
        self._alter(channel, [position], {"ripe_at": microseconds(until)})

    def drop(self, channel: str, positions: Sequence[int]) -> None:
        """Tell a channel nothing of what has been settled meanwhile."""
        self._alter(channel, positions, {"state": "dropped"})

    def _alter(self, channel: str, positions: Sequence[int], values: dict[str, Any]) -> None:
        if positions:
            with writing(self._engine) as connection:
                mine = _waits(channel) & items.c.position.in_(positions)
                connection.execute(update(items).where(mine).values(values))

    def pack(self, channel: str, positions: Sequence[int], at: datetime) -> int | None:
        """Make one message of what waits; return its number, None where others have just made one."""
        mine = _waits(channel) & items.c.position.in_(positions)
        with writing(self._engine) as connection:
            packing = update(items).where(mine).values(state="packed", message=max(positions))
            packed = connection.scalars(packing.returning(items.c.position)).all()
            if not packed:
                return None
            number: int = min(packed)
            of_message = and_(items.c.channel == channel, items.c.position.in_(packed))
            connection.execute(update(items).where(of_message).values(message=number))
            connection.execute(insert(messages).values(_new(channel, number, at)))
            return number

    def contents(self, channel: str, number: int) -> list[Item]:
        """Return what a message tells, oldest first."""
        mine = and_(items.c.channel == channel, items.c.message == number)
        query = select(items.c.position, items.c.about, items.c.cluster, items.c.ripe_at).where(mine)
        with reading(self._engine) as connection:
            return [Item(*row) for row in connection.execute(query.order_by(items.c.position))]

    def drop_all_but(self, channels: Sequence[str]) -> None:
        """Drop what waits for channels that are no more."""
        with writing(self._engine) as connection:
            for table in (items, messages):
                ended = and_(table.c.state == "waiting", table.c.channel.not_in(list(channels)))
                connection.execute(update(table).where(ended).values(state="dropped"))

    # --- messages -----------------------------------------------------------------------------------

    def free_at(self, address_sha256: str, most: int, at: datetime) -> datetime | None:
        """Return when an address that got so many in a minute may be sent to again; None: it may be now."""
        recent = and_(
            attempts.c.address_sha256 == address_sha256,
            attempts.c.at > microseconds(at - _MINUTE),
            attempts.c.at <= microseconds(at),
        )
        query = select(attempts.c.at).where(recent).order_by(attempts.c.at.desc()).offset(most - 1).limit(1)
        with reading(self._engine) as connection:
            oldest = connection.scalars(query).one_or_none()
        return None if oldest is None else instant(oldest) + _MINUTE

    def put_back(self, message: Taken, until: datetime) -> None:
        """Let a message that was taken wait until an instant; it was not tried."""
        with writing(self._engine) as connection:
            connection.execute(self._change(message).values(held_until=0, next_at=microseconds(until)))

    def close(self, message: Taken) -> None:
        """Send a message never: all that it would tell has been settled."""
        with writing(self._engine) as connection:
            closing = self._change(message).where(messages.c.state == "waiting")
            connection.execute(closing.values(state="dropped", held_until=0))

    def given_up(self, channel: str, number: int | None) -> int:
        """Return how many messages a retry would send again: one by its number, else all given up.

        Raises:
            RefusedError: "message-unknown", there is no such message.
        """
        query = select(func.count()).select_from(messages).where(again(TO_CHANNELS, channel, number))
        with reading(self._engine) as connection:
            count: int = connection.scalars(query).one()
        if not count and number is not None:
            raise RefusedError("message-unknown", kind="not-found", channel=channel, number=number)
        return count


def _waits(channel: str) -> ColumnElement[bool]:
    return and_(items.c.channel == channel, items.c.state == "waiting")


def _new(channel: str, number: int, at: datetime) -> dict[str, Any]:
    return {
        "channel": channel,
        "number": number,
        "made_at": microseconds(at),
        "state": "waiting",
        "tries": 0,
        "next_at": 0,
        "held_until": 0,
    }
