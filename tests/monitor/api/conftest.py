"""One service for the tests that only read, and a fresh one on either database for those that record."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.monitor.api.serving import JINJIANG, XIAMEN, Service, fact, post, serving, stop_idle


@pytest.fixture
def service(database_url: str) -> Iterator[Service]:
    """An empty service on each of the two databases."""
    with serving(database_url) as running:
        yield running


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Service]:
    """An empty service on SQLite."""
    with serving(sqlite_url) as running:
        yield running


@pytest.fixture(scope="module")
def standing(initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with a few clusters, for tests that only read."""
    file = shutil.copy(initialised_sqlite, tmp_path_factory.mktemp("api") / "monitor.db")
    with serving(f"sqlite:///{file}") as running:
        fill(running)
        yield running


def fill(running: Service) -> None:
    """Record two clusters, one of which missed its report, and what follows from it."""
    with running.client("province") as province:
        for cluster, where in (("c1", JINJIANG), ("x1", XIAMEN)):
            stated = fact("cluster-recognised", "2024-07-10", **where)
            assert post(province, cluster, stated).status_code == 201
        running.on("2026-01-06")
        assert province.post("/tick").status_code == 200


@pytest.fixture(scope="session", autouse=True)
def _no_server_is_left() -> Iterator[None]:
    yield
    stop_idle()
