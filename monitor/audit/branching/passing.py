"""One pass over the clusters that a question is about: each read, looked at, and let go."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

import msgspec

from domain.assessment import Law
from domain.calendar import Calendar
from domain.events import Recorded, legal_day
from domain.history import History, known
from domain.refusal import RefusedError
from domain.viewpoint import Viewpoint
from monitor.audit.branching.branch import Branch, programme_of
from projections.view import Poison

Advance = Callable[[int, int | None], None]
Streams = Iterator[tuple[str, Sequence[Recorded] | Poison]]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which clusters, of which programme, at the end of which day; `among` which ones (None: all)."""

    on: date
    programme: str | None = None
    cluster: str | None = None
    among: frozenset[str] | None = None

    def reaches(self, cluster: str) -> bool:
        """Tell whether a cluster is among those that may be looked at."""
        return self.among is None or cluster in self.among


class Passed(msgspec.Struct, kw_only=True):
    """How far a pass is: clusters looked at, those of the question, and those that cannot be read."""

    seen: int = 0
    checked: int = 0
    unreadable: list[str] = []


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """One cluster as recorded, and the law it was judged by."""

    cluster: str
    stream: Sequence[Recorded]
    history: History
    law: Law

    @property
    def name(self) -> str:
        """What the cluster is called."""
        return name_of(self.history)

    def viewpoint(self, calendar: Calendar, asked: Asked, branch: Branch) -> Viewpoint:
        """Return how it looks from the day asked about, by the law in use."""
        return Viewpoint(
            history=self.history,
            book=self.law.book,
            statutes=self.law.statutes,
            calendar=calendar,
            day=asked.on,
            known_on=legal_day(branch.known_at),
        )


def subjects(
    branch: Branch,
    asked: Asked,
    passed: Passed,
    advance: Advance,
    founded: Mapping[str, Sequence[Recorded]] | None = None,
) -> Iterator[Subject]:
    """Yield the clusters asked about; `founded` are corrected streams, which may be of new clusters.

    Raises:
        RefusedError: "what-if-programme-unknown", "cluster-not-found".
    """
    corrected = founded or {}
    if asked.programme is not None:
        branch.law_of(asked.programme)
    total = _count(branch, asked)
    for cluster, stream in _streams(branch, asked, corrected):
        passed.seen += 1
        advance(passed.seen, total)
        if isinstance(stream, Poison):
            passed.unreadable.append(cluster)
            continue
        history = known(stream)
        programme = programme_of(history) or programme_of(known(corrected.get(cluster, ())))
        if programme is not None and asked.programme in (None, programme):
            passed.checked += 1
            yield Subject(cluster=cluster, stream=stream, history=history, law=branch.law_of(programme))


def _streams(branch: Branch, asked: Asked, corrected: Mapping[str, Sequence[Recorded]]) -> Streams:
    """Yield the streams as recorded; of clusters that the corrections found, empty ones."""
    if asked.cluster is not None:
        stream = branch.stream(asked.cluster)
        if not stream and asked.cluster not in corrected:
            known_at = branch.known_at.isoformat().replace("+00:00", "Z")
            raise RefusedError(
                "cluster-not-found", kind="not-found", cluster=asked.cluster, known_at=known_at
            )
        return iter([(asked.cluster, stream)])
    new: Streams = ((cluster, ()) for cluster in corrected if not branch.stream(cluster))
    return chain(branch.streams(asked.among), ((name, none) for name, none in new if asked.reaches(name)))


def _count(branch: Branch, asked: Asked) -> int:
    if asked.cluster is not None:
        return 1
    return sum(1 for _ in branch.clusters()) if asked.among is None else len(asked.among)


def name_of(history: History) -> str:
    """Return what a cluster is called; "" where nothing says so."""
    founding = history.founding()
    return founding.name if founding else ""
