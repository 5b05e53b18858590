"""The rounds of one database at one size, from empty tables to the passes of the scheduler."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Engine

from benchmarks import ours
from benchmarks.answer_rounds import Scene, ask_round, idle, tick_round
from benchmarks.log_rounds import log_round
from benchmarks.peer_rounds import peer_round
from benchmarks.peers.running import Peers
from benchmarks.places import Databases, initialised
from benchmarks.processes import processes_round
from benchmarks.raw import raw_of
from benchmarks.timing import Tally
from benchmarks.workload import FIRST, events, name_of
from scheduler.tick import tick

FILLED = 1_000_000  # lines of the roster where a pass finds nothing due
DUE, AMONG = 1_000, 100_000  # clusters that a pass finds due, among so many
PARTS = ("log", "answers", "processes")
Tell = Callable[[str], None]


class Extent(NamedTuple):
    """How much is measured: so many clusters and rounds, which parts, and how many are due in a pass."""

    clusters: int
    rounds: int
    only: Sequence[str] = PARTS
    due: int = DUE


def compare(databases: Databases, extent: Extent, peers: Peers, tell: Tell) -> Tally:
    """Measure some parts, so many rounds; the peers are held against what was measured with them."""
    clusters, rounds, only, _ = extent
    tally = Tally(databases.name, clusters)
    if "answers" in only:
        _answers(databases, extent, tally, tell)
    for number in range(rounds if "processes" in only else 0):
        tell(f"{databases.name}, {clusters:,} clusters: two processes, round {number + 1}")
        processes_round(databases, clusters, tally, FIRST, tell)
    for number in range(rounds):
        tell(f"{databases.name}, {clusters:,} clusters: the log and the peers, round {number + 1}")
        if "log" in only:
            log_round(databases, clusters, tally)
        peer_round(databases, tally, peers, number)
    return tally


def _answers(databases: Databases, extent: Extent, tally: Tally, tell: Tell) -> None:
    clusters, rounds, _, due = extent
    with _scene(databases, clusters) as scene:
        for number in range(rounds):
            tell(f"{databases.name}, {clusters:,} clusters: the answers, round {number + 1}")
            ask_round(databases, scene, tally, FIRST)
        _idle_passes(scene, clusters, rounds, tally)
    for number in range(rounds):
        tell(f"{databases.name}: a pass with {due:,} due of {AMONG:,}, round {number + 1}")
        with _scene(databases, due, is_looked_at=False) as scene:
            ours.fill_roster(scene.monitor.engine, AMONG - due)
            tick_round(scene, tally, FIRST)


def _idle_passes(scene: Scene, clusters: int, rounds: int, tally: Tally) -> None:
    """Let passes find nothing, with few lines and with many."""
    few = [1 / idle(scene.monitor, FIRST.replace(hour=5, minute=number)) for number in range(rounds)]
    ours.fill_roster(scene.monitor.engine, FILLED - clusters)
    for number in range(rounds):
        many = 1 / idle(scene.monitor, FIRST.replace(hour=6, minute=number))
        tally.note(f"tick with nothing due, {FILLED:,} clusters", f"{clusters:,} clusters", many, few[number])


@contextmanager
def _scene(databases: Databases, clusters: int, *, is_looked_at: bool = True) -> Iterator[Scene]:
    """Give a database that holds all histories, and what the first pass finds in them if it was made."""
    with (
        initialised(databases) as engine,
        initialised(databases) as bare,
        raw_of(_url(engine), with_events=False) as own,
        raw_of(_url(bare), with_events=False) as tables,
        raw_of(databases.make()) as bare_events,
    ):
        monitor = ours.monitor_of(engine)
        ours.record(monitor.log, list(events(clusters)), 10_000, {})
        monitor.catch_up()
        if is_looked_at:
            tick(monitor, FIRST)
        names = [name_of(number) for number in range(clusters)]
        yield Scene(monitor, names, own, tables, bare_events)


def _url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)
