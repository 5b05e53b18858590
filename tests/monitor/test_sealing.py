"""Seals: over which bytes, in which transaction, and of what was recorded before there were any."""

from itertools import count
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from domain.merkle import grow, leaf_hash
from domain.refusal import RefusedError
from monitor import migrate
from monitor.audit.log.verification import verify_log
from monitor.codec import encode, microseconds, topic_of
from monitor.database import open_database, reading
from monitor.digests import sha256, sm3, sm3_of
from monitor.event_log import EventLog
from monitor.migrate import initialise
from monitor.sealing import VOID, Edge, Leaf, Seal, entry, leaf_of, nodes_at, peak_positions, seal
from tests.conftest import CREATED_AT, Server
from tests.monitor.audit.intruder import Intruder
from tests.monitor.entries import entry as event

COLUMN = st.text(st.characters(codec="utf-8"), max_size=6)
ENTRIES = st.tuples(
    st.integers(0, 2**63 - 1),
    st.integers(-(2**63), 2**63 - 1),
    COLUMN,
    COLUMN,
    st.none() | COLUMN,
    st.binary(max_size=12),
)


def seals(engine: Engine) -> list[Seal]:
    with reading(engine) as connection:
        found = connection.execute(text("SELECT position, sha256, sm3 FROM seals ORDER BY position"))
        return [Seal(position, bytes(first), bytes(second)) for position, first, second in found]


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


def test_a_seal_holds_the_leaf_and_what_it_completes() -> None:
    leaves = [leaf_of(entry(1, 0, str(n), "t", None, b"")) for n in range(4)]
    made, edge = seal(Edge(0, (), ()), leaves, [1, 2, 3, 4])
    first = grow(sha256, 0, [], [leaf.sha256 for leaf in leaves])[0]
    assert [each.sha256 for each in made] == first
    assert [len(each.sm3) for each in made] == [32, 64, 32, 96] == [nodes_at(n) for n in (1, 2, 3, 4)]
    assert (edge.size, edge.sha256) == (4, [first[3][-32:]])
    assert Edge.of([made[3]]) == edge


def test_positions_left_out_are_sealed_as_empty() -> None:
    leaf = Leaf(b"a" * 32, b"b" * 32)
    made, edge = seal(Edge(0, (), ()), [leaf, leaf], [2, 5])
    assert [each.sha256[:32] for each in made] == [VOID[0], leaf[0], VOID[0], VOID[0], leaf[0]]
    assert (leaf_hash(sha256, b""), leaf_hash(sm3, b"")) == VOID
    assert edge.size == 5
    assert seal(edge, [], []) == ([], edge)


def test_an_edge_is_made_of_whole_seals_at_the_peaks_only() -> None:
    leaves = [leaf_of(bytes([n])) for n in range(6)]
    made, edge = seal(Edge(0, (), ()), leaves, range(1, 7))
    assert peak_positions(6) == [4, 6]
    assert Edge.of([made[3], made[5]]) == edge
    assert Edge.of([]) == Edge(0, (), ())
    assert Edge.of([made[5]]) is None
    assert Edge.of([made[3], made[5]._replace(sm3=b"short")]) is None


# --- the transaction ----------------------------------------------------------------------------


def test_every_event_is_sealed_when_it_is_recorded(engine: Engine, log: EventLog) -> None:
    numbers = count()
    for size in (1, 1, 5, 2, 9):
        batch = [event(str(n), f"c{n}") for n, _ in zip(numbers, range(size), strict=False)]
        log.append(batch, {})
        with reading(engine) as connection:
            recorded, sealed = connection.execute(
                text("SELECT (SELECT max(position) FROM events), (SELECT count(*) FROM seals)")
            ).one()
        assert recorded == sealed
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


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM seals WHERE position = 8",
        "DELETE FROM seals WHERE position = 9",
        "DELETE FROM seals",
        "UPDATE seals SET sm3 = sha256 WHERE position = 8",
    ],
)
def test_nothing_is_recorded_after_seals_that_do_not_reach_the_end(engine: Engine, damage: str) -> None:
    EventLog(engine).append([event(str(n)) for n in range(9)], {})
    shorter = damage.replace("sm3 = sha256", "sm3 = :short")
    Intruder(engine).runs(shorter, short=b"short")
    for _ in range(2):
        with pytest.raises(RefusedError, match="seals-broken") as refused:
            EventLog(engine).append([event("10", "fj-b")], {})
        assert refused.value.kind == "unavailable"


def test_a_service_that_knows_the_tree_notices_another_database_behind_its_address(engine: Engine) -> None:
    log = EventLog(engine)
    log.append([event(str(n)) for n in range(5)], {})
    Intruder(engine).runs("UPDATE events SET recorded_at = recorded_at - 1", reseal=True)
    log.append([event("6", "fj-b")], {})
    codes = {each.code for each in verify_log(engine).problems}
    assert codes == {"instant-differs"}


def test_the_position_after_a_tail_was_cut_off_is_not_given_again(engine: Engine, log: EventLog) -> None:
    log.append([event("1"), event("2")], {})
    Intruder(engine).runs("DELETE FROM events WHERE position = 2")
    assert log.append([event("3", "fj-b")], {})[0].position == 3
    assert [each.code for each in verify_log(engine).problems] == ["event-missing"]


CALL = """
SELECT append_cluster_events('{}', '{}', '{x}', '{1}', '{t}', '{s}', '{NULL}', '{1}', %s, false,
                             %s, %s, %s, %s)
"""


@pytest.mark.parametrize(
    "stated",
    [
        ("{1}", 0, b"", [], []),
        ("{1}", 0, b"", [b"a"], []),
        ("{1}", 0, b"", [b"a", b"b"], [b"a", b"b"]),
        ("{2}", 0, b"", [b"a"], [b"a"]),
        ("{1}", 1, b"", [b"a"], [b"a"]),
        ("{0}", 0, b"", [b"a"], [b"a"]),
        ("{1}", 0, b"x", [b"a"], [b"a"]),
        ("{1}", 0, None, [b"a"], [b"a"]),
        (None, 0, b"", [b"a"], [b"a"]),
        ("{1}", 0, b"", None, None),
    ],
)
def test_the_function_of_postgresql_takes_no_event_without_its_seal(
    postgres: Server, postgresql_url: str, stated: tuple[object, ...]
) -> None:
    with postgres.connect(str(make_url(postgresql_url).database)) as login:
        with pytest.raises(psycopg.DatabaseError, match="seals do not go on"):
            login.execute(CALL, stated)
        login.execute(CALL, ("{1}", 0, b"", [b"a"], [b"a"]))


# --- what was recorded before there were seals --------------------------------------------------


def test_an_older_database_is_sealed_when_it_is_brought_up_to_date(
    bare_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.sealing._PAGE", 4)
    engine = open_database(bare_url, create=True)
    with monkeypatch.context() as older:
        older.setattr(migrate, "REVISION", "0002")
        initialise(engine, simulation=False, at=CREATED_AT)
    events = [event(str(n), f"c{n}", key=f"k{n}" if n % 2 else None) for n in range(11)]
    last = 14
    rows: list[dict[str, Any]] = [
        {"p": n + 1 + n // 3, "c": each.cluster, "t": topic_of(each), "s": encode(each), "k": each.key}
        for n, each in enumerate(events)
    ]
    insert = "INSERT INTO events VALUES (:p, :c, 1, :t, :s, :k, :at)"
    for row in rows:
        Intruder(engine).runs(insert, **row, at=microseconds(CREATED_AT))
    initialise(engine, simulation=False, at=CREATED_AT)
    sealed = seals(engine)
    assert [each.position for each in sealed] == list(range(1, last + 1))
    verdict = verify_log(engine)
    assert (verdict.ok, verdict.size) == (True, last)
    engine.dispose()


def test_the_trees_of_both_databases_are_the_same(sqlite_url: str, postgresql_url: str) -> None:
    roots = []
    for url in (sqlite_url, postgresql_url):
        engine = open_database(url)
        EventLog(engine).append([event(str(n), f"泉{n}") for n in range(20)], {})
        verdict = verify_log(engine)
        roots.append((verdict.root_sha256.hex(), verdict.root_sm3.hex()))
        engine.dispose()
    assert roots[0] == roots[1]
