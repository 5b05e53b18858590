"""What the scheduler's jobs do in this service, each by whichever process leads it or comes first."""

import os
import socket
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event
from typing import NamedTuple

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


class Post(NamedTuple):
    """Where the jobs are done: for which application, by which clock and log, and until what."""

    monitor: Monitor
    clock: Clock
    log: Journal
    stopping: Event


Work = Callable[[Post, datetime], None]


def jobs_of(
    post: Post, webhooks: Webhooks | None = None, dispatcher: Dispatcher | None = None
) -> Mapping[Job, Callable[[], None]]:
    """Return every job of the plan with its work; `webhooks` are those of the same database.

    `dispatcher` tells people of alerts; without it nobody is told.
    """
    office = webhooks or Webhooks(post.monitor)
    sender = Sender(office.listed, system_trust(), resolve_by_system)
    courier = Courier(Parts(post.monitor, office, sender, post.clock))
    return {
        TICK: lambda: _led(TICK, post, _look),
        SELF_AUDIT: lambda: _led(SELF_AUDIT, post, _audit),
        DELIVER: lambda: _deliver((dispatcher, courier), post),
    }


def _led(job: Job, post: Post, work: Work) -> None:
    """Do the work of a job, if this process leads it."""
    structlog.contextvars.clear_contextvars()  # a worker thread keeps those of the job before
    at = post.clock()
    if not acquire(lambda: writing(post.monitor.engine), job.name, _holder(), at, LEASE):
        post.log.info("following", job=job.name)
        return
    _noted(job, post, lambda: work(post, at))


def _deliver(carriers: tuple[Dispatcher | None, Courier], post: Post) -> None:
    """Deliver what waits; each process may: a message is held by one of them at a time."""
    structlog.contextvars.clear_contextvars()

    def work() -> None:
        dispatcher, courier = carriers
        try:
            if dispatcher is not None and (said := dispatcher.run()):
                post.log.info("told", job=DELIVER.name, messages=dict(said))
        finally:
            if told := courier.run():
                post.log.info("delivered", job=DELIVER.name, messages=dict(told))

    _noted(DELIVER, post, work)


def _noted(job: Job, post: Post, work: Callable[[], None]) -> None:
    """Do the work of a job, and note how it ended."""
    trouble: str | None = "interrupted"
    try:
        work()
        trouble = None
    except Exception as error:
        trouble = error.code if isinstance(error, RefusedError) else type(error).__name__
        raise
    finally:
        ended = Pass(job.name, _holder(), microseconds(post.clock()), trouble)
        note(lambda: writing(post.monitor.engine), ended)


def give_back(monitor: Monitor) -> None:
    """Give back what this process leads: it stops, and another need not wait until the lease runs out."""
    for job in JOBS:
        release(lambda: writing(monitor.engine), job.name, _holder())


def _holder() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _look(post: Post, at: datetime) -> None:
    found = tick(post.monitor, at)
    keep_tiles(post.monitor.engine)
    post.log.info("looked", job=TICK.name, findings=len(found))


def _audit(post: Post, at: datetime) -> None:
    if not is_due(audits(post.monitor), at):
        return
    found = audited_apart(post.monitor, at, post.stopping)
    if found is None:  # told to stop before the end: the next start makes it
        post.log.info("broken-off", job=SELF_AUDIT.name)
        return
    told = post.log.info if found.is_clean else post.log.error
    told("audited", job=SELF_AUDIT.name, clean=found.is_clean, size=found.size)
