"""Signing in through a real OpenID provider: a small one, on loopback, with keys of its own."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from domain.refusal import RefusedError
from monitor.access.principal import Grant
from monitor.access.provider import ProviderSettings
from monitor.access.provider_sign_in import GOOD_FOR, Answer, Begun, ProviderSignIn
from monitor.access.secret import Secret
from tests.monitor.access.service import Service

COUNTY = Grant(role="county", region="350582")
CITY = Grant(role="city", region="3505")
CLIENT, CLIENT_SECRET = "monitor", "client-marker-secret"
KEYS = KeySet.generate_key_set("EC", "P-256", count=1)
OTHER_KEYS = KeySet.generate_key_set("EC", "P-256", count=1)


class IdProvider(ThreadingHTTPServer):
    """Gives a code to whom it is told to, and an id token for each code once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.codes: dict[str, dict[str, Any]] = {}
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.signed_by = KEYS
        self.called: str | None = None
        self.status = 200

    def consent(self, begun: Begun, subject: str, now: int) -> Answer:
        """Do what a person does at the provider, and return what the browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(begun.address).query).items()}
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        code = f"code-{len(self.codes)}"
        claims: dict[str, Any] = {"iss": self.issuer, "aud": CLIENT, "sub": subject, "nonce": asked["nonce"]}
        claims |= {"iat": now, "exp": now + 300}
        self.codes[code] = {"challenge": asked["code_challenge"], "claims": {**claims, **self.claims}}
        return Answer(state=asked["state"], code=Secret(code), browser=begun.browser)

    def tokens(self, form: dict[str, list[str]], authorization: str | None) -> dict[str, Any] | None:
        """Return what a code is exchanged for."""
        begun = self.codes.pop(form["code"][0], None)
        challenge = (
            urlsafe_b64encode(sha256(form["code_verifier"][0].encode()).digest()).rstrip(b"=").decode()
        )
        is_ours = authorization == "Basic " + "bW9uaXRvcjpjbGllbnQtbWFya2VyLXNlY3JldA=="
        if begun is None or challenge != begun["challenge"] or not is_ours:
            return None
        key = self.signed_by.keys[0]
        header = {"alg": "ES256", "kid": key.kid, **self.header}
        claims = {name: value for name, value in begun["claims"].items() if value is not None}
        return {"id_token": jwt.encode(header, claims, key, algorithms=["ES256", "HS256"])}


class Answers(BaseHTTPRequestHandler):
    """The provider's three addresses."""

    server: IdProvider

    def do_GET(self) -> None:
        if self.path.endswith("/openid-configuration"):
            issuer = self.server.issuer
            self._answer(
                {
                    "issuer": self.server.called or issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/keys",
                }
            )
        else:
            self._answer(KEYS.as_dict(private=False))

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        found = self.server.tokens(form, self.headers["Authorization"])
        self._answer(found or {"error": "invalid_grant"}, 200 if found else 400)

    def _answer(self, content: object, status: int | None = None) -> None:
        body = json.dumps(content).encode()
        self.send_response(status or self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@pytest.fixture
def provider() -> Iterator[IdProvider]:
    server = IdProvider()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def through(quick: Service, provider: IdProvider) -> Iterator[ProviderSignIn]:
    quick.person("wang", COUNTY, second_factor=False)
    quick.access.office_at_the_machine("holder", quick.at).bind_subject("wang", (provider.issuer, "42"))
    made = ProviderSignIn(quick.access, settings(provider.issuer))
    yield made
    made.close()


def settings(issuer: str) -> ProviderSettings:
    return ProviderSettings(
        issuer=issuer,
        client_id=CLIENT,
        client_secret=Secret(CLIENT_SECRET),
        redirect_uri="http://127.0.0.1/callback",
    )


def test_whom_the_provider_names_comes_in_as_the_user_it_is_bound_to(
    quick: Service, provider: IdProvider, through: ProviderSignIn
) -> None:
    begun = through.begin(at=quick.at)
    signed = through.finish(provider.consent(begun, "42", int(quick.at.timestamp())), at=quick.at)
    assert (signed.principal.user, signed.must) == ("wang", ())
    assert quick.principal(signed.session).grants == (COUNTY,)


def test_it_works_on_either_database(service: Service, provider: IdProvider) -> None:
    service.person("wang", COUNTY, second_factor=False)
    service.access.office_at_the_machine("holder", service.at).bind_subject("wang", (provider.issuer, "42"))
    made = ProviderSignIn(service.access, settings(provider.issuer))
    answer = provider.consent(made.begin(at=service.at), "42", int(service.at.timestamp()))
    assert made.finish(answer, at=service.at).principal.user == "wang"
    made.close()


def test_the_second_factor_stays_ours(quick: Service, provider: IdProvider, through: ProviderSignIn) -> None:
    li = quick.person("li", CITY)
    quick.access.office_at_the_machine("holder", quick.at).bind_subject("li", (provider.issuer, "7"))
    answer = provider.consent(through.begin(at=quick.at), "7", int(quick.at.timestamp()))
    signed = through.finish(answer, at=quick.at)
    assert signed.must == ("second-factor",)
    assert signed.principal.scopes == {"account"}
    entrance = quick.access.entrance
    assert refusal(entrance.give_code, signed.session, Secret("000000"), at=quick.at) == "sign-in-refused"
    assert li.totp is not None
    whole = entrance.give_code(signed.session, quick.code(li.totp), at=quick.at)
    assert whole.must == ()
    assert whole.principal.scopes == {"*"}
    assert refusal(entrance.principal, signed.session, at=quick.at) == "session-ended"


def test_who_comes_through_a_provider_needs_no_password_of_ours(
    quick: Service, provider: IdProvider, through: ProviderSignIn
) -> None:
    office = quick.access.office_at_the_machine("holder", quick.at)
    office.add_user("new", "新人")
    office.grant("new", CITY)
    office.bind_subject("new", (provider.issuer, "9"))
    answer = provider.consent(through.begin(at=quick.at), "9", int(quick.at.timestamp()))
    signed = through.finish(answer, at=quick.at)
    assert signed.must == ("second-factor",)
    enrolment = quick.access.entrance.begin_second_factor(signed.session, None, at=quick.at)
    code = quick.code(enrolment.secret)
    assert quick.access.entrance.confirm_second_factor(signed.session, code, at=quick.at).must == ()


def refusal(act: Any, *words: Any, **values: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        act(*words, **values)
    return caught.value.code


def test_an_answer_is_taken_once_from_the_browser_that_began_and_in_time(
    quick: Service, provider: IdProvider, through: ProviderSignIn
) -> None:
    now = int(quick.at.timestamp())
    answer = provider.consent(through.begin(at=quick.at), "42", now)
    through.finish(answer, at=quick.at)
    assert refusal(through.finish, answer, at=quick.at) == "sign-in-refused"
    first, second = through.begin(at=quick.at), through.begin(at=quick.at)
    stolen = provider.consent(first, "42", now)
    foreign = Answer(state=stolen.state, code=stolen.code, browser=second.browser)
    assert refusal(through.finish, foreign, at=quick.at) == "sign-in-refused"
    assert refusal(through.finish, stolen, at=quick.at) == "sign-in-refused"
    late = provider.consent(through.begin(at=quick.at), "42", now)
    assert refusal(through.finish, late, at=quick.at + GOOD_FOR * 1.01) == "sign-in-refused"
    forged = Answer(state="forged", code=Secret("x"), browser=Secret("x"))
    assert refusal(through.finish, forged, at=quick.at) == "sign-in-refused"
    swapped = provider.consent(through.begin(at=quick.at), "42", now)
    begun = through.begin(at=quick.at)
    state = parse_qs(urlsplit(begun.address).query)["state"][0]
    mixed = Answer(state=state, code=swapped.code, browser=begun.browser)
    assert refusal(through.finish, mixed, at=quick.at) == "provider-answer-wrong"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://else.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"nonce": "another-nonce"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 1},
        {"iat": None},
        {"sub": None},
    ],
    ids=str,
)
def test_an_id_token_that_is_not_for_us_and_now_is_refused(
    quick: Service, provider: IdProvider, through: ProviderSignIn, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    answer = provider.consent(through.begin(at=quick.at), "42", int(quick.at.timestamp()))
    assert refusal(through.finish, answer, at=quick.at) == "provider-answer-wrong"


def test_an_id_token_that_another_signed_is_refused(
    quick: Service, provider: IdProvider, through: ProviderSignIn
) -> None:
    provider.signed_by = OTHER_KEYS
    for header in ({}, {"kid": KEYS.keys[0].kid}):
        provider.header = header
        answer = provider.consent(through.begin(at=quick.at), "42", int(quick.at.timestamp()))
        assert refusal(through.finish, answer, at=quick.at) == "provider-answer-wrong"


def test_a_subject_that_is_bound_to_nobody_does_not_come_in(
    quick: Service, provider: IdProvider, through: ProviderSignIn
) -> None:
    answer = provider.consent(through.begin(at=quick.at), "43", int(quick.at.timestamp()))
    assert refusal(through.finish, answer, at=quick.at) == "sign-in-refused"
    quick.access.office_at_the_machine("holder", quick.at).disable_user("wang", "调离")
    answer = provider.consent(through.begin(at=quick.at), "42", int(quick.at.timestamp()))
    assert refusal(through.finish, answer, at=quick.at) == "sign-in-refused"


def test_a_provider_that_calls_itself_otherwise_or_redirects_is_refused(
    quick: Service, provider: IdProvider, through: ProviderSignIn
) -> None:
    provider.called = "https://else.example"
    assert refusal(through.begin, at=quick.at) == "provider-answer-wrong"
    provider.called, provider.status = None, 302
    assert refusal(through.begin, at=quick.at) == "provider-answer-wrong"


def test_a_provider_that_is_away_is_said_to_be(quick: Service) -> None:
    away = ProviderSignIn(quick.access, settings("http://127.0.0.1:1"))
    assert refusal(away.begin, at=quick.at) == "provider-unavailable"
    away.close()
    for unsafe in ("http://id.example", "ftp://127.0.0.1", "file:///etc/passwd", ""):
        assert refusal(ProviderSignIn, quick.access, settings(unsafe)) == "provider-address-unsafe"


def test_a_subject_is_one_users(quick: Service, provider: IdProvider, through: ProviderSignIn) -> None:
    assert through is not None
    quick.person("li", COUNTY, second_factor=False)
    office = quick.access.office_at_the_machine("holder", quick.at)
    assert refusal(office.bind_subject, "li", (provider.issuer, "42")) == "subject-taken"
    assert refusal(office.release_subject, "li", (provider.issuer, "42")) == "subject-unknown"
    office.release_subject("wang", (provider.issuer, "42"))
    office.bind_subject("li", (provider.issuer, "42"))
