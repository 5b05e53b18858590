"""Run every measurement and write `docs/performance.md`: `python -m benchmarks --help`."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks import curve, http_load, memory, report, writers
from benchmarks.comparing import DUE, PARTS, Extent, compare
from benchmarks.peers.running import PROGRAMS, Peers
from benchmarks.places import STORES
from benchmarks.targets import target
from benchmarks.timing import Figure
from monitor.cli.door import collect_seldom

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
CURVE = (100, 300, 1_000)
ALL = (*PARTS, "writers", "curve", "memory", "http")
Done = TypeVar("Done")


class Attempts:
    """The parts that are asked for; where one fails the others are still told, and that it did not end."""

    def __init__(self, asked: Iterable[str], not_run: str) -> None:
        """Attempt some parts; `not_run` tells why something cannot be run at all, if so."""
        self._asked = set(asked)
        self.failed = [not_run] if not_run else []

    def part(
        self, name: str, work: Callable[[], Iterable[Done]], *, of: Iterable[str] = ()
    ) -> tuple[Done, ...]:
        """Return what a part comes to: nothing where neither it nor what it consists `of` is asked for."""
        if not {name, *of} & self._asked:
            return ()
        _tell(name)
        try:
            return tuple(work())
        except (ValueError, OSError) as error:
            self.failed.append(f"{name}: {error}")
            return ()


def main() -> None:
    """Measure, print the tables, and write the page unless told otherwise; exit 1 where a part failed."""
    asked = _asked()
    collect_seldom()  # as every command of the product
    peers = Peers([] if asked.no_peers else list(PROGRAMS))
    attempts = Attempts(asked.only or ALL, peers.missing)
    run = report.Run(
        rounds=asked.rounds,
        figures=_figures(asked, attempts, peers),
        costs=attempts.part("curve", lambda: curve.measured(asked.curve)),
        held=attempts.part("memory", lambda: memory.costs("sqlite", asked.events)),
        loads=attempts.part("http", lambda: http_load.measured(asked.seconds)),
        not_run=tuple(attempts.failed),
        machine=report.machine(),  # last, for the load at the end
        at=report.stamp(datetime.now(UTC)),
    )
    sys.stdout.write(report.tables(run) + "\n")
    if not asked.dry:
        report.write(run, PAGE)
    sys.exit(bool(attempts.failed))


def _figures(asked: argparse.Namespace, attempts: Attempts, peers: Peers) -> tuple[Figure, ...]:
    extent = Extent(asked.clusters, asked.rounds, asked.only or PARTS, asked.due)
    found: list[Figure] = []
    for store in asked.store or STORES:
        found += attempts.part(store, partial(_compared, store, extent, peers), of=PARTS)
    found += attempts.part("writers", lambda: writers.measured(asked.rounds).figures(target))
    return tuple(found)


def _compared(store: str, extent: Extent, peers: Peers) -> Iterator[Figure]:
    with STORES[store]() as databases:
        return compare(databases, extent, peers, _tell).figures(target)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--clusters", type=int, default=300, help="clusters of 24 events, 1,000,000 at most")
    parser.add_argument("--due", type=int, default=DUE, help="clusters that are due in a pass")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--store", choices=STORES, action="append", help="one database; both if left out")
    parser.add_argument("--only", choices=ALL, action="append", help="one part; all if left out")
    parser.add_argument("--curve", type=int, nargs="*", default=CURVE, help="sizes of the cost curves")
    parser.add_argument("--events", type=int, default=memory.EVENTS, help="events of the large database")
    parser.add_argument("--seconds", type=float, default=http_load.SECONDS, help="of filings over HTTP")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--dry", action="store_true", help="print only")
    return parser.parse_args()


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    main()
