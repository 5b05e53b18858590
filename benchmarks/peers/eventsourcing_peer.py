"""The `eventsourcing` library as its documentation shows it: an aggregate, an application, a repository.

Promise: it knows nothing of the product. It reads the events of the workload, one JSON object a line,
cluster by cluster, and prints one JSON object: things a second by operation, and its answers.
With `eventsourcing_sqlalchemy` as the module it is the same program on that recorder.
"""

import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

Line = dict[str, Any]
TOGETHER = {"eventsourcing.postgres": 16}  # clusters of 25 events a commit, else 40; see docs/performance.md
STANDINGS = {
    "application-submitted.v1": "applying",
    "cluster-recognised.v1": "recognised",
    "revocation-decided.v1": "revoked",
    "recognition-surrendered.v1": "surrendered",
}


class Cluster(Aggregate):
    """A cluster: what it is called, how it stands, how many reports it filed."""

    INITIAL_VERSION = 1

    @event("Registered")
    def __init__(self, cluster: str) -> None:
        """Begin a stream."""
        self.cluster = cluster
        self.standing = ""
        self.reports = 0
        self.facts = 0
        self.last_on = ""

    @staticmethod
    def create_id(cluster: str) -> UUID:
        """Return the id of a cluster by its name."""
        return uuid5(NAMESPACE_URL, cluster)

    @event("Told")
    def tell(self, kind: str, effective_on: str, told: Line) -> None:  # noqa: ARG002 - stored with the event
        """Record a fact with its envelope."""
        self.facts += 1
        self.standing = STANDINGS.get(kind, self.standing)
        self.reports += kind == "annual-report-filed.v1"
        self.last_on = max(self.last_on, effective_on)


class Peer:
    """One run over the workload of one database."""

    def __init__(self, settings: dict[str, str], lines: list[Line]) -> None:
        """Open an application."""
        self.app: Application[UUID] = Application(env=settings)
        self.module = settings["PERSISTENCE_MODULE"]
        self.lines = lines
        self.names = list(dict.fromkeys(line["cluster"] for line in lines))
        self.rates: dict[str, float] = {}

    def timed(self, name: str, things: int, work: Callable[[], object]) -> object:
        """Note how many things a second some work does."""
        began = perf_counter()
        result = work()
        self.rates[name] = things / (perf_counter() - began)
        return result

    def bulk(self) -> None:
        """Save all clusters, about 1,000 events a commit; 400 where more of them never come back."""
        at_once = TOGETHER.get(self.module, 40)
        together: list[Cluster] = []
        current: Cluster | None = None
        for line in self.lines:
            if current is None or current.cluster != line["cluster"]:
                current = Cluster(line["cluster"])
                together.append(current)
            current.tell(line["body"]["type"], line["effective_on"], line)
            if len(together) > at_once:
                self.app.save(*together[:-1])
                together = together[-1:]
        self.app.save(*together)

    def single(self, times: int) -> None:
        """Save one event at a time, on top of aggregates that are at hand."""
        aggregates: list[Any] = [
            self.app.repository.get(Cluster.create_id(name)) for name in self.names[:times]
        ]
        taken = []
        for number in range(times):
            aggregate = aggregates[number % len(aggregates)]
            began = perf_counter()
            aggregate.tell("enterprise-joined.v1", "2026-11-20", self.lines[number])
            self.app.save(aggregate)
            taken.append(perf_counter() - began)
        self.rates["single"] = 1 / median(taken)

    def events(self) -> Iterator[Any]:
        """Yield all events, mapped, in the order of the log."""
        start: int | None = 1
        while start is not None:
            page = self.app.recorder.select_notifications(start, 1_000)
            for notification in page:
                yield self.app.mapper.to_domain_event(notification)
            start = page[-1].id + 1 if page else None

    def read(self) -> int:
        """Read and map all events."""
        return sum(1 for _ in self.events())

    def states(self, until: str = "9999") -> dict[str, tuple[str, int, int, str]]:
        """Fold all events up to a day."""
        folded: dict[UUID, Any] = {}
        every: Iterator[Any] = self.events()
        for each in every:
            if getattr(each, "effective_on", "") <= until:
                folded[each.originator_id] = each.mutate(folded.get(each.originator_id))
        return {c.cluster: (c.standing, c.reports, c.facts, c.last_on) for c in folded.values()}

    def rebuild(self) -> None:
        """Fold all events and write a table of states, in one transaction."""
        rows = [(name, *state) for name, state in self.states().items()]
        write_states(rows)

    def one(self, names: list[str], until: str) -> None:
        """Fold the events of clusters up to a day, one by one."""
        for name in names:
            cluster: Any = None
            stream: Iterator[Any] = self.app.events.get(Cluster.create_id(name))
            for each in stream:
                if getattr(each, "effective_on", "") <= until:
                    cluster = each.mutate(cluster)

    def sweep(self, names: list[str]) -> None:
        """Load what is due, record a finding of each, 200 clusters a commit, and write their states."""
        for start in range(0, len(names), 200):
            due: list[Any] = []
            for name in names[start : start + 200]:
                cluster: Any = self.app.repository.get(Cluster.create_id(name))
                cluster.tell("obligation-overdue.v1", "2026-11-21", {"cluster": name})
                due.append(cluster)
            self.app.save(*due)
            write_states([(c.cluster, c.standing, c.reports, c.facts, c.last_on) for c in due])


def write_states(rows: list[tuple[Any, ...]]) -> None:
    """Write states into a table beside the log."""
    if os.environ.get("BENCH_STATES", "").startswith("host="):
        import psycopg  # noqa: PLC0415 - only where it is PostgreSQL

        with psycopg.connect(os.environ["BENCH_STATES"]) as connection:
            connection.execute(f"{MAKE} ")
            connection.cursor().executemany(
                "INSERT INTO states VALUES (%s, %s, %s, %s, %s) ON CONFLICT (cluster) "
                "DO UPDATE SET standing = excluded.standing, facts = excluded.facts",
                rows,
            )
        return
    lite = sqlite3.connect(os.environ["BENCH_STATES"], isolation_level=None)
    for words in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", MAKE, "BEGIN"):
        lite.execute(words)
    lite.executemany("INSERT OR REPLACE INTO states VALUES (?, ?, ?, ?, ?)", rows)
    lite.execute("COMMIT")
    lite.close()


MAKE = """CREATE TABLE IF NOT EXISTS states
    (cluster TEXT PRIMARY KEY, standing TEXT, reports INTEGER, facts INTEGER, last_on TEXT)"""


def digest(states: dict[str, tuple[str, int, int, str]]) -> str:
    """Return a hash over all answers."""
    return hashlib.sha256(json.dumps(sorted(states.items())).encode()).hexdigest()


def main(workload: str, settings: str, day: str, singles: int) -> None:
    """Measure and print."""
    with open(workload, encoding="utf-8") as lines:  # noqa: PTH123 - the peers' Python may be any
        peer = Peer(json.loads(settings), [json.loads(line) for line in lines])
    count = len(peer.lines)
    peer.timed("bulk", count, peer.bulk)
    answers = [digest(peer.states()), digest(peer.states(day))]
    peer.timed("read", count, peer.read)
    peer.timed("rebuild", count, peer.rebuild)
    peer.timed("roster", len(peer.names), lambda: peer.states(day))
    peer.timed("audit", count, peer.states)
    some = peer.names[:: max(1, len(peer.names) // 200)]
    peer.timed("one", len(some), lambda: peer.one(some, day))
    peer.timed("sweep", min(1_000, len(peer.names)), lambda: peer.sweep(peer.names[:1_000]))
    peer.single(singles)
    peer.app.close()
    print(json.dumps({"rates": peer.rates, "answers": answers}))  # noqa: T201 - its purpose


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
