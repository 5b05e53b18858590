"""What people note of an alert: that it is in their hands, or that it rests until a day. Both are events.

Promise: noting something never changes what holds; it only decides who is told further.
"""

from datetime import date, datetime, timedelta

from domain.alerting import AlertAcknowledged, AlertSnoozed
from domain.events import Recorded, legal_day
from domain.findings import Finding
from domain.refusal import RefusedError
from monitor.alerting.book import Book, checked
from monitor.application import Monitor

LONGEST_SNOOZE = timedelta(days=366)


class Marks:
    """The alerts of one database, to be noted."""

    def __init__(self, monitor: Monitor) -> None:
        """Read and write the log of an application."""
        self._monitor = monitor
        self._book = Book(monitor)

    def alert(self, alert: str) -> Recorded:
        """Return the finding that an alert is.

        Raises:
            RefusedError: "alert-unknown", there is no finding of that id.
        """
        position = self._monitor.position_of(alert)
        found = self._monitor.log.after(position - 1, 1) if position is not None else []
        if not found or not isinstance(found[0].body, Finding):
            raise RefusedError("alert-unknown", kind="not-found", alert=alert[:60])
        return found[0]

    def acknowledge(self, alert: str, reason: str, *, by: str, at: datetime) -> Recorded:
        """Note that an alert is in somebody's hands; return its finding.

        Raises:
            RefusedError: "alert-unknown", "alert-acknowledged", "channel-value-not-accepted".
        """
        found = self.alert(alert)
        known = self._monitor.noted([found.id]).get(found.id)
        if known is not None and known["until"] is None:
            raise RefusedError("alert-acknowledged", kind="conflict", by=known["by"])
        self._note(AlertAcknowledged(alert=found.id, cluster=found.cluster, reason=reason), by, at)
        return found

    def snooze(self, alert: str, until: date, reason: str, *, by: str, at: datetime) -> Recorded:
        """Let an alert rest until a day, on which it is told again if it still holds; return its finding.

        Raises:
            RefusedError: "alert-unknown", "snooze-day-not-accepted", "channel-value-not-accepted".
        """
        found = self.alert(alert)
        today = legal_day(at)
        if not today < until <= today + LONGEST_SNOOZE:
            raise RefusedError("snooze-day-not-accepted", until=until, today=today)
        self._note(AlertSnoozed(alert=found.id, cluster=found.cluster, reason=reason, until=until), by, at)
        return found

    def _note(self, mark: AlertAcknowledged | AlertSnoozed, by: str, at: datetime) -> None:
        self._book.record(checked(mark), lambda _: None, by=by, at=at)
        self._monitor.catch_up()
