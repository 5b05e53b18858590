"""A what-if over partitions: each is tried by whoever takes it, and what differs is joined in order."""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import chain
from typing import NamedTuple

import msgspec

from monitor.audit.branching.branch import Branch
from monitor.audit.branching.correction import corrections
from monitor.audit.branching.passing import Advance, Asked
from monitor.audit.branching.supposition import Supposition
from monitor.audit.branching.what_if import Answer, Part, joined, part, settled
from monitor.bootstrap import open_branch
from monitor.bulk.partitions import Hands, Place, mark, partitions, require_same
from monitor.bulk.spread import spread


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """One partition to try, as known at an instant, whichever clock the worker has."""

    place: Place
    known_at: datetime
    supposed: Supposition
    asked: Asked


class Done(NamedTuple):
    """What came of an errand, and what it was judged by."""

    mark: str
    clusters: int
    part: Part


def try_part(errand: Errand) -> Done:
    """Try one partition.

    Raises:
        RefusedError: the database cannot be used.
    """
    branch = open_branch(errand.place.db, errand.place.clock, None)
    branch.known_at = errand.known_at
    try:
        found = part(branch, errand.supposed, errand.asked, lambda *_: None)
    finally:
        branch.close()
    return Done(mark(branch.library), len(errand.asked.among or ()), found)


def what_if_all(
    branch: Branch, supposed: Supposition, asked: Asked, hands: Hands, advance: Advance
) -> Answer:
    """Try everything that is asked about; the same as one process comes to.

    Raises:
        RefusedError: as `what_if`, as `spread`; "workers-differ".
        LinesRefusedError: facts that could not be recorded.
    """
    asked = settled(branch, supposed, asked)
    corrected = corrections(branch, supposed.added, supposed.without)
    total, founded = _counted(branch, corrected)
    names = chain(branch.clusters(), founded)
    own = mark(branch.library)

    def errands() -> Iterator[Errand]:
        for clusters in partitions(names, total):
            among = frozenset(clusters)
            added = {name: lines for name, lines in supposed.added.items() if name in among}
            yield Errand(
                place=hands.place,
                known_at=branch.known_at,
                supposed=msgspec.structs.replace(supposed, added=added),
                asked=msgspec.structs.replace(asked, among=among),
            )

    def parts() -> Iterator[Part]:
        done = 0
        for each in spread(try_part, errands(), hands.crew):
            require_same(each.mark, own)
            done += each.clusters
            advance(done, total)
            yield each.part

    return joined(supposed, asked, parts())


def _counted(branch: Branch, corrected: Collection[str]) -> tuple[int, list[str]]:
    """Return how many clusters there are, with those that only the corrections name, and these."""
    founded, total = set(corrected), 0
    for cluster in branch.clusters():
        founded.discard(cluster)
        total += 1
    return total + len(founded), sorted(founded)
