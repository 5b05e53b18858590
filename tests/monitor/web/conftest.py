"""A service with a few clusters, and browsers without scripts: clients that keep cookies."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.monitor.api.conftest import fill
from tests.monitor.api.serving import NO_TLS, Service, serving, stop_idle


class Browser(httpx2.Client):
    """A client that sends what a browser sends, in the session of a user."""

    def __init__(self, running: Service, user: str | None, language: str = "zh") -> None:
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": running.address}
        cookies = {"language": language}
        self.csrf = ""
        if user is not None:
            signed = running.session(user)
            cookies["session"] = signed.session.reveal()
            self.csrf = signed.csrf.reveal()
        super().__init__(
            base_url=running.address, headers=headers, cookies=cookies, timeout=20, verify=NO_TLS
        )

    def send_form(self, address: str, /, **fields: str) -> httpx2.Response:
        """Send a form of one of our pages."""
        return self.post(address, data={"csrf": self.csrf, **fields})


@pytest.fixture(scope="module")
def standing(initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with a few clusters, for tests that only read."""
    file = shutil.copy(initialised_sqlite, tmp_path_factory.mktemp("web") / "monitor.db")
    with serving(f"sqlite:///{file}") as running:
        fill(running)
        yield running


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Service]:
    """An empty service on SQLite, for tests that record."""
    with serving(sqlite_url) as running:
        yield running


@pytest.fixture(scope="session", autouse=True)
def _no_server_is_left() -> Iterator[None]:
    yield
    stop_idle()
