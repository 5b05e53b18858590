"""Signing in through an OpenID provider over HTTP: a browser goes there and comes back."""

from collections.abc import Iterator

import httpx2
import pyotp
import pytest

from monitor.access.principal import Grant
from monitor.access.provider_sign_in import GOOD_FOR, Begun
from monitor.access.secret import Secret
from monitor.http.settings import Settings
from tests.monitor.access.id_provider import IdProvider, running_provider
from tests.monitor.api.serving import GENEROUS, Service, serving

SUBJECT = "42"


@pytest.fixture
def provider() -> Iterator[IdProvider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def through(sqlite_url: str, provider: IdProvider) -> Iterator[Service]:
    with serving(sqlite_url, issuer=provider.issuer) as running:
        bind(running, provider, "county", Grant(role="county", region="350582"))
        yield running


def bind(service: Service, provider: IdProvider, user: str, *grants: Grant) -> None:
    service.open(user, *grants)
    office = service.access.office_at_the_machine("test", service.clock.at)
    office.bind_subject(user, (provider.issuer, SUBJECT))


def back(client: httpx2.Client, service: Service, provider: IdProvider) -> dict[str, str]:
    """Begin in a browser, consent at the provider, and return what it brings back."""
    began = client.get("/sign-in/provider")
    assert began.status_code == 303, began.text
    begun = Begun(address=began.headers["location"], browser=Secret(""))
    answer = provider.consent(begun, SUBJECT, int(service.clock.at.timestamp()))
    return {"state": answer.state, "code": answer.code.reveal()}


def test_a_browser_goes_there_and_comes_back_signed_in(through: Service, provider: IdProvider) -> None:
    with through.client() as browser:
        brought = back(browser, through, provider)
        kept = browser.cookies["provider"]
        signed = browser.get("/sign-in/provider/callback", params=brought)
        assert (signed.status_code, signed.json()["user"], signed.json()["must"]) == (200, "county", [])
        assert "provider" not in browser.cookies
        me = browser.get("/me").json()
        assert [grant["role"] for grant in me["grants"]] == ["county"]
        page = {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": signed.json()["csrf"]}
        assert browser.delete("/session", headers=page).status_code == 204
    logged = through.logged.getvalue()
    assert [each for each in (*brought.values(), kept) if each in logged] == []


def test_the_second_factor_stays_ours(sqlite_url: str, provider: IdProvider) -> None:
    with serving(sqlite_url, issuer=provider.issuer) as service, service.client() as browser:
        bind(service, provider, "city", Grant(role="city", region="3505"))
        signed = browser.get("/sign-in/provider/callback", params=back(browser, service, provider))
        assert signed.json()["must"] == ["second-factor"]
        page = {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": signed.json()["csrf"]}
        proposed = browser.post("/session/second-factor", json={}, headers=page).json()["secret"]
        totp = pyotp.TOTP(proposed)
        code = {"code": totp.at(service.clock.at)}
        whole = browser.post("/session/second-factor/confirmation", json=code, headers=page)
        assert (whole.status_code, whole.json()["must"]) == (201, [])
        signed = browser.get("/sign-in/provider/callback", params=back(browser, service, provider))
        assert browser.get("/clusters").json() == []
        page["X-CSRF-Token"] = signed.json()["csrf"]
        used = browser.post("/session/code", json=code, headers=page)
        assert (used.status_code, used.json()["code"]) == (401, "sign-in-refused")
        service.clock.at += GOOD_FOR / 10
        again = browser.post("/session/code", json={"code": totp.at(service.clock.at)}, headers=page)
        assert (again.status_code, again.json()["must"]) == (201, [])


def test_what_another_browser_brings_is_refused(through: Service, provider: IdProvider) -> None:
    with through.client() as browser, through.client() as victim:
        brought = back(browser, through, provider)
        for params in (brought, {"state": brought["state"], "error": "access_denied"}, {}, {"code": "x"}):
            refused = victim.get("/sign-in/provider/callback", params=params)
            assert (refused.status_code, refused.json()["code"]) == (401, "sign-in-refused")
            assert "session" not in victim.cookies
        too_late = browser.get("/sign-in/provider/callback", params=brought)  # it was taken once
    assert too_late.json()["code"] == "sign-in-refused"


def test_a_browser_is_sent_home_where_there_is_one(sqlite_url: str, provider: IdProvider) -> None:
    home = Settings(limits=GENEROUS, home="/")
    with serving(sqlite_url, settings=home, issuer=provider.issuer) as service, service.client() as browser:
        bind(service, provider, "county", Grant(role="county", region="350582"))
        brought = {**back(browser, service, provider), "next": "https://evil.example"}
        sent = browser.get("/sign-in/provider/callback", params=brought)
        assert (sent.status_code, sent.headers["location"], sent.content) == (303, "/", b"")
        assert browser.get("/me").json()["user"] == "county"


def test_a_provider_that_is_away_is_said_to_be(sqlite_url: str) -> None:
    with serving(sqlite_url, issuer="http://127.0.0.1:1") as service, service.client() as browser:
        refused = browser.get("/sign-in/provider")
    assert (refused.status_code, refused.json()["code"]) == (503, "provider-unavailable")
    assert "127.0.0.1" not in refused.text


def test_a_service_without_a_provider_has_no_such_door(standing: Service) -> None:
    with standing.client() as browser:
        for path in ("", "/callback?state=x&code=y"):
            refused = browser.get(f"/sign-in/provider{path}")
            assert (refused.status_code, refused.json()["code"]) == (404, "provider-not-set")
