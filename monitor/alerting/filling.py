"""What is to be told to people, written with the outbox of the webhooks: once, and never for the past.

What was given up goes out again by the same way: the record that it shall is what puts it back.

Promise: rows are written by `monitor.notify.filling` only, in the transaction in which the live projections
move on; a rebuild, a shadow and a replay have no way here.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, insert

from domain.alerting import CHANNELS_STREAM, AlertSnoozed, ChannelRetried
from domain.alerts import kind_of
from domain.events import FINDINGS, Recorded, stored_name
from domain.findings import Finding
from domain.refusal import RefusedError
from monitor.access.places import Places
from monitor.alerting.queue import TO_CHANNELS
from monitor.alerting.register import Channel, Register
from monitor.alerting.tables import items
from monitor.codec import StoredRow, decode_block
from monitor.event_log import EventLog
from monitor.notify.outbox import sent_again
from projections import timeline
from projections.follow import live_generation

Adder = Callable[[Connection, Sequence[StoredRow]], None]
_TOPICS = frozenset(stored_name(kind) for kind in (*FINDINGS.values(), AlertSnoozed, ChannelRetried))


class AlertFilling:
    """Adds what channels want of a page of the log."""

    def __init__(self, engine: Engine, log: EventLog) -> None:
        """Read a log."""
        self._log = log
        self._places = Places(engine)

    def begin(self) -> Adder | None:
        """Return what adds pages, for the channels as recorded now; None where there is none."""
        channels = list(Register(self._log.stream(CHANNELS_STREAM)).channels.values())
        if not channels:
            return None
        return lambda connection, page: self._add(connection, page, channels)

    def _add(self, connection: Connection, page: Sequence[StoredRow], channels: Sequence[Channel]) -> None:
        raised = [each for row in page if row.topic in _TOPICS for each in _read(row)]
        rows = [row for record in raised for row in self._rows(connection, record, channels)]
        if rows:
            connection.execute(insert(items), rows)
        for record in raised:
            if isinstance(record.body, ChannelRetried):
                connection.execute(sent_again(TO_CHANNELS, record.body.channel, record.body.number))

    def _rows(
        self, connection: Connection, record: Recorded, channels: Sequence[Channel]
    ) -> Iterator[dict[str, Any]]:
        about = self._about(connection, record)
        finding = about.body if about is not None else None
        if about is None or not isinstance(finding, Finding):
            return
        for channel in channels:
            place = self._places.of(about.cluster) if channel.needs_place else None
            is_wanted = channel.wants(kind_of(finding), about.cluster, place)
            if is_wanted and channel.covers(record.position):
                yield _waiting(channel, record, about)

    def _about(self, connection: Connection, record: Recorded) -> Recorded | None:
        """Return the finding that a record tells of: itself, or the one that was laid aside."""
        if not isinstance(record.body, AlertSnoozed):
            return record
        position = timeline.position_of(connection, live_generation(connection), record.body.alert)
        found = self._log.after(position - 1, 1) if position is not None else []
        return found[0] if found else None


def _read(row: StoredRow) -> list[Recorded]:
    """Return the record of a row; none where it cannot be read: its cluster is in quarantine then."""
    try:
        return decode_block([row])
    except RefusedError:
        return []


def _waiting(channel: Channel, record: Recorded, about: Recorded) -> dict[str, Any]:
    return {
        "channel": channel.channel,
        "position": record.position,
        "about": about.position,
        "cluster": about.cluster,
        "state": "waiting",
        "ripe_at": 0,
        "message": None,
    }
