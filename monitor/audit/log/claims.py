"""What checkpoints claim of the log, held against the trees while they grow.

Promise: a claim is met by the stored events or it is a problem; where only the seals meet it, the
events that differ from their seals are told already.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from domain.merkle import HASH_BYTES, peaks, root_of
from monitor.audit.log.problems import Problem
from monitor.digests import DIGESTS, Algorithm
from monitor.sealing import Edge, Seal


class Claim(NamedTuple):
    """Of a size, the root that it had; `name` says where that is from."""

    algorithm: Algorithm
    size: int
    root: bytes
    name: str


class Grown(NamedTuple):
    """A part of a tree: its edge before, the seals of the positions in it, and its edge after."""

    before: Edge
    seals: Sequence[Seal]
    after: Edge

    def root(self, algorithm: Algorithm, size: int) -> bytes:
        """Return the root of a size that ends in this part."""
        begin = self.before.size
        earlier = dict(zip(peaks(begin), getattr(self.before, algorithm), strict=True))
        edge = []
        for level, index in peaks(size):
            position = (index + 1) << level
            if position <= begin:
                edge.append(earlier[level, index])
            else:
                edge.append(getattr(self.seals[position - begin - 1], algorithm)[-HASH_BYTES:])
        return root_of(DIGESTS[algorithm], edge)


class Claims:
    """The claims that are still to be met."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        """Take claims in any order."""
        self._waiting = sorted(claims, key=lambda claim: (claim.size, claim.name), reverse=True)
        self._met: dict[Algorithm, int] = {}
        self.count = len(self._waiting)

    def compare(self, found: Grown, sealed: Grown) -> Iterator[Problem]:
        """Yield the claims within a part that neither the stored events nor the stored leaves meet."""
        while self._waiting and self._waiting[-1].size <= found.after.size:
            claim = self._waiting.pop()
            if claim.root in {part.root(claim.algorithm, claim.size) for part in (found, sealed)}:
                self._met[claim.algorithm] = claim.size
            else:
                met = self._met.get(claim.algorithm, 0)
                yield Problem("checkpoint-differs", min(met + 1, claim.size), claim.size, None, claim.name)

    def beyond(self, size: int) -> Iterator[Problem]:
        """Yield the claims of sizes that the log has not."""
        for claim in reversed(self._waiting):
            yield Problem("rolled-back", size + 1, claim.size, None, claim.name)
