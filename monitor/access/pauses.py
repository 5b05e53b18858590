"""The pause after failed sign-ins, by account and by source, each longer than the one before.

Promise: an attempt is counted before its secret is looked at, so that many at once gain nothing; and names
that do not exist are counted like those that do.
"""

from datetime import datetime, timedelta

from sqlalchemy import Engine, text

from domain.refusal import RefusedError
from monitor.codec import instant, microseconds
from monitor.database import writing

ACCOUNT_FREE, SOURCE_FREE = 5, 20  # failures before there is a pause
_FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
_DOUBLINGS = 12  # more would only overflow; the longest pause is reached before
_COUNT = text(
    "INSERT INTO sign_in_failures (name, failures, failed_at, paused_until) VALUES (:name, 1, :at, :past) "
    "ON CONFLICT (name) DO UPDATE SET failed_at = :at, failures = "
    "CASE WHEN sign_in_failures.failed_at < :past THEN 1 ELSE sign_in_failures.failures + 1 END "
    "WHERE sign_in_failures.paused_until <= :at RETURNING failures"
)
_PAUSE = text("UPDATE sign_in_failures SET paused_until = :until WHERE name = :name")
_UNTIL = text("SELECT paused_until FROM sign_in_failures WHERE name = :name")
_FORGET = text("DELETE FROM sign_in_failures WHERE failed_at < :past")
_CLEAR = text("DELETE FROM sign_in_failures WHERE name = :name")
_UNCOUNT = text(
    "UPDATE sign_in_failures SET failures = failures - 1, paused_until = :past "
    "WHERE name = :name AND failures > 0"
)


class Pauses:
    """Who has to wait before the next attempt."""

    def __init__(self, engine: Engine) -> None:
        """Count in a database, for all replicas."""
        self._engine = engine

    def begin(self, account: str, source: str | None, at: datetime) -> None:
        """Count an attempt as failed until it succeeds; names are keyed hashes.

        Raises:
            RefusedError: "sign-in-paused", with how many seconds to wait; it is not counted then.
        """
        names = [(f"account {account}", ACCOUNT_FREE)]
        if source is not None:
            names.append((f"source {source}", SOURCE_FREE))
        past = microseconds(at - FORGOTTEN_AFTER)
        waits = []
        with writing(self._engine) as connection:
            connection.execute(_FORGET, {"past": past})
            for name, free in sorted(names):
                asked = {"name": name, "at": microseconds(at), "past": past}
                failures = connection.execute(_COUNT, asked).scalar()
                if failures is None:
                    waits.append(instant(int(connection.execute(_UNTIL, asked).scalar_one())) - at)
                else:
                    until = microseconds(at + pause_after(int(failures) - free))
                    connection.execute(_PAUSE, {"name": name, "until": until})
        if waits:
            seconds = int(max(waits).total_seconds()) + 1
            raise RefusedError("sign-in-paused", kind="not-signed-in", seconds=seconds)

    def succeed(self, account: str, source: str | None, at: datetime) -> None:
        """Forget the failures of an account, and this attempt of its source: others may still be guessing."""
        with writing(self._engine) as connection:
            connection.execute(_CLEAR, {"name": f"account {account}"})
            if source is not None:
                past = microseconds(at - FORGOTTEN_AFTER)
                connection.execute(_UNCOUNT, {"name": f"source {source}", "past": past})


def pause_after(failures_beyond: int) -> timedelta:
    """Return how long to wait after so many failures more than are free.

    >>> [pause_after(n).seconds for n in (-1, 0, 1, 3, 100)]
    [0, 5, 10, 40, 900]
    """
    if failures_beyond < 0:
        return timedelta(0)
    return min(_FIRST_PAUSE * (1 << min(failures_beyond, _DOUBLINGS)), LONGEST_PAUSE)
