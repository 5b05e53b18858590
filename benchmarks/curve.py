"""Cost curves on SQLite: how long the long runs take and how much memory, by the number of events.

Promise: each operation is a process of its own, so that its peak of memory is its own.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from benchmarks import ours
from benchmarks.timing import seconds
from benchmarks.workload import BEGAN, FIRST, events
from monitor.application import Monitor
from monitor.audit.log.verification import verify_log
from monitor.audit.replaying.replay import Replay
from monitor.cli.door import collect_seldom
from monitor.database import open_database
from monitor.exchange.export import export_lines
from monitor.migrate import initialise
from monitor.read_only import open_read_only
from scheduler.tick import tick

_AT_ONCE = 10_000


class Cost(msgspec.Struct, frozen=True):
    """What an operation cost at one size; `megabytes` is the peak of its process."""

    operation: str
    clusters: int
    events: int
    seconds: float
    megabytes: float


def fill(monitor: Monitor, clusters: int) -> None:
    """Record the workload, a block at a time."""
    told = events(clusters)
    versions: dict[str, int] = {}
    while some := list(islice(told, _AT_ONCE)):
        ours.record(monitor.log, some, _AT_ONCE, versions)


def read(monitor: Monitor, _clusters: int) -> None:
    """Read and map all events, a block at a time."""
    for _ in ours.read_all(monitor.log):
        pass


def verify(monitor: Monitor, _clusters: int) -> None:
    """Check the whole log."""
    if not verify_log(monitor.engine).ok:
        raise ValueError


def rebuild(monitor: Monitor, _clusters: int) -> None:
    """Build all projections anew, assessments and all."""
    monitor.rebuild()


def look(monitor: Monitor, _clusters: int) -> None:
    """Make the first pass of the scheduler: nearly all clusters are due."""
    tick(monitor, FIRST)


def replay(monitor: Monitor, _clusters: int) -> None:
    """Replay every finding and act."""
    for _ in Replay(monitor, FIRST).everything():
        pass


def export(monitor: Monitor, _clusters: int) -> None:
    """Write all facts as lines, to nowhere."""
    pages = ours.read_all(monitor.log)
    with Path(os.devnull).open("wb") as nowhere:
        nowhere.writelines(export_lines(record for page in pages for record in page))


OPERATIONS: dict[str, Callable[[Monitor, int], None]] = {
    "record": fill,
    "read": read,
    "verify": verify,
    "rebuild": rebuild,
    "export": export,
    "tick": look,
    "replay": replay,
}

READERS = frozenset({"read", "export", "replay"})  # their commands open it so that they cannot write


def costs(sizes: Sequence[int], folder: Path) -> Iterator[Cost]:
    """Yield what each operation costs at each size."""
    for clusters in sizes:
        path = folder / f"curve-{clusters}.db"
        engine = open_database(str(path), create=True)
        initialise(engine, simulation=True, at=BEGAN)
        engine.dispose()
        for operation in OPERATIONS:
            yield cost_of(operation, clusters, str(path))
        path.unlink()


def cost_of(operation: str, clusters: int, url: str) -> Cost:
    """Do one operation over a database, in a process of its own.

    Raises:
        ValueError: it failed; with the end of what it printed.
    """
    words = [sys.executable, "-m", "benchmarks.curve", operation, str(clusters), url]
    done = subprocess.run(words, capture_output=True, check=False)  # noqa: S603 - our own program
    if done.returncode:
        raise ValueError(operation, done.stderr[-2_000:].decode())
    return msgspec.json.decode(done.stdout, type=Cost)


def measured(sizes: Sequence[int]) -> list[Cost]:
    """Return all costs, with files that are deleted at the end."""
    with TemporaryDirectory(prefix="curve") as folder:
        return list(costs(sizes, Path(folder)))


def _peak() -> float:
    """Return the peak of this process in MB; `getrusage` would tell that of the parent, if it is higher."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    (kilobytes,) = [line.split()[1] for line in told.splitlines() if line.startswith("VmHWM:")]
    return int(kilobytes) / 1024


def main(operation: str, clusters: int, path: str) -> None:
    """Do one operation and print its cost."""
    collect_seldom()  # as every command of the product
    engine = (open_read_only if operation in READERS else open_database)(path)
    monitor = ours.monitor_of(engine)
    took = seconds(lambda: OPERATIONS[operation](monitor, clusters))
    cost = Cost(operation, clusters, monitor.log.last_position(), took, _peak())
    engine.dispose()
    sys.stdout.buffer.write(msgspec.json.encode(cost))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
