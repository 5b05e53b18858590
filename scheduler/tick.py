"""One level-triggered pass: look at every cluster whose day has come, record what follows.

It may run late, twice, or be killed at any point: what is recorded once is recognised, and each
finding carries its own legal day.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from domain.events import Recorded

BATCH = 200
OnProgress = Callable[[int], None]


class Desk(Protocol):
    """What a pass needs: the ordinary ways to read, to record and to project."""

    def catch_up(self) -> None:
        """Bring the projections up to date with the log."""

    def waking(self, at: datetime, limit: int) -> Sequence[str]:
        """Return clusters whose day to be looked at has come; an index tells, never a scan."""

    def conclude(self, clusters: Sequence[str], at: datetime) -> Sequence[Recorded]:
        """Assess clusters, record what follows and is not recorded yet, and return that."""

    def settle(self, clusters: Sequence[str], at: datetime) -> None:
        """Note that clusters were looked at, so that they wake on their next day."""


def tick(desk: Desk, at: datetime, on_progress: OnProgress | None = None) -> list[Recorded]:
    """Record every finding that is due by an instant and return them, in the order recorded."""
    desk.catch_up()
    found: list[Recorded] = []
    for clusters in _waking(desk, at):
        found += desk.conclude(clusters, at)
        desk.catch_up()
        desk.settle(clusters, at)
        if on_progress is not None:
            on_progress(len(clusters))
    return found


def _waking(desk: Desk, at: datetime) -> Iterator[list[str]]:
    """Yield the clusters to look at, some at a time, until none is left.

    One that still wakes after it was looked at cannot be helped by this pass, and is passed over.
    """
    looked_at, stuck = set[str](), set[str]()
    while True:
        limit = BATCH + len(stuck)
        waking = desk.waking(at, limit)
        stuck |= looked_at.intersection(waking)
        clusters = [each for each in waking if each not in stuck]
        if clusters:
            yield clusters
        elif len(waking) < limit:
            return
        looked_at = set(clusters)
