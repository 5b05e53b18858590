"""What was recorded before there were seals, and what was sealed when they stood in a table of their own."""

from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.refusal import RefusedError
from monitor import migrate
from monitor.audit.log.tree import LogTree
from monitor.audit.log.verification import verify_log
from monitor.codec import encode, microseconds, topic_of
from monitor.database import open_database, reading
from monitor.event_log import EventLog
from monitor.migrate import initialise
from tests.conftest import CREATED_AT
from tests.monitor.audit.intruder import Intruder
from tests.monitor.entries import entry as event

PLACES = text("SELECT leaf_position FROM events ORDER BY position")
GAPS = text("SELECT first, last FROM gaps ORDER BY first")


def test_an_older_database_is_sealed_when_it_is_brought_up_to_date(
    bare_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.migrations.seals._PAGE", 4)
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
    with reading(engine) as connection:
        assert connection.execute(PLACES).scalars().all() == [row["p"] for row in rows]
        assert connection.execute(GAPS).all() == [(4, 4), (8, 8), (12, 12)]
    verdict = verify_log(engine)
    assert (verdict.ok, verdict.size) == (True, last)
    engine.dispose()


BEFORE = "0013"  # the last step with seals in a table of their own


def sealed_before(url: str, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return a database of the last release with seven events, the third position left out."""
    engine = open_database(url, create=True)
    with monkeypatch.context() as older:
        older.setattr(migrate, "REVISION", "0002")
        initialise(engine, simulation=False, at=CREATED_AT)
        for n, at in enumerate([1, 2, 4, 5, 6, 7, 8]):
            told = event(str(n), f"c{n}")
            values: dict[str, Any] = {
                "p": at,
                "c": told.cluster,
                "t": topic_of(told),
                "s": encode(told),
                "k": None,
            }
            insert = "INSERT INTO events VALUES (:p, :c, 1, :t, :s, :k, :at)"
            Intruder(engine).runs(insert, **values, at=microseconds(CREATED_AT))
        older.setattr(migrate, "REVISION", BEFORE)
        initialise(engine, simulation=False, at=CREATED_AT)
    return engine


def test_the_roots_are_the_same_before_and_after_the_seals_move(
    bare_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = sealed_before(bare_url, monkeypatch)
    with reading(engine) as connection:
        (peak,) = connection.execute(text("SELECT sm3 FROM seals WHERE position = 8")).one()
    initialise(engine, simulation=False, at=CREATED_AT)
    assert LogTree(engine).root("sm3", 8) == bytes(peak)[-32:]
    assert verify_log(engine).ok
    assert EventLog(engine).append([event("x", "fj-x")], {})[0].position == 9
    engine.dispose()


def test_an_event_that_was_changed_before_stays_visible_and_its_seal_is_not_made_anew(
    bare_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = sealed_before(bare_url, monkeypatch)
    Intruder(engine).runs("UPDATE events SET topic = 'x' WHERE position = 5")
    initialise(engine, simulation=False, at=CREATED_AT)
    assert [(each.code, each.position) for each in verify_log(engine).problems] == [("topic-differs", 5)]
    engine.dispose()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM seals WHERE position = 2",
        "DELETE FROM seals WHERE position = 8",
        "DELETE FROM seals",
        "UPDATE seals SET sm3 = sha256 WHERE position = 5",
        "UPDATE seals SET sha256 = :short WHERE position = 8",
        "DELETE FROM events WHERE position = 8",
        "DELETE FROM events WHERE position = 4",
        "UPDATE events SET position = 3 WHERE position = 4",
        "UPDATE events SET position = -1 WHERE position = 1",
    ],
)
def test_seals_that_do_not_hold_are_not_moved_and_everything_stays_as_it_was(
    bare_url: str, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    engine = sealed_before(bare_url, monkeypatch)
    Intruder(engine).runs(damage, short=b"short")
    for _ in range(2):
        with pytest.raises(RefusedError, match="seals-broken"):
            initialise(engine, simulation=False, at=CREATED_AT)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM events")).scalar_one() > 0
    engine.dispose()
