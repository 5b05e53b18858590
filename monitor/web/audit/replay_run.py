"""One run of a replay: over a cluster, or over some of all that may be replayed, as long as there is time.

Promise: what was not replayed is counted as left.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from monitor.answers.replay import Tally
from monitor.audit.replaying.replay import Replay
from monitor.audit.replaying.replayed import Replayed
from monitor.http.asking import Asked
from monitor.http.paging import read_cursor

Shown = Literal["told", "differs", "cannot", "all"]
_AT_ONCE = 5_000


class Run(NamedTuple):
    """What was replayed: the clusters of this page, how many are before and in all, and what came out."""

    clusters: Sequence[str]
    before: int
    total: int
    tally: Tally
    lines: list[Replayed]

    @property
    def until(self) -> int:
        """How many clusters were replayed with this page."""
        return self.before + len(self.clusters)


def run_of(asked: Asked, cluster: str, show: Shown, cursor: str | None, seconds: float) -> Run:
    """Replay clusters until there is no other, or the time is over; at least one."""
    names, total = _asked_for(asked, cluster, cursor)
    tally, lines, done = Tally(), [], 0
    elapsed = asked.desk.parts.elapsed
    replaying, until = Replay(asked.desk.parts.monitor, asked.at), elapsed() + seconds
    for name in names[:_AT_ONCE]:
        for each in replaying.cluster(name):
            tally.take(each)
            if is_shown(each, show):
                lines.append(each)
        done += 1
        if elapsed() > until:
            break
    return Run(names[:done], total - len(names), total, tally, lines)


def _asked_for(asked: Asked, cluster: str, cursor: str | None) -> tuple[list[str], int]:
    """Return the clusters to go on with, each of which may be replayed, and how many there are in all."""
    if cluster:
        asked.guarded.place(cluster, "replay")
        return [cluster], 1
    seen = asked.guarded.visible("replay")
    if not seen:
        asked.guarded.demand_everywhere("replay")
    after = "" if cursor is None else read_cursor(cursor, str)
    return [name for name in seen if name > after], len(seen)


def is_shown(replayed: Replayed, show: Shown) -> bool:
    """Tell whether a line is asked for: all, what has to be told, what differs, or what cannot be told.

    A fault of procedure is told with what differs: the act was wrong then.
    """
    if show == "differs":
        return replayed.grade == "wrong-then"
    if show == "cannot":
        return replayed.grade == "undetermined"
    return show == "all" or replayed.grade != "sound"
