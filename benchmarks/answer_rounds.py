"""One round over the answers: rebuilt, asked, replayed, and the passes of the scheduler.

Raw is the bare reading of the events and the bare writing of the same rows into the same tables with
the same indexes, in one commit.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Boolean, Date, Integer, Table

from benchmarks import ours
from benchmarks.log_rounds import DAY, rows_of
from benchmarks.places import Databases
from benchmarks.raw import Raw, Row, read_all, read_one
from benchmarks.timing import Tally, seconds
from benchmarks.workload import BEGAN, EVENTS_A_CLUSTER
from domain.events import FINDINGS, Recorded
from domain.history import known
from monitor.application import Monitor
from monitor.audit.replaying.replay import Replay
from monitor.audit.replaying.replayed import Replayed
from monitor.codec import unplaced
from projections.tables import METADATA
from scheduler.tick import tick

_SOME = 200
_TURNS = 15  # of a question that takes a millisecond, by turns with the driver's
_KINDS = {BigInteger: "int8", Integer: "int4", Date: "date", Boolean: "bool"}
_TABLES = [table for table in METADATA.sorted_tables if table.name != "projection_progress"]
_ANSWERED = "cluster, programme, name, province, city, county, standing, valid_from, valid_to"
_LIVE = "generation = (SELECT generation FROM projection_progress WHERE live)"
_SQLITE_POINT = "known_from <= ? AND known_to > ? AND legal_from <= ? AND legal_to > ?"
_POSTGRES_POINT = (
    "int8range(known_from, known_to) @> ?::bigint AND daterange(legal_from, legal_to) @> ?::date"
)


class Scene(NamedTuple):
    """A database full of histories: the service over it, its driver, and another with bare tables."""

    monitor: Monitor
    names: Sequence[str]
    own: Raw
    bare: Raw
    bare_events: Raw


def ask_round(databases: Databases, scene: Scene, tally: Tally, at: datetime) -> None:
    """Measure what only reads, and the rebuild."""
    count = scene.monitor.log.last_position()
    _rebuild(scene, tally, count)
    _one(scene, tally, at)
    _roster(databases, scene, tally)
    _replay(scene, tally, at, count)
    found = ours.assess_all(scene.monitor, scene.names[:_SOME], DAY, at)
    tally.note("assessment of one cluster", "decoding and folding", found.assessing, found.decoding)


def _rebuild(scene: Scene, tally: Tally, count: int) -> None:
    """Rebuild twice: the second time with the assessments of the first."""
    follower = ours.Remembering(scene.monitor)
    whole = seconds(follower.rebuild)
    took = seconds(follower.rebuild)
    rows = [_rows(scene.own, table) for table in _TABLES]
    _clear(scene.bare)

    def bare() -> None:
        read_all(scene.own)
        _fill(scene.bare, rows)

    limit = count / seconds(bare)
    tally.note("rebuild, without assessment", "raw", count / took, limit)
    tally.note("rebuild, assessment and all", "raw", count / whole, limit)


def _columns(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _rows(raw: Raw, table: Table) -> list[Row]:
    query = f"SELECT {_columns(table)} FROM {table.name}"  # noqa: S608 - our own tables
    return [row for rows in raw.query(query) for row in rows]


def _clear(bare: Raw) -> None:
    for table in _TABLES:
        bare.driver.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own tables


def _fill(bare: Raw, rows: Sequence[Sequence[Row]]) -> None:
    for table, some in zip(_TABLES, rows, strict=True):
        types = [_KINDS.get(type(column.type), "text") for column in table.columns]
        bare.fill(f"{table.name} ({_columns(table)})", some, types)


def _one(scene: Scene, tally: Tally, at: datetime) -> None:
    """Ask for cluster after cluster, by turns: the bare rows, the history as of a day, the whole status."""
    some = scene.names[:: max(1, len(scene.names) // _SOME)]
    log, monitor = scene.monitor.log, scene.monitor
    read_one(scene.own, some[0])
    bare, took, whole = [], [], []
    for name in some:
        bare.append(seconds(partial(read_one, scene.own, name)))
        took.append(seconds(lambda: known(log.stream(name), at).by(DAY)))  # noqa: B023 - called at once
        whole.append(seconds(partial(monitor.status, name, on=DAY, known_at=at)))
    limit = 1 / median(bare)
    tally.note("one cluster as of a day", "raw", 1 / median(took), limit)
    tally.note("one cluster as of a day, assessed", "raw", 1 / median(whole), limit)


def _roster(databases: Databases, scene: Scene, tally: Tally) -> None:
    """Ask who stood how on a past day as known at an instant, against the same query of the driver."""
    when = BEGAN + timedelta(microseconds=len(scene.names) * EVENTS_A_CLUSTER // 2)
    instant = (when - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    is_file = databases.name == "SQLite"
    point = _SQLITE_POINT if is_file else _POSTGRES_POINT
    day = DAY.isoformat()
    values: list[object] = [instant, instant, day, day] if is_file else [instant, DAY]
    query = f"SELECT {_ANSWERED} FROM standing_periods WHERE {_LIVE} AND {point} ORDER BY cluster"  # noqa: S608
    scene.monitor.standings(on=DAY, known_at=when)
    bare, took, answers = [], [], []
    for _ in range(_TURNS):
        bare.append(seconds(lambda: answers.append(_first_columns(scene.own, query, values))))
        took.append(seconds(lambda: answers.append(scene.monitor.standings(on=DAY, known_at=when))))
    asked = [line["cluster"] for line in answers[1]]
    if answers[0] != asked or answers[::2] != answers[:1] * _TURNS or answers[1::2] != answers[1:2] * _TURNS:
        raise ValueError(day)
    tally.note("roster of all clusters", "raw", len(asked) / median(took), len(asked) / median(bare))


def _first_columns(raw: Raw, query: str, values: Sequence[object]) -> list[Any]:
    return [row[0] for rows in raw.query(query, values) for row in rows]


def _replay(scene: Scene, tally: Tally, at: datetime, count: int) -> None:
    bare = seconds(lambda: read_all(scene.own))
    replayed: list[Replayed] = []
    replay = Replay(scene.monitor, at)
    took = seconds(lambda: replayed.extend(replay.everything()))
    wrong = [each for each in replayed if each.type in FINDINGS and each.then == "differs"]
    if wrong or not any(each.then == "same" for each in replayed):
        raise ValueError(wrong)
    tally.note("audit replay", "raw", count / took, count / bare)


def idle(monitor: Monitor, at: datetime) -> float:
    """Return how long a pass takes that finds nothing due, in seconds."""
    tick(monitor, at)
    taken = []
    for later in range(1, 12):
        found: list[object] = []
        taken.append(seconds(lambda: found.extend(tick(monitor, at + timedelta(seconds=later)))))  # noqa: B023
        if found:
            raise ValueError(found)
    return sorted(taken)[len(taken) // 2]


def tick_round(scene: Scene, tally: Tally, at: datetime) -> None:
    """Let a day come on which many clusters are due, against the bare writing of the same rows."""
    before = scene.monitor.log.last_position()
    found: list[Recorded] = []
    with ours.law_timed() as law:
        took = seconds(lambda: found.extend(tick(scene.monitor, at)))
    due = {record.cluster for record in found}
    if not due:
        raise ValueError(at)
    stored = rows_of(list(map(unplaced, found)))
    events = [
        (each.position, row[1], each.version, *row[3:]) for each, row in zip(found, stored, strict=True)
    ]
    rows = [
        [row for row in _rows(scene.own, table) if row[1] in due or _is_after(row, before)]
        for table in _TABLES
    ]
    _clear(scene.bare)

    def bare() -> None:
        scene.bare_events.insert(events, len(events))
        _fill(scene.bare, rows)

    slow = seconds(bare)
    tally.note("tick with clusters due", "raw", len(due) / took, len(due) / slow)
    without = len(due) / (took - law.total)
    tally.note("tick with clusters due, without assessment", "raw", without, len(due) / slow)


def _is_after(row: Row, before: int) -> bool:
    return isinstance(row[1], int) and row[1] > before
