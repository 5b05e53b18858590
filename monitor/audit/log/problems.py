"""What is wrong with a log, and where: faults of single positions put together into problems.

Promise: a bounded number is kept, however much is wrong, and it is said that there was more.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

MOST_KEPT = 10_000
_MERGED = frozenset(
    {
        "event-missing",
        "tail-cut",
        "event-not-sealed",
        "position-missing",
    }
)


class Problem(NamedTuple):
    """Something wrong; positions `position` to `until`, where it has any.

    `detail` is what else its sentence names: the hash of a text, the name of a checkpoint, another position.
    """

    code: str
    position: int | None = None
    until: int | None = None
    cluster: str | None = None
    detail: str = ""


class Mismatch(NamedTuple):
    """A position whose event and seal do not go together; None for what is not there.

    `found` and `sealed` are leaf hashes (SHA-256), `origin` the position that the seal was made for where
    it is another; `code` is what it is unless the event belongs elsewhere.
    """

    position: int
    found: bytes | None
    sealed: bytes | None
    code: str
    cluster: str | None = None
    origin: int | None = None


class Problems:
    """Gathers what is found."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._problems: list[Problem] = []
        self._mismatches: dict[int, Mismatch] = {}
        self._beyond = 0

    def add(self, problem: Problem | Mismatch) -> None:
        """Keep a problem, or a mismatch, which is understood when all are known."""
        if len(self._problems) + len(self._mismatches) >= MOST_KEPT:
            self._beyond = self._beyond or problem.position or 1
        elif isinstance(problem, Mismatch):
            self._mismatches[problem.position] = problem
        else:
            self._problems.append(problem)

    def all(self, last: int) -> list[Problem]:
        """Return all problems by position; of a log that ends at `last`."""
        understood = _understood(self._mismatches)
        known = [*understood, *(each for each in self._problems if not self._is_told(each))]
        merged = list(_merged(sorted(known, key=lambda each: (each.position is None, each.position or 0))))
        return [*merged, Problem("more", self._beyond, max(last, self._beyond))] if self._beyond else merged

    def _is_told(self, problem: Problem) -> bool:
        """Tell whether the same is said of a mismatch already."""
        told = self._mismatches.get(problem.position or 0)
        return told is not None and told.code == problem.code


def _understood(mismatches: dict[int, Mismatch]) -> Iterator[Problem]:
    """Yield what the mismatches mean: an event that another position was sealed with has come from there."""
    came_from = _origins(mismatches)
    told: set[int] = set()
    for at, origin in came_from.items():
        if came_from.get(origin) == at:
            if at < origin:
                yield Problem("events-swapped", at, origin)
        else:
            yield Problem("event-moved", at, None, mismatches[at].cluster, str(origin))
            if mismatches[origin].found is None:
                told.add(origin)
    for at, each in mismatches.items():
        if at not in came_from and at not in told:
            yield Problem(each.code, at, None, each.cluster)


def _origins(mismatches: dict[int, Mismatch]) -> dict[int, int]:
    """Return where each event that belongs elsewhere has come from: a place that is wrong as well."""
    sealed_at: dict[bytes | None, int] = {
        each.sealed: at for at, each in mismatches.items() if each.sealed is not None
    }
    stated = {at: each.origin or sealed_at.get(each.found) for at, each in mismatches.items()}
    return {
        at: from_ for at, from_ in stated.items() if from_ is not None and from_ in mismatches and from_ != at
    }


def _merged(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Join neighbouring positions with the same fault to one problem."""
    held: Problem | None = None
    for each in problems:
        if held is not None and each.code == held.code in _MERGED and each.position == _end(held) + 1:
            held = held._replace(until=_end(each))
            continue
        if held is not None:
            yield held
        held = each
    if held is not None:
        yield held


def _end(problem: Problem) -> int:
    return problem.until or problem.position or 0
