"""Seals: over which bytes, in which transaction, and of what was recorded before there were any."""

from itertools import count
from typing import NamedTuple

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from domain.merkle import leaf_hash
from domain.refusal import RefusedError
from monitor.audit.log.verification import verify_log
from monitor.database import open_database, reading
from monitor.digests import sha256, sm3, sm3_of
from monitor.event_log import EventLog
from monitor.sealing import (
    NOTHING,
    VOID,
    Edge,
    Leaf,
    Leaves,
    entry,
    extend,
    gaps_between,
    leaves_of,
    without_gaps,
)
from tests.conftest import Server
from tests.monitor.audit.intruder import Intruder
from tests.monitor.entries import entry as event

SEALS = text("SELECT position, leaf_position, leaf_sha256, leaf_sm3 FROM events ORDER BY position")
GAPS = text("SELECT first, last FROM gaps ORDER BY first")
COLUMN = st.text(st.characters(codec="utf-8"), max_size=6)
ENTRIES = st.tuples(
    st.integers(0, 2**63 - 1),
    st.integers(-(2**63), 2**63 - 1),
    COLUMN,
    COLUMN,
    st.none() | COLUMN,
    st.binary(max_size=12),
)


class Seal(NamedTuple):
    """What is stored of a seal."""

    position: int
    made_for: int
    sha256: bytes
    sm3: bytes


def seals(engine: Engine) -> list[Seal]:
    with reading(engine) as connection:
        found = connection.execute(SEALS)
        return [
            Seal(position, made_for, bytes(first), bytes(second))
            for position, made_for, first, second in found
        ]


# --- the bytes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sm3", "an OpenSSL without it"])
def test_sm3_is_that_of_the_standard_whatever_python_was_built_with(name: str) -> None:
    digest = sm3_of(name)
    assert digest(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_an_entry_states_the_lengths_of_what_it_holds() -> None:
    assert entry(3, -5, "泉", "t.v1", None, b"{}") == b"3 -5 3 4 -1\n" + "泉".encode() + b"t.v1{}"
    assert entry(3, 5, "a", "t", "", b"{}") == b"3 5 1 1 0\nat{}"


@given(ENTRIES, ENTRIES)
def test_different_events_never_share_their_entry(
    one: tuple[int, int, str, str, str | None, bytes], other: tuple[int, int, str, str, str | None, bytes]
) -> None:
    assert (entry(*one) == entry(*other)) == (one == other)


def test_trees_grow_in_any_steps_to_the_same_roots() -> None:
    leaves = leaves_of([entry(1, 0, str(n), "t", None, b"") for n in range(300)])
    whole = extend(NOTHING, leaves)
    edge, tiles = NOTHING, dict[tuple[int, int], Leaf]()
    for begin in range(0, 300, 7):
        part = extend(edge, Leaves(leaves.sha256[begin : begin + 7], leaves.sm3[begin : begin + 7]))
        assert (
            part.root("sm3", part.after.size) == part.after.root("sm3") == whole.root("sm3", part.after.size)
        )
        tiles |= part.tiles()
        edge = part.after
    assert edge == whole.after
    assert tiles == whole.tiles()
    assert list(tiles) == [(8, 0)]
    assert tiles[8, 0].sha256 == whole.root("sha256", 256)


def test_positions_left_out_count_as_empty() -> None:
    leaves = Leaves([b"a" * 32, b"c" * 32], [b"b" * 32, b"d" * 32])
    made = without_gaps(0, leaves, [2, 5])
    assert made.sha256 == [VOID.sha256, b"a" * 32, VOID.sha256, VOID.sha256, b"c" * 32]
    assert made.sm3 == [VOID.sm3, b"b" * 32, VOID.sm3, VOID.sm3, b"d" * 32]
    assert (leaf_hash(sha256, b""), leaf_hash(sm3, b"")) == VOID
    assert gaps_between(0, [2, 5]) == [(1, 1), (3, 4)]
    nothing = Leaves([], [])
    assert extend(NOTHING, without_gaps(0, nothing, [])).after == Edge(0, [], [])


# --- the transaction ----------------------------------------------------------------------------


def test_every_event_is_sealed_when_it_is_recorded(engine: Engine, log: EventLog) -> None:
    numbers = count()
    for size in (1, 1, 5, 2, 9):
        batch = [event(str(n), f"c{n}") for n, _ in zip(numbers, range(size), strict=False)]
        log.append(batch, {})
    stored = seals(engine)
    assert [each.position for each in stored] == [each.made_for for each in stored] == list(range(1, 19))
    assert verify_log(engine).ok


def test_a_batch_that_is_refused_leaves_no_seal(engine: Engine, log: EventLog) -> None:
    log.append([event("1", key="k")], {})
    before = seals(engine)
    for refused in ([event("2", "fj-b", key="k")], [event("3", "fj-c"), event("4")]):
        with pytest.raises(RefusedError):
            log.append(refused, {})
    assert seals(engine) == before


def test_two_services_that_take_turns_grow_one_tree(engine: Engine) -> None:
    logs = [EventLog(engine), EventLog(engine), EventLog(engine)]
    for number in range(25):
        logs[number * number % 3].append([event(str(number), f"c{number}")], {})
    assert verify_log(engine).ok


def test_large_batches_are_sealed_in_parts(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.events_in_postgresql._CHUNK", 7)
    log = EventLog(engine)
    log.append([event("first")], {})
    log.append([event(str(n), f"c{n}") for n in range(40)], {})
    log.append([event("last", "z")], {})
    assert (verify_log(engine).ok, log.last_position()) == (True, 42)


def test_what_a_restore_leaves_out_is_noted_in_its_transaction(engine: Engine, log: EventLog) -> None:
    places = [(3, "fj-a", 1), (4, "fj-b", 1), (9, "fj-a", 2)]
    exported = [event(str(at), cluster).placed(at, version) for at, cluster, version in places]
    with pytest.raises(RefusedError, match="key-taken"):
        log.restore([event("1", key="k").placed(2, 1), event("2", "fj-b", key="k").placed(5, 1)])
    log.restore(exported)
    log.append([event("x", "fj-c")], {})
    with reading(engine) as connection:
        assert connection.execute(GAPS).all() == [(1, 2), (5, 8)]
    assert verify_log(engine).ok


def test_the_position_after_a_tail_was_cut_off_is_not_given_again(engine: Engine, log: EventLog) -> None:
    log.append([event("1"), event("2")], {})
    Intruder(engine).runs("DELETE FROM events WHERE position = 2")
    assert log.append([event("3", "fj-b")], {})[0].position == 3
    assert [each.code for each in verify_log(engine).problems] == ["event-missing"]


CALL = """
SELECT append_cluster_events('{}', '{}', '{x}', '{1}', '{t}', '{NULL}', '{1}', %s, %s, '{s}', NULL)
"""


@pytest.mark.parametrize(
    "leaves",
    [
        ([None], [b"a" * 32]),
        ([b"a" * 32], [None]),
        ([b"a" * 31], [b"a" * 32]),
        ([b"a" * 32], []),
        (None, None),
    ],
)
def test_the_function_of_postgresql_takes_no_event_without_its_seal(
    postgres: Server, postgresql_url: str, leaves: tuple[object, object]
) -> None:
    with postgres.connect(str(make_url(postgresql_url).database)) as login:
        with pytest.raises(psycopg.IntegrityError, match=r"leaf_|sha256|sm3"):
            login.execute(CALL, leaves)
        login.execute(CALL, ([b"a" * 32], [b"b" * 32]))


def test_the_trees_of_both_databases_are_the_same(sqlite_url: str, postgresql_url: str) -> None:
    roots = []
    for url in (sqlite_url, postgresql_url):
        engine = open_database(url)
        EventLog(engine).append([event(str(n), f"泉{n}") for n in range(20)], {})
        verdict = verify_log(engine)
        roots.append((verdict.root_sha256.hex(), verdict.root_sm3.hex()))
        engine.dispose()
    assert roots[0] == roots[1]
