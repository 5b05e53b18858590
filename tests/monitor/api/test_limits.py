"""One caller takes no more than his share, and what is too much is told so, with when to come again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import httpx2
import pytest
from msgspec.structs import replace

from monitor.http.rates import Rates
from monitor.http.settings import Rate, Settings
from tests.monitor.api.serving import GENEROUS, fact, serving

SMALL = Settings(
    limits=replace(GENEROUS, body_bytes=5_000, lines=3, body_seconds=0.3, answer_seconds=0.5, under_way=2)
)


def test_a_bucket_empties_and_fills_again() -> None:
    now = [0.0]
    rates = Rates(Rate(per_second=2, at_once=3), lambda: now[0])
    assert [rates.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert rates.take("b") == 0
    now[0] = 0.5
    assert [rates.take("a"), rates.take("a")] == [0, 0.5]
    now[0] = 100.0
    assert [rates.take("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_a_flood_of_callers_takes_no_more_memory() -> None:
    rates = Rates(Rate(per_second=1, at_once=1), lambda: 0.0)
    for number in range(10_050):
        rates.take(str(number))
    assert rates.take("10049") > 0
    assert rates.take("0") == 0


@pytest.mark.parametrize("who", ["principal", "address"])
def test_who_asks_too_often_is_told_when_to_come_again(sqlite_url: str, who: str) -> None:
    few = Rate(per_second=0.5, at_once=5)
    limits = replace(GENEROUS, principal=few) if who == "principal" else replace(GENEROUS, address=few)
    with serving(sqlite_url, settings=Settings(limits=limits)) as service, service.client("county") as client:
        answers = [client.get("/me") for _ in range(6)]
        refused = answers[-1]
        assert [each.status_code for each in answers] == [200] * 5 + [429]
        assert refused.json()["code"] == "too-many-requests"
        assert 1 <= int(refused.headers["Retry-After"]) <= 2
        if who == "principal":
            with service.client("auditor") as other:
                assert other.get("/me").status_code == 200


def test_bodies_and_batches_have_an_end(sqlite_url: str) -> None:
    line = {**fact("review-applied", "2025-01-01"), "cluster": "c1"}

    def endless() -> list[bytes]:
        return [b" " * 1000] * 100

    with serving(sqlite_url, settings=SMALL) as service, service.client("province") as client:
        typed = {"Content-Type": "application/json"}
        stated = client.post("/facts", content=b" " * 6_000, headers=typed)
        streamed = client.post("/facts", content=iter(endless()), headers=typed)
        lines = client.post("/facts", json=[line] * 4)
        blank = client.post("/facts", content=b"\n" * 100, headers={"Content-Type": "application/jsonl"})
    assert [each.status_code for each in (stated, streamed, lines, blank)] == [413] * 4
    assert stated.json()["code"] == streamed.json()["code"] == "body-too-large"
    assert lines.json()["code"] == "too-many-lines"


class Slow:
    """A body whose end does not come."""

    def __iter__(self) -> Iterator[bytes]:
        yield b"{"
        Event().wait(1)
        yield b"}"


def test_a_body_that_does_not_come_is_not_waited_for(sqlite_url: str) -> None:
    with serving(sqlite_url, settings=SMALL) as service, service.client("province") as client:
        refused = client.post("/facts", content=Slow(), headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.json()["code"]) == (408, "request-too-slow")


def test_what_takes_too_long_is_given_up_and_what_is_too_much_is_not_begun(sqlite_url: str) -> None:
    def ask(_: int) -> httpx2.Response:
        with service.client("county") as client:
            return client.get("/me")

    with serving(sqlite_url, settings=SMALL) as service, ThreadPoolExecutor(4) as pool:
        service.token("county")
        service.clock.runs.clear()
        answers = list(pool.map(ask, range(4)))
        service.clock.runs.set()
        Event().wait(0.1)
        afterwards = ask(0)
    assert {each.status_code for each in answers} == {503}
    assert sorted(each.json()["code"] for each in answers) == ["service-busy"] * 2 + ["service-slow"] * 2
    assert all("Retry-After" in each.headers for each in answers)
    assert afterwards.status_code == 200


def test_streams_have_their_own_bound(sqlite_url: str) -> None:
    settings = Settings(limits=replace(GENEROUS, streams=1), poll_seconds=0.05)
    stream = {"Accept": "text/event-stream"}
    with serving(sqlite_url, settings=settings) as service, service.client("county", **stream) as client:
        with client.stream("GET", "/events") as first:
            assert first.status_code == 200
            with service.client("county", **stream) as other:
                assert other.get("/events").json()["code"] == "service-busy"
        Event().wait(0.3)
        with client.stream("GET", "/events") as second:
            assert second.status_code == 200
