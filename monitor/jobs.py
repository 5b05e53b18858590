"""What the scheduler's jobs do in this service, each by whichever process leads it or comes first."""

import os
import socket
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from domain.refusal import RefusedError
from monitor.alerting.dispatch import Dispatcher
from monitor.application import Monitor
from monitor.audit.log.tiles import keep_tiles
from monitor.audit.self_audit import audits, is_due
from monitor.bulk.auditing import audited_apart
from monitor.codec import microseconds
from monitor.database import writing
from monitor.journal import Journal
from monitor.notify.delivery import Courier, Parts
from monitor.notify.sending import Sender, resolve_by_system, system_trust
from monitor.notify.webhooks import Webhooks
from scheduler.lease import acquire, release
from scheduler.passes import Pass, note
from scheduler.plan import DELIVER, JOBS, LEASE, SELF_AUDIT, TICK, Job
from scheduler.tick import tick

Clock = Callable[[], datetime]


def jobs_of(
    monitor: Monitor,
    clock: Clock,
    log: Journal,
    webhooks: Webhooks | None = None,
    dispatcher: Dispatcher | None = None,
) -> Mapping[Job, Callable[[], None]]:
    """Return every job of the plan with its work; `webhooks` are those of the same database.

    `dispatcher` tells people of alerts; without it nobody is told.
    """
    office = webhooks or Webhooks(monitor)
    sender = Sender(office.listed, system_trust(), resolve_by_system)
    courier = Courier(Parts(monitor, office, sender, clock))
    return {
        TICK: lambda: _led(TICK, monitor, clock, log, _look),
        SELF_AUDIT: lambda: _led(SELF_AUDIT, monitor, clock, log, _audit),
        DELIVER: lambda: _deliver((dispatcher, courier), monitor, clock, log),
    }


def _led(
    job: Job, monitor: Monitor, clock: Clock, log: Journal, work: Callable[[Monitor, datetime, Journal], None]
) -> None:
    """Do the work of a job, if this process leads it."""
    structlog.contextvars.clear_contextvars()  # a worker thread keeps those of the job before
    at = clock()
    if not acquire(lambda: writing(monitor.engine), job.name, _holder(), at, LEASE):
        log.info("following", job=job.name)
        return
    _noted(job, monitor, clock, lambda: work(monitor, at, log))


def _deliver(
    carriers: tuple[Dispatcher | None, Courier], monitor: Monitor, clock: Clock, log: Journal
) -> None:
    """Deliver what waits; each process may: a message is held by one of them at a time."""
    structlog.contextvars.clear_contextvars()

    def work() -> None:
        dispatcher, courier = carriers
        try:
            if dispatcher is not None and (said := dispatcher.run()):
                log.info("told", job=DELIVER.name, messages=dict(said))
        finally:
            if told := courier.run():
                log.info("delivered", job=DELIVER.name, messages=dict(told))

    _noted(DELIVER, monitor, clock, work)


def _noted(job: Job, monitor: Monitor, clock: Clock, work: Callable[[], None]) -> None:
    """Do the work of a job, and note how it ended."""
    trouble: str | None = "interrupted"
    try:
        work()
        trouble = None
    except Exception as error:
        trouble = error.code if isinstance(error, RefusedError) else type(error).__name__
        raise
    finally:
        ended = Pass(job.name, _holder(), microseconds(clock()), trouble)
        note(lambda: writing(monitor.engine), ended)


def give_back(monitor: Monitor) -> None:
    """Give back what this process leads: it stops, and another need not wait until the lease runs out."""
    for job in JOBS:
        release(lambda: writing(monitor.engine), job.name, _holder())


def _holder() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _look(monitor: Monitor, at: datetime, log: Journal) -> None:
    found = tick(monitor, at)
    keep_tiles(monitor.engine)
    log.info("looked", job=TICK.name, findings=len(found))


def _audit(monitor: Monitor, at: datetime, log: Journal) -> None:
    if not is_due(audits(monitor), at):
        return
    found = audited_apart(monitor, at)
    told = log.info if found.is_clean else log.error
    told("audited", job=SELF_AUDIT.name, clean=found.is_clean, size=found.size)
