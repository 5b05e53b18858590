"""Messages as they are worked off, to webhooks and to people: who takes which next, and what became of each.

Promise: a message is held by one worker at a time, and by another once that one has died; every attempt is
kept. A clock that was set back delays nothing for longer than the longest rest.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    Update,
    and_,
    func,
    insert,
    or_,
    select,
    update,
)

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


class Kept(NamedTuple):
    """The tables in which messages and their attempts are kept, and the columns that name one.

    `to` says for whom a message is and `number` which of theirs, in both tables; `attempt` counts
    the attempts.
    """

    messages: Table
    attempts: Table
    to: str
    number: str
    attempt: str

    def names(self, table: Table, message: "Taken") -> ColumnElement[bool]:
        """Return the condition that a row of either table is of a message."""
        return and_(table.c[self.to] == message.to, table.c[self.number] == message.number)


class Taken(NamedTuple):
    """A message taken to be sent: for whom, which of theirs, after how many tries."""

    to: str
    number: int
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


class Spool:
    """Messages that are worked off, to whomever they are."""

    def __init__(self, engine: Engine, kept: Kept) -> None:
        """Work on the tables of a database."""
        self._engine = engine
        self._kept = kept
        self._messages = kept.messages
        self._to = kept.messages.c[kept.to]
        self._number = kept.messages.c[kept.number]

    def due(self, at: datetime) -> list[str]:
        """Return who has a message that is due, those with the fewest failures first."""
        fewest = func.min(self._messages.c.tries)
        query = select(self._to).where(self._is_due(at)).group_by(self._to).order_by(fewest, self._to)
        with reading(self._engine) as connection:
            return list(connection.scalars(query))

    def take(self, to: str, at: datetime) -> Taken | None:
        """Take the oldest due message to somebody that no other worker holds."""
        query = select(self._to, self._number, self._messages.c.tries).where(self._to == to, self._is_due(at))
        oldest = query.order_by(self._number).limit(1).with_for_update(skip_locked=True)
        with writing(self._engine) as connection:
            row = connection.execute(oldest).one_or_none()
            if row is None:
                return None
            taken = Taken(*row)
            connection.execute(self._change(taken).values(held_until=microseconds(at + HELD)))
            return taken

    def note(self, message: Taken, attempt: Attempt, at: datetime, **beside: object) -> State:
        """Keep an attempt that ended at an instant, and return what it made of the message.

        `beside` are columns that these tables keep of an attempt besides.
        """
        stands = select(self._messages.c.state, self._messages.c.tries).where(self._is(message))
        with writing(self._engine) as connection:
            row = connection.execute(stands.with_for_update()).one()
            self._keep(connection, message, attempt, {"at": microseconds(at), **beside})
            if row.state != "waiting":  # another worker took it meanwhile, or it was dropped
                found: State = row.state
                return found
            tries = row.tries + 1
            state = _state_after(attempt, tries)
            rest = max(rest_after(tries, f"{message.to}|{message.number}"), _asked_rest(attempt))
            after = {"state": state, "tries": tries, "next_at": microseconds(at + rest), "held_until": 0}
            connection.execute(self._change(message).values(after))
            return state

    def _is(self, message: Taken) -> ColumnElement[bool]:
        return self._kept.names(self._messages, message)

    def _change(self, message: Taken) -> Update:
        return update(self._messages).where(self._is(message))

    def _is_due(self, at: datetime) -> ColumnElement[bool]:
        """Return the condition that a message is due and not held; too far ahead is a wrong clock's."""
        now, columns = microseconds(at), self._messages.c
        rested = or_(columns.next_at <= now, columns.next_at > microseconds(at + _LATEST))
        free = or_(columns.held_until <= now, columns.held_until > microseconds(at + HELD))
        return and_(columns.state == "waiting", rested, free)

    def _keep(
        self, connection: Connection, message: Taken, attempt: Attempt, beside: Mapping[str, object]
    ) -> None:
        kept, table = self._kept, self._kept.attempts
        counted = select(func.count()).select_from(table).where(kept.names(table, message))
        values = {
            kept.to: message.to,
            kept.number: message.number,
            kept.attempt: connection.scalars(counted).one() + 1,
            "milliseconds": attempt.milliseconds,
            "status": attempt.status,
            "trouble": attempt.trouble,
            "answer": attempt.answer,
            **beside,
        }
        connection.execute(insert(table).values(values))


class Outbox(Spool):
    """What goes to webhooks: one message for each, of one position of the log."""

    def __init__(self, engine: Engine) -> None:
        """Work on a database."""
        super().__init__(engine, TO_WEBHOOKS)

    def is_armed(self) -> bool:
        """Tell whether anything may be sent: not so in a database that was restored."""
        with reading(self._engine) as connection:
            return connection.scalars(select(progress.c.position)).one_or_none() is not None

    def drop_all_but(self, webhooks: Sequence[str]) -> None:
        """Drop what waits for webhooks that are no more."""
        ended = and_(outbox.c.state == "waiting", outbox.c.webhook.not_in(list(webhooks)))
        with reading(self._engine) as connection:
            if connection.execute(select(outbox.c.webhook).where(ended).limit(1)).first() is None:
                return
        with writing(self._engine) as connection:
            connection.execute(update(outbox).where(ended).values(state="dropped"))


TO_WEBHOOKS = Kept(outbox, attempts, to="webhook", number="position", attempt="number")


def again(kept: Kept, to: str, number: int | None) -> ColumnElement[bool]:
    """Return the condition for what a retry sends again: one message by its number, else all given up."""
    columns = kept.messages.c
    return and_(
        columns[kept.to] == to, columns.state == "dead" if number is None else columns[kept.number] == number
    )


def sent_again(kept: Kept, to: str, number: int | None) -> Update:
    """Return what lets messages wait anew, as if none had been tried."""
    return (
        update(kept.messages)
        .where(again(kept, to, number))
        .values(state="waiting", tries=0, next_at=0, held_until=0)
    )


def _state_after(attempt: Attempt, tries: int) -> State:
    if attempt.trouble is None:
        return "sent"
    return "dead" if tries >= MOST_TRIES else "waiting"


def _asked_rest(attempt: Attempt) -> timedelta:
    return min(timedelta(seconds=attempt.rest_seconds), LONGEST_REST)
