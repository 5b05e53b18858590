"""The Merkle tree: the public vectors, every proof of small trees, and a naive reference."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.merkle import (
    Hash,
    ProofError,
    check_consistency,
    grow,
    leaf_hash,
    node_hash,
    root_from_inclusion,
    root_of,
)
from tests.domain.merkle_trees import SIZE, Tree, sha256, sm3, tree

# The leaves, roots and proofs of the reference implementation of RFC 6962.
CT_LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
_B = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
_CD = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
_EFGH = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
_E = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
_GH = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
_EF = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
CT_INCLUSIONS = {
    (0, 1): [],
    (0, 8): [_B, _CD, _EFGH],
    (5, 8): [_E, _GH, CT_ROOTS[4]],
    (2, 3): [CT_ROOTS[2]],
    (1, 5): [CT_ROOTS[1], _CD, _E],
}
CT_CONSISTENCIES = {(1, 1): [], (1, 8): [_B, _CD, _EFGH], (6, 8): [_EF, _GH, CT_ROOTS[4]], (2, 5): [_CD, _E]}


def naive_root(digest: Hash, leaves: Sequence[bytes]) -> bytes:
    """Return the root as RFC 9162 2.1.1 defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else digest(b"")
    split = max(2**k for k in range(32) if 2**k < len(leaves))
    return digest(b"\x01" + naive_root(digest, leaves[:split]) + naive_root(digest, leaves[split:]))


def naive_path(digest: Hash, index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Return PATH(m, D[n]) of RFC 9162 2.1.3.1."""
    if len(leaves) == 1:
        return []
    split = max(2**k for k in range(32) if 2**k < len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return [*naive_path(digest, index, left), naive_root(digest, right)]
    return [*naive_path(digest, index - split, right), naive_root(digest, left)]


def naive_subproof(digest: Hash, old: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    """Return SUBPROOF(m, D[n], b) of RFC 9162 2.1.4.1."""
    if old == len(leaves):
        return [] if whole else [naive_root(digest, leaves)]
    split = max(2**k for k in range(32) if 2**k < len(leaves))
    left, right = leaves[:split], leaves[split:]
    if old <= split:
        return [*naive_subproof(digest, old, left, whole=whole), naive_root(digest, right)]
    return [*naive_subproof(digest, old - split, right, whole=False), naive_root(digest, left)]


def test_the_public_roots_are_met() -> None:
    grown = Tree(sha256, [bytes.fromhex(each) for each in CT_LEAVES])
    assert [grown.root(size).hex() for size in range(9)] == CT_ROOTS


@pytest.mark.parametrize(("place", "path"), CT_INCLUSIONS.items())
def test_the_public_inclusion_proofs_are_met(place: tuple[int, int], path: list[str]) -> None:
    grown = Tree(sha256, [bytes.fromhex(each) for each in CT_LEAVES])
    proof = grown.inclusion(*place)
    assert [each.hex() for each in proof] == path
    assert root_from_inclusion(sha256, grown.leaves[place[0]], *place, proof).hex() == CT_ROOTS[place[1]]


@pytest.mark.parametrize(("sizes", "nodes"), CT_CONSISTENCIES.items())
def test_the_public_consistency_proofs_are_met(sizes: tuple[int, int], nodes: list[str]) -> None:
    proof = Tree(sha256, [bytes.fromhex(each) for each in CT_LEAVES]).consistency(*sizes)
    assert [each.hex() for each in proof] == nodes
    older, newer = ((size, bytes.fromhex(CT_ROOTS[size])) for size in sizes)
    check_consistency(sha256, older, newer, proof)


def test_a_node_is_hashed_apart_from_a_leaf() -> None:
    assert leaf_hash(sha256, b"ab") == sha256(b"\x00ab")
    assert node_hash(sha256, b"a", b"b") == sha256(b"\x01ab")


@pytest.mark.parametrize("digest", [sha256, sm3])
def test_every_inclusion_proof_of_every_small_tree_holds(digest: Hash) -> None:
    grown = tree(digest)
    for size in range(1, SIZE + 1):
        root = grown.root(size)
        for index in range(size):
            proof = grown.inclusion(index, size)
            assert root_from_inclusion(digest, grown.leaves[index], index, size, proof) == root


@pytest.mark.parametrize("digest", [sha256, sm3])
def test_every_consistency_proof_of_every_small_tree_holds(digest: Hash) -> None:
    grown = tree(digest)
    roots = [grown.root(size) for size in range(SIZE + 1)]
    for new in range(SIZE + 1):
        for old in range(new + 1):
            check_consistency(digest, (old, roots[old]), (new, roots[new]), grown.consistency(old, new))


@given(st.lists(st.binary(max_size=40), max_size=70), st.data())
def test_what_is_grown_in_any_steps_is_what_the_standard_defines(
    entries: list[bytes], draw: st.DataObject
) -> None:
    leaves = [leaf_hash(sha256, each) for each in entries]
    cut = draw.draw(st.integers(0, len(leaves)))
    first, edge = grow(sha256, 0, [], leaves[:cut])
    second, edge = grow(sha256, cut, edge, leaves[cut:])
    nodes = {
        (level, at + n): node
        for rows in (first, second)
        for level, (at, row) in enumerate(rows)
        for n, node in enumerate(row)
    }
    assert root_of(sha256, edge) == naive_root(sha256, leaves)
    grown = Tree(sha256, entries)
    assert edge == grown.edge
    assert all(grown.read(*place) == node for place, node in nodes.items())
    assert len(nodes) == sum(len(entries) >> level for level in range(8))
    if leaves:
        new = draw.draw(st.integers(1, len(leaves)))
        index, old = draw.draw(st.integers(0, new - 1)), draw.draw(st.integers(1, new))
        assert grown.inclusion(index, new) == naive_path(sha256, index, leaves[:new])
        assert grown.consistency(old, new) == naive_subproof(sha256, old, leaves[:new], whole=True)


@pytest.mark.parametrize(
    ("index", "size", "length", "why"),
    [(-1, 3, 2, "index"), (3, 3, 2, "index"), (0, 3, 1, "length"), (0, 3, 3, "length")],
)
def test_an_inclusion_proof_of_another_form_is_refused(index: int, size: int, length: int, why: str) -> None:
    with pytest.raises(ProofError, match=why):
        root_from_inclusion(sha256, bytes(32), index, size, [bytes(32)] * length)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_hash_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ProofError, match="hash"):
        root_from_inclusion(sha256, bytes(length), 0, 2, [bytes(32)])
    with pytest.raises(ProofError, match="hash"):
        root_from_inclusion(sha256, bytes(32), 0, 2, [bytes(length)])
    with pytest.raises(ProofError, match="hash"):
        check_consistency(sha256, (1, bytes(length)), (2, bytes(32)), [bytes(32)])


@pytest.mark.parametrize(
    ("old", "new", "proof", "why"),
    [
        (-1, 2, [], "size"),
        (3, 2, [], "size"),
        (0, 2, [bytes(32)], "length"),
        (2, 2, [bytes(32)], "length"),
        (0, 2, [], "root"),
        (1, 2, [], "length"),
        (1, 2, [bytes(32)] * 2, "length"),
        (1, 2, [bytes(32)], "root"),
    ],
)
def test_a_consistency_proof_of_another_form_is_refused(
    old: int, new: int, proof: list[bytes], why: str
) -> None:
    with pytest.raises(ProofError, match=why):
        check_consistency(sha256, (old, bytes(32)), (new, bytes(32)), proof)
