"""Run every measurement and write `docs/performance.md`: `python -m benchmarks --help`."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from benchmarks import curve, http_load, memory, report, writers
from benchmarks.comparing import DUE, PARTS, Extent, compare
from benchmarks.peers.running import PROGRAMS, Peers
from benchmarks.places import STORES
from benchmarks.targets import target
from benchmarks.timing import Figure

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
CURVE = (100, 300, 1_000)
ALL = (*PARTS, "writers", "curve", "memory", "http")
Done = TypeVar("Done")


def main() -> None:
    """Measure, print the tables, and write the page unless told otherwise; exit 1 where a part failed."""
    asked = _asked()
    parts = asked.only or ALL
    peers = Peers([] if asked.no_peers else list(PROGRAMS))
    failed = [peers.missing] if peers.missing else []

    def part(name: str, work: Callable[[], Iterable[Done]]) -> tuple[Done, ...]:
        """Do one part; where it fails the others are still told, and that it did not."""
        if name not in parts:
            return ()
        _tell(name)
        try:
            return tuple(work())
        except (ValueError, OSError) as error:
            failed.append(f"{name}: {error}")
            return ()

    run = report.Run(
        rounds=asked.rounds,
        figures=tuple(_figures(asked, parts, peers)) + part("writers", lambda: _writers(asked.rounds)),
        costs=part("curve", lambda: curve.measured(asked.curve)),
        held=part("memory", lambda: memory.costs("sqlite", asked.events)),
        loads=part("http", lambda: http_load.measured(asked.seconds)),
        not_run=tuple(failed),
        machine=report.machine(),  # last, for the load at the end
        at=report.stamp(datetime.now(UTC)),
    )
    sys.stdout.write(report.tables(run) + "\n")
    if not asked.dry:
        report.write(run, PAGE)
    sys.exit(bool(failed))


def _figures(asked: argparse.Namespace, parts: tuple[str, ...], peers: Peers) -> Iterator[Figure]:
    extent = Extent(asked.clusters, asked.rounds, parts, asked.due)
    for store in (asked.store or STORES) if set(parts) & set(PARTS) else ():
        with STORES[store]() as databases:
            tally = compare(databases, extent, peers, _tell)
        yield from tally.figures(target)


def _writers(rounds: int) -> Iterator[Figure]:
    return writers.measured(rounds).figures(target)


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
