"""Trees with every complete node in a table, for the tests of the Merkle tree."""

import hashlib
from collections.abc import Sequence
from functools import cache

from domain.merkle import (
    HASH_BYTES,
    Hash,
    consistency_proof,
    grow,
    inclusion_proof,
    leaf_hash,
    peaks,
    root_of,
)

SIZE = 130


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def sm3(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


class Tree:
    """A grown tree; every complete node in a table."""

    def __init__(self, digest: Hash, entries: Sequence[bytes]) -> None:
        self.digest = digest
        self.leaves = [leaf_hash(digest, each) for each in entries]
        completed, self.edge = grow(digest, 0, [], self.leaves)
        self._nodes = {
            (level, ((at + 1) >> level) - 1): nodes[HASH_BYTES * level : HASH_BYTES * (level + 1)]
            for at, nodes in enumerate(completed)
            for level in range(len(nodes) // HASH_BYTES)
        }

    def read(self, level: int, index: int) -> bytes:
        return self._nodes[level, index]

    def root(self, size: int) -> bytes:
        return root_of(self.digest, [self.read(*peak) for peak in peaks(size)])

    def inclusion(self, index: int, size: int) -> list[bytes]:
        return inclusion_proof(self.digest, self.read, index, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        return consistency_proof(self.digest, self.read, old, new)


@cache
def tree(digest: Hash, seed: str = "") -> Tree:
    return Tree(digest, [f"{seed}{n}".encode() for n in range(SIZE)])
