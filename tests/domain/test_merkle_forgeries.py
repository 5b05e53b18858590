"""Two hundred thousand forged proofs, of leaves in trees and of trees in later ones: none is accepted."""

import random
from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

import pytest

from domain.merkle import Hash, ProofError, check_consistency, root_from_inclusion
from tests.domain.merkle_trees import SIZE, Tree, sha256, sm3, tree

FORGERIES = 200_000


class Shown(NamedTuple):
    """A proof with all that it is about: of a leaf in a tree, or of a tree in a later one.

    `what` is the leaf, or the root of the earlier tree; `place` its index, or size.
    """

    kind: str
    digest: Hash
    what: bytes
    place: int
    size: int
    root: bytes
    proof: tuple[bytes, ...]

    def holds(self) -> bool:
        try:
            if self.kind == "inclusion":
                led = root_from_inclusion(self.digest, self.what, self.place, self.size, self.proof)
                return led == self.root
            check_consistency(self.digest, (self.place, self.what), (self.size, self.root), self.proof)
        except ProofError:
            return False
        return True


def genuine(kind: str, grown: Tree, place: int, size: int) -> Shown:
    if kind == "inclusion":
        proof, what = grown.inclusion(place - 1, size), grown.leaves[place - 1]
        return Shown(kind, grown.digest, what, place - 1, size, grown.root(size), tuple(proof))
    proof = grown.consistency(place, size)
    return Shown(kind, grown.digest, grown.root(place), place, size, grown.root(size), tuple(proof))


def flipped(node: bytes, chance: random.Random) -> bytes:
    bit = chance.randrange(len(node) * 8)
    return bytes(byte ^ (1 << bit % 8 if at == bit // 8 else 0) for at, byte in enumerate(node))


def with_flipped_bit(shown: Shown, chance: random.Random) -> Shown:
    at = chance.randrange(len(shown.proof) + 2)
    if at == len(shown.proof):
        return shown._replace(what=flipped(shown.what, chance))
    if at > len(shown.proof):
        return shown._replace(root=flipped(shown.root, chance))
    changed = list(shown.proof)
    changed[at] = flipped(changed[at], chance)
    return shown._replace(proof=tuple(changed))


def with_dropped_hash(shown: Shown, chance: random.Random) -> Shown:
    at = chance.randrange(len(shown.proof) or 1)
    return shown._replace(proof=shown.proof[:at] + shown.proof[at + 1 :])


def with_added_hash(shown: Shown, chance: random.Random) -> Shown:
    at = chance.randrange(len(shown.proof) + 1)
    added = chance.choice([shown.what, shown.root, *shown.proof, chance.randbytes(32)])
    return shown._replace(proof=(*shown.proof[:at], added, *shown.proof[at:]))


def with_swapped_hashes(shown: Shown, chance: random.Random) -> Shown:
    changed = list(shown.proof)
    first, second = (chance.randrange(len(changed) or 1) for _ in range(2))
    if changed:
        changed[first], changed[second] = changed[second], changed[first]
    return shown._replace(proof=tuple(changed))


def of_another_place(shown: Shown, chance: random.Random) -> Shown:
    """An inclusion of the same leaf elsewhere; of a tree, the proof of another earlier size."""
    grown = tree(shown.digest)
    if shown.kind == "inclusion":
        return shown._replace(place=chance.randrange(-1, shown.size + 2))
    place = chance.randrange(1, shown.size + 1)
    return shown._replace(place=place, what=grown.root(place))


def of_another_size(shown: Shown, chance: random.Random) -> Shown:
    """A size comes with its root: a checkpoint states the two together."""
    size = chance.randrange(1, SIZE + 1)
    return shown._replace(size=size, root=tree(shown.digest).root(size))


def of_another_tree(shown: Shown, chance: random.Random) -> Shown:
    other = tree(shown.digest, "other")
    if chance.random() < 0.5:
        return shown._replace(root=other.root(shown.size))
    place = shown.place + (shown.kind == "inclusion")
    return shown._replace(proof=genuine(shown.kind, other, place, shown.size).proof)


def by_another_hash(shown: Shown, _: random.Random) -> Shown:
    return shown._replace(digest=sm3 if shown.digest is sha256 else sha256)


FORGERS: list[Callable[[Shown, random.Random], Shown]] = [
    with_flipped_bit,
    with_dropped_hash,
    with_added_hash,
    with_swapped_hashes,
    of_another_place,
    of_another_size,
    of_another_tree,
    by_another_hash,
]


def some_genuine(chance: random.Random, count: int) -> Iterator[Shown]:
    for kind, digest in product(("inclusion", "consistency"), (sha256, sm3)):
        for _ in range(count // 4):
            size = chance.randint(2, SIZE)
            yield genuine(kind, tree(digest), chance.randint(1, size - 1), size)


def test_two_hundred_thousand_forged_proofs_are_all_refused_and_the_unforged_hold() -> None:
    chance = random.Random(20261121)  # noqa: S311 - the same forgeries every time
    unforged = list(some_genuine(chance, 4_000))
    assert all(shown.holds() for shown in unforged)
    forged = refused = 0
    while forged < FORGERIES:
        shown = unforged[forged % len(unforged)]
        for forger in FORGERS:
            changed = forger(shown, chance)
            if changed != shown:
                forged += 1
                refused += not changed.holds()
    assert (forged >= FORGERIES, refused) == (True, forged)


@pytest.mark.parametrize("forger", FORGERS)
def test_each_way_of_forging_changes_most_proofs(forger: Callable[[Shown, random.Random], Shown]) -> None:
    chance = random.Random(7)  # noqa: S311 - the same forgeries every time
    unforged = list(some_genuine(chance, 400))
    assert sum(forger(shown, chance) != shown for shown in unforged) > len(unforged) // 2
