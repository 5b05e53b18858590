"""The self-audit: whether log, projections, findings and calendar still are what they must be.

Promise: its result is recorded whatever it is, so that a bad one cannot be hidden and a missing one
shows. It looks at everything and leaves everything else as it was.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from uuid import uuid5

import msgspec

from domain.administration import AUDIT_STREAM, SelfAuditCompleted, ShadowTable
from domain.events import legal_day
from monitor.application import SYSTEM, Monitor
from monitor.audit.log.verification import verify_log
from monitor.audit.replaying.replay import Replay
from monitor.audit.second_source import check_calendar
from monitor.audit.signing.checkpoint_table import stored_notes
from monitor.codec import Envelope
from monitor.database import reading
from monitor.recording import NAMESPACE
from monitor.version import VERSION

AUDITED_EVERY = timedelta(days=1)
_LATE_AFTER = timedelta(hours=36)
Part = str
OnProgress = Callable[[Part, int, int | None], None]


class Audited(NamedTuple):
    """A self-audit as it is recorded."""

    position: int
    at: datetime
    found: SelfAuditCompleted


class Silence(msgspec.Struct, frozen=True):
    """A time without a self-audit: from the one before it, or the first record, until the next, or now."""

    since: datetime
    until: datetime


def audits(monitor: Monitor) -> list[Audited]:
    """Return the self-audits recorded, oldest first."""
    return [
        Audited(each.position, each.recorded_at, each.body)
        for each in monitor.log.stream(AUDIT_STREAM)
        if isinstance(each.body, SelfAuditCompleted)
    ]


def self_audit(monitor: Monitor, at: datetime, advance: OnProgress = lambda *_: None) -> Audited:
    """Audit a service, record the result and return it.

    Raises:
        RefusedError: the database cannot be used, or the clock stands before the last record.
    """
    at = monitor.stamp(at)
    stream = monitor.log.stream(AUDIT_STREAM)
    found = examined(monitor, at, advance)
    entry = Envelope(
        id=str(uuid5(NAMESPACE, f"self-audit|{len(stream) + 1}|{at.isoformat()}")),
        cluster=AUDIT_STREAM,
        effective_on=legal_day(at),
        recorded_at=at,
        recorded_by=SYSTEM,
        body=found,
    )
    (record,) = monitor.log.append([entry], {AUDIT_STREAM: len(stream)})
    return Audited(record.position, record.recorded_at, found)


def examined(monitor: Monitor, at: datetime, advance: OnProgress = lambda *_: None) -> SelfAuditCompleted:
    """Examine everything and return what was found, without recording it."""
    verdict = verify_log(monitor.engine, advance=lambda done, total: advance("verify", done, total))
    shadow = monitor.shadow(at, lambda done: advance("shadow", done, verdict.size))
    replayed = _replayed(monitor, at, advance)
    second = check_calendar(monitor.calendar(), legal_day(at))
    return SelfAuditCompleted(
        size=verdict.size,
        root_sha256=f"sha256:{verdict.root_sha256.hex()}",
        root_sm3=f"sm3:{verdict.root_sm3.hex()}",
        problems=len(verdict.problems),
        checkpoint_size=_newest_checkpoint(monitor),
        shadow=tuple(ShadowTable(**msgspec.structs.asdict(each)) for each in shadow),
        replayed=replayed.total,
        replay_differs=replayed.differs,
        replay_cannot=replayed.cannot,
        faulty_acts=replayed.faulty,
        calendar_days=second.days,
        calendar_differs=len(second.differs),
        uncovered_years=second.uncovered_years,
        code_version=VERSION,
    )


def _newest_checkpoint(monitor: Monitor) -> int | None:
    with reading(monitor.engine) as connection:
        return max((note.size for note in stored_notes(connection)), default=None)


class _Replayed(msgspec.Struct):
    """How many findings and acts were replayed, and with what verdict."""

    total: int = 0
    differs: int = 0
    cannot: int = 0
    faulty: int = 0


def _replayed(monitor: Monitor, at: datetime, advance: OnProgress) -> _Replayed:
    count = _Replayed()
    for each in Replay(monitor, at).everything(lambda done, total: advance("replay", done, total)):
        count.total += 1
        count.differs += each.then == "differs"
        count.cannot += each.then == "cannot"
        count.faulty += bool(each.faults)
    return count


def is_due(done: Sequence[Audited], at: datetime) -> bool:
    """Tell whether a day has passed since the last self-audit."""
    return not done or at - done[-1].at >= AUDITED_EVERY


def silences(done: Sequence[Audited], began_at: datetime | None, at: datetime) -> list[Silence]:
    """Return the times in which a self-audit is missing, oldest first; `began_at`: the first record."""
    if began_at is None:
        return []
    instants = [began_at, *(each.at for each in done), at]
    return [Silence(*pair) for pair in pairwise(instants) if pair[1] - pair[0] > _LATE_AFTER]
