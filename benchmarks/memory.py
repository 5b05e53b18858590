"""Time and memory of the long runs over one large database: `python -m benchmarks.memory --events 10000000`.

The workload of the benchmarks under as many names as that takes, recorded through the log with its seals.
Each operation is a process of its own, and its line is printed as soon as it has ended: 10,000,000
events take hours and 25 GB of disk; the default takes minutes.
"""

import argparse
import sys
from collections.abc import Iterator

import msgspec

from benchmarks.curve import OPERATIONS, Cost, cost_of
from benchmarks.places import STORES
from benchmarks.workload import BEGAN, EVENTS_A_CLUSTER
from monitor.database import open_database
from monitor.migrate import initialise

EVENTS = 240_000
MOST_MB = 100  # at any size
_BOUND = frozenset({"verify", "replay", "rebuild", "export"})


class Held(msgspec.Struct, frozen=True):
    """What one operation cost on one of the databases."""

    store: str
    cost: Cost

    @property
    def bytes_a_cluster(self) -> float:
        """The peak of its process by the number of clusters."""
        return self.cost.megabytes * 2**20 / self.cost.clusters

    @property
    def is_met(self) -> bool | None:
        """Whether the peak is as small as it has to be; None where nothing is demanded."""
        return self.cost.megabytes <= MOST_MB if self.cost.operation in _BOUND else None


def costs(store: str, events: int) -> Iterator[Held]:
    """Yield what each operation costs over so many events."""
    clusters = max(1, events // EVENTS_A_CLUSTER)
    with STORES[store]() as databases:
        url = databases.make()
        engine = open_database(url, create=True)
        initialise(engine, simulation=True, at=BEGAN)
        engine.dispose()
        for operation in OPERATIONS:
            yield Held(databases.name, cost_of(operation, clusters, url))


def line(held: Held) -> str:
    """Return one cost as a line."""
    cost, each = held.cost, held.bytes_a_cluster
    return (
        f"{held.store}: {cost.operation:8} {cost.events:>12,} events {cost.seconds:9.1f} s "
        f"{cost.events / cost.seconds:>8,.0f}/s {cost.megabytes:5.0f} MB {each:9,.0f} B/cluster"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--store", choices=STORES, default="sqlite")
    asked = parser.parse_args()
    for held in costs(asked.store, asked.events):
        sys.stdout.write(line(held) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
