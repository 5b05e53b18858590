"""The self-audit of a service that goes on serving: by a process of its own, which gives way."""

import os
import signal
from datetime import datetime

import msgspec

from domain.administration import SelfAuditCompleted
from monitor.application import Monitor
from monitor.audit.self_audit import self_audit
from monitor.bootstrap import open_session
from monitor.bulk.spread import apart

_GIVES_WAY = 10  # of 19, the most that a process can


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """Which database to audit, and at which instant."""

    url: str
    at: datetime


def audited_apart(monitor: Monitor, at: datetime) -> SelfAuditCompleted:
    """Audit a service as `self_audit` does, and keep none of its threads waiting meanwhile.

    Raises:
        RefusedError: as `self_audit`; "workers-died".
    """
    url = monitor.engine.url.render_as_string(hide_password=False)
    return apart(audit, Errand(url=url, at=at))


def audit(errand: Errand) -> SelfAuditCompleted:
    """Audit a database, record the result and return it; whoever is interrupted here is the parent.

    Raises:
        RefusedError: the database cannot be used, or the clock stands before the last record.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_GIVES_WAY)
    session = open_session(errand.url, None)
    try:
        return self_audit(session.monitor, errand.at).found
    finally:
        session.monitor.engine.dispose()
