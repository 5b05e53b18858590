"""What the projections see of a cluster that a page of events touched.

The assessor is handed in from above: a projection decides nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Protocol

import msgspec

from domain.assessment import Assessment
from domain.events import Recorded
from domain.history import History
from domain.periods import Knowledge, Rectangle


class ClusterView(msgspec.Struct, frozen=True, kw_only=True):
    """A cluster as assessed on a day from all that the log holds of it.

    `wake_on` is the day on which the scheduler must look at it (the day itself when findings wait to be
    recorded); the assessment holds until the day before `stale_from`. `calendar_size` counts the notices
    and overrides known: when it grows, what rests on the calendar is assessed anew. `rectangles` are made of
    the records by `knowledge`, when the follower writes what was known.
    """

    cluster: str
    records: tuple[Recorded, ...]
    history: History
    assessment: Assessment
    wake_on: date | None
    stale_from: date | None
    calendar_size: int
    knowledge: Knowledge
    rectangles: tuple[Rectangle, ...] = ()

    @property
    def position(self) -> int:
        """The position of the cluster's last record."""
        return self.records[-1].position


Assessor = Callable[[str, Sequence[Recorded], date], ClusterView]


class Poison(msgspec.Struct, frozen=True):
    """A stored row that cannot be read: of which cluster, and why."""

    position: int
    cluster: str
    reason: str


Stream = Sequence[Recorded] | Poison


class Feed(Protocol):
    """What the projections read."""

    def page(self, after: int, limit: int) -> Sequence[Recorded | Poison]:
        """Return the next records after a position, in order."""

    def last_position(self) -> int:
        """Return the position of the last record; 0 where there is none."""

    def clusters(self, beyond: str, until: int) -> Sequence[str]:
        """Return the next clusters by name that were told of up to a position."""

    def streams(self, clusters: Sequence[str], until: int | None = None) -> Iterator[tuple[str, Stream]]:
        """Yield clusters with their whole streams up to a position, or with what in them cannot be read."""

    def readable(self, cluster: str, until: int) -> Sequence[Recorded]:
        """Return what can be read of a stream that holds something that cannot."""
