"""What is written of an event and read back, and what either database promises of its table of events.

Promise: rows are added at the end, all of a call or none, in one total order, without gaps but those
that a restore notes in `gaps`; each is sealed in the same transaction, and whoever reads by position
misses none. What is in the columns is not looked at here; earlier rows and seals are not either.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from domain.refusal import RefusedError
from monitor.codec import StoredRow
from monitor.sealing import Leaves, entry, leaves_of

COLUMNS = "SELECT position, originator_version, originator_id, topic, state FROM events "
LAST = "SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1"


class ConflictError(RefusedError):
    """Somebody recorded first: read again and decide again."""


class NewRow(NamedTuple):
    """The columns of an event that is to be stored; `recorded_at` in microseconds since 1970, UTC.

    Without a position it gets the next one.
    """

    cluster: str
    version: int
    topic: str
    state: bytes
    key: str | None
    recorded_at: int
    position: int | None = None


class Last(NamedTuple):
    """Where the log ends."""

    position: int
    recorded_at: int


class EventTable(Protocol):
    """What either database does."""

    def add(self, rows: Sequence[NewRow], expected: Mapping[str, int]) -> list[int]:
        """Add rows in one transaction and return their positions.

        Rows have positions of their own all or none; with such, the log must be empty.

        Raises:
            ConflictError: "stream-changed", a stream is not at its expected version, or a row has
                a version that is recorded; "key-taken", a row has a key that is recorded.
            RefusedError: "clock-before-last-record", "restore-into-used-log".
        """

    def select(self, tail: str, values: Sequence[object]) -> list[StoredRow]:
        """Return the rows of a query, given from its WHERE on, with "?" for each value."""

    def among(self, column: str) -> str:
        """Return the condition that a column is in a `listed` value."""

    def listed(self, values: Sequence[str]) -> object:
        """Return a value that holds a list."""

    def last(self) -> Last | None:
        """Return where the log ends, or None where it is empty."""


def leaf_hashes(rows: Sequence[NewRow]) -> Leaves:
    """Return the leaf hashes of rows: dear for large states, and so made before any lock is taken."""
    return leaves_of(
        [
            entry(version, recorded_at, cluster, topic, key, state)
            for cluster, version, topic, state, key, recorded_at, _ in rows
        ]
    )


def conflict_of(broken: str) -> ConflictError:
    """Return the conflict that a broken constraint means."""
    return ConflictError("key-taken" if "key" in broken else "stream-changed", kind="conflict")


def clock_refusal(at: datetime, last: datetime) -> RefusedError:
    """Return the refusal of a clock that stands before the last record."""
    return RefusedError("clock-before-last-record", kind="conflict", at=at, last=last)
