"""What changes only where several readings are taken otherwise together.

Promise: a combination is listed for a subject only where no part of it changes that subject by itself.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from math import prod

import msgspec

from domain.assessment import Law
from domain.comparison import Difference
from domain.refusal import RefusedError
from domain.rulebook import ChoiceValue
from monitor.audit.branching.supposition import reading

MOST = 4096  # combinations of one rulebook

Taken = frozenset[tuple[str, ChoiceValue]]
Differing = Callable[[Law], Sequence[Difference]]


class Combination(msgspec.Struct, frozen=True):
    """Some readings taken otherwise, and the law that makes."""

    taken: Taken
    law: Law


def combined(law: Law) -> list[Combination]:
    """Return every combination of other readings, those of fewer readings first; the single ones too.

    Raises:
        RefusedError: "too-many-combinations".
    """
    choices = law.book.choices
    count = prod(1 + len(choice.alternatives) for choice in choices.values())
    if count > MOST:
        raise RefusedError("too-many-combinations", edition=law.book.edition, count=count, most=MOST)
    return [
        Combination(frozenset(taken), _with(law, dict(taken)))
        for size in range(1, len(choices) + 1)
        for names in combinations(choices, size)
        for taken in product(*([(name, each) for each in choices[name].alternatives] for name in names))
    ]


def _with(law: Law, taken: dict[str, ChoiceValue]) -> Law:
    return Law(book=reading(law.book, taken), statutes=law.statutes)


def only_together(
    tried: Sequence[Combination], differing: Differing
) -> Iterator[tuple[Taken, list[Difference]]]:
    """Yield the combinations that change what none of their parts changes, with that."""
    changed: dict[Taken, set[object]] = {}
    for each in tried:
        by_parts = {about for part, abouts in changed.items() if part < each.taken for about in abouts}
        new = [found for found in differing(each.law) if (found.what, found.about) not in by_parts]
        if new:
            changed[each.taken] = {(found.what, found.about) for found in new}
            if len(each.taken) > 1:
                yield each.taken, new
