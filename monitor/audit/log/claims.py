"""What checkpoints claim of the log, held against the trees while they grow.

Promise: a claim is met by the stored events or it is a problem; where only the seals meet it, the
events that differ from their seals are told already.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from monitor.audit.log.problems import Problem
from monitor.digests import Algorithm
from monitor.sealing import Grown


class Claim(NamedTuple):
    """Of a size, the root that it had; `name` says where that is from."""

    algorithm: Algorithm
    size: int
    root: bytes
    name: str


class Claims:
    """The claims that are still to be met."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        """Take claims in any order."""
        self._waiting = sorted(claims, key=lambda claim: (claim.size, claim.name), reverse=True)
        self._met: dict[Algorithm, int] = {}
        self.count = len(self._waiting)

    def compare(self, found: Grown, sealed: Grown, lost: int | None = None) -> Iterator[Problem]:
        """Yield the claims within a part that neither the stored events nor the stored leaves meet.

        From the first position on of which the leaf is lost, no root says anything: that it is lost is told.
        """
        while self._waiting and self._waiting[-1].size <= found.after.size:
            claim = self._waiting.pop()
            if lost is not None and claim.size >= lost:
                continue
            if claim.root in {part.root(claim.algorithm, claim.size) for part in (found, sealed)}:
                self._met[claim.algorithm] = claim.size
            else:
                met = self._met.get(claim.algorithm, 0)
                yield Problem("checkpoint-differs", min(met + 1, claim.size), claim.size, None, claim.name)

    def beyond(self, size: int) -> Iterator[Problem]:
        """Yield the claims of sizes that the log never had."""
        for claim in reversed(self._waiting):
            if claim.size > size:
                yield Problem("rolled-back", size + 1, claim.size, None, claim.name)
