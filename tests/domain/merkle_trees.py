"""Trees with every complete node in a table, for the tests of the Merkle tree."""

import hashlib
from collections.abc import Sequence
from functools import cache

from domain.merkle import (
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
        rows, self.edge = grow(digest, 0, [], self.leaves)
        self._nodes = {
            (level, at): node for level, (_, row) in enumerate(rows) for at, node in enumerate(row)
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
