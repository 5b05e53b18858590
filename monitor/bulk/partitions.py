"""How the clusters of a log are parted, and how it is ruled out that the parts are judged by different law.

Promise: the partitions are runs of names in the order of the log, so that what is made of them, one after
another, is what one pass over all of them makes.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice

import msgspec

from domain.refusal import RefusedError
from domain.rulebook_hash import law_text, rulebook_sha256
from monitor.bulk.spread import Crew
from monitor.library import Library
from monitor.version import VERSION

_LARGEST, _AT_LEAST = 1_000, 16  # clusters a partition; partitions of a log that is small


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Which database a worker opens, as it was named to the one who asks; `clock`: that of a simulation.

    A database that was not named is found by the settings of the worker itself.
    """

    db: str | None
    clock: datetime | None


class Hands(msgspec.Struct, frozen=True, kw_only=True):
    """Who works, and on which database."""

    crew: Crew
    place: Place


def partitions(clusters: Iterable[str], total: int) -> Iterator[tuple[str, ...]]:
    """Yield the names, of which there are so many, in runs: by their number alone, whoever works.

    >>> list(partitions(["a", "b", "c"], 32))
    [('a', 'b', 'c')]
    """
    names, size = iter(clusters), min(_LARGEST, total // _AT_LEAST + 1)
    while part := tuple(islice(names, size)):
        yield part


def mark(library: Library) -> str:
    """Return what the judgements of a release rest on besides the log: its version, and its texts of law."""
    texts = [rulebook_sha256(book) for _, book in sorted(library.books.items())]
    told = sha256("".join(texts).encode() + law_text(library.statutes) + law_text(library.calendar([])))
    return f"{VERSION} {told.hexdigest()}"


def require_same(found: str, own: str) -> None:
    """Refuse what a worker of another release, or with other rulebooks, has judged.

    Raises:
        RefusedError: "workers-differ".
    """
    if found != own:
        raise RefusedError("workers-differ", kind="conflict", found=found, own=own)
