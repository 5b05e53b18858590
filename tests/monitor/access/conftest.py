"""A service on either database, and one on SQLite where the database makes no difference."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from monitor.database import open_database
from tests.monitor.access.id_provider import IdProvider, running_provider
from tests.monitor.access.service import Service


@pytest.fixture
def service(engine: Engine) -> Service:
    return Service(engine)


@pytest.fixture
def quick(sqlite_url: str) -> Iterator[Service]:
    engine = open_database(sqlite_url)
    yield Service(engine)
    engine.dispose()


@pytest.fixture
def provider() -> Iterator[IdProvider]:
    with running_provider() as running:
        yield running
