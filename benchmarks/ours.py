"""What the product does, as its own doors call it, with everything on: seals, sources, both dates.

Each operation takes a monitor and says how long it took; what it answers is checked by the caller.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from time import perf_counter
from typing import NamedTuple

from sqlalchemy import Connection, Engine, text

from benchmarks.timing import Watch
from domain.case import RevocationDecided
from domain.cluster import AnnualReportFiled, ApplicationSubmitted, ClusterRecognised, RecognitionSurrendered
from domain.events import Recorded
from domain.history import known
from monitor import assessor
from monitor.application import Monitor
from monitor.assessor import Assessor
from monitor.bootstrap import load_library
from monitor.codec import Envelope, decode_block
from monitor.database import writing
from monitor.event_log import EventLog
from monitor.feed import LogFeed
from monitor.law_archive import LawArchive
from monitor.version import VERSION
from projections import follow
from projections.follow import Follower, live_generation
from projections.tables import roster
from projections.view import ClusterView, Poison

BLOCK = 2_000
_STANDINGS: dict[type, str] = {
    ApplicationSubmitted: "applying",
    ClusterRecognised: "recognised",
    RevocationDecided: "revoked",
    RecognitionSurrendered: "surrendered",
}
_OWN = {
    "cluster": "'filler-' || number",
    "wake_on": "date('2099-01-01')",
    "stale_from": "CAST(NULL AS date)",
    "calendar_size": "CAST(NULL AS integer)",
}
State = tuple[str, int, int, str]


def monitor_of(engine: Engine) -> Monitor:
    """Return the service over a database."""
    return Monitor(engine, EventLog(engine), load_library(), simulation=True, code_version=VERSION)


def record(log: EventLog, entries: Sequence[Envelope], at_once: int, versions: dict[str, int]) -> None:
    """Append events, so many a commit, upon the versions reached; they are counted on."""
    for start in range(0, len(entries), at_once):
        some = entries[start : start + at_once]
        touched = {entry.cluster: versions.get(entry.cluster, 0) for entry in some}
        log.append(some, touched)
        for entry in some:
            versions[entry.cluster] = versions.get(entry.cluster, 0) + 1


def read_all(log: EventLog) -> Iterator[list[Recorded]]:
    """Yield all events as typed objects, in blocks."""
    position = 0
    while page := log.after(position, BLOCK):
        yield page
        position = page[-1].position


def states(pages: Iterable[Sequence[Recorded]], until: date = date.max) -> dict[str, State]:
    """Fold facts up to a day to what the peers answer too."""
    found: dict[str, State] = {}
    for page in pages:
        for each in page:
            if each.effective_on > until or each.is_finding:
                continue
            standing, reports, facts, last_on = found.get(each.cluster, ("", 0, 0, ""))
            kind = type(each.body)
            found[each.cluster] = (
                _STANDINGS.get(kind, standing),
                reports + (kind is AnnualReportFiled),
                facts + 1,
                max(last_on, each.effective_on.isoformat()),
            )
    return found


def digest(found: dict[str, State]) -> str:
    """Return a hash over all answers."""
    return sha256(dumps(sorted(found.items())).encode()).hexdigest()


class Remembering(Follower):
    """A follower that assesses once and remembers: what a rebuild costs without the assessments."""

    def __init__(self, monitor: Monitor) -> None:
        """Follow the log of a monitor."""
        engine, log = monitor.engine, monitor.log
        own = Assessor(log, load_library(), LawArchive(engine), VERSION)

        def begin() -> AbstractContextManager[Connection]:
            return writing(engine)

        super().__init__(LogFeed(log), own.view, begin)
        self._remembered: dict[tuple[str, int], ClusterView | Poison] = {}
        self.assessing = 0.0

    def _view(
        self, cluster: str, stream: Sequence[Recorded] | Poison, day: date | None
    ) -> ClusterView | Poison:
        key = (cluster, len(stream) if not isinstance(stream, Poison) else 0)
        if key not in self._remembered:
            began = perf_counter()
            self._remembered[key] = super()._view(cluster, stream, day)
            self.assessing += perf_counter() - began
        return self._remembered[key]


@contextmanager
def law_timed() -> Iterator[Watch]:
    """Time what is law in whatever is done within: assessments, conclusions, what was known when."""
    watch = Watch()
    with ExitStack() as stack:
        for module, name in ((assessor, "assess"), (assessor, "conclude"), (follow, "rectangles")):
            done = getattr(module, name)
            setattr(module, name, watch.timing(done))
            stack.callback(setattr, module, name, done)
        yield watch


class Assessed(NamedTuple):
    """Seconds for all clusters: to decode and fold, and to assess besides."""

    decoding: float
    assessing: float


def assess_all(monitor: Monitor, names: Sequence[str], on: date, at: datetime) -> Assessed:
    """Decode, fold and assess clusters one by one."""
    own = Assessor(monitor.log, load_library(), monitor.archive, VERSION)
    table = monitor.log
    decoding = assessing = 0.0
    for name in names:
        rows = table.rows_of(name)
        began = perf_counter()
        stream = decode_block(rows)
        known(stream)
        between = perf_counter()
        own.assess(stream, on, at)
        decoding += between - began
        assessing += perf_counter() - between
    return Assessed(decoding, assessing)


def fill_roster(engine: Engine, clusters: int) -> None:
    """Fill the roster up with lines of clusters that are not due, for nothing but its size."""
    copied = [column.name for column in roster.columns if column.name not in _OWN]
    filling = (
        f"INSERT INTO roster ({', '.join([*_OWN, *copied])}) "  # noqa: S608 - our own columns
        "WITH RECURSIVE numbers (number) AS "
        "(SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < :clusters) "
        f"SELECT {', '.join(_OWN.values())}, {', '.join(copied)} FROM numbers "
        "CROSS JOIN (SELECT * FROM roster WHERE generation = :generation LIMIT 1) AS pattern"
    )
    with writing(engine) as connection:
        asked = {"generation": live_generation(connection), "clusters": clusters}
        connection.execute(text(filling), asked)
        if connection.dialect.name == "postgresql":
            connection.execute(text("ANALYZE roster"))  # as its own service does by and by; SQLite has none
