"""The log as the projections read it: what cannot be read is told, and the rest goes on."""

from collections.abc import Iterator, Sequence

from domain.events import Recorded
from domain.refusal import RefusedError
from monitor.codec import StoredRow, decode_block
from monitor.event_log import EventLog
from projections.view import Poison, Stream

_PAGE = 500  # streams held at a time
_AT_A_TIME = 200  # clusters that a rebuild holds at a time


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

    def last_position(self) -> int:
        """Return the position of the last record; 0 where there is none."""
        return self.log.last_position()

    def clusters(self, beyond: str, until: int) -> Sequence[str]:
        """Return the next clusters by name that were told of up to a position."""
        return self.log.clusters(beyond, until=until, limit=_AT_A_TIME)

    def every_stream(self) -> Iterator[tuple[str, Stream]]:
        """Yield every cluster by name, with its stream or with what in it cannot be read."""
        beyond = ""
        while clusters := self.log.clusters(beyond):
            yield from self.streams(clusters)
            beyond = clusters[-1]

    def streams_of(self, clusters: Sequence[str]) -> Iterator[tuple[str, Stream]]:
        """Yield the same of some clusters, a page of them at a time."""
        for start in range(0, len(clusters), _PAGE):
            yield from self.streams(clusters[start : start + _PAGE])

    def streams(self, clusters: Sequence[str], until: int | None = None) -> Iterator[tuple[str, Stream]]:
        """Yield clusters with their whole streams up to a position, or with what in them cannot be read."""
        try:
            yield from self.log.streams(clusters, until_position=until).items()
        except RefusedError as error:
            if len(clusters) == 1:
                position = int(error.values.get("position", "0"))
                yield clusters[0], Poison(position, clusters[0], _reason(error))
                return
            for cluster in clusters:
                yield from self.streams([cluster], until)

    def readable(self, cluster: str, until: int) -> Sequence[Recorded]:
        """Return what can be read of a stream that holds something that cannot."""
        read = [_read(row) for row in self.log.rows_of(cluster) if row.position <= until]
        return [each for each in read if isinstance(each, Recorded)]


def _read(row: StoredRow) -> Recorded | Poison:
    try:
        return decode_block([row])[0]
    except RefusedError as error:
        return Poison(row.position, row.cluster, _reason(error))


def _reason(error: RefusedError) -> str:
    return f"{error.code}: {error.values.get('form', '')}"
