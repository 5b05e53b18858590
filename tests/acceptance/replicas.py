"""Two replicas over one PostgreSQL behind a round robin, one killed and started again and again under load.

What holds at the end is looked up in the log itself. Longer than a test has time for:
`python -m tests.acceptance.replicas --seconds 120`, which also waits until every open filing is settled.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from sqlalchemy import Engine

from domain.cluster import ObjectionRaised
from domain.events import legal_day
from monitor.access.access import Access, AccessSettings
from monitor.access.principal import Grant
from monitor.answers.replay import Tally as ReplayTally
from monitor.application import Monitor
from monitor.audit.log.verification import verify_log
from monitor.audit.replaying.replay import Replay
from monitor.database import open_database
from monitor.event_log import EventLog
from monitor.migrate import initialise
from tests.acceptance.clerks import COMMON, Clerk
from tests.acceptance.replica import Replica
from tests.acceptance.round_robin import RoundRobin, round_robin
from tests.given import PLACES
from tests.monitor.access.service import QUICK
from tests.office import LIBRARY, line

CLERKS = 8
NEVER: Mapping[str, int] = {}
COUNTY = "350582"
PASSWORD = "marker-Clerk-pass-4431"  # noqa: S105 - of a test
_BETWEEN_KILLS = 1.0  # seconds, after a replica answers again
_LOSES_EVERY = 11  # answers
_SETTLED_WITHIN = 240.0  # a key of a dead process is held for three minutes


@dataclass(frozen=True)
class Outcome:
    """What the load came to, as counted by clerks and as it stands in the log."""

    figures: dict[str, Any]
    broken: list[str]


@contextmanager
def opened(url: str) -> Iterator[Monitor]:
    engine = open_database(url)
    try:
        yield Monitor(engine, EventLog(engine), LIBRARY, simulation=False, code_version="test")
    finally:
        engine.dispose()


def seeded(url: str, clerks: Sequence[Clerk], now: datetime) -> list[str]:
    """Record the clusters, open the accounts before anything else runs, and return their one-time secrets."""
    with opened(url) as monitor:
        for cluster in (COMMON, *(clerk.own for clerk in clerks)):
            monitor.record(_recognition(cluster), at=now, by="province")
        access = Access(monitor, AccessSettings(hasher=QUICK))
        office = access.office_at_the_machine("test", now)
        secrets = [office.add_user(clerk.user, clerk.user).reveal() for clerk in clerks]
        for clerk in clerks:
            office.grant(clerk.user, Grant(role="county", region=COUNTY))
        access.close()
    return secrets


def _recognition(cluster: str) -> list[Any]:
    stated = {"programme": "fujian", **PLACES, "county_code": COUNTY}
    return [
        line("application-submitted", "2024-05-10", cluster, **stated),
        line("application-recommended", "2024-05-20", cluster, outcome="recommended"),
        line("public-notice-posted", "2024-06-12", cluster, working_days=5),
        line("cluster-recognised", "2024-07-10", cluster, **stated),
    ]


def under_load(
    clerks: Sequence[Clerk], replicas: Sequence[Replica], seconds: float, is_enough: Callable[[], bool]
) -> None:
    """Let all clerks file for so long or until it is enough, and kill the replicas by turns meanwhile."""
    over = Event()
    until = monotonic() + seconds
    with ThreadPoolExecutor(len(clerks) + 1) as pool:
        work = [pool.submit(clerk.works, over) for clerk in clerks]
        killing = pool.submit(_kill, replicas, over)
        while monotonic() < until and not (is_enough() or killing.done()):
            over.wait(0.1)
        over.set()
        for each in (*work, killing):
            each.result()


def _kill(replicas: Sequence[Replica], over: Event) -> None:
    while not over.wait(_BETWEEN_KILLS):
        victim = min(replicas, key=lambda replica: replica.kills)
        victim.kill()
        victim.start()


def judged(monitor: Monitor, clerks: Sequence[Clerk], now: datetime) -> list[str]:
    """Return everything that does not hold, from the log and from what was answered."""
    recorded = _recorded(monitor)
    broken = [problem for clerk in clerks for problem in clerk.tally.wrong]
    for clerk in clerks:
        for filing in clerk.filings:
            found = [recorded[text] for text in filing.texts]
            ids = [each for group in found for each in group]
            if max(map(len, found)) > 1 or len(set(map(len, found))) > 1:
                broken.append(f"{filing.key}: recorded {[len(group) for group in found]} times")
            if filing.answer is not None and _told(filing.answer) != ids:
                broken.append(f"{filing.key}: acknowledged as {_told(filing.answer)}, recorded as {ids}")
        if clerk.who() != clerk.user:
            broken.append(f"{clerk.user}: the session is lost")
    return broken + _unsound(monitor, now)


def _recorded(monitor: Monitor) -> dict[str, list[str]]:
    """Return the ids of the events by the text that the fact states."""
    found: dict[str, list[str]] = {}
    position = 0
    while page := monitor.log.after(position, 1_000):
        for record in page:
            if isinstance(record.body, ObjectionRaised):
                found.setdefault(record.body.text, []).append(record.id)
        position = page[-1].position
    return _OrEmpty(found)


class _OrEmpty(dict[str, list[str]]):
    def __missing__(self, _: str) -> list[str]:
        return []


def _told(answer: bytes) -> list[str]:
    """Return the ids of events that an answer tells, of one fact or of several."""
    told = json.loads(answer)
    return [each["id"] for each in told["events"]] if "events" in told else [told["id"]]


def _unsound(monitor: Monitor, now: datetime) -> list[str]:
    verdict, tally = verify_log(monitor.engine), ReplayTally()
    for each in Replay(monitor, now, "test").everything():
        tally.take(each)
    broken = [f"log: {problem}" for problem in verdict.problems if problem.code != "unsigned"]
    broken += [f"replay: {each}" for each in (*tally.differs, *tally.cannot)]
    broken += [f"projection {each.table}: {each.differs}" for each in monitor.shadow(now) if each.differs]
    return broken + [f"quarantined: {name}" for name in monitor.quarantined()]


def faults_told(replicas: Sequence[Replica]) -> list[str]:
    """Return what the replicas logged that no fault of a client is: their own faults, and secrets."""
    lines = [line for replica in replicas for line in replica.logged().splitlines()]
    faults = ('"event": "fault"', '"status": 5', "Traceback", PASSWORD)
    return [line for line in lines if any(each in line for each in faults)]


def endured(
    url: str, folder: Path, seconds: float, settle: float = 0, enough: Mapping[str, int] = NEVER
) -> Outcome:
    """Run the whole trial over an empty database and return what it came to.

    It lasts so many seconds, or until all figures that are `enough` are reached.
    """
    replicas = [Replica(name, url, folder) for name in ("one", "two")]
    now = datetime.now(UTC)
    try:
        with round_robin([replica.port for replica in replicas]) as proxy:
            clerks = [Clerk(number, proxy.address, str(legal_day(now))) for number in range(CLERKS)]
            secrets = seeded(url, clerks, now)
            for replica in replicas:
                replica.start()
            for clerk, secret in zip(clerks, secrets, strict=True):
                clerk.sign_in(secret, PASSWORD)
            proxy.loses_every = _LOSES_EVERY
            is_enough = partial(_reached, enough, clerks, replicas, proxy)
            under_load(clerks, replicas, seconds, is_enough)
            with ThreadPoolExecutor(len(clerks)) as pool:
                list(pool.map(lambda clerk: clerk.settle(settle), clerks))
            with opened(url) as monitor:
                broken = judged(monitor, clerks, datetime.now(UTC))
                size = monitor.log.last_position()
            for clerk in clerks:
                clerk.leave()
    finally:
        codes = [replica.stop() for replica in replicas]
    broken += [*faults_told(replicas), *(f"ended with {code}" for code in codes if code)]
    figures = {"answers_lost": proxy.lost, "turned_away": proxy.turned_away}
    return Outcome({**_figures(clerks, replicas, size), **figures}, broken)


def _reached(
    enough: Mapping[str, int], clerks: Sequence[Clerk], replicas: Sequence[Replica], proxy: RoundRobin
) -> bool:
    """Tell whether figures are reached; clerks go on counting meanwhile."""
    counted = {"kills": sum(replica.kills for replica in replicas), "answers_lost": proxy.lost}
    seen = {name: sum(clerk.tally.seen[name] for clerk in clerks) for name in enough}
    return bool(enough) and all((seen | counted)[name] >= number for name, number in enough.items())


def _figures(clerks: Sequence[Clerk], replicas: Sequence[Replica], size: int) -> dict[str, Any]:
    seen: Counter[str] = sum((clerk.tally.seen for clerk in clerks), Counter())
    seconds = sorted(second for clerk in clerks for second in clerk.tally.seconds)
    return {
        "filings": sum(len(clerk.filings) for clerk in clerks),
        "open": sum(len(clerk.open) for clerk in clerks),
        "kills": sum(replica.kills for replica in replicas),
        "log": size,
        "median_ms": round(seconds[len(seconds) // 2] * 1000, 1),
        "p99_ms": round(seconds[len(seconds) * 99 // 100] * 1000, 1),
        **dict(sorted(seen.items())),
    }


def main() -> int:
    """Run the trial for as long as asked, on a PostgreSQL of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as url:
        outcome = endured(url, Path(folder), asked.seconds, _SETTLED_WITHIN)
    sys.stdout.write(json.dumps({**outcome.figures, "broken": outcome.broken}, indent=1) + "\n")
    return 1 if outcome.broken else 0


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pgserver.postgres_server import get_server  # noqa: PLC0415 - warns where it is not set

    running = get_server(folder / "pg", cleanup_mode="delete")
    url = f"postgresql+psycopg://postgres@/postgres?host={running.get_postmaster_info().socket_dir}"
    engine: Engine = open_database(url)
    initialise(engine, simulation=False, at=datetime.now(UTC))
    engine.dispose()
    try:
        yield url
    finally:
        running.cleanup()


if __name__ == "__main__":
    sys.exit(main())
