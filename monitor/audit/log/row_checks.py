"""What an event must say of itself, apart from its seal.

Promise: its columns are those of its state, its stream counts 1, 2, 3, and the clock never falls;
where it is otherwise, the row is named.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from monitor.audit.log.log_rows import Row
from monitor.audit.log.problems import Problem
from monitor.codec import Instant, microseconds


class _Tag(msgspec.Struct):
    type: str


class _Said(msgspec.Struct, gc=False):
    """What a state says of what stands in columns too."""

    cluster: str
    recorded_at: Instant
    body: _Tag
    key: str | None = None


_block = msgspec.json.Decoder(list[_Said])
_one = msgspec.json.Decoder(_Said)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, TypeError, OverflowError)


class RowChecks:
    """Looks at rows in the order of the log; keeps where each stream and the clock stand."""

    def __init__(self) -> None:
        """Begin before the first row."""
        self._versions: dict[object, int] = {}
        self._last_instant: int | None = None

    def problems(self, rows: Sequence[Row], readable: Sequence[Row]) -> Iterator[Problem]:
        """Yield what is wrong with rows; `readable` are those whose columns are of their types."""
        yield from self._uncounted(rows)
        yield from self._fallen(readable)
        if not _agree(readable):
            for row in readable:
                code = fault(row)
                if code is not None:
                    yield Problem(code, row[0], None, named(row))

    def _uncounted(self, rows: Sequence[Row]) -> Iterator[Problem]:
        versions = self._versions
        for row in rows:
            cluster, version = row[3], row[1]
            expected = versions.get(cluster, 0) + 1
            if expected != version:
                yield Problem("version-out-of-order", row[0], None, named(row))
            versions[cluster] = version if type(version) is int else expected

    def _fallen(self, rows: Sequence[Row]) -> Iterator[Problem]:
        instants = [row[2] for row in rows]
        if self._last_instant is not None:
            instants.insert(0, self._last_instant)
        self._last_instant = instants[-1] if instants else self._last_instant
        if instants != sorted(instants):
            places = rows[len(rows) - len(instants) + 1 :]
            for (earlier, later), row in zip(pairwise(instants), places, strict=True):
                if later < earlier:
                    yield Problem("clock-fell", row[0], None, named(row))


def _agree(rows: Sequence[Row]) -> bool:
    """Tell whether every row of a block says what its columns say."""
    try:
        said = _block.decode(b"[" + b",".join([row[6] for row in rows]) + b"]")
    except _UNREADABLE:
        return False
    return [(each.cluster, each.body.type, each.key, microseconds(each.recorded_at)) for each in said] == [
        (row[3], row[4], row[5], row[2]) for row in rows
    ]


def fault(row: Row) -> str | None:
    """Return the code of what a row's state says otherwise than its columns, or None."""
    try:
        said = _one.decode(row[6])
        at = microseconds(said.recorded_at)
    except _UNREADABLE:
        return "state-unreadable"
    compared = {
        "cluster-differs": (said.cluster, row[3]),
        "topic-differs": (said.body.type, row[4]),
        "key-differs": (said.key, row[5]),
        "instant-differs": (at, row[2]),
    }
    return next((code for code, (stated, stored) in compared.items() if stated != stored), None)


def named(row: Row) -> str | None:
    """Return the cluster of a row where it can be told: the text that its column holds."""
    return row[3] if isinstance(row[3], str) and row[3].isprintable() else None
