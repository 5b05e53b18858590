"""The probes are answered to anybody under any name, tell no figure, and are counted like all else."""

import asyncio
import json
import signal
from collections.abc import Iterator, MutableMapping
from itertools import count
from typing import Any

import httpx2
import pytest
from sqlalchemy import Engine
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from monitor.health import Check, Health, Remembered
from monitor.http.probes import Counted, Probes
from tests.monitor.api.test_serve import served
from tests.office import Office, evening

NOW = evening("2025-06-01")
Told = list[tuple[str, str | None, int, float]]


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("behind")(scope, receive, send)


async def broken(scope: Scope, receive: Receive, send: Send) -> None:
    raise ValueError(scope["path"], receive, send)


def ready() -> Health:
    return Health(NOW, (Check("database", "ok", {"revision": "marker"}),))


def client(health: Any = ready) -> TestClient:
    return TestClient(Probes(behind, health), base_url="http://10.0.0.7:8000")


def test_a_process_that_lives_says_so_whatever_the_database_does() -> None:
    def never() -> Health:
        raise AssertionError

    answer = client(never).get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


def test_a_ready_service_tells_its_subjects_and_no_figure() -> None:
    answer = client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "checks": {"database": "ok"}})
    assert answer.headers["cache-control"] == "no-store"
    assert "marker" not in answer.text


def test_a_service_that_is_not_ready_is_503(engine: Engine) -> None:
    health = Remembered(Office(engine).monitor, lambda: NOW, iter(range(0, 100, 10)).__next__)
    answer = client(health.now).get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["job-tick"] == "failed"


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/healthz"), ("GET", "/healthz/"), ("GET", "/"), ("PUT", "/readyz")]
)
def test_everything_else_is_handed_on(method: str, path: str) -> None:
    assert client().request(method, path).text == "behind"


def seconds() -> Iterator[float]:
    return (each / 2 for each in count())


def test_each_answer_is_counted_by_its_route_and_status() -> None:
    told: Told = []
    app = Counted(behind, lambda *each: told.append(each), seconds().__next__)
    TestClient(app).get("/x?secret=1")
    assert told == [("GET", None, 200, 0.5)]


def test_an_answer_that_never_began_is_counted_too() -> None:
    told: Told = []
    app = Counted(broken, lambda *each: told.append(each), seconds().__next__)
    with pytest.raises(ValueError, match="/x"):
        TestClient(app).get("/x")
    assert told == [("GET", None, 499, 0.5)]


def test_what_is_no_request_is_handed_on() -> None:
    seen: list[str] = []

    async def lifespan(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    async def receive() -> MutableMapping[str, Any]:
        return {}

    async def send(_message: MutableMapping[str, Any]) -> None:
        return None

    app = Probes(Counted(lifespan, lambda *_: None, seconds().__next__), ready)
    asyncio.run(app({"type": "lifespan"}, receive, send))
    assert seen == ["lifespan"]


# --- of a process -----------------------------------------------------------------------------


def test_a_process_that_serves_is_alive_ready_and_counted(sqlite_url: str) -> None:
    with served(sqlite_url, "--metrics-port", "0") as running:
        root = running.address.removesuffix("/api/v1")
        assert httpx2.get(f"{root}/healthz").json() == {"alive": True}
        assert set(httpx2.get(f"{root}/readyz").json()) == {"ready", "checks"}
        httpx2.get(f"{root}/api/v1/clusters")
        _, log = running.ends(signal.SIGTERM)
    (metrics,) = (line for line in map(json.loads, log) if line["event"] == "metrics")
    assert metrics["host"] == "127.0.0.1"
