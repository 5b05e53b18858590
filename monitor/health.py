"""Whether a service is fit to be used: one check a subject, each with what was measured.

Promise: "failed" means that answers may be wrong or missing, or that a job does not do its work, and
makes the service not ready; "warning" means that somebody should look while it goes on.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.audit.self_audit import AUDITED_EVERY
from monitor.codec import instant
from monitor.migrate import REVISION, require_current
from monitor.replica import Replica
from monitor.vitals import Vitals, measure
from scheduler.plan import JOBS, TICK, Job

State = Literal["ok", "warning", "failed"]

MISSED_PASSES = 3
HORIZON_DAYS = 365
_AT_LEAST = timedelta(minutes=15)  # a pass of any job may take so long
_REMEMBERED_SECONDS = 2
_LATEST_AUDIT = 2 * AUDITED_EVERY
_LATEST_PROJECTION = MISSED_PASSES * TICK.every


class Check(NamedTuple):
    """One subject: its name, how it is, and what was measured, in the public form."""

    name: str
    state: State
    measured: Mapping[str, Any]


class Health(NamedTuple):
    """All checks at an instant."""

    at: datetime
    checks: tuple[Check, ...]

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing failed."""
        return all(check.state != "failed" for check in self.checks)

    def answer(self) -> dict[str, Any]:
        """Return the public form, with what was measured."""
        checks = [{"name": each.name, "state": each.state, **each.measured} for each in self.checks]
        return {"ready": self.is_ready, "at": _shown(self.at), "checks": checks}

    def outline(self) -> dict[str, Any]:
        """Return the public form for whoever may ask: how each subject is, and no figures."""
        return {"ready": self.is_ready, "checks": {each.name: each.state for each in self.checks}}


def examine(monitor: Monitor, at: datetime, replica: Replica | None = None) -> Health:
    """Examine a service; of a simulation, which nobody wakes, jobs and audits are not asked for."""
    try:
        require_current(monitor.engine)
        vitals = measure(monitor, at)
        following = list(_replica(replica))
    except RefusedError as error:
        return without_database(error, at)
    asked = _OF_ALL if monitor.simulation else (*_OF_ALL, *_OF_REAL)
    checks = (check for part in asked for check in part(vitals))
    return Health(at, (Check("database", "ok", {"revision": REVISION}), *following, *checks))


def without_database(error: RefusedError, at: datetime) -> Health:
    """Return the health of a service whose database cannot be used."""
    return Health(at, (Check("database", "failed", {"code": error.code}),))


def _replica(replica: Replica | None) -> Iterator[Check]:
    """Yield how the replica is, where one is set: none that lags makes answers wrong, the primary is read."""
    lag = replica.lag() if replica else None
    if replica:
        measured = {"bytes_behind": lag and lag.bytes_behind, "follows": bool(lag and lag.follows)}
        yield Check("replica", "ok" if lag and lag.is_none else "warning", measured)


def _projections(vitals: Vitals) -> Iterator[Check]:
    measured = {"lag": vitals.lag, "lag_seconds": round(vitals.lag_age.total_seconds())}
    yield Check("projections", "failed" if vitals.lag_age > _LATEST_PROJECTION else "ok", measured)


def _quarantine(vitals: Vitals) -> Iterator[Check]:
    yield Check("quarantine", "warning" if vitals.quarantined else "ok", {"clusters": vitals.quarantined})


def _calendar(vitals: Vitals) -> Iterator[Check]:
    through = vitals.published_through
    measured = {"published_through": through and through.isoformat(), "days": vitals.horizon_days}
    yield Check("calendar", "ok" if vitals.horizon_days >= HORIZON_DAYS else "warning", measured)


def _jobs(vitals: Vitals) -> Iterator[Check]:
    for job in JOBS:
        yield _job(job, vitals)


def _job(job: Job, vitals: Vitals) -> Check:
    last = vitals.passes.get(job.name)
    if last is None:
        return Check(f"job-{job.name}", "failed", {"ended_at": None, "trouble": None})
    age = vitals.at - instant(last.ended_at)
    is_well = last.trouble is None and age <= max(MISSED_PASSES * job.every, _AT_LEAST)
    measured = {"ended_at": _shown(instant(last.ended_at)), "trouble": last.trouble}
    return Check(f"job-{job.name}", "ok" if is_well else "failed", measured)


def _self_audit(vitals: Vitals) -> Iterator[Check]:
    last = vitals.last_audit
    since = last.at if last else vitals.began_at
    is_late = since is not None and vitals.at - since > _LATEST_AUDIT
    is_well = not is_late and (last is None or last.is_clean)
    measured = {"audited_at": last and _shown(last.at), "clean": last and last.is_clean}
    yield Check("self-audit", "ok" if is_well else "warning", measured)


def _messages(vitals: Vitals) -> Iterator[Check]:
    """Yield whether messages were given up: somebody was not told, and has to be told otherwise."""
    measured = {"webhooks_given_up": vitals.messages_dead, "alerts_given_up": vitals.alerts_dead}
    yield Check("messages", "warning" if any(measured.values()) else "ok", measured)


Part = Callable[[Vitals], Iterator[Check]]
_OF_ALL: tuple[Part, ...] = (_quarantine, _calendar)
_OF_REAL: tuple[Part, ...] = (_projections, _jobs, _self_audit, _messages)


def _shown(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


class Remembered:
    """The health as of a moment ago: many who ask at once cost one examination."""

    def __init__(
        self,
        monitor: Monitor,
        clock: Callable[[], datetime],
        elapsed: Callable[[], float],
        replica: Replica | None = None,
    ) -> None:
        """Examine a service whenever what is known is older than two seconds."""
        self._monitor = monitor
        self._replica = replica
        self._clock = clock
        self._elapsed = elapsed
        self._known: tuple[float, Health] | None = None

    def now(self) -> Health:
        """Return the health."""
        asked = self._elapsed()
        if self._known is None or asked - self._known[0] > _REMEMBERED_SECONDS:
            self._known = asked, examine(self._monitor, self._clock(), self._replica)
        return self._known[1]
