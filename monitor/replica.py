"""The replica: a second PostgreSQL that repeats the first, and is read in its place where it is far enough.

Promise: a question sees at least all that was committed before it was asked; a replica that is behind, away,
promoted or of another database costs a wait of bounded length, and the first one is read instead.
"""

from time import sleep
from typing import NamedTuple

from sqlalchemy import Engine, text

from domain.refusal import RefusedError
from monitor.database import reading
from monitor.read_only import open_read_only

ATTEMPTS = 50
_PAUSE_SECONDS = 0.01
_WRITTEN = text(
    "SELECT pg_current_wal_flush_lsn()::text AS place, system_identifier AS server FROM pg_control_system()"
)
_REPLAYED = text(
    "SELECT pg_is_in_recovery() AS follows, system_identifier AS server,"
    " pg_wal_lsn_diff(CAST(:place AS pg_lsn), pg_last_wal_replay_lsn())::bigint AS behind"
    " FROM pg_control_system()"
)


class Lag(NamedTuple):
    """How far a replica is: bytes of the write-ahead log that it has not repeated yet, 0 where it has all.

    `follows`: it is a standby of this very database, and not one that was promoted or copied elsewhere.
    """

    follows: bool
    bytes_behind: int

    @property
    def is_none(self) -> bool:
        """Tell whether it may be read in place of the first."""
        return self.follows and not self.bytes_behind


class Replica:
    """The replica of one database."""

    def __init__(self, primary: Engine, url: str) -> None:
        """Compare the replica at an address with its primary; nothing is connected yet.

        Raises:
            RefusedError: "replica-not-postgresql", one of the two is a file; "database-url-unknown".
        """
        self.engine = open_read_only(url)
        self._primary = primary
        if {primary.dialect.name, self.engine.dialect.name} != {"postgresql"}:
            raise RefusedError("replica-not-postgresql")

    def lag(self, attempts: int = ATTEMPTS) -> Lag | None:
        """Return how far behind it is of what the primary has committed now; None where it is away.

        Asks again, about ten milliseconds apart, until it is not behind or has been asked so often.

        Raises:
            RefusedError: the primary cannot be used.
        """
        with reading(self._primary) as connection:
            written = connection.execute(_WRITTEN).one()
        try:
            lag = self._behind(written.place, written.server)
            for _ in range(attempts - 1):
                if lag.is_none or not lag.follows:
                    break
                sleep(_PAUSE_SECONDS)
                lag = self._behind(written.place, written.server)
        except RefusedError:
            return None
        return lag

    def _behind(self, place: str, server: int) -> Lag:
        with reading(self.engine) as connection:
            found = connection.execute(_REPLAYED, {"place": place}).one()
        follows = found.follows and found.server == server and found.behind is not None
        return Lag(follows, max(found.behind or 0, 0))


def open_nearest(url: str, replica_url: str | None) -> Engine:
    """Return an engine that can only read: of the replica where it has all, else of the database itself.

    Raises:
        RefusedError: the database cannot be used, or not with such a replica.
    """
    primary = open_read_only(url)
    if replica_url is None:
        return primary
    replica = Replica(primary, replica_url)
    try:
        lag = replica.lag()
    except RefusedError:
        replica.engine.dispose()
        primary.dispose()
        raise
    chosen, other = (replica.engine, primary) if lag and lag.is_none else (primary, replica.engine)
    other.dispose()
    return chosen
