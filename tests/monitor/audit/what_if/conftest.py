"""A log that is asked what if, with and without the usual clusters."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from monitor.database import open_database
from monitor.read_only import open_read_only
from tests.monitor.audit.what_if.supposing import Supposing
from tests.office import line, recognised


@pytest.fixture
def engine(sqlite_url: str) -> Iterator[Engine]:
    """A file; that both databases are read alike is tested with the branch."""
    engine = open_database(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def log(engine: Engine, sqlite_url: str) -> Iterator[Supposing]:
    """An empty log, and the same to read only."""
    to_read = open_read_only(sqlite_url)
    yield Supposing(engine, to_read)
    to_read.dispose()


@pytest.fixture
def fujian(log: Supposing) -> Supposing:
    """One cluster that reported on 2023 in time and on 2024 never, one of another province."""
    return log.recorded(
        recognised("fj-a", "2023-07-10"),
        line("annual-report-filed", "2024-03-28", "fj-a", year=2023),
        line("annual-report-filed", "2026-01-15", "fj-a", year=2025),
        recognised("gd-a", "2023-07-10", "guangdong"),
    )
