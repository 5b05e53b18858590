"""The stored trees: sizes, roots and proofs of a log as it grows, on both databases."""

import pytest
from sqlalchemy import Engine

from domain.merkle import check_consistency, leaf_hash, root_from_inclusion, root_of
from domain.refusal import RefusedError
from monitor.audit.log.tree import LogTree
from monitor.digests import DIGESTS, Algorithm
from monitor.event_log import EventLog
from tests.monitor.audit.intruder import Intruder
from tests.monitor.entries import entry

SIZE = 21


@pytest.fixture
def tree(engine: Engine, log: EventLog) -> LogTree:
    for number in range(SIZE):
        log.append([entry(str(number), f"c{number}")], {})
    return LogTree(engine)


def test_an_empty_log_has_the_root_of_nothing(engine: Engine) -> None:
    tree = LogTree(engine)
    assert (tree.size(), list(tree.rows(0, 9))) == (0, [])
    assert [tree.root(name, 0) for name in DIGESTS] == [root_of(digest, []) for digest in DIGESTS.values()]


@pytest.mark.parametrize("algorithm", DIGESTS)
def test_every_leaf_is_that_of_the_stored_bytes_and_is_proven(tree: LogTree, algorithm: Algorithm) -> None:
    digest = DIGESTS[algorithm]
    rows = list(tree.rows(0, SIZE))
    assert [row.position for row in rows] == list(range(1, SIZE + 1))
    for row in rows:
        leaf = tree.leaf(algorithm, row.position)
        assert leaf == leaf_hash(digest, row.entry) == (getattr(row, algorithm) or b"")[:32]
        for size in range(row.position, SIZE + 1):
            proof = tree.inclusion(algorithm, row.position, size)
            led = root_from_inclusion(digest, leaf, row.position - 1, size, proof)
            assert led == tree.root(algorithm, size)


@pytest.mark.parametrize("algorithm", DIGESTS)
def test_every_earlier_size_is_proven_to_begin_the_log(tree: LogTree, algorithm: Algorithm) -> None:
    newer = (SIZE, tree.root(algorithm, SIZE))
    for old in range(SIZE + 1):
        proof = tree.consistency(algorithm, old, SIZE)
        check_consistency(DIGESTS[algorithm], (old, tree.root(algorithm, old)), newer, proof)


def test_rows_are_read_in_pages_between_two_positions(tree: LogTree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.audit.log.tree._PAGE", 4)
    assert [row.position for row in tree.rows(2, 13)] == list(range(3, 14))


def test_what_is_not_in_the_log_is_not_found(tree: LogTree) -> None:
    for asked in (
        lambda: tree.root("sha256", SIZE + 1),
        lambda: tree.root("sha256", -1),
        lambda: tree.leaf("sm3", SIZE + 1),
        lambda: tree.inclusion("sha256", 5, 4),
        lambda: tree.inclusion("sha256", 0, 4),
        lambda: tree.consistency("sm3", 3, SIZE + 1),
    ):
        with pytest.raises(RefusedError, match="position-not-sealed") as refused:
            asked()
        assert refused.value.kind == "not-found"


def test_a_seal_that_is_gone_or_cut_short_is_refused_by_name(tree: LogTree, engine: Engine) -> None:
    Intruder(engine).runs("DELETE FROM seals WHERE position = 16")
    with pytest.raises(RefusedError, match="seal-lost") as refused:
        tree.root("sha256", SIZE)
    assert refused.value.values == {"position": "16"}
    Intruder(engine).runs("UPDATE seals SET sm3 = :short WHERE position = 8", short=b"short")
    with pytest.raises(RefusedError, match="seal-lost"):
        tree.root("sm3", 8)
