"""Where every cluster is, from what is recorded of it; never from what somebody asks.

Promise: an answer rests on all that was recorded when it was asked for. Only the founding facts and
withdrawals are read, so that a cluster in quarantine still has its place.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from threading import Lock

from sqlalchemy import Connection, Engine, bindparam, text

from domain.cluster import ApplicationSubmitted, ClusterRecognised, FactWithdrawn
from domain.events import stored_name
from domain.history import known
from domain.refusal import RefusedError
from monitor.access.place import Place, place_of
from monitor.codec import StoredRow, decode_block
from monitor.database import reading_once

_TOPICS = [stored_name(kind) for kind in (ApplicationSubmitted, ClusterRecognised, FactWithdrawn)]
_PAGE = 500
# One statement, for one state of the log: how far it goes, and who is touched beyond `after`.
_TOUCHED = text(
    "SELECT coalesce(max(position), 0) AS last, NULL AS cluster FROM events UNION ALL "
    "SELECT DISTINCT 0, originator_id FROM events WHERE position > :after AND topic IN :topics"
).bindparams(bindparam("topics", expanding=True))
_FOUNDING = text(
    "SELECT position, originator_version, originator_id, topic, state FROM events "
    "WHERE originator_id IN :clusters AND topic IN :topics ORDER BY originator_id, originator_version"
).bindparams(bindparam("clusters", expanding=True), bindparam("topics", expanding=True))


class Places:
    """The places of all clusters, kept up with the log."""

    def __init__(self, engine: Engine) -> None:
        """Read a log; nothing is read yet."""
        self._engine = engine
        self._lock = Lock()
        self._position = 0
        self._places: dict[str, Place] = {}

    def of(self, cluster: str) -> Place | None:
        """Return the place of a cluster; None where nothing says what it is."""
        return self.all().get(cluster)

    def all(self) -> Mapping[str, Place]:
        """Return the places by cluster, as recorded now; whoever gets them does not change them."""
        with self._lock, reading_once(self._engine) as connection:
            asked = {"after": self._position, "topics": _TOPICS}
            rows = connection.execute(_TOUCHED, asked).all()
            touched = [row.cluster for row in rows if row.cluster is not None]
            if touched:
                self._places = {**self._places, **_read(connection, touched)}
            self._position = max(self._position, *(row.last for row in rows))
            return self._places


def _read(connection: Connection, clusters: Iterable[str]) -> dict[str, Place]:
    found: dict[str, Place] = {}
    waiting = iter(clusters)
    while page := list(islice(waiting, _PAGE)):
        rows = [
            StoredRow(*row) for row in connection.execute(_FOUNDING, {"clusters": page, "topics": _TOPICS})
        ]
        streams: dict[str, list[StoredRow]] = {}
        for row in rows:
            streams.setdefault(row.cluster, []).append(row)
        found |= dict(_placed(streams))
    return found


def _placed(streams: Mapping[str, list[StoredRow]]) -> Iterator[tuple[str, Place]]:
    for cluster, rows in streams.items():
        try:
            founding = known(decode_block(rows)).founding()
        except RefusedError:  # what cannot be read says nothing; the place known before it stays
            continue
        if founding is not None:
            yield cluster, place_of(cluster, founding)
