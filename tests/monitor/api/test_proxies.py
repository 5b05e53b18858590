"""Behind a proxy that is trusted, a request is from whom, and over what, the proxy says."""

from collections.abc import Iterator

import httpx2
import pytest
from msgspec.structs import replace

from monitor.http.settings import Rate, Settings
from tests.monitor.api.serving import GENEROUS, Service, serving

FEW = replace(GENEROUS, address=Rate(per_second=0.1, at_once=3))


@pytest.fixture
def behind(sqlite_url: str) -> Iterator[Service]:
    with serving(sqlite_url, settings=Settings(limits=FEW), proxies=("127.0.0.1",)) as running:
        yield running


def ask(client: httpx2.Client, address: str, proto: str = "https") -> httpx2.Response:
    forwarded = {"X-Forwarded-For": address, "X-Forwarded-Proto": proto}
    return client.post("/session", json={"user": "county", "password": "wrong"}, headers=forwarded)


def test_who_came_over_tls_gets_a_cookie_for_tls(behind: Service) -> None:
    behind.token("county")
    stated = {"user": "county", "password": behind.secrets["county"]}
    with behind.client(**{"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}) as client:
        signed = client.post("/session", json=stated)
    assert signed.headers["set-cookie"].startswith("__Host-session=")
    assert "secure" in signed.headers["set-cookie"].lower()
    assert "max-age" in signed.headers["strict-transport-security"]
    with behind.client(**{"X-Forwarded-For": "203.0.113.8", "X-Forwarded-Proto": "http"}) as client:
        plain = client.post("/session", json=stated)
    assert plain.headers["set-cookie"].startswith("session=")
    assert "strict-transport-security" not in plain.headers


def test_an_address_of_ipv4_told_as_one_of_ipv6_is_nobody_elses(behind: Service) -> None:
    with behind.client() as client:
        first = [ask(client, "::ffff:203.0.113.7").status_code for _ in range(4)]
        assert first == [401] * 3 + [429]
        assert ask(client, "::ffff:203.0.113.8").status_code == 401
        assert ask(client, "203.0.113.7").status_code == 429


def test_each_address_behind_it_has_its_own_limit_and_its_own_mark(behind: Service) -> None:
    with behind.client() as client:
        first = [ask(client, "203.0.113.7").status_code for _ in range(4)]
        second = ask(client, "203.0.113.8").status_code
        claimed = ask(client, "198.51.100.1, 203.0.113.7").status_code  # only what the proxy saw counts
    assert (first, second, claimed) == ([401] * 3 + [429], 401, 429)
    behind.access.close()
    marks = {each.source for each in behind.access.record.newest(limit=50)}
    assert len(marks) == 2
    assert not any("203.0" in str(mark) for mark in marks)
