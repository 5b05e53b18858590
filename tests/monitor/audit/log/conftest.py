"""A small log as a forger finds it, on either database, and what is held outside of it."""

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.engine import make_url

from domain.case import CaseOpened
from monitor.audit.log.claims import Claim
from monitor.audit.log.tree import LogTree
from monitor.codec import Envelope
from monitor.database import open_database
from monitor.digests import DIGESTS
from monitor.event_log import EventLog
from tests.conftest import CREATED_AT, Server
from tests.monitor.audit.log.tamperings import Vault
from tests.monitor.entries import entry

EVENTS = 40
HELD_OUTSIDE = (9, 20, 44)  # sizes of which the auditor keeps checkpoints; the last is the whole log

Found = tuple[Vault, list[Claim]]


def recorded(number: int) -> Envelope:
    """Return an event as it was recorded: of one of seven clusters, every fourth with a key."""
    made = entry(
        str(number),
        f"fj-{number % 7}",
        at=CREATED_AT + timedelta(seconds=number),
        key=f"key-{number}" if number % 4 == 0 else None,
    )
    if number % 5:
        return made
    return Envelope(
        id=made.id,
        cluster=made.cluster,
        effective_on=made.effective_on,
        recorded_at=made.recorded_at,
        recorded_by=made.recorded_by,
        body=CaseOpened(case=made.id, grounds=("reporting",)),
        key=made.key,
    )


def fill(url: str) -> list[Claim]:
    """Record a log with positions left out, as a restored export has them; return what is held outside."""
    engine = open_database(url)
    reached = Counter[str]()
    placed = []
    for number in range(EVENTS):
        made = recorded(number)
        reached[made.cluster] += 1
        placed.append(made.placed(number + 1 + number // 8, reached[made.cluster]))
    EventLog(engine).restore(placed)
    tree = LogTree(engine)
    held = [(size, name) for size in HELD_OUTSIDE for name in DIGESTS]
    claims = [Claim(name, size, tree.root(name, size), "outside") for size, name in held]
    engine.dispose()
    return claims


@pytest.fixture
def sqlite_vault(sqlite_url: str) -> Iterator[Found]:
    claims = fill(sqlite_url)
    driver = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        driver.execute(f"DROP TRIGGER {name}")
    yield Vault(driver, random.Random(3)), claims  # noqa: S311 - the same falsifications every time
    driver.close()


@pytest.fixture
def postgres_vault(postgres: Server, postgresql_url: str) -> Iterator[Found]:
    claims = fill(postgresql_url)
    with postgres.connect(str(make_url(postgresql_url).database)) as driver:
        driver.execute("SET session_replication_role = replica")
        yield Vault(driver, random.Random(5)), claims  # noqa: S311 - the same falsifications every time


@pytest.fixture
def vault_and_claims(backend: str, request: pytest.FixtureRequest) -> Found:
    """The log on each of the two databases."""
    found: Found = request.getfixturevalue("sqlite_vault" if backend == "sqlite" else "postgres_vault")
    return found
