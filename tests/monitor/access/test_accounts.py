"""Acts on accounts: who administers what, and what nobody may do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.administration import ACCESS_STREAM, RoleGranted, RoleRemoved, UserAdded
from domain.refusal import RefusedError
from monitor.access.account_office import AccountOffice
from monitor.access.account_rules import Act, clashing, decide
from monitor.access.accounts import Accounts
from monitor.access.directory import By
from monitor.access.own_account import TokenAsked
from monitor.access.policy import ADMINISTRATORS, EVERY_ROLE, may
from monitor.access.principal import Grant, Principal, Role
from tests.given import noon
from tests.monitor.access.service import Service
from tests.monitor.entries import entry

CITY = Grant(role="city", region="3505", programme="fujian")


@pytest.fixture
def machine(quick: Service) -> AccountOffice:
    return quick.access.office_at_the_machine("holder", quick.at)


def refusal(act: Any, *words: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        act(*words)
    return caught.value.code


def as_admin(service: Service, role: Role, user: str = "admin") -> AccountOffice:
    return service.access.office(Principal(user=user, name=user, grants=(Grant(role=role),)), service.at)


# --- accounts ---------------------------------------------------------------------------------------


def test_an_account_is_opened_once_and_closed_for_good(quick: Service, machine: AccountOffice) -> None:
    machine.add_user("wang", "王梅")
    assert refusal(machine.add_user, "wang", "别人") == "user-exists"
    machine.disable_user("wang", "调离")
    assert refusal(machine.add_user, "wang", "王梅") == "user-exists"
    assert refusal(machine.grant, "wang", CITY) == "user-is-disabled"
    assert refusal(machine.reset_password, "nobody") == "user-unknown"
    assert [each.user for each in quick.access.accounts.active()] == []


@pytest.mark.parametrize("user", ["", "a b", "a\nb", "x" * 65, "王", ":access", "a/b"])
def test_user_names_are_plain(machine: AccountOffice, user: str) -> None:
    assert refusal(machine.add_user, user, "名") == "account-value-wrong"


@pytest.mark.parametrize("name", ["", "a\x1b[31m", "\ud800"])
def test_names_of_people_have_no_control_characters(machine: AccountOffice, name: str) -> None:
    assert refusal(machine.add_user, "wang", name) == "account-value-wrong"


def test_every_act_is_an_event_in_the_name_of_who_did_it(service: Service) -> None:
    office = service.access.office_at_the_machine("holder", service.at)
    office.add_user("wang", "王梅")
    office.grant("wang", CITY)
    office.remove_grant("wang", CITY)
    office.bind_subject("wang", ("https://id.example", "42"))
    office.release_subject("wang", ("https://id.example", "42"))
    office.remove_second_factor("wang")
    office.disable_user("wang", "调离")
    stream = service.monitor.log.stream(ACCESS_STREAM)
    assert [type(each.body).__name__ for each in stream] == [
        "UserAdded",
        "PasswordReset",
        "RoleGranted",
        "RoleRemoved",
        "SubjectBound",
        "SubjectReleased",
        "SecondFactorRemoved",
        "UserDisabled",
    ]
    assert {each.recorded_by for each in stream} == {"holder"}


def test_the_system_administrator_opens_accounts_and_grants_nothing(quick: Service) -> None:
    machine = quick.access.office_at_the_machine("holder", quick.at)
    machine.add_user("sys", "系统管理员")
    machine.grant("sys", Grant(role="system-admin"))
    system, security = as_admin(quick, "system-admin"), as_admin(quick, "security-admin")
    system.add_user("wang", "王梅")
    assert refusal(system.grant, "wang", CITY) == "not-permitted"
    assert refusal(system.remove_second_factor, "wang") == "not-permitted"
    assert refusal(security.add_user, "li", "李雷") == "system-admin-adds-users"
    assert refusal(security.reset_password, "wang") == "not-permitted"
    security.grant("wang", CITY)
    record = as_admin(quick, "audit-admin")
    assert refusal(record.grant, "wang", Grant(role="auditor")) == "not-permitted"
    assert {each.outcome for each in record.attempts(limit=9)} == {"not-permitted", "system-admin-adds-users"}


def test_before_there_is_a_system_administrator_the_security_administrator_opens_accounts(
    quick: Service,
) -> None:
    security = as_admin(quick, "security-admin")
    security.add_user("sys", "系统管理员")
    security.grant("sys", Grant(role="system-admin"))
    assert refusal(security.add_user, "li", "李雷") == "system-admin-adds-users"
    quick.access.office_at_the_machine("holder", quick.at).disable_user("sys", "离职")
    assert refusal(security.add_user, "li", "李雷") == "system-admin-adds-users"


def test_sessions_of_others_are_ended_by_administrators_only(quick: Service) -> None:
    wang = quick.person("wang", CITY)
    session = quick.sign_in(wang).session
    assert refusal(as_admin(quick, "audit-admin").end_sessions, "wang") == "not-permitted"
    as_admin(quick, "system-admin").end_sessions("wang")
    assert refusal(quick.principal, session) == "session-ended"


# --- rights -----------------------------------------------------------------------------------------


def test_nobody_changes_his_own_rights(quick: Service) -> None:
    first = quick.access.first_start(quick.at)
    assert first is not None
    security = as_admin(quick, "security-admin", first.user)
    assert refusal(security.remove_grant, first.user, Grant(role="security-admin")) == "own-rights"
    assert refusal(security.grant, first.user, Grant(role="auditor")) == "own-rights"


def test_there_is_always_a_security_administrator(quick: Service, machine: AccountOffice) -> None:
    first = quick.access.first_start(quick.at)
    assert first is not None
    sole = Grant(role="security-admin")
    assert refusal(machine.remove_grant, first.user, sole) == "last-security-admin"
    assert refusal(machine.disable_user, first.user, "离职") == "last-security-admin"
    machine.add_user("second", "第二")
    machine.grant("second", sole)
    machine.disable_user(first.user, "离职")
    assert refusal(machine.disable_user, "second", "离职") == "last-security-admin"


@pytest.mark.parametrize(
    ("grant", "code"),
    [
        (Grant(role="city"), "region-not-of-role"),
        (Grant(role="county"), "region-not-of-role"),
        (Grant(role="city", region="35"), "region-not-of-role"),
        (Grant(role="city", region="350582"), "region-not-of-role"),
        (Grant(role="county", region="3505"), "region-not-of-role"),
        (Grant(role="county", region="350500"), "region-not-of-role"),
        (Grant(role="province", region="3505"), "region-not-of-role"),
        (Grant(role="auditor", region="35058200"), "region-not-of-role"),
        (Grant(role="auditor", region="３５"), "region-not-of-role"),
        (Grant(role="county", region="鼓楼区"), "place-needs-programme"),
        (Grant(role="operator"), "operator-needs-cluster"),
        (Grant(role="county", region="350582", cluster="x"), "cluster-for-operators"),
        (Grant(role="audit-admin", region="35"), "administrator-has-no-region"),
        (Grant(role="auditor", programme="Fujian!"), "account-value-wrong"),
        (Grant(role="operator", cluster=":access"), "account-value-wrong"),
    ],
)
def test_a_grant_fits_its_role(machine: AccountOffice, grant: Grant, code: str) -> None:
    machine.add_user("wang", "王梅")
    assert refusal(machine.grant, "wang", grant) == code


@pytest.mark.parametrize(
    "grant",
    [
        CITY,
        Grant(role="city", region="350500"),
        Grant(role="county", region="350582"),
        Grant(role="county", region="鼓楼区", programme="fujian"),
        Grant(role="province", region="35", programme="fujian"),
        Grant(role="province"),
        Grant(role="operator", cluster="fj-1"),
        Grant(role="auditor", region="3505"),
        Grant(role="audit-admin"),
    ],
)
def test_what_fits_is_granted_once_and_removed_once(machine: AccountOffice, grant: Grant) -> None:
    machine.add_user("wang", "王梅")
    machine.grant("wang", grant)
    assert refusal(machine.grant, "wang", grant) == "grant-exists"
    machine.remove_grant("wang", grant)
    assert refusal(machine.remove_grant, "wang", grant) == "grant-unknown"


def test_two_roles_of_which_one_administers_always_clash() -> None:
    for pair in combinations(EVERY_ROLE, 2):
        assert bool(clashing(set(pair))) == bool(set(pair) & ADMINISTRATORS)


WHERE: dict[str, dict[str, str]] = {
    "province": {},
    "city": {"region": "3505"},
    "county": {"region": "350582"},
    "operator": {"cluster": "x"},
}
CHANGES = st.lists(st.tuples(st.booleans(), st.sampled_from(EVERY_ROLE)), max_size=12)


@settings(max_examples=150, deadline=None)
@given(CHANGES)
def test_no_order_of_acts_unites_an_administrator_with_another_role(changes: list[tuple[bool, Role]]) -> None:
    at = noon("2026-11-20")
    bodies: list[Any] = [UserAdded(user="wang", name="王梅")]
    for is_grant, role in changes:
        kind = RoleGranted if is_grant else RoleRemoved
        body: Any = kind(user="wang", role=role, **WHERE.get(role, {}))
        try:
            decide(Act(body=body, by="holder", today=at.date()), folded(bodies))
        except RefusedError:
            continue
        bodies.append(body)
        roles = folded(bodies).by_user["wang"].roles
        assert not roles & ADMINISTRATORS or len(roles) == 1


def folded(bodies: list[Any]) -> Accounts:
    stated = [msgspec.structs.replace(entry("1", ACCESS_STREAM), body=body) for body in bodies]
    return Accounts(each.placed(number, number) for number, each in enumerate(stated, start=1))


# --- tokens -----------------------------------------------------------------------------------------


def test_a_token_is_for_some_scopes_some_time_and_no_administrator(quick: Service) -> None:
    quick.person("wang", CITY)
    make, by = quick.access.entrance.make_token, By(name="holder")
    today = quick.at.date()

    def asked(user: str, *scopes: str, days: int = 30) -> str:
        wanted = TokenAsked(purpose="x", scopes=scopes, expires_on=today + timedelta(days=days))
        with pytest.raises(RefusedError) as caught:
            make(user, wanted, by=by, at=quick.at)
        return caught.value.code

    assert asked("wang") == "token-scope-unknown"
    assert asked("wang", "read", "administer") == "token-scope-unknown"
    assert asked("wang", "account") == "token-scope-unknown"
    assert asked("wang", "*") == "token-scope-unknown"
    assert asked("wang", "read", days=-1) == "token-expiry-out-of-range"
    assert asked("wang", "read", days=367) == "token-expiry-out-of-range"
    quick.person("sys", Grant(role="system-admin"))
    quick.access.office_at_the_machine("holder", quick.at).add_user("new", "新")
    assert asked("sys", "read") == asked("new", "read") == "token-not-for-role"


def test_two_services_see_each_others_acts_at_once(service: Service) -> None:
    other = Service(service.monitor.engine)
    service.access.office_at_the_machine("holder", service.at).add_user("wang", "王梅")
    other.access.office_at_the_machine("holder", service.at).grant("wang", CITY)
    account = service.access.accounts.find("wang")
    assert account is not None
    assert account.grants == (CITY,)


def test_administrators_at_once_are_all_recorded(service: Service) -> None:
    def add(number: int) -> None:
        office = Service(service.monitor.engine).access.office_at_the_machine("holder", service.at)
        office.add_user(f"user-{number}", "名")

    with ThreadPoolExecutor(4) as together:
        list(together.map(add, range(12)))
    assert set(service.access.accounts.by_user) == {f"user-{number}" for number in range(12)}


def test_of_replicas_that_start_first_together_one_makes_the_administrator(service: Service) -> None:
    def start(_: int) -> bool:
        return Service(service.monitor.engine).access.first_start(service.at) is not None

    with ThreadPoolExecutor(4) as together:
        assert any(together.map(start, range(4)))
    assert [each.user for each in service.access.accounts.holders("security-admin")] == ["security-admin"]
    assert service.access.first_start(service.at) is None


def test_an_action_is_asked_about_what_it_is_done_to() -> None:
    nobody = Principal(user="x", name="x", grants=())
    for action, place in (("read", None), ("tick", object())):
        with pytest.raises(ValueError, match=action):
            may(nobody, action, place)  # type: ignore[arg-type]
    assert may(nobody, "own-account")
