"""How long a tick takes after a year of outage: `python benchmarks/catch_up.py`.

1,000 clusters, SQLite. The baseline of the same run is the bare insert of as many events into the
same table in one transaction: what the database alone would need for what the tick records.
"""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import msgspec

from domain.cluster import AnnualReportFiled, ClusterRecognised, MajorChangeOccurred
from monitor.application import Monitor
from monitor.bootstrap import initialise_database, open_session, read_instant
from monitor.codec import Envelope, unplaced
from monitor.event_log import EventLog
from monitor.intake.line import FactLine, Place
from scheduler.tick import tick

CLUSTERS = 1_000
ROUNDS = 3
BEFORE = read_instant("2024-06-01")
AFTER = read_instant("2025-06-01")
PLACE = Place("benchmark")


def facts(cluster: str) -> list[FactLine]:
    """Return the facts of one cluster: a report in time, a change that nobody filed."""
    recognised = ClusterRecognised(programme="fujian", name="甲", province="福建省", city="", county="")
    told = (
        ("cluster-recognised", date(2023, 7, 10), recognised),
        ("annual-report-filed", date(2024, 3, 10), AnnualReportFiled(year=2023)),
        ("major-change-occurred", date(2024, 5, 10), MajorChangeOccurred(change="m", kind="operator")),
    )
    return [
        FactLine(type=kind, cluster=cluster, effective_on=on, body=body, place=PLACE)
        for kind, on, body in told
    ]


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def filled(folder: Path) -> Monitor:
    """Return a monitor whose clusters were last looked at a year ago."""
    url = str(folder / "benchmark.db")
    initialise_database(url, simulation=True, at=BEFORE)
    monitor = open_session(url, BEFORE).monitor
    monitor.record([line for number in range(CLUSTERS) for line in facts(f"c{number}")], at=BEFORE, by="b")
    tick(monitor, BEFORE)
    return monitor


def bare(monitor: Monitor, folder: Path) -> float:
    """Return how long the bare insert of the findings takes, in one transaction."""
    url = str(folder / "bare.db")
    initialise_database(url, simulation=True, at=BEFORE)
    log: EventLog = open_session(url, BEFORE).monitor.log
    found = [record for record in monitor.log.after(0, 1_000_000) if record.is_finding]
    entries: list[Envelope] = [
        msgspec.structs.replace(unplaced(record), recorded_at=AFTER) for record in found
    ]
    return seconds(lambda: log.append(entries, {}))


def main() -> None:
    """Measure and print."""
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            monitor = filled(Path(name))
            took = seconds(lambda: tick(monitor, AFTER))  # noqa: B023 - used at once
            again = seconds(lambda: tick(monitor, AFTER + timedelta(seconds=1)))  # noqa: B023
            base = bare(monitor, Path(name))
            print(  # noqa: T201 - its purpose
                f"catch-up of a year: {took:5.2f} s, {took / base:4.1f}x the bare append of its findings; "
                f"a tick with nothing due: {again * 1000:4.1f} ms"
            )


if __name__ == "__main__":
    main()
