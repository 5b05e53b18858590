"""Alerts as one principal may note them: whoever has a desk over the cluster; who only reads may not.

Promise: an alert about a cluster that may not be seen is unknown, like one that is not there.
"""

from datetime import date

from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.access.guard import Guarded
from monitor.access.policy import READ
from monitor.alerting.marks import Marks

ACTION = "alert-note"


class AlertNoting:
    """The alerts in the hands of one principal at one instant."""

    def __init__(self, marks: Marks, guarded: Guarded) -> None:
        """Note in the principal's name."""
        self._marks = marks
        self._guarded = guarded

    def acknowledge(self, alert: str, reason: str) -> Recorded:
        """Do what `Marks.acknowledge` does.

        Raises:
            RefusedError: "not-permitted", or as there.
        """
        self._demand(alert)
        return self._marks.acknowledge(alert, reason, by=self._guarded.principal.user, at=self._guarded.at)

    def snooze(self, alert: str, until: date, reason: str) -> Recorded:
        """Do what `Marks.snooze` does.

        Raises:
            RefusedError: "not-permitted", or as there.
        """
        self._demand(alert)
        return self._marks.snooze(alert, until, reason, by=self._guarded.principal.user, at=self._guarded.at)

    def _demand(self, alert: str) -> None:
        found = self._marks.alert(alert)
        if not self._guarded.may(READ, found.cluster):
            raise RefusedError("alert-unknown", kind="not-found", alert=alert[:60])
        self._guarded.place(found.cluster, ACTION)
