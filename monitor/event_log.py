"""The log: what was recorded, in one order, for ever.

Promise: a batch is recorded whole or not at all, on top of exactly the streams it was decided on,
and a batch whose confirmation was lost is recognised when it is sent again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from sqlalchemy import Engine, text

from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.codec import Envelope, StoredRow, decode_block, encode, instant, microseconds, topic_of, unplaced
from monitor.database import reading
from monitor.event_recorder import EventRecorder
from monitor.event_tables import ConflictError, NewRow, clock_refusal

__all__ = ["ConflictError", "EventLog"]

_NEXT = text("SELECT position, recorded_at FROM events WHERE position > :after ORDER BY position LIMIT 1")
_PAGE = 500  # streams read at a time where all are read
_LEFT_OUT = 1_000_000  # positions an export may leave out, and 20 for each event: each is a leaf of the trees


class EventLog:
    """The events of all clusters."""

    def __init__(self, engine: Engine) -> None:
        """Use a database that is initialised and current."""
        self._engine = engine
        self._recorder = EventRecorder(engine)

    def append(self, entries: Sequence[Envelope], expected: Mapping[str, int]) -> list[Recorded]:
        """Record a batch in one transaction, in its order, and return it with its places.

        `expected` maps clusters to the version of the last event read of them; one that is left
        out is expected to be new. Where the streams have moved on by exactly these events (by
        their ids), the confirmation of an earlier call was lost: they are returned as recorded.

        Raises:
            ConflictError: "stream-changed" or "key-taken"; read again and decide again.
            RefusedError: "clock-before-last-record", or the database cannot be used.
        """
        if not entries:
            return []
        stated = {**dict.fromkeys((entry.cluster for entry in entries), 0), **expected}
        versions = _versions(entries, stated)
        rows = _rows(entries, versions, [None] * len(entries))
        try:
            positions = self._recorder.add(rows, stated)
        except ConflictError as error:
            recorded = self._recorded_before(entries, versions)
            if recorded is None:
                raise self._named(error, entries) from None
            return recorded
        return [entry.placed(*place) for entry, *place in zip(entries, positions, versions, strict=True)]

    def _recorded_before(self, entries: Sequence[Envelope], versions: Sequence[int]) -> list[Recorded] | None:
        """Return the batch as it is recorded already, or None where that is not so."""
        streams = self.streams([entry.cluster for entry in entries])
        found = [streams[entry.cluster][v - 1 : v] for entry, v in zip(entries, versions, strict=True)]
        recorded = [record for place in found for record in place]
        same = [record.id for record in recorded] == [entry.id for entry in entries]
        return recorded if same else None

    def _named(self, error: ConflictError, entries: Sequence[Envelope]) -> ConflictError:
        """Return the conflict with the key that is taken, and by which cluster."""
        keys = [entry.key for entry in entries if entry.key is not None]
        if error.code == "key-taken":
            for key, record in self.find_keys(keys).items():
                return _key_taken(key, record.cluster)
        return error

    def restore(self, records: Sequence[Recorded]) -> None:
        """Record an export into an empty log, in one transaction, at its own positions.

        Raises:
            RefusedError: "restore-into-used-log"; "restore-out-of-order", positions or instants
                fall, or the versions of a stream do not count from 1; "restore-gap-too-wide", far more
                positions are left out than findings can account for; "key-taken".
        """
        entries = [unplaced(record) for record in records]
        versions = [record.version for record in records]
        positions = [record.position for record in records]
        if any(later <= earlier for earlier, later in pairwise([0, *positions])):
            raise RefusedError("restore-out-of-order")
        if versions != _versions(entries, dict.fromkeys((entry.cluster for entry in entries), 0)):
            raise RefusedError("restore-out-of-order")
        if positions and positions[-1] > _LEFT_OUT + 21 * len(positions):
            raise RefusedError("restore-gap-too-wide", position=positions[-1], count=len(positions))
        if records:
            self._recorder.add(_rows(entries, versions, positions), {})

    def stream(self, cluster: str, *, until_position: int | None = None) -> list[Recorded]:
        """Return what was recorded of a cluster, oldest first."""
        conditions: list[tuple[str, object]] = [
            ("originator_id = ?", cluster),
            ("position <= ?", until_position),
        ]
        return decode_block(self._recorder.rows(conditions, order="originator_version"))

    def streams(
        self, clusters: Sequence[str], *, until_position: int | None = None
    ) -> dict[str, list[Recorded]]:
        """Return what was recorded of each of these clusters; an empty list where nothing was."""
        found: dict[str, list[Recorded]] = {cluster: [] for cluster in clusters}
        if not found:
            return {}
        among = self._recorder.among("originator_id", list(found))
        conditions = [among, ("position <= ?", until_position)]
        rows = self._recorder.rows(conditions, order="originator_id, originator_version")
        for record in decode_block(rows):
            found[record.cluster].append(record)
        return found

    def clusters(self, beyond: str = "", *, until: int | None = None, limit: int = _PAGE) -> list[str]:
        """Return the next clusters by name, after one of them; those known by a position, if one is given."""
        firsts: list[tuple[str, object]] = [
            ("originator_version = ?", 1),
            ("originator_id > ?", beyond),
            ("position <= ?", until),
        ]
        return [row.cluster for row in self._recorder.rows(firsts, order="originator_id", limit=limit)]

    def after(self, position: int, limit: int) -> list[Recorded]:
        """Return the next events after a position, in the order of the log."""
        return decode_block(self.rows_after(position, limit))

    def rows_after(self, position: int, limit: int) -> list[StoredRow]:
        """Return the same as stored, for whoever has to go on where one cannot be read."""
        return self._recorder.rows([("position > ?", position)], order="position", limit=limit)

    def rows_of(self, cluster: str) -> list[StoredRow]:
        """Return what was recorded of a cluster as stored, for whoever shows what cannot be read."""
        return self._recorder.rows([("originator_id = ?", cluster)], order="originator_version")

    def last_position(self) -> int:
        """Return the position of the last event; 0 where nothing is recorded."""
        return self._recorder.max_notification_id() or 0

    def position_at(self, at: datetime) -> int:
        """Return the position of the last event that was recorded by an instant; 0 where none was.

        The instants never fall from one position to the next, so that halving finds it.
        """
        wanted = microseconds(at)
        low, high = 0, self.last_position()
        with reading(self._engine) as connection:
            while low < high:
                middle = (low + high) // 2
                found = connection.execute(_NEXT, {"after": middle}).one()
                if found.recorded_at <= wanted:
                    low = found.position
                else:
                    high = middle
        return low

    def last_recorded_at(self) -> datetime | None:
        """Return when the last event was recorded; None where nothing is."""
        last = self._recorder.last_recorded_at()
        return None if last is None else instant(last)

    def find_keys(self, keys: Sequence[str]) -> dict[str, Recorded]:
        """Return the events that were recorded under some of these keys."""
        if not keys:
            return {}
        rows = self._recorder.rows([self._recorder.among("key", list(keys))], order="position")
        return {record.key: record for record in decode_block(rows) if record.key is not None}


def _versions(entries: Sequence[Envelope], last: Mapping[str, int]) -> list[int]:
    """Return the version of each entry, counted on from the last one of its stream."""
    reached = dict(last)
    versions = []
    for entry in entries:
        reached[entry.cluster] += 1
        versions.append(reached[entry.cluster])
    return versions


def _check_batch(entries: Sequence[Envelope]) -> None:
    """Refuse what a batch cannot hold by itself: a clock that falls, a key twice."""
    for earlier, later in pairwise(entries):
        if later.recorded_at < earlier.recorded_at:
            raise clock_refusal(later.recorded_at, earlier.recorded_at)
    keyed: dict[str, Envelope] = {}
    for entry in entries:
        if entry.key is not None and keyed.setdefault(entry.key, entry) is not entry:
            raise _key_taken(entry.key, keyed[entry.key].cluster)


def _key_taken(key: str, cluster: str) -> ConflictError:
    return ConflictError("key-taken", kind="conflict", key=key, cluster=cluster)


def _rows(
    entries: Sequence[Envelope], versions: Sequence[int], positions: Sequence[int | None]
) -> list[NewRow]:
    """Return what is stored of a batch."""
    _check_batch(entries)
    return [
        NewRow(
            entry.cluster,
            version,
            topic_of(entry),
            encode(entry),
            entry.key,
            microseconds(entry.recorded_at),
            position,
        )
        for entry, version, position in zip(entries, versions, positions, strict=True)
    ]
