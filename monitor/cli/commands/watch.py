"""watch: wake the scheduler's jobs until interrupted; several processes may, one of them leads."""

import signal
from threading import Event, Thread

import msgspec

from domain.refusal import RefusedError
from monitor.bootstrap import clock_lead, now
from monitor.cli.alerting_desk import dispatcher_of
from monitor.cli.call import Call
from monitor.cli.session import session_of
from monitor.cli.webhook_desk import webhooks_of
from monitor.jobs import Post, give_back, jobs_of
from monitor.journal import journal
from scheduler.plan import JOBS
from scheduler.runner import run as wake


class Asked(msgspec.Struct, frozen=True):
    """Nothing."""


def run(call: Call, _: Asked) -> None:
    """Wake the jobs until interrupted.

    Raises:
        KeyboardInterrupt: at the end; on SIGTERM it just returns.
    """
    if call.at is not None:
        raise RefusedError("watch-is-for-real-time")
    session = session_of(call)
    log = journal()
    stop = Event()
    # Set by a thread: a handler that took the event's own lock could wait for itself.
    signal.signal(signal.SIGTERM, lambda *_: Thread(target=stop.set).start())
    for job in JOBS:
        log.info("watching", job=job.name, every_seconds=job.every.total_seconds())
    try:
        wake(
            jobs_of(Post(session.monitor, now, log, stop), webhooks_of(session), dispatcher_of(session)),
            lambda job, trouble: log.error("trouble", job=job, trouble=trouble),
            clock_lead,
            stop,
        )
    finally:
        give_back(session.monitor)
    log.info("stopped")
    if not stop.is_set():
        raise KeyboardInterrupt
