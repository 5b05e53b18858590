"""Whether and when one alert is told to one channel, as things stand: what a pass asks of every alert.

Promise: what was settled, acknowledged or laid aside is not told; what says that something is over is.
"""

from datetime import date, datetime, time

from domain.alerting import AlertSnoozed
from domain.alerts import is_news_only, is_open
from domain.events import SHANGHAI, Recorded, legal_day
from domain.findings import Finding
from domain.hearing import ripe_at
from domain.refusal import RefusedError
from monitor.alerting.bulletin import Notice
from monitor.alerting.queue import Item
from monitor.alerting.register import Channel
from monitor.alerting.telling import Teller, again
from monitor.application import Monitor


class Judge:
    """Judges alerts by the log and the calendar of one database."""

    def __init__(self, monitor: Monitor, teller: Teller) -> None:
        """Read an application."""
        self._monitor = monitor
        self._teller = teller

    def ripe_at(self, channel: Channel, item: Item, at: datetime) -> datetime:
        """Return when an alert may be told to a channel, by the calendar as known at an instant.

        Raises:
            RefusedError: it cannot be read.
        """
        record = self._record(item.position)
        begins = record.recorded_at
        if isinstance(record.body, AlertSnoozed):
            begins = datetime.combine(record.body.until, time(0), SHANGHAI)
        return ripe_at(channel.stated.hours, begins, self._monitor.calendar(at).known_on(legal_day(at)))

    def notice(self, channel: Channel, item: Item, at: datetime) -> Notice | None:
        """Return an alert in words for a channel; None where it need not be told any more.

        Raises:
            RefusedError: it, or the stream of its cluster, cannot be read.
        """
        record = self._record(item.about)
        finding = record.body
        if not isinstance(finding, Finding):
            return None
        seen = self._teller.see(item.cluster, at)
        is_told = is_news_only(finding) or (
            is_open(finding, seen.assessment) and not self._rests(record.id, legal_day(at))
        )
        if not is_told:
            return None
        found = self._teller.notice(record, finding, seen, at, channel.stated.language)
        return again(found) if item.position != item.about else found

    def _rests(self, alert: str, today: date) -> bool:
        """Tell whether an alert is in somebody's hands, or laid aside beyond today."""
        mark = self._monitor.noted([alert]).get(alert)
        return mark is not None and (mark["until"] is None or mark["until"] > today.isoformat())

    def _record(self, position: int) -> Recorded:
        found = self._monitor.log.after(position - 1, 1)
        if not found:
            raise RefusedError("alert-unknown", kind="not-found", alert=str(position))
        return found[0]
