"""The log as the projections read it: what cannot be read is told, and the rest goes on."""

from collections.abc import Iterator, Sequence

from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.codec import StoredRow, decode_block
from monitor.event_log import EventLog
from projections.view import Poison

_PAGE = 500  # streams held at a time


class LogFeed:
    """Pages of the log, and the streams of clusters."""

    def __init__(self, log: EventLog) -> None:
        """Read a log."""
        self.log = log

    def page(self, after: int, limit: int) -> Sequence[Recorded | Poison]:
        """Return the next records after a position; a row that cannot be read as a poison."""
        rows = self.log.rows_after(after, limit)
        try:
            return decode_block(rows)
        except RefusedError:
            return [_read(row) for row in rows]

    def every_stream(self) -> Iterator[tuple[str, Sequence[Recorded] | Poison]]:
        """Yield every cluster by name, with its stream or with what in it cannot be read."""
        beyond = ""
        while clusters := self.log.clusters(beyond):
            yield from self.streams(clusters)
            beyond = clusters[-1]

    def streams_of(self, clusters: Sequence[str]) -> Iterator[tuple[str, Sequence[Recorded] | Poison]]:
        """Yield the same of some clusters, a page of them at a time."""
        for start in range(0, len(clusters), _PAGE):
            yield from self.streams(clusters[start : start + _PAGE])

    def streams(self, clusters: Sequence[str]) -> Iterator[tuple[str, Sequence[Recorded] | Poison]]:
        """Yield clusters with their whole streams, or with what in them cannot be read."""
        try:
            yield from self.log.streams(clusters).items()
        except RefusedError as error:
            if len(clusters) == 1:
                position = int(error.values.get("position", "0"))
                yield clusters[0], Poison(position, clusters[0], _reason(error))
                return
            for cluster in clusters:
                yield from self.streams([cluster])


def _read(row: StoredRow) -> Recorded | Poison:
    try:
        return decode_block([row])[0]
    except RefusedError as error:
        return Poison(row.position, row.cluster, _reason(error))


def _reason(error: RefusedError) -> str:
    return f"{error.code}: {error.values.get('form', '')}"
