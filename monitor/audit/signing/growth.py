"""What was recorded since a size, hashed from the stored bytes: does it continue what was signed?

Promise: nothing is believed but the events themselves and the roots that were signed; the stored
seals and tiles have to agree with both.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, NoReturn

from sqlalchemy import Connection, text

from domain.merkle import peaks, root_of
from domain.refusal import RefusedError
from monitor.audit.log.tiles import Nodes
from monitor.digests import DIGESTS, Algorithm, sha256, sm3
from monitor.sealing import Edge, Leaf, Leaves, entry, extend, gaps_between, leaf_of, without_gaps

Advance = Callable[[int, int | None], None]

_PAGE = 1_000
_SIZES = text("""
SELECT (SELECT coalesce(max(position), 0) FROM log_ends) AS given, coalesce(max(position), 0) AS recorded,
       coalesce(min(position), 1) AS first FROM events
""")
_GAPS = text("SELECT first, last FROM gaps WHERE last > :after AND first <= :until ORDER BY first")
_EVENTS = text("""
SELECT position, originator_version, recorded_at, originator_id, topic, key, state,
       leaf_position, leaf_sha256, leaf_sm3 FROM events
 WHERE position > :after AND position <= :until ORDER BY position LIMIT :page
""")
_VERSION = text("""
SELECT coalesce(max(originator_version), 0) FROM events WHERE originator_id = :cluster AND position <= :until
""")
_CLOCK = text("SELECT max(recorded_at) FROM events WHERE position = :position")


class Claim(NamedTuple):
    """The root that one tree is said to have at a size."""

    size: int
    algorithm: Algorithm
    root: bytes


class Roots(NamedTuple):
    """The roots of the two trees at one size."""

    size: int
    sha256: bytes
    sm3: bytes

    def claims(self) -> list[Claim]:
        """Return what is said here of either tree."""
        return [Claim(self.size, "sha256", self.sha256), Claim(self.size, "sm3", self.sm3)]


NOTHING = Roots(0, root_of(sha256, ()), root_of(sm3, ()))


class Growth:
    """One walk along the log, in one state of the database."""

    def __init__(self, connection: Connection, size: int) -> None:
        """Begin at a size, with the peaks that are stored of it.

        Raises:
            RefusedError: "log-inconsistent-shorter"; "log-inconsistent-root", no such peaks are stored.
        """
        self._connection = connection
        self._begun_at = size
        self._size = log_size(connection)
        self._require_length(size)
        self._edge = self._stored_edge()
        self._versions: dict[str, int] = {}
        self._clock = int(connection.execute(_CLOCK, {"position": size}).scalar() or 0)

    def _stored_edge(self) -> Edge:
        size = self._begun_at
        try:
            edges = [
                [read(*peak) for peak in peaks(size)]
                for read in (Nodes(self._connection, name, size) for name in DIGESTS)
            ]
        except RefusedError:
            _refuse("log-inconsistent-root", size=size)
        return Edge(size, *edges)

    def through(self, claims: Iterable[Claim], advance: Advance) -> Roots:
        """Go on to the end of the log, by way of claims whose sizes rise; return the last roots.

        Raises:
            RefusedError: "log-inconsistent…", at the first place that does not fit them.
        """
        for claim in claims:
            self._require_length(claim.size)
            self._grow(claim.size, advance)
            if claim not in self._roots().claims():
                _refuse("log-inconsistent-root", size=claim.size)
        self._grow(self._size, advance)
        return self._roots()

    def _require_length(self, signed: int) -> None:
        if signed > self._size:
            _refuse("log-inconsistent-shorter", size=self._size, signed=signed)

    def _roots(self) -> Roots:
        return Roots(self._edge.size, root_of(sha256, self._edge.sha256), root_of(sm3, self._edge.sm3))

    def _grow(self, until: int, advance: Advance) -> None:
        while self._edge.size < until:
            bounds = {"after": self._edge.size, "until": until, "page": _PAGE}
            rows = self._connection.execute(_EVENTS, bounds).all()
            if not rows:
                _refuse("log-inconsistent-seal", position=self._edge.size + 1)
            self._require_gaps([row.position for row in rows])
            leaves = [self._leaf(row) for row in rows]
            columns = Leaves(*zip(*leaves, strict=True))
            placed = without_gaps(self._edge.size, columns, [row.position for row in rows])
            self._edge = extend(self._edge, placed).after
            advance(self._edge.size, until)

    def _leaf(self, row: Any) -> Leaf:  # noqa: ANN401 - a row
        """Return the leaf of an event as it was sealed, whose version and instant go on from those before."""
        try:
            leaf = leaf_of(entry(*row[1:7]))
            sealed = Leaf(bytes(row.leaf_sha256), bytes(row.leaf_sm3))
        except (AttributeError, TypeError, ValueError):
            _refuse("log-inconsistent-row", position=row.position)
        if (leaf, row.position) != (sealed, row.leaf_position):
            _refuse("log-inconsistent-seal", position=row.position)
        cluster, version = row.originator_id, row.originator_version
        last = self._versions.get(cluster)
        if last is None:
            last = self._connection.execute(_VERSION, {"cluster": cluster, "until": self._begun_at}).scalar()
        if version != int(last or 0) + 1 or row.recorded_at < self._clock:
            _refuse("log-inconsistent-row", position=row.position)
        self._versions[cluster], self._clock = version, row.recorded_at
        return leaf

    def _require_gaps(self, positions: Sequence[int]) -> None:
        """Refuse positions that do not rise, and those without an event that no restore has left out."""
        begin = self._edge.size
        if any(later <= earlier for earlier, later in pairwise([begin, *positions])):
            _refuse("log-inconsistent-row", position=positions[0])
        bounds = {"after": begin, "until": positions[-1]}
        stated = [tuple(row) for row in self._connection.execute(_GAPS, bounds)]
        lacking = gaps_between(begin, positions)
        if stated != lacking:
            first = min((each[0] for each in set(stated) ^ set(lacking)), default=begin + 1)
            _refuse("log-inconsistent-row", position=first)


def log_size(connection: Connection) -> int:
    """Return the size of the log: its last position, which is the last that was ever given.

    Raises:
        RefusedError: "log-inconsistent-seal", the log ends elsewhere;
            "log-inconsistent-row", an event stands before the first position.
    """
    given, recorded, first = connection.execute(_SIZES).one()
    if given != recorded:
        _refuse("log-inconsistent-seal", position=min(given, recorded) + 1)
    if first < 1:
        _refuse("log-inconsistent-row", position=first)
    return int(recorded)


def _refuse(code: str, **values: Any) -> NoReturn:  # noqa: ANN401 - as a refusal takes them
    raise RefusedError(code, kind="answer-is-no", **values)
