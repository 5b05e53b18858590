"""Times, and what they come to: a ratio to the limit of the same round, the median over the rounds."""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from time import perf_counter
from typing import ParamSpec, TypeVar

import msgspec

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One operation on one database, over all rounds.

    `rate` and `limit` are of things a second, `ratio` is one by the other in the same round; `lowest` and
    `highest` are the ends of the ratios. `target` is None where there is none.
    """

    store: str
    operation: str
    against: str
    clusters: int
    rate: float
    limit: float
    ratio: float
    lowest: float
    highest: float
    rounds: int
    target: float | None = None
    at_most: bool = False

    @property
    def is_met(self) -> bool | None:
        """Tell whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.ratio <= self.target if self.at_most else self.ratio >= self.target


class Tally:
    """The measurements of one database at one size, round by round."""

    def __init__(self, store: str, clusters: int) -> None:
        """Begin with nothing measured."""
        self.store = store
        self.clusters = clusters
        self._pairs: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)

    def note(self, operation: str, against: str, rate: float, limit: float) -> None:
        """Note one round: how fast it was, and how fast what it is held against."""
        self._pairs[operation, against].append((rate, limit))

    def rate_in(self, number: int, operation: str) -> float | None:
        """Return how fast the product was in a round, from 0; None where that was not measured."""
        pairs = self._pairs.get((operation, "raw"), [])
        return pairs[number][0] if number < len(pairs) else None

    def figures(self, targets: Callable[[str, str, str], tuple[float | None, bool]]) -> Iterator[Figure]:
        """Yield the medians, in the order in which they were first noted."""
        for (operation, against), pairs in self._pairs.items():
            ratios = [rate / limit for rate, limit in pairs]
            target, at_most = targets(self.store, operation, against)
            yield Figure(
                store=self.store,
                operation=operation,
                against=against,
                clusters=self.clusters,
                rate=median(rate for rate, _ in pairs),
                limit=median(limit for _, limit in pairs),
                ratio=median(ratios),
                lowest=min(ratios),
                highest=max(ratios),
                rounds=len(pairs),
                target=target,
                at_most=at_most,
            )


class Watch:
    """Adds up times."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.laps: list[float] = []

    @contextmanager
    def lap(self) -> Iterator[None]:
        """Time what is done within."""
        began = perf_counter()
        yield
        self.laps.append(perf_counter() - began)

    def timing(self, work: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        """Return some work as it is, timed whenever it is done."""

        def timed(*asked: Asked.args, **named: Asked.kwargs) -> Answer:
            with self.lap():
                return work(*asked, **named)

        return timed

    @property
    def total(self) -> float:
        """All laps together, in seconds."""
        return sum(self.laps)

    def percentile(self, hundredth: int) -> float:
        """Return the lap that so many of a hundred do not exceed, in seconds."""
        return quantiles(self.laps, n=100)[hundredth - 1]


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes; what was there before is not looked through for cycles meanwhile."""
    gc.freeze()
    watch = Watch()
    with watch.lap():
        work()
    return watch.total
