"""The record of attempts: who tried what, when and from where, and how it ended; it only grows.

Promise: every attempt is counted, and a flood of them fills neither the table nor the memory. Of equal
attempts within a minute the first is written at once; the others are counted and written as one row when
the minute is over, or the service stops. Above `MOST_KINDS` different attempts a minute the rest is
counted as one kind.
"""

from datetime import datetime, timedelta
from threading import Lock
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Engine, text

from monitor.codec import instant, microseconds
from monitor.database import reading, writing
from monitor.redaction import without_secrets

DONE = "done"
MOST_KINDS = 500
_MINUTE = timedelta(minutes=1)
_ADD = text(
    "INSERT INTO access_record (at, user_id, action, cluster, outcome, source, count) "
    "VALUES (:at, :user, :action, :cluster, :outcome, :source, :count)"
)
_LATEST = (
    "SELECT number, at, user_id, action, cluster, outcome, source, count AS times FROM access_record "
    "WHERE number < :before{} ORDER BY number DESC LIMIT :limit"
)
_CONDITIONS = {
    "user": "user_id = :user",
    "action": "action = :action",
    "cluster": "cluster = :cluster",
    "outcome": "outcome = :outcome",
    "since": "at >= :since",
    "until": "at < :until",
}
_NO_BOUND = 2**63 - 1


class Attempt(NamedTuple):
    """What was tried, by whom (None: unknown), from where (a keyed hash), and how it ended."""

    user: str | None
    action: str
    cluster: str | None
    outcome: str
    source: str | None


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the record; `at` is the first instant, or that of the last of `count` equal attempts."""

    number: int
    at: datetime
    user: str | None
    action: str
    cluster: str | None
    outcome: str
    source: str | None
    count: int


class Sought(NamedTuple):
    """Which rows are sought, by equality; from an instant on, and before another. None: whatever it is."""

    user: str | None = None
    action: str | None = None
    cluster: str | None = None
    outcome: str | None = None
    since: datetime | None = None
    until: datetime | None = None


ANY = Sought()
OTHERS = Attempt(None, "various", None, "various", None)


class AccessRecord:
    """The record of one database, as one process writes it."""

    def __init__(self, engine: Engine) -> None:
        """Write to a database."""
        self._engine = engine
        self._lock = Lock()
        self._since: datetime | None = None
        self._counted: dict[Attempt, tuple[int, datetime]] = {}

    def note(self, attempt: Attempt, at: datetime) -> None:
        """Record one attempt."""
        with self._lock:
            rows = self._rows_of_last_minute(at)
            if attempt not in self._counted and len(self._counted) >= MOST_KINDS:
                attempt = OTHERS
            if attempt in self._counted:
                count, _ = self._counted[attempt]
                self._counted[attempt] = (count + 1, at)
            else:
                self._counted[attempt] = (0, at)
                rows.append(_row(attempt, at, 1))
            self._write(rows)

    def flush(self) -> None:
        """Write what is only counted so far: when the service stops."""
        with self._lock:
            self._write(self._take())

    def newest(self, *, limit: int, before: int | None = None, sought: Sought = ANY) -> list[Noted]:
        """Return the rows that are sought, newest first; `before` is the number to go on from."""
        stated = {
            name: microseconds(value) if isinstance(value, datetime) else value
            for name, value in sought._asdict().items()
            if value is not None
        }
        asked = {"before": _NO_BOUND if before is None else before, "limit": limit, **stated}
        conditions = "".join(f" AND {_CONDITIONS[name]}" for name in stated)
        with reading(self._engine) as connection:
            rows = connection.execute(text(_LATEST.format(conditions)), asked).all()
        return [
            Noted(
                number=row.number,
                at=instant(row.at),
                user=row.user_id,
                action=row.action,
                cluster=row.cluster,
                outcome=row.outcome,
                source=row.source,
                count=row.times,
            )
            for row in rows
        ]

    def _rows_of_last_minute(self, at: datetime) -> list[dict[str, Any]]:
        if self._since is not None and _MINUTE > at - self._since >= timedelta(0):
            return []
        self._since = at
        return self._take()

    def _take(self) -> list[dict[str, Any]]:
        counted, self._counted = self._counted, {}
        return [_row(attempt, at, count) for attempt, (count, at) in counted.items() if count]

    def _write(self, rows: list[dict[str, Any]]) -> None:
        if rows:
            with writing(self._engine) as connection:
                connection.execute(_ADD, rows)


def _row(attempt: Attempt, at: datetime, count: int) -> dict[str, Any]:
    # What is asked for as a cluster may be anything, even a token that was put into an address.
    named = attempt.cluster and without_secrets(attempt.cluster)
    return {**attempt._asdict(), "cluster": named, "at": microseconds(at), "count": count}
