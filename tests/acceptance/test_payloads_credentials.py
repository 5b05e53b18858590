"""Forged, stolen, replayed and stale proofs of who one is: none of them opens anything, none is told on."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from domain.events import legal_day
from monitor.access.access import Access, AccessSettings
from monitor.access.directory import By
from monitor.access.own_account import TokenAsked
from monitor.access.principal import Grant
from monitor.api.routes import PREFIX
from tests.acceptance.corpus import corpus, wrong_with
from tests.acceptance.people import SESSION, Person, client_in
from tests.acceptance.test_payloads_http import raw
from tests.monitor.access.service import QUICK
from tests.monitor.api.serving import JINJIANG, SCOPES, Service, fact, post, serving

REFUSED = {"sign-in-needed", "token-refused", "session-ended", "cross-site-request"}
COUNTY = Grant(role="county", region="350582")


@pytest.fixture(scope="module")
def service(initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    file = shutil.copy(initialised_sqlite, tmp_path_factory.mktemp("credentials") / "monitor.db")
    with serving(f"sqlite:///{file}") as running, running.client("province") as province:
        assert post(province, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG)).is_success
        yield running


@pytest.fixture
def person(service: Service, request: pytest.FixtureRequest) -> Person:
    """A clerk of the county, new for each test."""
    return Person(service, f"p-{abs(hash(request.node.name)) % 10**12}", COUNTY)


def token_of(service: Service, user: str, days: int = 20, *scopes: str) -> str:
    """Return a new token of a user."""
    at = service.clock.at
    asked = TokenAsked(purpose="x", scopes=scopes or SCOPES, expires_on=legal_day(at) + timedelta(days=days))
    return service.access.entrance.make_token(user, asked, by=By(name="test"), at=at).reveal()


def bearer(service: Service, token: str) -> httpx2.Client:
    return service.client(Authorization=f"Bearer {token}")


def is_shut(answer: httpx2.Response) -> bool:
    """Tell whether nobody was recognised, and the answer is in order."""
    refused = answer.status_code in {401, 403} and answer.json()["code"] in REFUSED
    return refused and wrong_with(answer) is None


# --- forged -------------------------------------------------------------------------------------------


def test_a_made_up_token_or_session_opens_nothing(service: Service) -> None:
    opened = []
    for payload in corpus()["credential"]:
        for name in (
            "Authorization: Bearer ",
            "Authorization: ",
            "Cookie: session=",
            "Cookie: __Host-session=",
        ):
            answer = raw(service, b"GET /api/v1/clusters HTTP/1.1", name.encode() + payload.encode())
            is_plain = answer.headers.get("content-type") == "text/plain; charset=utf-8"
            if not (is_plain and answer.status_code == 400) and not is_shut(answer):
                opened.append((name, payload[:60], answer.status_code, answer.text[:100]))
    assert opened == []


def test_a_token_with_the_secret_of_another_opens_nothing(service: Service, person: Person) -> None:
    first, second = (token_of(service, person.user) for _ in range(2))
    (_, one, secret), (_, two, other) = (each.split("_", 2) for each in (first, second))
    crossed = [
        f"cm_{one}_{other}",
        f"cm_{two}_{secret}",
        first[:-1],
        first + "A",
        first.upper(),
        first.swapcase(),
    ]
    crossed += [first.replace("_", "-"), f"{first}_{secret}", f"cm_{one}_{secret[::-1]}", f"cm_{one}_"]
    for each in crossed:
        with bearer(service, each) as client:
            assert is_shut(client.get("/clusters")), each
    with bearer(service, first) as client:
        assert client.get("/clusters").status_code == 200


def test_names_of_sessions_and_tokens_are_no_secrets_and_open_nothing(
    service: Service, person: Person
) -> None:
    token_of(service, person.user)
    with person.client() as client:
        names = [each["session"] for each in client.get("/me/sessions").json()]
        names += [each["token"] for each in client.get("/me/tokens").json()]
    assert len(names) >= 2
    for name in names:
        for stated in ({"Authorization": f"Bearer {name}"}, {"Cookie": f"session={name}"}):
            with service.client(**stated) as thief:
                assert is_shut(thief.get("/clusters"))


def test_a_session_over_plain_http_is_not_that_of_tls(service: Service, person: Person) -> None:
    signed = person.sign_in().session.reveal()
    for cookie in (f"__Host-session={signed}", f"Session={signed}", f"session={signed}x"):
        with service.client(Cookie=cookie) as client:
            assert is_shut(client.get("/clusters")), cookie


# --- fixed, forged by another site ------------------------------------------------------------------------


def test_a_session_that_somebody_planted_is_not_the_one_that_begins(service: Service, person: Person) -> None:
    """Session fixation: whatever cookie a browser brings, signing in makes a new one."""
    theirs = Person(service, f"{person.user}-x", COUNTY).sign_in().session.reveal()
    for planted in ("planted", theirs):
        with httpx2.Client(
            base_url=f"{service.address}{PREFIX}", headers={**SESSION, "Cookie": f"session={planted}"}
        ) as client:
            typed = {"user": person.user, "password": person.password.reveal()}
            began = client.post("/session", json=typed)
        assert began.status_code == 201
        cookie = began.headers["set-cookie"]
        assert planted not in cookie
        assert {"httponly", "samesite=lax", "path=/"} <= set(cookie.lower().split("; "))
        with service.client(Cookie=f"session={planted}") as thief:
            who = thief.get("/me")
        assert who.status_code == 401 or who.json()["user"] == f"{person.user}-x"


def test_another_site_can_make_a_browser_do_nothing(service: Service, person: Person) -> None:
    signed = person.sign_in()
    cookie, csrf = f"session={signed.session.reveal()}", signed.csrf.reveal()
    other = Person(service, f"{person.user}-y", COUNTY).sign_in().csrf.reveal()
    stated = fact("review-applied", "2026-01-05")
    forged = [
        {"Sec-Fetch-Site": "cross-site", "X-CSRF-Token": csrf},
        {"Sec-Fetch-Site": "same-site", "X-CSRF-Token": csrf},
        {"Sec-Fetch-Site": "none", "X-CSRF-Token": csrf},
        {"Origin": "http://evil.example", "X-CSRF-Token": csrf},
        {"Origin": "null", "X-CSRF-Token": csrf},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": ""},
        {"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": other},
        {"X-CSRF-Token": csrf},
    ]
    for headers in forged:
        with service.client(Cookie=cookie, **headers) as client:
            answer = client.post("/clusters/c1/facts", json=stated, headers={"If-Match": '"1"'})
            assert (answer.status_code, answer.json()["code"]) == (403, "cross-site-request"), headers
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        with client_in(service, signed) as client:
            answer = client.post("/facts", content=b"[]", headers={"Content-Type": kind})
            assert (answer.status_code, answer.json()["code"]) == (415, "media-type-not-accepted")


# --- replayed, stale ----------------------------------------------------------------------------------------


def test_a_session_that_ended_is_of_no_use_any_more(service: Service, person: Person) -> None:
    for end in ("sign-out", "by-name", "password", "idle"):
        signed = person.sign_in()
        with client_in(service, signed) as client, client_in(service, signed) as thief:
            assert thief.get("/clusters").status_code == 200
            if end == "sign-out":
                assert client.delete("/session").status_code == 204
            elif end == "by-name":
                (mine,) = (each for each in client.get("/me/sessions").json() if each["current"])
                assert client.delete(f"/me/sessions/{mine['session']}").status_code == 204
            elif end == "password":
                typed = {"old": person.password.reveal(), "new": "marker-another-Pass-31"}
                assert client.post("/session/password", json=typed).status_code == 201
                person.password = type(person.password)("marker-another-Pass-31")
            else:
                service.clock.at += timedelta(minutes=31)
            assert is_shut(thief.get("/clusters")), end
            assert is_shut(thief.post("/facts", json=[])), end


def test_a_code_of_the_second_factor_is_good_once(service: Service) -> None:
    boss = Person(service, "code-boss", Grant(role="city", region="3505"))
    assert boss.totp is not None
    service.clock.at += timedelta(seconds=60)
    code = boss.totp.at(service.clock.at)
    typed = {"user": boss.user, "password": boss.password.reveal(), "code": code}
    with service.client() as client:
        assert client.post("/session", json=typed).status_code == 201
    with service.client() as thief:
        assert thief.post("/session", json=typed).json()["code"] == "sign-in-refused"
        service.clock.at += timedelta(minutes=5)
        assert thief.post("/session", json=typed).json()["code"] == "sign-in-refused"


def test_rights_that_were_taken_are_gone_with_the_next_request(service: Service, person: Person) -> None:
    token = token_of(service, person.user)
    office = service.access.office_at_the_machine("test", service.clock.at)
    with bearer(service, token) as by_token, person.client() as in_session:
        assert [client.get("/clusters/c1").status_code for client in (by_token, in_session)] == [200, 200]
        office.remove_grant(person.user, COUNTY)
        assert by_token.get("/clusters/c1").status_code == 404
        assert by_token.get("/clusters").json() == []
        assert is_shut(in_session.get("/clusters/c1"))
        refused = by_token.post("/facts", json=[{**fact("review-applied", "2026-01-05"), "cluster": "c1"}])
        assert refused.status_code == 404
        office.disable_user(person.user, "调离")
        assert is_shut(by_token.get("/me"))


def test_rights_that_another_replica_took_are_gone_here_too(service: Service, person: Person) -> None:
    token = token_of(service, person.user)
    elsewhere = Access(service.monitor, AccessSettings(hasher=QUICK))
    with bearer(service, token) as client:
        assert client.get("/clusters/c1").status_code == 200
        elsewhere.office_at_the_machine("test", service.clock.at).remove_grant(person.user, COUNTY)
        assert client.get("/clusters/c1").status_code == 404
    elsewhere.close()


def test_a_token_that_was_revoked_or_ran_out_is_of_no_use(service: Service, person: Person) -> None:
    revoked, short = token_of(service, person.user), token_of(service, person.user, 1)
    with bearer(service, revoked) as client:
        assert client.get("/clusters").status_code == 200
        office = service.access.office_at_the_machine("test", service.clock.at)
        office.revoke_token(revoked.split("_")[1])
        assert is_shut(client.get("/clusters"))
    service.clock.at += timedelta(days=2)
    with bearer(service, short) as client:
        assert is_shut(client.get("/clusters"))


def test_a_narrow_token_does_not_widen_itself(service: Service, person: Person) -> None:
    with bearer(service, token_of(service, person.user, 20, "read")) as client:
        assert client.get("/clusters/c1").status_code == 200
        filed = [{**fact("review-applied", "2026-01-05"), "cluster": "c1"}]
        assert client.post("/facts", json=filed).status_code == 403
        wider = {"purpose": "x", "scopes": ["file"], "expires_on": "2026-02-01"}
        assert client.post("/me/tokens", json=wider).status_code == 403
        assert client.post("/session/password", json={"old": "x", "new": "y"}).status_code in {400, 403}


def test_an_answer_that_was_kept_is_given_to_nobody_else(service: Service, person: Person) -> None:
    """A key of another, replayed by somebody who has lost or never had the right, tells nothing."""
    key = {"Idempotency-Key": "stolen", "If-Match": '"1"'}
    stated = fact("annual-report-filed", "2026-01-05", year=2025)
    other = Person(service, f"{person.user}-z", Grant(role="county", region="350581"))
    with bearer(service, token_of(service, person.user)) as client:
        filed = client.post("/clusters/c1/facts", json=stated, headers=key)
        assert filed.status_code == 201
    with bearer(service, token_of(service, other.user)) as thief:
        refused = thief.post("/clusters/c1/facts", json=stated, headers=key)
        assert (refused.status_code, "id" in refused.json()) == (404, False)
    token = token_of(service, person.user)
    service.access.office_at_the_machine("test", service.clock.at).remove_grant(person.user, COUNTY)
    with bearer(service, token) as stale:
        again = stale.post("/clusters/c1/facts", json=stated, headers=key)
    assert (again.status_code, "id" in again.json()) == (404, False)


def test_no_proof_that_was_tried_is_in_the_log(service: Service) -> None:
    logged = service.logged.getvalue()
    assert len(logged.splitlines()) > 100
    tried = [each for each in corpus()["credential"] if len(each) > 12]
    secrets = [*tried, *service.secrets.values(), *service.tokens.values(), "marker-"]
    assert [each for each in secrets if each in logged] == []
