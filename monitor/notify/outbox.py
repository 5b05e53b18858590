"""The outbox as it is worked off: who takes which message next, and what became of each.

Promise: a message is held by one worker at a time, and by another once that one has died; every attempt is
kept. A clock that was set back delays nothing for longer than the longest rest.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, and_, func, insert, or_, select, update

from monitor.codec import microseconds
from monitor.database import reading, writing
from monitor.notify.addresses import Trouble
from monitor.notify.tables import attempts, outbox, progress

State = Literal["waiting", "sent", "dead", "dropped"]
MOST_TRIES = 12  # within about a day and a half
HELD = timedelta(minutes=2)  # far longer than an attempt takes
FIRST_REST, LONGEST_REST = timedelta(seconds=10), timedelta(hours=6)
_GROWTH = 4
_SPREAD = 0.2
_LATEST = LONGEST_REST * (1 + _SPREAD)
_BUCKETS = 2**32


class Waiting(NamedTuple):
    """A message taken to be sent: to which webhook, which position of the log, after how many tries."""

    webhook: str
    position: int
    tries: int


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """How an attempt went: HTTP status (None: no answer), how long it took, the beginning of the answer.

    `trouble` is None where it was taken; `rest_seconds` is for how long the receiver asked not to be asked.
    `body` is the answer as it came, where more of it was wanted than its beginning; it is never kept.
    """

    milliseconds: int
    status: int | None = None
    trouble: Trouble | None = None
    answer: str = ""
    rest_seconds: int = 0
    body: bytes = b""


def rest_after(tries: int, message: str) -> timedelta:
    """Return how long to rest after so many failed tries: growing, spread by the message's own name.

    >>> rest_after(1, "a") == rest_after(1, "a"), rest_after(20, "a") <= LONGEST_REST * 1.2
    (True, True)
    """
    growth: int = _GROWTH ** min(tries - 1, MOST_TRIES)
    whole = min(FIRST_REST * growth, LONGEST_REST)
    drawn = int.from_bytes(sha256(f"{message}|{tries}".encode()).digest()[:4], "big") / _BUCKETS
    return whole * (1 - _SPREAD + 2 * _SPREAD * drawn)


class Outbox:
    """The outbox of one database."""

    def __init__(self, engine: Engine) -> None:
        """Work on a database."""
        self._engine = engine

    def is_armed(self) -> bool:
        """Tell whether anything may be sent: not so in a database that was restored."""
        with reading(self._engine) as connection:
            return connection.scalars(select(progress.c.position)).one_or_none() is not None

    def due(self, at: datetime) -> list[str]:
        """Return the webhooks with a message that is due, those with the fewest failures first."""
        fewest = func.min(outbox.c.tries)
        query = select(outbox.c.webhook).where(_is_due(at)).group_by(outbox.c.webhook)
        with reading(self._engine) as connection:
            return list(connection.scalars(query.order_by(fewest, outbox.c.webhook)))

    def take(self, webhook: str, at: datetime) -> Waiting | None:
        """Take the oldest due message of a webhook that nobody holds."""
        columns = (outbox.c.webhook, outbox.c.position, outbox.c.tries)
        query = select(*columns).where(outbox.c.webhook == webhook, _is_due(at)).order_by(outbox.c.position)
        with writing(self._engine) as connection:
            row = connection.execute(query.limit(1).with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            taken = Waiting(*row)
            held = {"held_until": microseconds(at + HELD)}
            connection.execute(update(outbox).where(_is(taken)).values(held))
            return taken

    def note(self, message: Waiting, attempt: Attempt, at: datetime) -> State:
        """Keep an attempt that ended at an instant, and return what it made of the message."""
        with writing(self._engine) as connection:
            row = connection.execute(
                select(outbox.c.state, outbox.c.tries).where(_is(message)).with_for_update()
            ).one()
            _keep(connection, message, attempt, at)
            if row.state != "waiting":  # another worker took it meanwhile, or it was dropped
                found: State = row.state
                return found
            tries = row.tries + 1
            state = _state_after(attempt, tries)
            rest = max(rest_after(tries, f"{message.webhook}|{message.position}"), _asked_rest(attempt))
            values = {
                "state": state,
                "tries": tries,
                "next_at": microseconds(at + rest),
                "held_until": 0,
            }
            connection.execute(update(outbox).where(_is(message)).values(values))
            return state

    def drop_all_but(self, webhooks: Sequence[str]) -> None:
        """Drop what waits for webhooks that are no more."""
        ended = and_(outbox.c.state == "waiting", outbox.c.webhook.not_in(list(webhooks)))
        with reading(self._engine) as connection:
            if connection.execute(select(outbox.c.webhook).where(ended).limit(1)).first() is None:
                return
        with writing(self._engine) as connection:
            connection.execute(update(outbox).where(ended).values(state="dropped"))


def _is(message: Waiting) -> ColumnElement[bool]:
    return and_(outbox.c.webhook == message.webhook, outbox.c.position == message.position)


def _is_due(at: datetime) -> ColumnElement[bool]:
    """Return the condition that a message is due and not held; what lies too far ahead is a wrong clock's."""
    now = microseconds(at)
    rested = or_(outbox.c.next_at <= now, outbox.c.next_at > microseconds(at + _LATEST))
    free = or_(outbox.c.held_until <= now, outbox.c.held_until > microseconds(at + HELD))
    return and_(outbox.c.state == "waiting", rested, free)


def _state_after(attempt: Attempt, tries: int) -> State:
    if attempt.trouble is None:
        return "sent"
    return "dead" if tries >= MOST_TRIES else "waiting"


def _asked_rest(attempt: Attempt) -> timedelta:
    return min(timedelta(seconds=attempt.rest_seconds), LONGEST_REST)


def _keep(connection: Connection, message: Waiting, attempt: Attempt, at: datetime) -> None:
    of_message = and_(attempts.c.webhook == message.webhook, attempts.c.position == message.position)
    before = connection.scalars(select(func.count()).select_from(attempts).where(of_message)).one()
    values: dict[str, Any] = {
        "webhook": message.webhook,
        "position": message.position,
        "number": before + 1,
        "at": microseconds(at),
        "milliseconds": attempt.milliseconds,
        "status": attempt.status,
        "trouble": attempt.trouble,
        "answer": attempt.answer,
    }
    connection.execute(insert(attempts).values(values))
