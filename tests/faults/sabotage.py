"""Faults put into the service on purpose, in a child only: the checkers must find each of them.

They are for SQLite, but for those that do not touch the database.
"""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, update

from monitor.notify.delivery import Courier
from monitor.notify.outbox import Attempt
from projections.follow import Follower
from projections.tables import progress
from tests.faults.shift import OFFICER, Shift, batch


def _answers_first(self: Shift, number: int) -> None:
    self.acknowledge(number)
    self.monitor.record(batch(number), at=self.at, by=OFFICER)


def _records_by_halves(self: Shift, number: int) -> None:
    for half in batch(number):
        self.monitor.record([half], at=self.at, by=OFFICER)
    self.acknowledge(number)


def _moving_on_first(apply: Callable[..., None]) -> Callable[..., None]:
    def moves_on_first(self: Follower, connection: Connection, *rest: Any) -> None:
        """Commit the position, then write the rows in another transaction."""
        page = next(each for each in rest if isinstance(each, list))
        connection.execute(update(progress).values(position=page[-1].position))
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.commit()
        driver.execute("BEGIN IMMEDIATE")
        apply(self, connection, *rest)

    return moves_on_first


async def _notes_first(self: Any, subscription: Any) -> Attempt | None:
    """Note a message as sent, then send it."""
    waiting = self._outbox.take(subscription.webhook, self._clock())
    if waiting is None:
        return None
    at = self._clock()
    letter = self._letter(subscription, waiting, at)
    self._outbox.note(waiting, Attempt(milliseconds=1, status=200), at)
    attempt: Attempt = await self._send(letter, at)
    return attempt


_APPLY: Callable[..., None] = Follower._apply  # noqa: SLF001 - a fault is put inside
Sabotage = Callable[[], None]
SABOTAGES: Mapping[str, Sabotage] = {
    "answers-first": lambda: setattr(Shift, "file", _answers_first),
    "records-by-halves": lambda: setattr(Shift, "file", _records_by_halves),
    "moves-on-first": lambda: setattr(Follower, "_apply", _moving_on_first(_APPLY)),
    "notes-first": lambda: setattr(Courier, "_next", _notes_first),
}
FOUND_AS = {"answers-first": "I1", "records-by-halves": "I1", "moves-on-first": "I6", "notes-first": "I10"}
