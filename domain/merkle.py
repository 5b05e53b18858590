"""The Merkle tree over the log: how it grows, what its root is, and the proofs that it yields.

Pure arithmetic over hashes; the hash function is handed in, so that SHA-256 and SM3 share it.
A node is named by level and index: leaf `i` is (0, i), and (level, index) covers the leaves from
`index << level` on. Only complete nodes are kept; a root is made from the peaks of a size.

Source: RFC 9162 section 2.1; the proofs are those of RFC 6962 as well.
"""

from collections.abc import Callable, Iterator, Sequence

Hash = Callable[[bytes], bytes]
Read = Callable[[int, int], bytes]
Row = tuple[int, list[bytes]]  # neighbouring nodes of one level, and the index of the first

HASH_BYTES = 32
_LEAF, _NODE = b"\x00", b"\x01"


class ProofError(ValueError):
    """A proof does not show what it is said to show."""


def leaf_hash(digest: Hash, entry: bytes) -> bytes:
    """Return the hash of a leaf (RFC 9162 2.1.1)."""
    return digest(_LEAF + entry)


def node_hash(digest: Hash, left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 9162 2.1.1)."""
    return digest(_NODE + left + right)


def peaks(size: int) -> Iterator[tuple[int, int]]:
    """Yield the complete subtrees of a tree from left to right, as (level, index).

    >>> list(peaks(6))
    [(2, 0), (1, 2)]
    """
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            yield level, (size >> level) - 1


def grow(
    digest: Hash, size: int, edge: Sequence[bytes], leaves: Sequence[bytes]
) -> tuple[list[Row], list[bytes]]:
    """Add leaf hashes, and return the complete nodes that they make and the new edge.

    `edge` holds the hashes of `peaks(size)`, from left to right. The nodes are a row a level, the leaves
    first. Level after level, not leaf after leaf: that is what makes a large block cheap.
    """
    rows: list[Row] = []
    kept, new = list(edge), []
    nodes, begin = list(leaves), size
    while nodes:
        rows.append((begin, nodes))
        paired = [kept.pop(), *nodes] if begin & 1 else nodes
        if len(paired) & 1:
            new.append(paired[-1])
        nodes = [digest(_NODE + left + right) for left, right in zip(paired[::2], paired[1::2], strict=False)]
        begin >>= 1
    return rows, [*kept, *reversed(new)]


def root_of(digest: Hash, edge: Sequence[bytes]) -> bytes:
    """Return the root of a tree from the hashes of its peaks, left to right (the empty tree: of nothing)."""
    if not edge:
        return digest(b"")
    root = edge[-1]
    for left in reversed(edge[:-1]):
        root = node_hash(digest, left, root)
    return root


def inclusion_proof(digest: Hash, read: Read, index: int, size: int) -> list[bytes]:
    """Return the path from a leaf to the root of a size (RFC 9162 2.1.3.1), lowest node first.

    `read` returns the hash of a complete node by level and index.
    """
    return [_subtree(digest, read, begin, end) for begin, end in _path(index, 0, size)]


def _path(index: int, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of leaves beside the way from a leaf up to the range that it is in."""
    if end - begin == 1:
        return []
    middle = begin + _split(end - begin)
    if index < middle:
        return [*_path(index, begin, middle), (middle, end)]
    return [*_path(index, middle, end), (begin, middle)]


def consistency_proof(digest: Hash, read: Read, old: int, new: int) -> list[bytes]:
    """Return the nodes that show a tree to be the beginning of a later one (RFC 9162 2.1.4.1)."""
    if not 0 < old < new:
        return []
    return [_subtree(digest, read, begin, end) for begin, end in _growth(old, 0, new, whole=True)]


def _growth(old: int, begin: int, end: int, *, whole: bool) -> list[tuple[int, int]]:
    """Return the ranges of the proof; `whole` while the old tree is this range's own beginning."""
    if old == end:
        return [] if whole else [(begin, end)]
    middle = begin + _split(end - begin)
    if old <= middle:
        return [*_growth(old, begin, middle, whole=whole), (middle, end)]
    return [*_growth(old, middle, end, whole=False), (begin, middle)]


def _split(length: int) -> int:
    """Return the largest power of two below a length."""
    return 1 << (length - 1).bit_length() - 1


def _subtree(digest: Hash, read: Read, begin: int, end: int) -> bytes:
    """Return the hash over a range of leaves that begins where a subtree does."""
    return root_of(digest, [read(level, (begin >> level) + index) for level, index in peaks(end - begin)])


# --- what a verifier does; it trusts nothing but the hash function ------------------------------


def root_from_inclusion(digest: Hash, leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Return the root that a leaf's path leads to (RFC 9162 2.1.3.2).

    Raises:
        ProofError: index or length do not fit the size, or a hash has not its length.
    """
    if not 0 <= index < size:
        raise ProofError("index")
    ranges = _path(index, 0, size)
    _check_hashes([leaf, *proof], len(ranges) + 1)
    root = leaf
    for (begin, _), hashed in zip(ranges, proof, strict=True):
        is_left = begin <= index
        root = node_hash(digest, hashed, root) if is_left else node_hash(digest, root, hashed)
    return root


def check_consistency(
    digest: Hash, older: tuple[int, bytes], newer: tuple[int, bytes], proof: Sequence[bytes]
) -> None:
    """Check that a tree (size, root) is the beginning of another (RFC 9162 2.1.4.2).

    Raises:
        ProofError: it is not, or the proof has another form.
    """
    (old, old_root), (new, new_root) = older, newer
    if not 0 <= old <= new:
        raise ProofError("size")
    if old in (0, new):
        expected = digest(b"") if old == 0 else new_root
        _check_hashes([old_root, new_root, *proof], 2)
        if old_root != expected:
            raise ProofError("root")
        return
    ranges = _growth(old, 0, new, whole=True)
    _check_hashes([old_root, new_root, *proof], len(ranges) + 2)
    known = dict(zip(ranges, proof, strict=True)) | ({} if old & (old - 1) else {(0, old): old_root})
    if (_bag(digest, known, 0, old), _bag(digest, known, 0, new)) != (old_root, new_root):
        raise ProofError("root")


def _bag(digest: Hash, known: dict[tuple[int, int], bytes], begin: int, end: int) -> bytes:
    """Return the hash over a range of leaves, made of known ranges."""
    if (begin, end) in known:
        return known[begin, end]
    middle = begin + _split(end - begin)
    return node_hash(digest, _bag(digest, known, begin, middle), _bag(digest, known, middle, end))


def _check_hashes(hashes: Sequence[bytes], count: int) -> None:
    if len(hashes) != count:
        raise ProofError("length")
    if any(len(each) != HASH_BYTES for each in hashes):
        raise ProofError("hash")
