"""The figures of docs/scaling.md: `python -m tests.scaling.measure CLUSTERS`, on two durable servers.

What takes processor time is measured as processor time, so that other work on the machine does not count;
what waits is told as the ratio of two things done by turns.
"""

import json
import resource
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from time import perf_counter, process_time

from sqlalchemy import Engine, text

from benchmarks.workload import events
from monitor.application import Monitor
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.passing import Asked
from monitor.audit.branching.supposition import Supposition
from monitor.audit.branching.what_if import what_if
from monitor.audit.log.verification import verify_log
from monitor.codec import Envelope
from monitor.database import open_database, reading
from monitor.event_log import EventLog
from monitor.migrate import initialise
from monitor.replica import Replica
from tests.conftest import CREATED_AT
from tests.office import LIBRARY, line
from tests.scaling.pair import FOLLOWER, Node, anew, following, room

AT = datetime(2026, 11, 21, tzinfo=UTC)
_ROUNDS = 100
_BATCH = 24_000  # events, of whole thousands of clusters
_SIZE = text("SELECT pg_database_size(current_database())")


def main(clusters: int) -> None:
    """Measure, and print what was found as JSON."""
    with room() as folder:
        primary = anew(folder / "primary", is_durable=True)
        engine = open_database(primary.url)
        initialise(engine, simulation=False, at=CREATED_AT)
        found = {"clusters": clusters, **_log(engine, clusters), **_questions(engine, clusters)}
        follower = following(primary, folder / "follower")
        found |= _replication(engine, primary, follower)
        engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps({**found, "peak_mb": peak}, indent=1) + "\n")


def _log(engine: Engine, clusters: int) -> dict[str, float]:
    """Fill the log and the tables; tell their sizes."""
    log, empty = EventLog(engine), _size(engine)
    batch: list[Envelope] = []
    recorded = 0
    for entry in events(clusters):
        batch.append(entry)
        recorded += 1
        if len(batch) == _BATCH:
            _append(log, batch)
            batch = []
    _append(log, batch)
    of_log = _size(engine) - empty
    monitor = Monitor(engine, log, LIBRARY, simulation=False, code_version="measured")
    seconds = _processor(monitor.catch_up)
    of_tables = _size(engine) - empty - of_log
    return {
        "events": recorded,
        "log_bytes_an_event": round(of_log / recorded),
        "tables_bytes_a_cluster": round(of_tables / clusters),
        "tables_filled_ms_a_cluster": round(1000 * seconds / clusters, 2),
    }


def _append(log: EventLog, batch: list[Envelope]) -> None:
    streams = log.streams([entry.cluster for entry in batch])
    if batch:
        log.append(batch, {name: len(stream) for name, stream in streams.items()})


def _questions(engine: Engine, clusters: int) -> dict[str, float]:
    """Tell what a cluster costs of each question over whole histories, in this process."""
    branch = Branch(engine, LIBRARY, known_at=AT, simulation=False)
    supposed = Supposition(book=LIBRARY.book("national-2022"))
    asked = Asked(on=date(2026, 11, 21), programme="fujian")
    checked = what_if(branch, supposed, asked, lambda *_: None).checked
    tried = _processor(lambda: what_if(branch, supposed, asked, lambda *_: None))
    verified = _processor(lambda: verify_log(engine))
    return {
        "what_if_ms_a_cluster": round(1000 * tried / checked, 2),
        "verify_us_an_event": round(1e6 * verified / (24 * clusters), 1),
    }


def _replication(engine: Engine, primary: Node, follower: Node) -> dict[str, float]:
    """Tell what waiting for a follower costs a filing, and how soon the follower shows it."""
    replica = Replica(engine, follower.url)
    monitor = Monitor(engine, EventLog(engine), LIBRARY, simulation=False, code_version="measured")
    waits: dict[str, list[float]] = {"": [], FOLLOWER: []}
    shown: list[float] = []
    for number in range(2 * _ROUNDS):
        waits_for = ("", FOLLOWER)[number % 2]
        primary.sets("synchronous_standby_names", waits_for)
        joined = {"uscc": f"9135{number:014}", "name": "企业"}
        filed = line("enterprise-joined", "2026-11-20", "bench-0000001", enterprise=joined)
        waits[waits_for].append(_elapsed(partial(monitor.record, [filed], at=AT, by="officer")))
        shown.append(_elapsed(replica.lag))
    replica.engine.dispose()
    alone, both = statistics.median(waits[""]), statistics.median(waits[FOLLOWER])
    return {
        "filing_ms_alone": round(1000 * alone, 1),
        "filing_ms_with_follower": round(1000 * both, 1),
        "ratio_with_follower": round(both / alone, 2),
        "follower_shows_ms_median": round(1000 * statistics.median(shown), 1),
        "follower_shows_ms_p95": round(1000 * sorted(shown)[len(shown) * 95 // 100], 1),
    }


def _size(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.execute(_SIZE).scalar_one())


def _processor(done: Callable[[], object]) -> float:
    begun = process_time()
    done()
    return process_time() - begun


def _elapsed(done: Callable[[], object]) -> float:
    begun = perf_counter()
    done()
    return perf_counter() - begun


if __name__ == "__main__":
    main(int(sys.argv[1]))
