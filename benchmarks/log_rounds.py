"""One round over the log: recorded, read, verified, each beside the raw limit."""

from collections.abc import Sequence

from sqlalchemy import Engine

from benchmarks import ours
from benchmarks.places import Databases, initialised
from benchmarks.raw import Raw, Row, raw_of, read_all
from benchmarks.timing import Tally, Watch, seconds
from benchmarks.workload import LAST_DAY, events, name_of
from domain.cluster import AnnualReportFiled
from monitor.audit.log.verification import verify_log
from monitor.codec import Envelope, encode, microseconds, topic_of
from monitor.event_log import EventLog

AT_ONCE, MANY_AT_ONCE, SINGLES = 1_000, 10_000, 200
DAY = LAST_DAY.replace(year=2025, month=6, day=30)


def rows_of(entries: Sequence[Envelope]) -> list[Row]:
    """Return the rows that events are stored as."""
    versions: dict[str, int] = {}
    rows: list[Row] = []
    for position, entry in enumerate(entries, start=1):
        version = versions[entry.cluster] = versions.get(entry.cluster, 0) + 1
        at = microseconds(entry.recorded_at)
        rows.append((position, entry.cluster, version, topic_of(entry), encode(entry), entry.key, at))
    return rows


def log_round(databases: Databases, clusters: int, tally: Tally) -> None:
    """Measure one round; what is read must be what was recorded, or there is no round."""
    entries = list(events(clusters))
    rows = rows_of(entries)
    with initialised(databases) as engine, raw_of(databases.make()) as raw:
        log = EventLog(engine)
        versions: dict[str, int] = {}
        slow = seconds(lambda: raw.insert(rows, AT_ONCE))
        took = seconds(lambda: ours.record(log, entries, AT_ONCE, versions))
        tally.note("bulk import, 1,000 a commit", "raw", len(rows) / took, len(rows) / slow)
        _bulk_of_many(databases, entries, tally, slow)
        placed = [entry.placed(0, 0) for entry in entries]
        if ours.states(ours.read_all(log), DAY) != ours.states([placed], DAY):
            raise ValueError(DAY)
        _read(log, raw, tally)
        _verify(engine, raw, tally, len(rows))
        _singles(log, raw, tally, versions)


def _bulk_of_many(databases: Databases, entries: Sequence[Envelope], tally: Tally, slow: float) -> None:
    with initialised(databases) as engine:
        took = seconds(lambda: ours.record(EventLog(engine), entries, MANY_AT_ONCE, {}))
    tally.note("bulk import, 10,000 a commit", "raw", len(entries) / took, len(entries) / slow)


def _read(log: EventLog, raw: Raw, tally: Tally) -> None:
    count = read_all(raw)
    bare = seconds(lambda: read_all(raw))
    took = seconds(lambda: [len(page) for page in ours.read_all(log)])
    tally.note("read and map all events", "raw", count / took, count / bare)


def _verify(engine: Engine, raw: Raw, tally: Tally, count: int) -> None:
    bare = seconds(lambda: read_all(raw))
    verdicts = []
    took = seconds(lambda: verdicts.append(verify_log(engine)))
    if not verdicts[0].ok or verdicts[0].size != count:
        raise ValueError(verdicts)
    tally.note("verify the log", "raw", count / took, count / bare)


def _singles(log: EventLog, raw: Raw, tally: Tally, versions: dict[str, int]) -> None:
    """Append one event at a time, in turns with the driver."""
    mine, bare = Watch(), Watch()
    position = sum(versions.values())
    for number in range(SINGLES):
        name = name_of(number % len(versions))
        position += 1
        entry = _one_more(log, name, number)
        (row,) = rows_of([entry])
        with bare.lap():
            raw.insert_one((position, name, versions[name] + 1, *row[3:]))
        with mine.lap():
            log.append([entry], {name: versions[name]})
        versions[name] += 1
    for hundredth in (50, 95):
        rate, limit = (1 / watch.percentile(hundredth) for watch in (mine, bare))
        tally.note(f"single append, p{hundredth}", "raw", rate, limit)


def _one_more(log: EventLog, name: str, number: int) -> Envelope:
    last = log.last_recorded_at()
    if last is None:
        raise ValueError(name)
    return Envelope(
        id=f"one-more-{number}",
        cluster=name,
        effective_on=LAST_DAY,
        recorded_at=last,
        recorded_by="officer",
        body=AnnualReportFiled(year=2025, narrative="本年度集群运行平稳，产值与研发投入均有增长。" * 3),
        key=f"one-more-{number}",
    )
