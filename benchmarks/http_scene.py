"""What the load is thrown at: a real PostgreSQL database, its users and tokens, and two replicas of `serve`.

It is set up as the operations guide says: two processes behind a proxy that is believed, each with
the scheduler, the rates and the other limits that hold when nothing is set.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
import psycopg
from sqlalchemy import text
from sqlalchemy.engine import make_url

from benchmarks import ours
from benchmarks.http_client import Lane
from benchmarks.workload import events
from domain.cluster import ClusterRecognised
from domain.events import legal_day
from monitor.access.access import Access
from monitor.access.directory import By
from monitor.access.own_account import TokenAsked
from monitor.access.principal import Grant
from monitor.application import Monitor
from monitor.bootstrap import load_library
from monitor.database import open_database, reading
from monitor.event_log import EventLog
from monitor.migrate import initialise
from monitor.version import VERSION

REPLICAS = 2
_CLERKS = 4  # of each programme: one may send 50 requests a second to each replica
_AT_ONCE = 10_000
_REPORTS = {"shandong": "work-summary"}  # where a yearly report has to say which it is
_LASTS = timedelta(days=30)
_SERVING = re.compile(r"http://[\d.]+:(\d+)/api/v1")
_VERSIONS = text("SELECT originator_id, max(originator_version) FROM events GROUP BY originator_id")


class Lost(NamedTuple):
    """What is wrong with the log after a load: filings that are not there, or there more than once."""

    missing: tuple[str, ...]
    doubled: tuple[str, ...]


def filled(url: str, clusters: int, at: datetime) -> dict[str, str]:
    """Fill a new real database with histories of yesterday; return the programmes of those recognised."""
    engine = open_database(url, create=True)
    yesterday = at - timedelta(days=1)
    initialise(engine, simulation=False, at=yesterday)
    log, found = EventLog(engine), {}
    waiting, versions = [], dict[str, int]()
    for number, entry in enumerate(events(clusters)):
        if isinstance(entry.body, ClusterRecognised):
            found[entry.cluster] = entry.body.programme
        recorded = yesterday + timedelta(microseconds=number)
        waiting.append(msgspec.structs.replace(entry, recorded_at=recorded))
        if len(waiting) == _AT_ONCE:
            ours.record(log, waiting, _AT_ONCE, versions)
            waiting.clear()
    ours.record(log, waiting, _AT_ONCE, versions)
    Monitor(engine, log, load_library(), simulation=False, code_version=VERSION).catch_up()
    engine.dispose()
    return found


def lanes_of(url: str, programmes: dict[str, str], at: datetime) -> list[Lane]:
    """Open accounts with tokens, some for each programme, and return who files for which cluster."""
    engine = open_database(url)
    monitor = Monitor(engine, EventLog(engine), load_library(), simulation=False, code_version=VERSION)
    access = Access(monitor)
    office, until = access.office_at_the_machine("benchmark", at), legal_day(at) + _LASTS
    asked = TokenAsked(purpose="benchmark", scopes=("read", "file"), expires_on=until)
    tokens: dict[tuple[str, int], str] = {}
    for programme in sorted(set(programmes.values())):
        for clerk in range(_CLERKS):
            user = f"{programme}-{clerk}"
            office.add_user(user, user)
            office.grant(user, Grant(role="province", programme=programme))
            made = access.entrance.make_token(user, asked, by=By(name="benchmark"), at=at)
            tokens[programme, clerk] = made.reveal()
    access.close()
    engine.dispose()
    users = list(tokens)
    lanes = []
    for number, name in enumerate(programmes):
        who = programmes[name], number % _CLERKS
        stated = {"report": _REPORTS[who[0]]} if who[0] in _REPORTS else {}
        lanes.append(Lane(name, 0, tokens[who], f"10.0.0.{users.index(who)}", stated))
    return lanes


def as_they_stand(url: str, lanes: Sequence[Lane]) -> list[Lane]:
    """Return who files for which cluster, upon the versions that are recorded now."""
    engine = open_database(url)
    with reading(engine) as connection:
        versions: dict[str, int] = {row[0]: row[1] for row in connection.execute(_VERSIONS)}
    engine.dispose()
    return [msgspec.structs.replace(lane, version=versions[lane.cluster]) for lane in lanes]


class Replica(NamedTuple):
    """A process that serves, and its port."""

    process: subprocess.Popen[str]
    port: int


@contextmanager
def replicas(url: str, folder: Path, words: Sequence[str] = ()) -> Iterator[list[Replica]]:
    """Serve a database by two processes, whose logs are files in a folder; end them at the end."""
    with ExitStack() as ending:
        started = []
        for number in range(REPLICAS):
            log = ending.enter_context((folder / f"replica-{number}.log").open("w"))
            command = [sys.executable, "-m", "monitor.cli", "serve", "--db", url, "--port", "0"]
            process = subprocess.Popen(  # noqa: S603 - our own program
                [*command, "--lang", "en", "--proxy", "127.0.0.1", *words],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**_quiet(), "PYTHONUNBUFFERED": "1"},
            )
            ending.callback(_end, process)
            started.append(Replica(process, _port_of(process, Path(log.name))))
        yield started


def _quiet() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("MONITOR_")}


def _port_of(process: subprocess.Popen[str], log: Path) -> int:
    for line in process.stdout or ():
        if found := _SERVING.search(line):
            return int(found[1])
    raise ValueError(process.wait(), log.read_text(encoding="utf-8")[-2_000:])


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.communicate()


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process so far."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def checked(url: str, acknowledged: Sequence[tuple[str, str]], run: str) -> Lost:
    """Hold the log against what was acknowledged: each filing is there exactly once, under the id told.

    A filing that was not acknowledged may be there, once.
    """
    engine = open_database(url)
    found: dict[str, list[str]] = {}
    for page in ours.read_all(EventLog(engine)):
        for each in page:
            mark = each.source.number if each.source else None
            if mark and mark.startswith(f"{run}-"):
                found.setdefault(mark, []).append(each.id)
    engine.dispose()
    missing = tuple(mark for mark, told in acknowledged if told not in found.get(mark, []))
    return Lost(missing, tuple(mark for mark, ids in found.items() if len(ids) > 1))


def take_out(url: str, told: str) -> None:
    """Take the event of an id out of the log, as only the owner of the server can: for the control."""
    with psycopg.connect(str(make_url(url).set(drivername="postgresql"))) as connection:
        connection.execute("SET session_replication_role = replica")
        words = b'"id":' + msgspec.json.encode(told)
        done = connection.execute("DELETE FROM events WHERE position(%s::bytea IN state) > 0", (words,))
        if done.rowcount != 1:
            raise ValueError(told)
