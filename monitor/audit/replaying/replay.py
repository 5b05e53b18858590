"""Replay: every recorded finding computed again, every act of the department examined again.

Promise: it reads and never writes, one cluster at a time; what it cannot judge it says it cannot.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import text

from domain.events import Recorded
from domain.procedure import is_examined
from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.audit.replaying.footing import Footings
from monitor.audit.replaying.replay_acts import replay_acts
from monitor.audit.replaying.replay_drawing import Bench
from monitor.audit.replaying.replay_findings import replay_findings
from monitor.audit.replaying.replay_past import Past
from monitor.audit.replaying.replayed import Replayed, unreadable
from monitor.database import reading
from monitor.feed import LogFeed
from monitor.version import VERSION
from projections.view import Poison

OnProgress = Callable[[int, int], None]
_PAGE = 1_000
_STREAMS = 100  # held at a time: more make it no faster
_OURS = ":"  # streams whose name begins with it are administrative
_SIZES = text("SELECT COUNT(*) AS events, MAX(position) AS last FROM events")
_CLUSTERS = text("SELECT COUNT(*) FROM events WHERE originator_version = 1 AND originator_id NOT LIKE ':%'")


class Replay:
    """Replays what a log holds, as of an instant."""

    def __init__(
        self, monitor: Monitor, at: datetime, code_version: str = VERSION, *, has_gaps: bool | None = None
    ) -> None:
        """Replay the log of a service with this version of the code; `at` is today.

        Whether the log `has_gaps` is counted where it is not said.
        """
        self._engine = monitor.engine
        self._feed = LogFeed(monitor.log)
        self._bench = Bench(footings=Footings(monitor), at=at, code_version=code_version)
        self.has_gaps = self._find_gaps() if has_gaps is None else has_gaps

    def everything(self, on_progress: OnProgress | None = None) -> Iterator[Replayed]:
        """Yield every finding and act of every cluster, cluster by cluster in the order of their names."""
        total, done = self.size, 0
        names = self.names()
        while some := list(islice(names, _STREAMS)):
            for cluster, stream in self._feed.streams(some):
                yield from self._replayed(cluster, stream)
                done += 1
                if on_progress is not None:
                    on_progress(done, total)

    def names(self) -> Iterator[str]:
        """Yield the names of all clusters, in the order in which everything is replayed."""
        beyond = ""
        while names := self._feed.log.clusters(beyond):
            yield from (name for name in names if not name.startswith(_OURS))
            beyond = names[-1]

    def of(self, clusters: Sequence[str]) -> Iterator[Replayed]:
        """Yield the same of some clusters, in their order."""
        for start in range(0, len(clusters), _STREAMS):
            for cluster, stream in self._feed.streams(clusters[start : start + _STREAMS]):
                yield from self._replayed(cluster, stream)

    def cluster(self, name: str) -> Iterator[Replayed]:
        """Yield every finding and act of one cluster.

        Raises:
            RefusedError: "replay-cluster-unknown", nothing is recorded of it.
        """
        for cluster, stream in self._feed.streams([name]):
            if not stream or cluster.startswith(_OURS):
                raise RefusedError("replay-cluster-unknown", kind="not-found", cluster=name)
            yield from self._replayed(cluster, stream)

    def one(self, named: str, cluster: str | None = None) -> Replayed:
        """Return one finding or act, by its event id or its position in the log.

        Raises:
            RefusedError: "replay-event-unknown"; "nothing-to-replay", it is neither finding nor act.
        """
        record = self._find(named, cluster)
        if isinstance(record, Poison):
            return unreadable(record.cluster, record.position, record.reason)
        if not record.is_finding and not is_examined(record):
            raise RefusedError("nothing-to-replay", id=record.id, position=record.position)
        replayed = self.cluster(record.cluster)
        found = [each for each in replayed if each.id in (record.id, None)]
        return next((each for each in found if each.id == record.id), found[0])

    # --- reading ------------------------------------------------------------------------------

    def _replayed(self, cluster: str, stream: Sequence[Recorded] | Poison) -> list[Replayed]:
        """Return the replayed of one cluster in the order of the log."""
        if isinstance(stream, Poison):
            return [unreadable(cluster, stream.position, stream.reason)]
        past = Past(stream)
        found = [
            *replay_findings(self._bench, past),
            *replay_acts(self._bench, past, has_gaps=self.has_gaps),
        ]
        return sorted(found, key=lambda each: each.position)

    def _find(self, named: str, cluster: str | None) -> Recorded | Poison:
        for record in self._candidates(named):
            is_named = named.isdecimal() or (isinstance(record, Recorded) and record.id == named)
            if is_named and cluster in (None, record.cluster):
                return record
        raise RefusedError("replay-event-unknown", kind="not-found", id=named)

    def _candidates(self, named: str) -> Iterator[Recorded | Poison]:
        """Yield the record at a position; or all, one of which may have the id."""
        if named.isdecimal():
            position = min(int(named), 2**62)
            yield from (each for each in self._feed.page(position - 1, 1) if each.position == position)
            return
        position = 0
        while page := self._feed.page(position, _PAGE):
            yield from page
            position = page[-1].position

    def _find_gaps(self) -> bool:
        """Tell whether positions are left out: the log was restored from an export, without findings."""
        with reading(self._engine) as connection:
            row = connection.execute(_SIZES).one()
        return bool(row.events != (row.last or 0))

    @property
    def size(self) -> int:
        """How many clusters there are to replay."""
        with reading(self._engine) as connection:
            return int(connection.execute(_CLUSTERS).scalar_one())
