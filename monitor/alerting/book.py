"""How acts on channels, feeds and alerts are recorded: by rule, onto the version that the rule looked at."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import uuid5

import msgspec
from sqlalchemy import text

from domain.alerting import ALERTS_STREAM, CHANNELS_STREAM, AlertingAct, AlertMark
from domain.events import legal_day
from domain.refusal import RefusedError
from monitor.alerting.register import Register
from monitor.application import Monitor
from monitor.codec import Envelope
from monitor.database import reading
from monitor.event_log import ConflictError
from monitor.recording import NAMESPACE

_TRIES = 20
_VERSION = text("SELECT max(originator_version) FROM events WHERE originator_id = :stream")
Rule = Callable[[Register], None]
Act = TypeVar("Act", bound=AlertingAct)


class Book:
    """The streams ":channels" and ":alerts" of one database."""

    def __init__(self, monitor: Monitor) -> None:
        """Read and write the log of an application."""
        self.monitor = monitor
        self.engine = monitor.engine

    def now(self) -> Register:
        """Return the channels and feeds as recorded now."""
        return Register(self.monitor.log.stream(CHANNELS_STREAM))

    def record(self, body: AlertingAct, rule: Rule, *, by: str, at: datetime) -> None:
        """Record an act that its rule allows as things stand.

        Raises:
            RefusedError: what the rule refuses; "database-busy".
        """
        for _ in range(_TRIES):
            stamped = self.monitor.stamp(at)
            found = self.now()
            rule(found)
            stream, version = self._place(body, found)
            entry = _entry(body, stream, version, (by, stamped))
            try:
                self.monitor.log.append([entry], {stream: version})
            except ConflictError:
                continue
            except RefusedError as error:
                if error.code != "clock-before-last-record" or self.monitor.simulation:
                    raise
            else:
                return
        url = self.engine.url
        raise RefusedError(
            "database-busy", kind="unavailable", database=url.database, reason=f"{_TRIES} tries"
        )

    def _place(self, body: AlertingAct, found: Register) -> tuple[str, int]:
        """Return the stream of an act and the version it has."""
        if not isinstance(body, AlertMark):
            return CHANNELS_STREAM, found.version
        with reading(self.engine) as connection:
            return ALERTS_STREAM, int(connection.execute(_VERSION, {"stream": ALERTS_STREAM}).scalar() or 0)


def checked(body: Act) -> Act:
    """Return an act as it will be read back.

    Raises:
        RefusedError: "channel-value-not-accepted", a name or a text breaks its bounds.
    """
    try:
        return msgspec.json.decode(msgspec.json.encode(body), type=type(body))
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        field = str(error).rpartition("$.")[2].strip("`") if "$." in str(error) else "-"
        raise RefusedError("channel-value-not-accepted", field=field) from None


def _entry(body: AlertingAct, stream: str, version: int, stamp: tuple[str, datetime]) -> Envelope:
    by, at = stamp
    content = msgspec.json.encode(body, order="deterministic").decode()
    return Envelope(
        id=str(uuid5(NAMESPACE, f"{stream}|{version}|{by}|{at.isoformat()}|{content}")),
        cluster=stream,
        effective_on=legal_day(at),
        recorded_at=at,
        recorded_by=by,
        body=body,
    )
