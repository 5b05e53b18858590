"""watch: wake the scheduler's jobs until interrupted; several processes may, one of them leads."""

import logging
import os
import signal
import socket
import sys
from threading import Event, Thread

import msgspec
import structlog
from structlog.tracebacks import ExceptionDictTransformer

from domain.refusal import RefusedError
from monitor.bootstrap import Session, clock_lead, now
from monitor.cli.call import Call
from monitor.cli.session import session_of
from monitor.database import writing
from scheduler.lease import acquire
from scheduler.plan import LEASE, TICK
from scheduler.runner import run as wake
from scheduler.tick import tick


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
    log.info("watching", job=TICK.name, every_seconds=TICK.every.total_seconds())
    wake(
        {TICK: lambda: look(session, log)},
        lambda job, trouble: log.error("trouble", job=job, trouble=trouble),
        clock_lead,
        stop,
    )
    log.info("stopped")
    if not stop.is_set():
        raise KeyboardInterrupt


def look(session: Session, log: structlog.stdlib.BoundLogger) -> None:
    """Make one pass, if this process leads."""
    at = now()
    monitor = session.monitor
    holder = f"{socket.gethostname()}:{os.getpid()}"
    if not acquire(lambda: writing(monitor.engine), TICK.name, holder, at, LEASE):
        log.info("following", job=TICK.name)
        return
    found = tick(monitor, at)
    log.info("looked", job=TICK.name, findings=len(found))


def journal() -> structlog.stdlib.BoundLogger:
    """Return the log: one JSON object a line on stderr."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    made: structlog.stdlib.BoundLogger = structlog.get_logger()
    return made
