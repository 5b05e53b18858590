"""What the log stores of an event: canonical JSON bytes, made and read by msgspec's types alone.

Promise: what cannot be read for certain is refused, never guessed. Keys are sorted, so that the
bytes do not depend on how a class is laid out; they are never made anew for a hash.

A stored field is never renamed or retyped. Should a form change, keep the old class with its tag
in `domain.events.Event` and give it a `.v2` beside it; a reader turns the one into the other.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, NamedTuple, get_args

import msgspec

from domain.events import STORED_NAMES, Event, Pinned, Recorded, Source, stored_name
from domain.refusal import RefusedError

Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class Envelope(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """An event in its envelope, before it has a place in the log; what is stored of it.

    `recorded_at` is an aware instant in UTC; what is not `pinned` takes no room.
    """

    id: str
    cluster: str
    effective_on: date
    recorded_at: Instant
    recorded_by: str
    body: Event
    source: Source | None = None
    key: str | None = None
    pinned: Pinned | msgspec.UnsetType = msgspec.UNSET

    def placed(self, position: int, version: int) -> Recorded:
        """Return it as recorded at this position of the log and this version of its stream."""
        return Recorded(
            position=position,
            version=version,
            id=self.id,
            cluster=self.cluster,
            effective_on=self.effective_on,
            recorded_at=self.recorded_at,
            recorded_by=self.recorded_by,
            body=self.body,
            source=self.source,
            key=self.key,
            pinned=None if self.pinned is msgspec.UNSET else self.pinned,
        )


class StoredRow(NamedTuple):
    """The columns of one stored event."""

    position: int
    version: int
    cluster: str
    topic: str
    state: bytes


class _Tag(msgspec.Struct):
    type: str


class _Tagged(msgspec.Struct):
    body: _Tag


_TOPICS: dict[type[Event], str] = {kind: stored_name(kind) for kind in get_args(Event)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_encoder = msgspec.json.Encoder(order="sorted", decimal_format="number")
_block = msgspec.json.Decoder(list[Envelope])
_entry = msgspec.json.Decoder(Envelope)
_tagged = msgspec.json.Decoder(_Tagged)


def unplaced(recorded: Recorded) -> Envelope:
    """Return a recorded event without its place."""
    stated = {name: getattr(recorded, name) for name in Envelope.__struct_fields__}
    return Envelope(**stated | {"pinned": recorded.pinned or msgspec.UNSET})


def encode(event: Envelope | Recorded) -> bytes:
    """Return the bytes that are stored of an event: all but its position and version.

    Raises:
        ValueError: `recorded_at` is not in UTC.
    """
    entry = unplaced(event) if isinstance(event, Recorded) else event
    if entry.recorded_at.utcoffset() != timedelta(0):
        msg = f"{entry.recorded_at} is not an aware instant in UTC"
        raise ValueError(msg)
    return _encoder.encode(entry)


def topic_of(entry: Envelope) -> str:
    """Return the name it is stored under."""
    return _TOPICS[type(entry.body)]


def decode_block(rows: Sequence[StoredRow]) -> list[Recorded]:
    """Return the events of stored rows, in their order.

    Raises:
        RefusedError: the first row that cannot be read for certain, by position and cluster:
            "event-form-newer", "event-form-unknown", "event-form-mismatch" or "event-form-unreadable".
    """
    try:
        entries = _block.decode(b"[" + b",".join([row.state for row in rows]) + b"]")
    except (msgspec.DecodeError, UnicodeDecodeError, TypeError):
        raise _first_refusal(rows) from None
    if [entry.cluster for entry in entries] != [row.cluster for row in rows] or [
        _TOPICS[type(entry.body)] for entry in entries
    ] != [row.topic for row in rows]:
        raise _first_refusal(rows)
    return [entry.placed(row.position, row.version) for entry, row in zip(entries, rows, strict=True)]


def _first_refusal(rows: Sequence[StoredRow]) -> RefusedError:
    """Return why a block cannot be read: a state must be whole by itself, not only with its neighbours."""
    faulty = [(code, row) for row in rows if (code := _fault(row)) is not None]
    return _refusal(*faulty[0])


def _refusal(code: str, row: StoredRow) -> RefusedError:
    return RefusedError(code, kind="unavailable", position=row.position, cluster=row.cluster, form=row.topic)


def _fault(row: StoredRow) -> str | None:
    """Return the code of what is wrong with a row, or None."""
    if row.topic not in STORED_NAMES:
        return "event-form-newer" if _is_newer(row.topic) else "event-form-unknown"
    if not isinstance(row.state, bytes):
        return "event-form-unreadable"  # SQLite keeps whatever type somebody put there
    try:
        if _tagged.decode(row.state).body.type != row.topic:
            return "event-form-mismatch"
        return None if _entry.decode(row.state).cluster == row.cluster else "event-form-mismatch"
    except (msgspec.DecodeError, UnicodeDecodeError):
        return "event-form-unreadable"


def _is_newer(topic: str) -> bool:
    """Tell whether the name is known, but only with lower versions."""
    versions = {name: int(version) for name, version in map(_split, sorted(STORED_NAMES))}
    name, version = _split(topic)
    return name in versions and int(version) > versions[name]


def _split(topic: str) -> tuple[str, str]:
    """Return name and version; what has no version, or an absurd one, has version 0."""
    parts = re.fullmatch(r"(.+)\.v([1-9][0-9]{0,8})", topic)
    return (parts[1], parts[2]) if parts else (topic, "0")


def microseconds(at: datetime) -> int:
    """Return an aware instant in microseconds since 1970, UTC."""
    return (at - _EPOCH) // _MICROSECOND


def instant(microseconds_since_1970: int) -> datetime:
    """Return the instant in UTC: the inverse of `microseconds`."""
    return _EPOCH + microseconds_since_1970 * _MICROSECOND
