"""What waits to be told to each channel, the messages made of it, and what became of each try.

Promise: an alert goes into one message of a channel; a message is held by one worker at a time, and by
another once that one has died; every try is kept.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, and_, func, insert, or_, select, update

from domain.refusal import RefusedError
from monitor.alerting.tables import attempts, items, messages
from monitor.codec import instant, microseconds
from monitor.database import reading, writing
from monitor.notify.outbox import HELD, LONGEST_REST, MOST_TRIES, Attempt, State, rest_after

_MINUTE = timedelta(minutes=1)
_LATEST = LONGEST_REST * 1.2


class Item(NamedTuple):
    """One alert that waits to be told: by the event at `position`, about the finding at `about`."""

    position: int
    about: int
    cluster: str
    ripe_at: int


class Taken(NamedTuple):
    """A message taken to be sent, after how many tries."""

    channel: str
    number: int
    tries: int


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


class Queue:
    """The messages of one database."""

    def __init__(self, engine: Engine) -> None:
        """Work on a database."""
        self._engine = engine

    # --- what waits -------------------------------------------------------------------------------

    def waiting(self, channel: str, at: datetime) -> list[Item]:
        """Return what a channel may have to be told by an instant, oldest first."""
        mine = _waits(channel) & (items.c.ripe_at <= microseconds(at))
        query = select(items.c.position, items.c.about, items.c.cluster, items.c.ripe_at).where(mine)
        with reading(self._engine) as connection:
            return [Item(*row) for row in connection.execute(query.order_by(items.c.position))]

    def postpone(self, channel: str, position: int, until: datetime) -> None:
        """Let an alert wait until an instant."""
        self._change(channel, [position], {"ripe_at": microseconds(until)})

    def drop(self, channel: str, positions: Sequence[int]) -> None:
        """Tell a channel nothing of what has been settled meanwhile."""
        self._change(channel, positions, {"state": "dropped"})

    def _change(self, channel: str, positions: Sequence[int], values: dict[str, Any]) -> None:
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

    def due(self, at: datetime) -> list[str]:
        """Return the channels with a message that is due."""
        with reading(self._engine) as connection:
            query = select(messages.c.channel).where(_is_due(at)).group_by(messages.c.channel)
            return list(connection.scalars(query.order_by(messages.c.channel)))

    def take(self, channel: str, at: datetime) -> Taken | None:
        """Take the oldest due message of a channel that nobody holds."""
        query = select(messages.c.channel, messages.c.number, messages.c.tries)
        query = query.where(messages.c.channel == channel, _is_due(at)).order_by(messages.c.number).limit(1)
        with writing(self._engine) as connection:
            row = connection.execute(query.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            taken = Taken(*row)
            held = {"held_until": microseconds(at + HELD)}
            connection.execute(update(messages).where(_is(taken)).values(held))
            return taken

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
            values = {"held_until": 0, "next_at": microseconds(until)}
            connection.execute(update(messages).where(_is(message)).values(values))

    def close(self, message: Taken) -> None:
        """Send a message never: all that it would tell has been settled."""
        with writing(self._engine) as connection:
            mine = and_(_is(message), messages.c.state == "waiting")
            connection.execute(update(messages).where(mine).values(state="dropped", held_until=0))

    def note(self, message: Taken, attempt: Attempt, address_sha256: str, at: datetime) -> State:
        """Keep a try that ended at an instant, and return what it made of the message."""
        with writing(self._engine) as connection:
            query = select(messages.c.state, messages.c.tries).where(_is(message))
            row = connection.execute(query.with_for_update()).one()
            _keep(connection, message, attempt, address_sha256, at)
            if row.state != "waiting":  # another worker took it meanwhile, or its channel was stopped
                found: State = row.state
                return found
            tries = row.tries + 1
            state = _state_after(attempt, tries)
            rest = max(rest_after(tries, f"{message.channel}|{message.number}"), _asked_rest(attempt))
            values = {
                "state": state,
                "tries": tries,
                "next_at": microseconds(at + rest),
                "held_until": 0,
            }
            connection.execute(update(messages).where(_is(message)).values(values))
            return state

    def given_up(self, channel: str, number: int | None) -> int:
        """Return how many messages a retry would send again: one by its number, else all given up.

        Raises:
            RefusedError: "message-unknown", there is no such message.
        """
        which = messages.c.state == "dead" if number is None else messages.c.number == number
        query = select(func.count()).select_from(messages).where(messages.c.channel == channel, which)
        with reading(self._engine) as connection:
            count: int = connection.scalars(query).one()
        if not count and number is not None:
            raise RefusedError("message-unknown", kind="not-found", channel=channel, number=number)
        return count


def _waits(channel: str) -> ColumnElement[bool]:
    return and_(items.c.channel == channel, items.c.state == "waiting")


def _is(message: Taken) -> ColumnElement[bool]:
    return and_(messages.c.channel == message.channel, messages.c.number == message.number)


def _is_due(at: datetime) -> ColumnElement[bool]:
    """Return the condition that a message is due and not held; what lies too far ahead is a wrong clock's."""
    now = microseconds(at)
    rested = or_(messages.c.next_at <= now, messages.c.next_at > microseconds(at + _LATEST))
    free = or_(messages.c.held_until <= now, messages.c.held_until > microseconds(at + HELD))
    return and_(messages.c.state == "waiting", rested, free)


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


def _state_after(attempt: Attempt, tries: int) -> State:
    if attempt.trouble is None:
        return "sent"
    return "dead" if tries >= MOST_TRIES else "waiting"


def _asked_rest(attempt: Attempt) -> timedelta:
    return min(timedelta(seconds=attempt.rest_seconds), LONGEST_REST)


def _keep(
    connection: Connection, message: Taken, attempt: Attempt, address_sha256: str, at: datetime
) -> None:
    mine = and_(attempts.c.channel == message.channel, attempts.c.number == message.number)
    before = connection.scalars(select(func.count()).select_from(attempts).where(mine)).one()
    values: dict[str, Any] = {
        "channel": message.channel,
        "number": message.number,
        "try": before + 1,
        "address_sha256": address_sha256,
        "at": microseconds(at),
        "milliseconds": attempt.milliseconds,
        "status": attempt.status,
        "trouble": attempt.trouble,
        "answer": attempt.answer[:200],
    }
    connection.execute(insert(attempts).values(values))
