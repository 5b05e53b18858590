"""What must hold after faults: each check returns, in words, whatever does not.

The numbers I1 to I12 are those of docs/reliability.md.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Engine, select, text

from domain.administration import is_administrative
from domain.events import Recorded, type_name
from domain.findings import Finding
from monitor.application import Monitor
from monitor.audit.log.verification import verify_log
from monitor.database import reading
from monitor.event_log import EventLog
from monitor.notify.tables import outbox

PAGE = 1_000
_MOST_TOLD = 5


def every_record(log: EventLog) -> list[Recorded]:
    """Return every record, in the order of the log."""
    found: list[Recorded] = []
    while page := log.after(found[-1].position if found else 0, PAGE):
        found += page
    return found


def unsound_log(engine: Engine, records: Sequence[Recorded]) -> Iterator[str]:
    """Tell of gaps (I2) and of seals that do not verify (I11)."""
    if [each.position for each in records] != list(range(1, len(records) + 1)):
        yield "I2: the positions have gaps"
    reached: Counter[str] = Counter()
    for each in records:
        reached[each.cluster] += 1
        if each.version != reached[each.cluster]:
            yield f"I2: {each.cluster} has version {each.version} as number {reached[each.cluster]}"
    yield from unsound_seals(engine)


def unsound_seals(engine: Engine) -> Iterator[str]:
    """Tell of seals that do not verify (I11); nobody has signed anything here."""
    for problem in verify_log(engine).problems:
        if problem.code != "unsigned":
            yield f"I11: {problem}"


def unsound_rows(monitor: Monitor, at: datetime) -> Iterator[str]:
    """Tell where the projections are not what a rebuild makes (I3), or do not reach the end (I4)."""
    monitor.catch_up()
    with reading(monitor.engine) as connection:
        reached = connection.scalar(text("SELECT position FROM projection_progress WHERE live"))
    if reached != monitor.log.last_position():
        yield f"I4: the projections are at {reached} of {monitor.log.last_position()}"
    for each in monitor.shadow(at):
        if each.differs:
            yield f"I3: {each.table} differs from a rebuild in {each.differs} rows"
    for name in monitor.quarantined():
        yield f"I3: {name} is in quarantine"


def lost_or_doubled(records: Sequence[Recorded], batches: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Tell of acknowledged batches that are not there once (I1); `batches` are their keys."""
    times = Counter(each.key for each in records if each.key)
    for name, keys in batches.items():
        if [times[key] for key in keys] != [1] * len(keys):
            yield f"I1: acknowledged {name} is recorded {[times[key] for key in keys]} times"


def torn(records: Sequence[Recorded], halves: int) -> Iterator[str]:
    """Tell of batches of which a part is recorded (I1); a key is the batch's name, "-" and the half's."""
    parts = Counter(each.key.rpartition("-")[0] for each in records if each.key)
    for name, count in parts.items():
        if count != halves:
            yield f"I1: of batch {name} {count} of {halves} facts are recorded"


def findings_of(records: Sequence[Recorded]) -> dict[str, Counter[str]]:
    """Return the findings of each cluster: how often each was recorded, by what it says."""
    found: dict[str, Counter[str]] = {}
    for each in records:
        if not is_administrative(each.cluster):
            counted = found.setdefault(each.cluster, Counter())
            if isinstance(each.body, Finding):
                counted[_said(each)] += 1
    return found


def unlike_findings(records: Sequence[Recorded]) -> Iterator[str]:
    """Tell of findings that are doubled or missed (I6): clusters with like facts have like findings."""
    found = findings_of(records)
    expected = max(map(set, found.values()), key=len) if found else set()
    for cluster, counted in found.items():
        if doubled := [said for said, times in counted.items() if times > 1]:
            yield f"I6: {cluster} has twice: {doubled}"
        if missed := expected - set(counted):
            yield f"I6: {cluster} lacks: {sorted(missed)}"


def undelivered(engine: Engine, wanted: Sequence[str], arrived: Sequence[str]) -> Iterator[str]:
    """Tell of messages that are not in the outbox once, or never arrived (I10); ids of events."""
    with reading(engine) as connection:
        rows = connection.execute(select(outbox.c.event, outbox.c.state)).all()
    if sorted(row.event for row in rows) != sorted(wanted):
        yield f"I10: {len(rows)} messages for {len(wanted)} events"
    for row in rows:
        if row.state != "sent" or row.event not in arrived:
            yield f"I10: message {row.event} is {row.state}, arrived {arrived.count(row.event)} times"


def shortened(broken: Sequence[str]) -> list[str]:
    """Return the first of each kind of problem, and how many there are in all."""
    told = list(broken[:_MOST_TOLD])
    return [*told, f"… {len(broken)} in all"] if len(broken) > len(told) else told


def _said(record: Recorded) -> str:
    body = msgspec.to_builtins(record.body)
    names = ("code", "limb", "kind", "period", "case", "subject", "obligation", "due_on", "days_left")
    about = [str(body[name]) for name in names if body.get(name) is not None]
    return " ".join((type_name(type(record.body)), str(record.effective_on), *about))
