"""Filings over HTTP: `python -m benchmarks.http_load`; `--seconds 300` holds the load for five minutes.

Two replicas of the real server over PostgreSQL, with real tokens, rates and idempotency keys, and the
clients on the same processors. Held first, then ten times as many clients that send ten times as much.
Afterwards every filing that was acknowledged must be in the log exactly once; and the same check
must find the one that is then taken out.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

import msgspec

from benchmarks.http_client import Lane, Phase, Plan, Told
from benchmarks.http_scene import (
    Lost,
    Replica,
    as_they_stand,
    checked,
    filled,
    lanes_of,
    processor_seconds,
    replicas,
    take_out,
)
from benchmarks.places import postgres_databases
from domain.events import legal_day

CLIENTS, SECONDS, BURST_SECONDS, TIMES = 16, 60.0, 10.0, 10
AIM_A_SECOND, AIM_P99 = 400.0, 0.2
_EACH = 24  # filings for a cluster in one run, at the rate aimed at: as many as it has events
_WARM = 2.0
_SHOWN = 5  # of the answers that are wrong
_SHED = ("429", "503")
_FINE = frozenset({"201", "409", "412", "again", *_SHED})


class Thrown(NamedTuple):
    """One phase, what the clients told of it, and the processor time of the replicas meanwhile."""

    phase: Phase
    told: Told
    server_seconds: float


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What one phase came to: `p50` and `p99` in seconds; `sent` and `shed` count requests.

    `lost` and `doubled` count filings in the log afterwards; `server_ms` and `client_ms` are processor
    time for each filing that was recorded, of the replicas (not of PostgreSQL) and of the clients.
    """

    phase: str
    clients: int
    seconds: float
    sent: int
    recorded: int
    a_second: float
    p50: float
    p99: float
    shed: int
    failed: int
    lost: int
    doubled: int
    server_ms: float
    client_ms: float
    wrong: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether nothing is lost, doubled or failed, and a held load is as fast as it has to be."""
        is_sound = not (self.lost or self.doubled or self.failed)
        is_fast = self.a_second >= AIM_A_SECOND and self.p99 <= AIM_P99
        return is_sound and (is_fast or self.phase != "held")


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One run: its name and day, the database, the replicas, and who files for which cluster."""

    run: str
    day: str
    url: str
    folder: Path
    lanes: list[Lane]
    running: list[Replica]

    def thrown(self, phase: Phase) -> Thrown:
        """File for a while, from a process of its own.

        Raises:
            ValueError: the clients failed.
        """
        ports = [each.port for each in self.running]
        plan = Plan(self.run, self.day, ports, as_they_stand(self.url, self.lanes), phase)
        path = self.folder / f"{phase.name}.json"
        path.write_bytes(msgspec.json.encode(plan))
        used = self._used()
        words = [sys.executable, "-m", "benchmarks.http_client", str(path)]
        done = subprocess.run(words, capture_output=True, check=False)  # noqa: S603 - our own program
        if done.returncode:
            raise ValueError(done.stderr[-2_000:])
        told = msgspec.json.decode(done.stdout, type=Told)
        return Thrown(phase, told, self._used() - used)

    def _used(self) -> float:
        return sum(processor_seconds(each.process.pid) for each in self.running)


def measured(seconds: float, clusters: int | None = None, clients: int = CLIENTS) -> list[Load]:
    """Hold the load so long, then burst; in a new database of some clusters, as many as fit the load.

    Raises:
        ValueError: a phase did not end, or the check does not find a filing that is taken out.
    """
    at = datetime.now(UTC)
    run = f"load{at:%H%M%S%f}"
    many = clusters or max(1_000, round(seconds * AIM_A_SECOND / _EACH))
    with postgres_databases() as databases, tempfile.TemporaryDirectory(prefix="load") as name:
        url, folder = databases.make(), Path(name)
        lanes = lanes_of(url, filled(url, many, at), at)
        with replicas(url, folder) as running:
            day = legal_day(at).isoformat()
            stage = Stage(run=run, day=day, url=url, folder=folder, lanes=lanes, running=running)
            thrown = _phases(stage, seconds, clients)
        acknowledged = [each for one in thrown for each in one.told.acknowledged]
        lost = checked(url, acknowledged, run)
        _require_control(url, acknowledged, run, lost)
    return [_load(each, lost) for each in thrown[1:]]


def _phases(stage: Stage, seconds: float, clients: int) -> list[Thrown]:
    """Warm the replicas, hold the load, then let ten times as many send ten times as much."""
    warm = stage.thrown(Phase("warm", clients, _WARM))
    held = stage.thrown(Phase("held", clients, seconds))
    pace = TIMES * max(1.0, len(held.told.acknowledged) / held.told.seconds)
    burst = Phase("burst", clients * TIMES, min(BURST_SECONDS, seconds), pace)
    return [warm, held, stage.thrown(burst)]


def _require_control(url: str, acknowledged: Sequence[tuple[str, str]], run: str, lost: Lost) -> None:
    """Take one filing out, and refuse a check that does not say so."""
    take_out(url, acknowledged[0][1])
    if len(checked(url, acknowledged, run).missing) != len(lost.missing) + 1:
        raise ValueError(acknowledged[0])


def _load(thrown: Thrown, lost: Lost) -> Load:
    phase, told = thrown.phase, thrown.told
    marks = tuple(mark for mark, _ in told.acknowledged)
    many = max(1, len(marks))
    cuts = quantiles([0.0, 0.0, *told.latencies], n=100)
    statuses = told.statuses
    failed = sum(count for name, count in statuses.items() if name not in _FINE and not name.isdigit())
    return Load(
        phase=phase.name,
        clients=phase.connections,
        seconds=told.seconds,
        sent=sum(statuses.values()),
        recorded=len(marks),
        a_second=len(marks) / told.seconds,
        p50=cuts[49],
        p99=cuts[98],
        shed=sum(statuses.get(each, 0) for each in _SHED),
        failed=failed + len(told.wrong),
        lost=len(set(marks) & set(lost.missing)),
        doubled=len(set(marks) & set(lost.doubled)),
        server_ms=thrown.server_seconds * 1000 / many,
        client_ms=told.own_seconds * 1000 / many,
        wrong=tuple(told.wrong[:_SHOWN]),
    )


def line(load: Load) -> str:
    """Return what one phase came to, in a line."""
    return (
        f"{load.phase}: {load.clients} clients, {load.seconds:.0f} s, {load.recorded:,} recorded, "
        f"{load.a_second:,.0f}/s, p50 {load.p50 * 1000:.0f} ms, p99 {load.p99 * 1000:.0f} ms, "
        f"{load.shed:,} of {load.sent:,} shed, {load.failed} failed, {load.lost} lost, "
        f"{load.doubled} doubled; processor a filing: replicas {load.server_ms:.1f} ms, "
        f"clients {load.client_ms:.1f} ms"
    )


def main() -> None:
    """Measure and print; exit 1 where a filing was lost, doubled or failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.http_load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long the load is held")
    parser.add_argument("--clusters", type=int, help="as many as fit the load, if left out")
    parser.add_argument("--clients", type=int, default=CLIENTS)
    asked = parser.parse_args()
    loads = measured(asked.seconds, asked.clusters, asked.clients)
    sys.stdout.write("".join(line(each) + "\n" for each in loads))
    sys.stderr.write("".join(f"{wrong}\n" for each in loads for wrong in each.wrong))
    sys.exit(any(each.lost or each.doubled or each.failed for each in loads))


if __name__ == "__main__":
    main()
