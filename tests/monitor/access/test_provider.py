"""Signing in through a real OpenID provider: a small one, on loopback, with keys of its own."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.refusal import RefusedError
from monitor.access.principal import Grant
from monitor.access.provider_sign_in import GOOD_FOR, Answer, ProviderSignIn
from monitor.access.secret import Secret
from tests.monitor.access.id_provider import CLIENT, KEYS, OTHER_KEYS, IdProvider, settings
from tests.monitor.access.service import Service

COUNTY = Grant(role="county", region="350582")
CITY = Grant(role="city", region="3505")


@pytest.fixture
def through(quick: Service, provider: IdProvider) -> Iterator[ProviderSignIn]:
    quick.person("wang", COUNTY, second_factor=False)
    quick.access.office_at_the_machine("holder", quick.at).bind_subject("wang", (provider.issuer, "42"))
    made = ProviderSignIn(quick.access, settings(provider.issuer))
    yield made
    made.close()


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
