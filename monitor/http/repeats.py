"""Answers to commands that carry an Idempotency-Key: the same request again gets the same answer again.

Promise: of any number of equal requests at once, on any number of replicas, one is done; a command
whose process died after it was recorded is found in the log and is not done again.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, text

from domain.refusal import RefusedError
from monitor.codec import instant, microseconds
from monitor.database import reading, writing, writing_once

_KEPT = timedelta(hours=24)
_HELD = timedelta(minutes=3)  # longer than any command takes: a statement ends after two minutes

_COUNTS_TO_FULL = 10  # how often claims are counted before there is no room: as many replicas may claim
_EXPIRED = text("DELETE FROM idempotency_keys WHERE expires_at <= :now")
# A key that ran out is claimed like one that was never used.
_CLAIM = text(
    "INSERT INTO idempotency_keys (principal, key, fingerprint, begun_at, held_until, expires_at) "
    "VALUES (:principal, :key, :fingerprint, :now, :held, :expires) "
    "ON CONFLICT (principal, key) DO UPDATE SET fingerprint = excluded.fingerprint, "
    "begun_at = excluded.begun_at, held_until = excluded.held_until, expires_at = excluded.expires_at, "
    "status = NULL, headers = NULL, content = NULL WHERE idempotency_keys.expires_at <= excluded.begun_at"
)
_FOUND = "SELECT * FROM idempotency_keys WHERE principal = :principal AND key = :key"
_TAKE_OVER = text(
    "UPDATE idempotency_keys SET held_until = :held WHERE principal = :principal AND key = :key"
)
_FINISH = text(
    "UPDATE idempotency_keys SET status = :status, headers = :headers, content = :content "
    "WHERE principal = :principal AND key = :key AND status IS NULL"
)
_LET_GO = text(
    "UPDATE idempotency_keys SET held_until = 0 "
    "WHERE principal = :principal AND key = :key AND status IS NULL"
)
_RELEASE = text("DELETE FROM idempotency_keys WHERE principal = :principal AND key = :key AND status IS NULL")
_OTHERS = text(
    "SELECT content FROM idempotency_keys "
    "WHERE principal = :principal AND key <> :key AND content IS NOT NULL AND expires_at > :since"
)
_TWIN = text(
    "SELECT 1 FROM idempotency_keys WHERE principal = :principal AND key <> :key "
    "AND fingerprint = :fingerprint AND status IS NULL AND held_until > :now"
)
_COUNT = text("SELECT count(*) FROM idempotency_keys WHERE principal = :principal")


class Attempt(NamedTuple):
    """A command to be done now; `begun_at` is when it was first tried, `is_again` whether it may be done."""

    principal: str
    key: str
    begun_at: datetime
    is_again: bool


class Answered(NamedTuple):
    """An answer that was given."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Repeats:
    """The keys and answers of one database."""

    def __init__(self, engine: Engine, most: int) -> None:
        """Keep at most so many answers for each principal."""
        self._engine = engine
        self._most = most
        self._uncounted: dict[str, int] = {}  # how many claims of a principal need no count yet

    def begin(self, principal: str, key: str, fingerprint: str, at: datetime) -> Attempt | Answered:
        """Claim a key for a command, or return what it was answered.

        Raises:
            RefusedError: "idempotency-key-reused", it was for another request; "idempotency-under-way",
                the same is being done, by this key or, where this one was left, by another;
                "idempotency-keys-full".
        """
        now = microseconds(at)
        named: dict[str, object] = {"principal": principal, "key": key}
        times = {"now": now, "held": now + _length(_HELD), "expires": now + _length(_KEPT)}
        is_counted = self._uncounted.get(principal, 0) <= 0
        # A claim alone is one statement; with a count it is taken back where there is no room.
        with (writing if is_counted else writing_once)(self._engine) as connection:
            if connection.execute(_CLAIM, named | times | {"fingerprint": fingerprint}).rowcount:
                left = self._room(connection, principal, now) if is_counted else self._uncounted[principal]
                self._uncounted[principal] = left - 1
                return Attempt(principal, key, at, is_again=False)
        return self._begun_before(named | times, fingerprint)

    def _room(self, connection: Connection, principal: str, now: int) -> int:
        """Return after how many claims to count again: the less room there is, the sooner."""
        connection.execute(_EXPIRED, {"now": now})
        count: int = connection.execute(_COUNT, {"principal": principal}).scalar_one()
        if count > self._most:
            raise RefusedError("idempotency-keys-full", kind="unavailable", most=self._most)
        return (self._most - count) // _COUNTS_TO_FULL

    def _begun_before(self, claim: Mapping[str, Any], fingerprint: str) -> Attempt | Answered:
        """Take over a command that was left, or return what was answered."""
        key, now = str(claim["key"]), claim["now"]
        with writing(self._engine) as connection:
            locking = " FOR UPDATE" if connection.dialect.name == "postgresql" else ""
            row = connection.execute(text(_FOUND + locking), claim).one_or_none()
            if row is None or (
                row.fingerprint == fingerprint and row.status is None and row.held_until > now
            ):
                raise RefusedError("idempotency-under-way", kind="conflict", key=key)
            if row.fingerprint != fingerprint:
                raise RefusedError("idempotency-key-reused", key=key)
            if row.status is not None:
                return Answered(row.status, msgspec.json.decode(row.headers), bytes(row.content))
            if connection.execute(_TWIN, {**claim, "fingerprint": fingerprint}).first():
                raise RefusedError("idempotency-under-way", kind="conflict", key=key)
            connection.execute(_TAKE_OVER, claim)
            return Attempt(claim["principal"], key, instant(row.begun_at), is_again=True)

    def answered_to_others(self, attempt: Attempt) -> list[bytes]:
        """Return what was answered to the same principal's other keys since a command was first tried."""
        since = microseconds(attempt.begun_at)
        asked = {"principal": attempt.principal, "key": attempt.key, "since": since}
        with reading(self._engine) as connection:
            return [bytes(each) for each in connection.scalars(_OTHERS, asked)]

    def finish(self, attempt: Attempt, answered: Answered) -> None:
        """Keep the answer of a command."""
        told = {
            "status": answered.status,
            "headers": msgspec.json.encode(answered.headers).decode(),
            "content": answered.content,
        }
        with writing_once(self._engine) as connection:
            connection.execute(_FINISH, {"principal": attempt.principal, "key": attempt.key, **told})

    def release(self, attempt: Attempt) -> None:
        """Forget a command of which nothing was recorded, so that it can be tried anew."""
        with writing_once(self._engine) as connection:
            connection.execute(_RELEASE, {"principal": attempt.principal, "key": attempt.key})

    def let_go(self, attempt: Attempt) -> None:
        """Let the next request do a command of which it is not known whether it was recorded.

        Where the database is away it waits until the hold runs out.
        """
        with suppress(RefusedError), writing_once(self._engine) as connection:
            connection.execute(_LET_GO, {"principal": attempt.principal, "key": attempt.key})


def _length(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
