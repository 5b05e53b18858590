"""What is measured of a running service: how far its projections, jobs, calendar and audits are.

Promise: only read, by a few indexed queries, whatever the size of the log.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import Connection, text

from domain.events import legal_day
from monitor.application import Monitor
from monitor.audit.self_audit import audits
from monitor.codec import instant
from monitor.database import reading
from projections.follow import live_generation
from scheduler.passes import Pass, last_passes

_PROJECTED = text("SELECT position FROM projection_progress WHERE live")
_NEXT = text("SELECT recorded_at FROM events WHERE position > :position ORDER BY position LIMIT 1")
_QUARANTINED = text("SELECT count(*) FROM projection_quarantine WHERE generation = :generation")
_WAITING = text("SELECT count(*) FROM outbox WHERE state = 'waiting'")
_DEAD = text("SELECT count(*) FROM outbox WHERE state = 'dead'")
_ALERTS_WAITING = text("SELECT count(*) FROM alert_messages WHERE state = 'waiting'")
_ALERTS_DEAD = text("SELECT count(*) FROM alert_messages WHERE state = 'dead'")
_LAST = text("SELECT coalesce(max(position), 0) FROM events")


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """The last self-audit: when, and whether it found nothing wrong."""

    at: datetime
    is_clean: bool


class Vitals(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured at an instant.

    `events` is the last position, `lag` how many of them the projections lack and `lag_since` when the first
    of those was recorded; `published_through` the last day for which holidays are published. Of the messages
    to webhooks, and of those to people, some wait to be sent, some were given up.
    """

    at: datetime
    events: int
    began_at: datetime | None
    lag: int
    lag_since: datetime | None
    passes: Mapping[str, Pass]
    published_through: date | None
    last_audit: Audit | None
    quarantined: int
    messages_waiting: int = 0
    messages_dead: int = 0
    alerts_waiting: int = 0
    alerts_dead: int = 0

    @property
    def horizon_days(self) -> int:
        """For how many days on from today holidays are published; below zero where they are no more."""
        today = legal_day(self.at)
        return -1 if self.published_through is None else (self.published_through - today).days

    @property
    def lag_age(self) -> timedelta:
        """How long the first event that the projections lack has waited."""
        return max(self.at - self.lag_since, timedelta(0)) if self.lag_since else timedelta(0)


def measure(monitor: Monitor, at: datetime) -> Vitals:
    """Measure a service.

    Raises:
        RefusedError: the database cannot be used.
    """
    with reading(monitor.engine) as connection:
        last: int = connection.execute(_LAST).scalar_one()
        projected: int = connection.execute(_PROJECTED).scalar_one()
        generation = live_generation(connection)
        quarantined = connection.execute(_QUARANTINED, {"generation": generation}).scalar_one()
        waiting, began = _instant(connection, projected), _instant(connection, 0)
        passes = last_passes(connection)
        waiting_messages, dead = connection.scalar(_WAITING), connection.scalar(_DEAD)
        alerts_waiting, alerts_dead = connection.scalar(_ALERTS_WAITING), connection.scalar(_ALERTS_DEAD)
    done = audits(monitor)
    return Vitals(
        at=at,
        events=last,
        began_at=began,
        lag=max(last - projected, 0),
        lag_since=waiting,
        passes=passes,
        published_through=monitor.calendar(at).known_on(legal_day(at)).published_through,
        last_audit=Audit(at=done[-1].at, is_clean=done[-1].found.is_clean) if done else None,
        quarantined=quarantined,
        messages_waiting=waiting_messages,
        messages_dead=dead,
        alerts_waiting=alerts_waiting,
        alerts_dead=alerts_dead,
    )


def _instant(connection: Connection, after: int) -> datetime | None:
    """Return when the first event after a position was recorded."""
    found = connection.execute(_NEXT, {"position": after}).scalar()
    return None if found is None else instant(found)
