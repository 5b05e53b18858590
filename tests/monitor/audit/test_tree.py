"""The stored trees: sizes, roots and proofs of a log as it grows, on both databases."""

import pytest
from sqlalchemy import Engine, text

from domain.merkle import check_consistency, leaf_hash, root_from_inclusion, root_of
from domain.refusal import RefusedError
from monitor.audit.log.tiles import keep_tiles
from monitor.audit.log.tree import LogTree
from monitor.audit.log.verification import verify_log
from monitor.database import reading
from monitor.digests import DIGESTS, Algorithm
from monitor.event_log import EventLog
from monitor.sealing import TILE_WIDTH
from monitor.sealing import entry as sealed_bytes
from tests.monitor.audit.intruder import Intruder
from tests.monitor.entries import entry

SIZE = 21
ROWS = text("""
SELECT position, originator_version, recorded_at, originator_id, topic, key, state
  FROM events ORDER BY position
""")


@pytest.fixture
def tree(engine: Engine, log: EventLog) -> LogTree:
    for number in range(SIZE):
        log.append([entry(str(number), f"c{number}")], {})
    return LogTree(engine)


def test_an_empty_log_has_the_root_of_nothing(engine: Engine) -> None:
    tree = LogTree(engine)
    assert tree.size() == 0
    assert [tree.root(name, 0) for name in DIGESTS] == [root_of(digest, []) for digest in DIGESTS.values()]


@pytest.mark.parametrize("algorithm", DIGESTS)
def test_every_leaf_is_that_of_the_stored_bytes_and_is_proven(
    tree: LogTree, engine: Engine, algorithm: Algorithm
) -> None:
    digest = DIGESTS[algorithm]
    with reading(engine) as connection:
        rows = connection.execute(ROWS).all()
    assert [position for position, *_ in rows] == list(range(1, SIZE + 1))
    for position, *columns in rows:
        leaf = tree.leaf(algorithm, position)
        assert leaf == leaf_hash(digest, sealed_bytes(*columns))
        for size in range(position, SIZE + 1):
            proof = tree.inclusion(algorithm, position, size)
            led = root_from_inclusion(digest, leaf, position - 1, size, proof)
            assert led == tree.root(algorithm, size)


@pytest.mark.parametrize("algorithm", DIGESTS)
def test_every_earlier_size_is_proven_to_begin_the_log(tree: LogTree, algorithm: Algorithm) -> None:
    newer = (SIZE, tree.root(algorithm, SIZE))
    for old in range(SIZE + 1):
        proof = tree.consistency(algorithm, old, SIZE)
        check_consistency(DIGESTS[algorithm], (old, tree.root(algorithm, old)), newer, proof)


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


def test_an_event_that_is_gone_and_a_seal_cut_short_are_refused_by_name(
    tree: LogTree, engine: Engine
) -> None:
    Intruder(engine).runs("DELETE FROM events WHERE position = 16")
    with pytest.raises(RefusedError, match="seal-lost") as refused:
        tree.root("sha256", SIZE)
    assert refused.value.values == {"position": "16"}
    assert tree.size() == SIZE


# --- tiles ----------------------------------------------------------------------------------------

WIDE = 3 * TILE_WIDTH + 40


@pytest.fixture
def wide(log: EventLog) -> EventLog:
    """A log with gaps, over three whole tiles and a part of one."""
    places = [place for place in range(1, WIDE + 1) if place % 5]
    log.restore([entry(str(at), f"c{at}").placed(at, 1) for at in places])
    assert WIDE % 5 == 3
    return log


@pytest.mark.usefixtures("wide")
def test_roots_and_proofs_are_the_same_with_tiles_and_without(engine: Engine) -> None:
    tree = LogTree(engine)
    asked = [(1, 2), (255, 256), (256, 257), (300, 513), (512, 768), (5, WIDE), (WIDE, WIDE), (640, 700)]

    def answers() -> list[object]:
        return [
            (tree.root(name, old), tree.inclusion(name, old, new), tree.consistency(name, old, new))
            for name in DIGESTS
            for old, new in asked
        ]

    before = answers()
    assert keep_tiles(engine) == 3
    assert answers() == before
    verdict = verify_log(engine)
    assert verdict.ok
    assert (tree.root("sha256", WIDE), tree.root("sm3", WIDE)) == (verdict.root_sha256, verdict.root_sm3)
    assert keep_tiles(engine) == 0


def test_tiles_are_kept_on_as_the_log_grows(engine: Engine, wide: EventLog) -> None:
    keep_tiles(engine)
    wide.append([entry(f"more-{n}", f"m{n}") for n in range(TILE_WIDTH)], {})
    before = LogTree(engine).root("sm3", WIDE + TILE_WIDTH)
    assert keep_tiles(engine) == 1
    assert LogTree(engine).root("sm3", WIDE + TILE_WIDTH) == before
    assert verify_log(engine).ok


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE tiles SET sm3 = sha256 WHERE number = 1", ("tile-changed", 257, 512)),
        ("DELETE FROM tiles WHERE number = 0", ("tile-changed", 1, 256)),
        (
            "INSERT INTO tiles SELECT 8, 3, sha256, sm3 FROM tiles WHERE number = 2",
            ("tile-astray", None, None),
        ),
        (
            "INSERT INTO tiles SELECT 16, 0, sha256, sm3 FROM tiles WHERE number = 2",
            ("tile-astray", None, None),
        ),
    ],
)
@pytest.mark.usefixtures("wide")
def test_a_tile_that_was_touched_is_told_and_where(
    engine: Engine, change: str, told: tuple[str, int | None, int | None]
) -> None:
    keep_tiles(engine)
    Intruder(engine).runs(change)
    assert [(each.code, each.position, each.until) for each in verify_log(engine).problems] == [told]


@pytest.mark.usefixtures("wide")
def test_no_proof_is_made_from_a_tile_that_is_not_that_of_its_leaves(engine: Engine) -> None:
    keep_tiles(engine)
    tree = LogTree(engine)
    signed = tree.root("sha256", WIDE)
    Intruder(engine).runs("UPDATE tiles SET sha256 = sm3 WHERE number = 1")
    with pytest.raises(RefusedError, match="seal-lost") as refused:
        tree.inclusion("sha256", 300, WIDE)
    assert refused.value.values == {"position": "512"}
    # of another event the tile alone is read: the root that was signed is what tells
    assert tree.root("sha256", WIDE) != signed
    leaf, path = tree.leaf("sha256", 3), tree.inclusion("sha256", 3, WIDE)
    assert root_from_inclusion(DIGESTS["sha256"], leaf, 2, WIDE, path) != signed


@pytest.mark.usefixtures("wide")
def test_a_large_log_is_kept_a_few_tiles_at_a_time(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.audit.log.tiles._AT_ONCE", 2)
    assert keep_tiles(engine) == 3
    assert verify_log(engine).ok
