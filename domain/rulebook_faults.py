"""A fault of a rulebook: where it lies and what is wrong."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """What is wrong at a key such as `grounds[2].choices`."""

    key: str
    reason: str


def repeated(key: str, names: Iterable[Hashable], noun: str) -> Iterator[Fault]:
    """Yield a fault for each name that comes more than once."""
    for name, count in Counter(names).items():
        if count > 1:
            yield Fault(key, f"the {noun} `{name}` comes {count} times")
