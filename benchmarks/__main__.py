"""Run every measurement and write `docs/performance.md`: `python -m benchmarks --help`."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import report
from benchmarks.comparing import PARTS, Extent, compare
from benchmarks.curve import measured
from benchmarks.peers.running import PROGRAMS, Peers
from benchmarks.places import STORES
from benchmarks.targets import target
from benchmarks.timing import Figure

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
CURVE = (100, 300, 1_000)


def main() -> None:
    """Measure, print the table, and write the page unless told otherwise."""
    asked = _asked()
    peers = Peers([] if asked.no_peers else list(PROGRAMS))
    extent = Extent(asked.clusters, asked.rounds, asked.only or PARTS)
    figures: list[Figure] = []
    for store in asked.store or STORES:
        with STORES[store]() as databases:
            tally = compare(databases, extent, peers, _tell)
        figures += tally.figures(target)
    run = report.Run(
        machine=report.machine(),
        at=report.stamp(datetime.now(UTC)),
        rounds=asked.rounds,
        figures=tuple(figures),
        costs=tuple(measured(asked.curve)),
        not_run=(peers.missing,) if peers.missing else (),
    )
    sys.stdout.write(report.table(run.figures) + "\n")
    if not asked.dry:
        report.write(run, PAGE)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--clusters", type=int, default=300, help="clusters of 24 events, 1,000,000 at most")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--store", choices=STORES, action="append", help="one database; both if left out")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; all if left out")
    parser.add_argument("--curve", type=int, nargs="*", default=CURVE, help="sizes of the cost curves")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--dry", action="store_true", help="print only")
    return parser.parse_args()


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")


main()
