"""Coming in: passwords, second factors, pauses, sessions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any, ClassVar, Literal

import pyotp
import pytest
from argon2 import PasswordHasher

from domain.refusal import RefusedError
from monitor.access.access import Access, AccessSettings, FirstStart
from monitor.access.entrance import Given, SignedIn, csrf_of, is_csrf
from monitor.access.own_account import Passwords
from monitor.access.pauses import ACCOUNT_FREE, SOURCE_FREE
from monitor.access.principal import Grant
from monitor.access.sealing import Sealer
from monitor.access.secret import Secret
from monitor.access.sessions import IDLE, LONGEST, MOST
from tests.monitor.access.service import MARKER, QUICK, Person, Service

COUNTY = Grant(role="county", region="350582")
CITY = Grant(role="city", region="3505")
WRONG = Secret("wrong-wrong-wrong")


def refusal(act: Callable[..., Any], *words: Any, **values: Any) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        act(*words, **values)
    return caught.value


def attempt(service: Service, user: str, password: Secret, code: Secret | None = None, **where: str) -> str:
    given = Given(user=user, password=password, code=code)
    return refusal(service.access.entrance.sign_in, given, at=service.at, **where).code


# --- the first start ----------------------------------------------------------------------------


def test_the_first_start_makes_one_security_administrator_once(service: Service) -> None:
    first = service.access.first_start(service.at)
    assert isinstance(first, FirstStart)
    assert service.access.first_start(service.at) is None
    signed = service.access.entrance.sign_in(Given(user=first.user, password=first.secret), at=service.at)
    assert signed.must == ("password", "second-factor")
    assert signed.principal.scopes == {"account"}
    assert (
        refusal(service.access.office(signed.principal, service.at).add_user, "x", "x").code
        == "not-permitted"
    )
    person = service.set_up(first.user, first.secret)
    again = service.sign_in(person)
    assert again.must == ()
    assert again.principal.roles == {"security-admin"}


def test_a_first_start_that_was_killed_before_the_secret_was_kept_is_done_again(quick: Service) -> None:
    first = quick.access.first_start(quick.at)
    assert first is not None
    with quick.monitor.engine.connect() as connection, connection.execution_options(writes=True).begin():
        connection.exec_driver_sql("DELETE FROM credentials")
    second = quick.access.first_start(quick.at)
    assert second is not None
    assert second.user == first.user
    assert attempt(quick, first.user, first.secret) == "sign-in-refused"
    quick.set_up(second.user, second.secret)


def test_a_one_time_secret_is_good_for_three_days_and_once(quick: Service) -> None:
    secret = quick.access.office_at_the_machine("holder", quick.at).add_user("wang", "王梅")
    quick.later(hours=72)
    quick.access.entrance.sign_in(Given(user="wang", password=secret), at=quick.at)
    quick.later(seconds=1)
    assert attempt(quick, "wang", secret) == "sign-in-refused"
    fresh = quick.access.office_at_the_machine("holder", quick.at).reset_password("wang")
    quick.set_up("wang", fresh, second_factor=False)
    assert attempt(quick, "wang", fresh) == "sign-in-refused"


# --- passwords ----------------------------------------------------------------------------------


def test_a_refusal_does_not_tell_what_was_wrong(quick: Service) -> None:
    wang = quick.person("wang", CITY)
    quick.person("gone", COUNTY, second_factor=False)
    quick.access.office_at_the_machine("holder", quick.at).disable_user("gone", "调离")
    told = [
        refusal(quick.access.entrance.sign_in, given, at=quick.at)
        for given in (
            Given(user="nobody", password=WRONG),
            Given(user="wang", password=WRONG),
            Given(user="wang", password=WRONG, code=Secret("123456")),
            Given(user="wang", password=wang.password, code=Secret("12345x")),
            Given(user="gone", password=Secret(f"{MARKER}-4")),
            Given(user="", password=Secret("")),
        )
    ]
    assert {(each.code, each.kind, tuple(each.values)) for each in told} == {
        ("sign-in-refused", "not-signed-in", ())
    }


class Counting(PasswordHasher):
    """Notes what it was asked to verify."""

    verified: ClassVar[list[str | bytes]] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - its name there
        self.verified.append(hash)
        return super().verify(hash, password)


def test_a_name_that_does_not_exist_costs_as_much_hashing(quick: Service) -> None:
    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    quick.access = Access(quick.monitor, AccessSettings(hasher=hasher))
    quick.person("wang", COUNTY, second_factor=False)
    Counting.verified.clear()
    attempt(quick, "wang", WRONG)
    attempt(quick, "nobody", WRONG)
    assert len(Counting.verified) == 2
    assert all(str(kept).startswith("$argon2id$v=19$m=8,t=1,p=1$") for kept in Counting.verified)


@pytest.mark.parametrize(
    "weak",
    ["qwertz12345", "aaaaaaaaaaaaaaa", "x" * 129, "wang-wang-12345", "WANG-and-12345", "ababababababab"],
)
def test_weak_passwords_are_refused(quick: Service, weak: str) -> None:
    wang = quick.person("wang", COUNTY, second_factor=False)
    session = quick.sign_in(wang).session
    change = Passwords(old=wang.password, new=Secret(weak))
    refused = refusal(quick.access.entrance.change_password, session, change, at=quick.at)
    assert refused.code == "password-too-weak"
    assert weak not in str(refused.values)


def test_a_password_may_be_typed_in_either_form_of_unicode(quick: Service) -> None:
    wang = quick.person("wang", COUNTY, second_factor=False)
    change = Passwords(old=wang.password, new=Secret("caf\u00e9-longer-123"))
    quick.access.entrance.change_password(quick.sign_in(wang).session, change, at=quick.at)
    quick.sign_in(Person("wang", Secret("cafe\u0301-longer-123"), None))


def test_changing_the_password_takes_the_old_one_and_ends_every_other_session(service: Service) -> None:
    wang = service.person("wang", COUNTY, second_factor=False)
    elsewhere, here = service.sign_in(wang), service.sign_in(wang)
    entrance = service.access.entrance
    wrong = Passwords(old=WRONG, new=Secret("brand-new-secret-1"))
    assert refusal(entrance.change_password, here.session, wrong, at=service.at).code == "sign-in-refused"
    same = Passwords(old=wang.password, new=wang.password)
    assert refusal(entrance.change_password, here.session, same, at=service.at).code == "password-unchanged"
    right = Passwords(old=wang.password, new=Secret("brand-new-secret-1"))
    signed = entrance.change_password(here.session, right, at=service.at)
    for ended in (elsewhere, here):
        assert refusal(service.principal, ended.session).code == "session-ended"
    assert service.principal(signed.session).user == "wang"
    assert attempt(service, "wang", wang.password) == "sign-in-refused"


# --- the second factor ----------------------------------------------------------------------------


def test_a_code_is_good_once(service: Service) -> None:
    wang = service.person("wang", CITY)
    assert wang.totp is not None
    code = service.code(wang.totp)
    given = Given(user="wang", password=wang.password, code=code)
    service.access.entrance.sign_in(given, at=service.at)
    assert attempt(service, "wang", wang.password, code) == "sign-in-refused"
    before = Secret(pyotp.TOTP(wang.totp.reveal()).at(service.at - timedelta(seconds=30)))
    assert attempt(service, "wang", wang.password, before) == "sign-in-refused"


def test_of_two_who_use_one_code_at_once_one_comes_in(service: Service) -> None:
    wang = service.person("wang", CITY)
    assert wang.totp is not None
    given = Given(user="wang", password=wang.password, code=service.code(wang.totp))

    def come_in(_: int) -> bool:
        try:
            service.access.entrance.sign_in(given, at=service.at)
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(4) as together:
        assert sum(together.map(come_in, range(4))) == 1


@pytest.mark.parametrize(("steps", "comes_in"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_off_by_one_step(quick: Service, steps: int, comes_in: bool) -> None:
    wang = quick.person("wang", CITY)
    assert wang.totp is not None
    quick.later(minutes=10)
    code = Secret(pyotp.TOTP(wang.totp.reveal()).at(quick.at + timedelta(seconds=30 * steps)))
    given = Given(user="wang", password=wang.password, code=code)
    if comes_in:
        quick.access.entrance.sign_in(given, at=quick.at)
    else:
        assert attempt(quick, "wang", wang.password, code) == "sign-in-refused"


def test_who_has_a_second_factor_is_asked_for_it(quick: Service) -> None:
    wang = quick.person("wang", COUNTY)
    assert attempt(quick, "wang", wang.password) == "second-factor-needed"
    assert quick.sign_in(wang).must == ()


def test_a_role_that_decides_may_do_nothing_before_it_has_one(quick: Service) -> None:
    wang = quick.person("wang", COUNTY, second_factor=False)
    session = quick.sign_in(wang).session
    assert quick.principal(session).scopes == {"*"}
    quick.access.office_at_the_machine("holder", quick.at).grant("wang", CITY)
    signed = quick.sign_in(wang)
    assert signed.must == ("second-factor",)
    assert quick.access.entrance.musts(signed.session, at=quick.at) == ("second-factor",)
    assert not quick.seen_by(signed.principal).may("read-law")


def test_setting_up_a_second_factor_takes_the_password_and_a_right_code(quick: Service) -> None:
    wang = quick.person("wang", COUNTY, second_factor=False)
    entrance, session = quick.access.entrance, quick.sign_in(wang).session
    refused = refusal(entrance.begin_second_factor, session, WRONG, at=quick.at)
    assert refused.code == "sign-in-refused"
    refused = refusal(entrance.confirm_second_factor, session, Secret("000000"), at=quick.at)
    assert refused.code == "sign-in-refused"
    enrolment = entrance.begin_second_factor(session, wang.password, at=quick.at)
    assert enrolment.uri.reveal().startswith("otpauth://totp/cluster-monitor:wang?secret=")
    refused = refusal(entrance.confirm_second_factor, session, Secret("000000"), at=quick.at)
    assert refused.code == "sign-in-refused"
    signed = entrance.confirm_second_factor(session, quick.code(enrolment.secret), at=quick.at)
    assert refusal(quick.principal, session).code == "session-ended"
    again = refusal(entrance.begin_second_factor, signed.session, wang.password, at=quick.at)
    assert again.code == "second-factor-is-enrolled"


def test_a_removed_second_factor_has_to_be_set_up_anew(quick: Service) -> None:
    wang = quick.person("wang", CITY)
    session = quick.sign_in(wang).session
    quick.access.office_at_the_machine("holder", quick.at).remove_second_factor("wang")
    assert refusal(quick.principal, session).code == "session-ended"
    signed = quick.sign_in(Person("wang", wang.password, None))
    assert signed.must == ("second-factor",)


def test_keys_of_second_factors_are_sealed_where_a_key_is_set(quick: Service) -> None:
    key = "ab" * 32
    settings = AccessSettings(hasher=QUICK, totp_key=Secret(key))
    unsealed, quick.access = quick.access, Access(quick.monitor, settings)
    wang = quick.person("wang", CITY)
    assert wang.totp is not None
    assert quick.sign_in(wang).must == ()
    with quick.monitor.engine.connect() as connection:
        kept = bytes(connection.exec_driver_sql("SELECT totp FROM credentials").scalar_one())
    assert wang.totp.reveal().encode() not in kept
    quick.access = unsealed
    assert attempt(quick, "wang", wang.password, quick.code(wang.totp)) == "access-key-wrong"
    sealed = Sealer(Secret(key)).seal(Secret("k"), "wang")
    assert Sealer(Secret(key)).open(sealed, "wang").reveal() == "k"
    assert refusal(Sealer(Secret(key)).open, sealed, "li").code == "access-key-wrong"
    assert refusal(Sealer(Secret("cd" * 32)).open, sealed, "wang").code == "access-key-wrong"
    for malformed in ("", "ab", "zz" * 32):
        assert refusal(Sealer, Secret(malformed)).code == "access-key-malformed"


# --- pauses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("user", ["wang", "nobody"])
def test_after_some_failures_an_account_has_to_wait_ever_longer(service: Service, user: str) -> None:
    wang = service.person("wang", COUNTY, second_factor=False)
    service.later(hours=1)
    told = [attempt(service, user, WRONG) for _ in range(ACCOUNT_FREE + 2)]
    assert told == ["sign-in-refused"] * ACCOUNT_FREE + ["sign-in-paused"] * 2
    right = Given(user=user, password=wang.password)
    paused = refusal(service.access.entrance.sign_in, right, at=service.at)
    assert (paused.code, paused.kind, paused.values) == ("sign-in-paused", "not-signed-in", {"seconds": "6"})
    service.later(seconds=6)
    assert attempt(service, user, WRONG) == "sign-in-refused"
    assert refusal(service.access.entrance.sign_in, right, at=service.at).values == {"seconds": "11"}
    if user == "wang":
        service.later(seconds=11)
        service.sign_in(wang)
        assert [attempt(service, user, WRONG) for _ in range(ACCOUNT_FREE)] == [
            "sign-in-refused"
        ] * ACCOUNT_FREE


def test_a_source_has_to_wait_whichever_accounts_it_tries(service: Service) -> None:
    told = [attempt(service, f"user-{n}", WRONG, source="203.0.113.9") for n in range(SOURCE_FREE + 1)]
    assert told == ["sign-in-refused"] * SOURCE_FREE + ["sign-in-paused"]
    assert attempt(service, "user-x", WRONG, source="203.0.113.10") == "sign-in-refused"


def test_an_ipv6_network_is_one_source_and_a_mapped_address_the_one_it_maps(quick: Service) -> None:
    source = quick.access.entrance.source_of
    assert source("2001:db8:0:1::1") == source("2001:db8:0:1:ffff::2") != source("2001:db8:0:2::1")
    assert source("::ffff:203.0.113.9") == source("203.0.113.9")
    assert source(None) is None
    assert source("somewhere") != source("elsewhere")


def test_guesses_at_once_gain_nothing(service: Service) -> None:
    service.person("wang", COUNTY, second_factor=False)

    def guess(number: int) -> str:
        return attempt(service, "wang", Secret(f"guess-{number}"))

    with ThreadPoolExecutor(8) as together:
        told = list(together.map(guess, range(24)))
    assert told.count("sign-in-refused") <= ACCOUNT_FREE + 1
    assert told.count("sign-in-paused") >= 24 - ACCOUNT_FREE - 1


# --- sessions ---------------------------------------------------------------------------------------


def test_each_sign_in_has_a_session_of_its_own_that_nobody_chose(service: Service) -> None:
    wang = service.person("wang", COUNTY, second_factor=False)
    sessions = [service.sign_in(wang) for _ in range(3)]
    assert len({each.session.reveal() for each in sessions}) == 3
    assert len({each.csrf.reveal() for each in sessions}) == 3
    assert refusal(service.principal, Secret("chosen-by-somebody-else")).code == "session-ended"
    with service.monitor.engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM sessions").all())
    assert not [each for each in sessions if each.session.reveal() in kept or each.csrf.reveal() in kept]


def test_a_forged_request_lacks_the_token_of_the_session(quick: Service) -> None:
    wang = quick.person("wang", COUNTY, second_factor=False)
    mine, other = quick.sign_in(wang), quick.sign_in(wang)
    assert is_csrf(mine.session, mine.csrf.reveal())
    assert not is_csrf(mine.session, other.csrf.reveal())
    assert not is_csrf(mine.session, "é")
    assert csrf_of(mine.session).reveal() == mine.csrf.reveal() != mine.session.reveal()


def used(service: Service, signed: SignedIn, after: timedelta) -> str:
    service.at += after
    try:
        return service.principal(signed.session).user
    except RefusedError as error:
        return error.code


def test_a_session_ends_when_it_is_not_used(service: Service) -> None:
    wang = service.person("wang", COUNTY, second_factor=False)
    signed = service.sign_in(wang)
    assert [used(service, signed, IDLE) for _ in range(3)] == ["wang"] * 3
    assert used(service, signed, IDLE + timedelta(seconds=1)) == "session-ended"


def test_a_session_ends_however_much_it_is_used(quick: Service) -> None:
    signed = quick.sign_in(quick.person("wang", COUNTY, second_factor=False))
    half = IDLE / 2
    uses = int(LONGEST / half)
    assert {used(quick, signed, half) for _ in range(uses)} == {"wang"}
    assert used(quick, signed, half) == "session-ended"


@pytest.mark.parametrize("act", ["grant", "remove_grant"])
def test_a_change_of_rights_counts_with_the_next_request(service: Service, act: str) -> None:
    wang = service.person("wang", COUNTY, second_factor=False)
    li = service.sign_in(service.person("li", COUNTY, second_factor=False))
    stale = service.sign_in(wang)
    grant = Grant(role="auditor") if act == "grant" else COUNTY
    office = service.access.office_at_the_machine("holder", service.at)
    getattr(office, act)("wang", grant)
    assert refusal(service.principal, stale.session).code == "session-ended"
    assert service.principal(li.session).grants == (COUNTY,)
    fresh = service.sign_in(wang)
    assert fresh.principal.roles == ({"county", "auditor"} if act == "grant" else set())


def test_a_closed_account_is_out_at_once(service: Service) -> None:
    signed = service.sign_in(service.person("wang", COUNTY, second_factor=False))
    service.access.office_at_the_machine("holder", service.at).disable_user("wang", "调离")
    assert refusal(service.principal, signed.session).code == "session-ended"


def test_one_sees_and_ends_ones_sessions_and_not_those_of_others(quick: Service) -> None:
    wang = quick.person("wang", COUNTY, second_factor=False)
    li = quick.sign_in(quick.person("li", COUNTY, second_factor=False))
    first = quick.later(minutes=1).sign_in(wang, source="203.0.113.9")
    second = quick.later(minutes=1).sign_in(wang)
    entrance = quick.access.entrance
    names = [each.name for each in entrance.sessions("wang", at=quick.at)]
    assert names[:2] == [second.principal.session, first.principal.session]
    assert refusal(entrance.end_session, "wang", str(li.principal.session)).code == "session-unknown"
    entrance.end_session("wang", names[1])
    assert refusal(quick.principal, first.session).code == "session-ended"
    entrance.sign_out(second.session)
    assert refusal(quick.principal, second.session).code == "session-ended"
    assert quick.principal(li.session).user == "li"


def test_a_user_has_a_limited_number_of_sessions(quick: Service) -> None:
    wang = quick.person("wang", COUNTY, second_factor=False)
    first = quick.sign_in(wang)
    for _ in range(MOST):
        quick.later(seconds=1).sign_in(wang)
    assert refusal(quick.principal, first.session).code == "session-ended"
    assert len(quick.access.entrance.sessions("wang", at=quick.at)) == MOST


# --- tokens -----------------------------------------------------------------------------------------


def test_a_token_stands_for_its_user_within_its_scopes(service: Service) -> None:
    wang = service.person("wang", CITY)
    token = service.token(wang, "read")
    principal = service.access.entrance.principal_of_token(token, at=service.at)
    assert (principal.user, principal.session) == ("wang", None)
    assert principal.scopes == {"read"}
    guarded = service.seen_by(principal)
    assert guarded.may("read-law")
    assert not guarded.may("own-tokens")
    office = service.access.office_at_the_machine("holder", service.at)
    office.remove_grant("wang", CITY)
    assert service.access.entrance.principal_of_token(token, at=service.at).grants == ()


def test_a_token_is_refused_when_it_is_wrong_revoked_expired_or_its_user_gone(service: Service) -> None:
    wang = service.person("wang", CITY)
    token = service.token(wang, "read")
    recognise = service.access.entrance.principal_of_token
    text = token.reveal()
    for wrong in (
        "",
        "cm_",
        text[:-1] + ("A" if text[-1] != "A" else "B"),
        "cm_000000000000" + text[15:],
        text + "\n",
    ):
        refused = refusal(recognise, Secret(wrong), at=service.at)
        assert (refused.code, refused.kind) == ("token-refused", "not-signed-in")
    assert refusal(recognise, token, at=service.at + timedelta(days=31)).code == "token-refused"
    principal = service.principal(service.sign_in(wang).session)
    service.access.entrance.revoke_token(principal, text.split("_")[1], at=service.at)
    assert refusal(recognise, token, at=service.at).code == "token-refused"
    second = service.token(wang, "read")
    assert recognise(second, at=service.at).user == "wang"
    service.access.office_at_the_machine("holder", service.at).disable_user("wang", "调离")
    assert refusal(recognise, second, at=service.at).code == "token-refused"


def test_a_token_cannot_make_tokens(quick: Service) -> None:
    token = quick.token(quick.person("wang", CITY), "read", "file", "decide", "audit", "operate")
    principal = quick.access.entrance.principal_of_token(token, at=quick.at)
    revoke = quick.access.entrance.revoke_token
    assert refusal(revoke, principal, str(principal.token), at=quick.at).code == "not-permitted"
    assert quick.access.token_uses()[str(principal.token)] == quick.at


def test_one_does_not_revoke_the_tokens_of_others(quick: Service) -> None:
    token = quick.token(quick.person("wang", CITY), "read").reveal().split("_")[1]
    li = quick.principal(quick.sign_in(quick.person("li", CITY)).session)
    assert refusal(quick.access.entrance.revoke_token, li, token, at=quick.at).code == "token-unknown"
    security = quick.principal_with(Grant(role="security-admin"), user="sec")
    office = quick.access.office(security, quick.at)
    office.revoke_token(token)
    assert refusal(office.revoke_token, token).code == "token-is-revoked"
    assert refusal(office.revoke_token, "none").code == "token-unknown"
