"""What the tests of backups share: a database in use, and an empty one of either kind."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from monitor.database import writing
from tests.conftest import Server
from tests.monitor.audit.desk import Desk
from tests.office import Office, line, recognised

CREDENTIAL = "INSERT INTO credentials VALUES ('zhang', '$argon2id$marker', :yes, NULL, :totp, 7)"
TOKEN = "INSERT INTO tokens VALUES ('t1', 'ab', NULL)"  # noqa: S105 - no secret
KEY = "INSERT INTO access_keys VALUES ('totp', :secret)"
STAMP = "INSERT INTO time_stamps SELECT origin, size, 1, :token FROM checkpoints WHERE size = :size"
WEBHOOK = (
    "INSERT INTO webhook_addresses VALUES ('w', 'https://hook.example/')",
    "INSERT INTO webhook_secrets VALUES ('w', 1, 'sealed', NULL)",
    "INSERT INTO outbox VALUES ('w', 3, 'e', 'waiting', 1, 5, 0)",
    "INSERT INTO outbox_attempts VALUES ('w', 3, 1, 4, 20, NULL, 'timeout', '')",
)
ALERTING = (
    "INSERT INTO channel_addresses VALUES ('k', :sealed, :sealed)",
    "INSERT INTO feed_tokens VALUES ('f', 'ab')",
    "INSERT INTO alert_items VALUES ('k', 3, 2, 'c1', 'waiting', 5, NULL)",
    "INSERT INTO alert_messages VALUES ('k', 1, 5, 'waiting', 1, 6, 0)",
    "INSERT INTO alert_attempts VALUES ('k', 1, 1, 'ab', 5, 20, NULL, 'timeout', '')",
)
DRAFT = "INSERT INTO drafts VALUES ('d', 'zhang', 'c1', 'review-applied', '{}', 5)"
ATTEMPT = (
    "INSERT INTO access_record (at, user_id, action, cluster, outcome, source, count)"
    " VALUES (:at, 'zhang', 'read', NULL, 'done', NULL, 1)"
)


@pytest.fixture
def used(engine: Engine, tmp_path: Path) -> Engine:
    """A database with facts, findings, law, a calendar notice, checkpoints, and people."""
    office = Office(engine)
    office.record(
        "2024-07-10",
        recognised(),
        recognised("c2"),
        line("annual-report-filed", "2024-07-09", key="k1", year=2023),
    )
    office.tick("2025-04-02")
    Desk(engine, tmp_path).signs()
    office.record("2025-04-03", line("annual-report-filed", "2025-04-03", year=2024))
    with writing(engine) as connection:
        connection.execute(text(CREDENTIAL), {"yes": True, "totp": b"\x00sealed"})
        connection.execute(text(TOKEN))
        connection.execute(text(KEY), {"secret": bytes(range(32))})
        size = connection.execute(text("SELECT max(size) FROM checkpoints")).scalar_one()
        connection.execute(text(STAMP), {"size": size, "token": b"\x30\x00"})
        for statement in (*WEBHOOK, DRAFT):
            connection.execute(text(statement))
        for statement in ALERTING:
            connection.execute(text(statement), {"sealed": b"\x00sealed"} if ":sealed" in statement else {})
        for at in (5, 3):
            connection.execute(text(ATTEMPT), {"at": at})
    return engine


@pytest.fixture
def fresh_url(empty: Callable[[str], str], backend: str) -> str:
    """The address of a database that does not exist yet, or has no tables."""
    return empty(backend)


@pytest.fixture
def small(engine: Engine, tmp_path: Path) -> Engine:
    """A database with three events."""
    Desk(engine, tmp_path).records(3)
    return engine


@pytest.fixture
def empty(postgres: Server, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Make addresses of databases that do not exist yet, or have no tables."""
    with postgres.database() as first, postgres.database() as second:
        names = iter((first, second))
        files = iter(range(9))

        def address(backend: str) -> str:
            if backend == "postgresql":
                return postgres.url(next(names))
            return f"sqlite:///{tmp_path}/restored-{next(files)}.db"

        yield address
