"""Sessions over HTTP: a cookie no script sees, and of no use to the page of somebody else."""

from collections.abc import Iterator

import httpx2
import pytest
from starlette.testclient import TestClient

from monitor.http.settings import Settings
from monitor.serving import make
from tests.monitor.api.serving import JINJIANG, Json, Service, fact

HERE = {"Sec-Fetch-Site": "same-origin"}


def sign_in(client: httpx2.Client, service: Service, user: str = "county") -> Json:
    """Sign in with the one-time password, set another, and return what the session was told."""
    service.token(user)
    stated = {"user": user, "password": service.secrets[user]}
    began = client.post("/session", json=stated, headers=HERE)
    assert began.status_code == 201, began.text
    changed = client.post(
        "/session/password",
        json={"old": service.secrets[user], "new": "a long enough Pass-phrase 2026"},
        headers={**HERE, "X-CSRF-Token": began.json()["csrf"]},
    )
    assert changed.status_code == 201, changed.text
    told: Json = changed.json()
    return told


@pytest.fixture
def county(small: Service) -> Iterator[tuple[httpx2.Client, Json]]:
    with small.client() as client:
        yield client, sign_in(client, small)


def test_a_one_time_password_is_good_for_ones_own_account_only(small: Service) -> None:
    small.token("county")
    with small.client() as client:
        stated = {"user": "county", "password": small.secrets["county"]}
        began = client.post("/session", json=stated)
        assert began.json()["must"] == ["password"]
        cookie = began.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert client.get("/clusters").json() == []
        assert client.get("/me").json()["must"] == ["password"]


def test_a_session_reads_and_records(small: Service, county: tuple[httpx2.Client, Json]) -> None:
    client, told = county
    body = fact("application-submitted", "2025-05-10", **JINJIANG)
    headers = {**HERE, "X-CSRF-Token": told["csrf"], "If-None-Match": "*"}
    assert client.post("/clusters/c1/facts", json=body, headers=headers).status_code == 201
    assert client.get("/clusters/c1").json()["standing"] == "applying"
    assert small.monitor.log.stream("c1")[0].recorded_by == "county"


FORGED = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a sibling site": {"Sec-Fetch-Site": "same-site"},
    "another origin": {"Origin": "https://evil.example"},
    "no origin": {"Origin": "null"},
    "nothing said": {},
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_request_is_refused_though_it_has_the_cookie(
    county: tuple[httpx2.Client, Json], name: str
) -> None:
    client, told = county
    body = fact("application-submitted", "2025-05-10", **JINJIANG)
    headers = {**FORGED[name], "X-CSRF-Token": told["csrf"], "If-None-Match": "*"}
    refused = client.post("/clusters/c1/facts", json=body, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "cross-site-request")


@pytest.mark.parametrize("token", [None, "", "x", "0" * 64])
def test_a_request_without_its_token_is_refused(
    county: tuple[httpx2.Client, Json], token: str | None
) -> None:
    client, _ = county
    headers = {**HERE, **({} if token is None else {"X-CSRF-Token": token})}
    assert client.delete("/session", headers=headers).json()["code"] == "cross-site-request"
    assert client.get("/me").status_code == 200


def test_who_signs_out_is_out(county: tuple[httpx2.Client, Json]) -> None:
    client, told = county
    stolen = {"Cookie": "session=" + client.cookies["session"]}
    ended = client.delete("/session", headers={**HERE, "X-CSRF-Token": told["csrf"]})
    assert (ended.status_code, ended.content) == (204, b"")
    assert client.get("/me", headers=stolen).json()["code"] == "session-ended"


def test_an_id_set_by_somebody_else_is_never_taken(small: Service) -> None:
    small.token("county")
    with small.client() as client:
        client.cookies.set("session", "fixed-by-an-attacker")
        stated = {"user": "county", "password": small.secrets["county"]}
        began = client.post("/session", json=stated, headers=HERE)
    assert "fixed-by-an-attacker" not in began.headers["set-cookie"]


@pytest.mark.parametrize("user", ["county", "nobody"])
def test_a_wrong_password_and_a_wrong_name_sound_alike(small: Service, user: str) -> None:
    with small.client() as client:
        refused = client.post("/session", json={"user": user, "password": "wrong"})
    told = refused.json()
    assert (refused.status_code, told["code"]) == (401, "sign-in-refused")
    assert user not in told["detail"]


def test_a_token_has_no_password_to_change(small: Service) -> None:
    with small.client("county") as client:
        refused = client.post("/session/password", json={"old": "a", "new": "b"})
        who = client.get("/me").json()
    assert (refused.status_code, refused.json()["code"]) == (403, "session-needed")
    assert who["csrf"] is None


def test_over_tls_the_cookie_is_one_that_no_other_host_can_set(small: Service) -> None:
    small.token("county")
    application = make(small.parts(Settings()))
    with TestClient(application, base_url="https://localhost") as client:
        stated = {"user": "county", "password": small.secrets["county"]}
        began = client.post("/api/v1/session", json=stated)
        assert began.headers["set-cookie"].startswith("__Host-session=")
        assert "secure" in began.headers["set-cookie"].lower()
        assert "max-age" in began.headers["strict-transport-security"]
        assert client.get("/api/v1/me").status_code == 200
        client.cookies.clear()
        plain = {"Cookie": "session=" + small.secrets["county"]}
        assert client.get("/api/v1/me", headers=plain).json()["code"] == "sign-in-needed"
