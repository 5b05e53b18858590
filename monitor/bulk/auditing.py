"""The self-audit of a service that goes on serving: by a process of its own, which gives way."""

from datetime import datetime
from threading import Event

import msgspec

from domain.administration import SelfAuditCompleted
from monitor.application import Monitor
from monitor.audit.self_audit import self_audit
from monitor.bootstrap import open_session
from monitor.bulk.apart import apart


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """Which database to audit, and at which instant."""

    url: str
    at: datetime


def audited_apart(monitor: Monitor, at: datetime, stopping: Event) -> SelfAuditCompleted | None:
    """Audit a service as `self_audit` does, and keep none of its threads waiting meanwhile.

    None where it was told to stop before the end; then nothing is recorded.

    Raises:
        RefusedError: as `self_audit`; "workers-died".
    """
    url = monitor.engine.url.render_as_string(hide_password=False)
    return apart(audit, Errand(url=url, at=at), stopping)


def audit(errand: Errand) -> SelfAuditCompleted:
    """Audit a database, record the result and return it.

    Raises:
        RefusedError: the database cannot be used, or the clock stands before the last record.
    """
    session = open_session(errand.url, None)
    try:
        return self_audit(session.monitor, errand.at).found
    finally:
        session.monitor.engine.dispose()
