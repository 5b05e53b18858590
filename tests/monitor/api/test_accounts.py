"""Accounts, rights, tokens and sessions over HTTP, as administrators and as their owners use them."""

import httpx2
import pytest

from tests.monitor.api.serving import JINJIANG, PASSWORD, Json, Service, fact, post

SOON = "2026-06-30"


def opened(service: Service, user: str = "wang") -> Json:
    """Have the system administrator open an account, and return what he is told."""
    with service.browser("system-admin") as system:
        answer = system.post("/users", json={"user": user, "name": "王"})
    assert answer.status_code == 201, answer.text
    told: Json = answer.json()
    return told


def signed_in(client: httpx2.Client, user: str, password: str) -> httpx2.Response:
    return client.post("/session", json={"user": user, "password": password})


def test_an_account_is_opened_given_a_right_and_closed(service: Service) -> None:
    one_time = opened(service)
    assert one_time["good_until"] == "2026-01-08T04:00:00Z"
    grant = {"role": "county", "region": "350582", "programme": None, "cluster": None}
    with service.browser("security-admin") as security, service.client() as wang:
        granted = security.post("/users/wang/grants", json={"role": "county", "region": "350582"})
        assert (granted.status_code, granted.json()["grants"]) == (201, [grant])
        began = signed_in(wang, "wang", one_time["secret"])
        assert (began.status_code, began.json()["must"]) == (201, ["password"])
        closed = security.post("/users/wang/closure", json={"reason": "调离"})
        assert closed.json()["disabled"] is True
        assert wang.get("/me").json()["code"] == "session-ended"
        assert signed_in(wang, "wang", one_time["secret"]).status_code == 401
        assert security.get("/users/wang").json()["disabled"] is True
        listed = {each["user"] for each in security.get("/users").json()}
    assert listed == {"system-admin", "security-admin", "wang"}
    acts = [
        each for each in service.monitor.log.stream(":access") if getattr(each.body, "user", "") == "wang"
    ]
    assert [each.recorded_by for each in acts] == 2 * ["system-admin"] + 2 * ["security-admin"]


def test_accounts_are_listed_in_pages(small: Service) -> None:
    for user in ("a", "b", "c"):
        opened(small, user)
    with small.browser("audit-admin") as auditor:
        first = auditor.get("/users?limit=2")
        rest = auditor.get(first.links["next"]["url"].removeprefix("/api/v1"))
    assert [each["user"] for each in first.json()] == ["a", "audit-admin"]
    assert [each["user"] for each in rest.json()] == ["b", "c"]


def test_a_right_is_taken_as_it_was_given(small: Service) -> None:
    opened(small)
    with small.browser("security-admin") as security:
        security.post("/users/wang/grants", json={"role": "city", "region": "泉州市", "programme": "fujian"})
        other = security.delete("/users/wang/grants", params={"role": "city", "region": "泉州市"})
        exact = {"role": "city", "region": "泉州市", "programme": "fujian"}
        taken = security.delete("/users/wang/grants", params=exact)
        assert (other.status_code, other.json()["code"]) == (404, "grant-unknown")
        assert taken.status_code == 204
        assert security.get("/users/wang").json()["grants"] == []
        unknown = security.delete("/users/wang/grants", params={"role": "king"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "parameters-not-accepted")


def test_a_programme_that_nobody_has_heard_of_is_refused(small: Service) -> None:
    opened(small)
    with small.browser("security-admin") as security:
        refused = security.post("/users/wang/grants", json={"role": "auditor", "programme": "fuijan"})
        assert (refused.status_code, refused.json()["code"]) == (422, "programme-not-known")
        assert "fujian" in refused.json()["detail"]
        assert security.get("/users/wang").json()["grants"] == []


def test_nobody_changes_his_own_rights(small: Service) -> None:
    with small.browser("security-admin") as security:
        refused = security.post("/users/security-admin/grants", json={"role": "province"})
        again = security.post("/users/nobody/grants", json={"role": "province"})
    assert (refused.status_code, refused.json()["code"]) == (403, "own-rights")
    assert (again.status_code, again.json()["code"]) == (404, "user-unknown")


def test_a_lost_password_and_a_lost_phone_are_replaced_by_two_administrators(small: Service) -> None:
    small.session("city")
    with small.browser("system-admin") as system, small.browser("security-admin") as security:
        secret = system.post("/users/city/password").json()["secret"]
        assert security.delete("/users/city/second-factor").status_code == 204
        assert security.get("/users/city").json()["second_factor"] is False
    with small.client() as city:
        began = signed_in(city, "city", secret)
    assert set(began.json()["must"]) == {"password", "second-factor"}


def test_who_is_signed_out_everywhere_is_out_and_that_is_on_record(small: Service) -> None:
    with small.browser("county") as county, small.browser("system-admin") as system:
        assert county.get("/me").status_code == 200
        assert system.delete("/users/county/sessions").status_code == 204
        assert county.get("/me").json()["code"] == "session-ended"
    with small.browser("audit-admin") as auditor:
        found = auditor.get("/access-record").json()
    assert ("system-admin", "sessions-end", "done") in {
        (each["user"], each["action"], each["outcome"]) for each in found
    }


def test_refused_attempts_are_on_record_in_pages_newest_first(small: Service) -> None:
    with small.browser("county") as county:
        county.get("/verification")
        county.get("/users")
    with small.browser("audit-admin") as auditor:
        first = auditor.get("/access-record?limit=1")
        second = auditor.get(first.links["next"]["url"].removeprefix("/api/v1"))
        numbers = [each["number"] for each in auditor.get("/access-record").json()]
    assert numbers == sorted(numbers, reverse=True)
    assert [each["number"] for each in (*first.json(), *second.json())] == numbers[:2]
    with small.browser("county") as county:
        assert county.get("/access-record").json()["code"] == "not-permitted"


def test_a_token_is_made_used_listed_and_revoked_by_its_owner(small: Service) -> None:
    asked = {"purpose": "报送", "scopes": ["read"], "expires_on": SOON}
    with small.browser("county") as county:
        made = county.post("/me/tokens", json=asked)
        assert made.status_code == 201
        bearer = {"Authorization": f"Bearer {made.json()['secret']}"}
        with small.client(**bearer) as program:
            assert program.get("/clusters").status_code == 200
            assert program.get("/me/tokens").json()["code"] == "not-permitted"
            assert program.post("/me/tokens", json=asked).json()["code"] == "not-permitted"
            assert program.get("/me/sessions").json()["code"] == "not-permitted"
            (listed,) = county.get("/me/tokens").json()
            assert (listed["token"], listed["good"]) == (made.json()["token"], True)
            assert listed["used_at"] is not None
            assert made.json()["secret"] not in county.get("/me/tokens").text
            assert county.delete(f"/me/tokens/{listed['token']}").status_code == 204
            assert program.get("/clusters").json()["code"] == "token-refused"
        again = county.delete(f"/me/tokens/{listed['token']}")
    assert (again.status_code, again.json()["code"]) == (409, "token-is-revoked")


def test_a_token_of_somebody_else_is_revoked_by_an_administrator_only(small: Service) -> None:
    small.token("county")
    with small.browser("security-admin") as security, small.browser("city") as city:
        (token,) = security.get("/tokens", params={"of_user": "county"}).json()
        assert [each["user"] for each in security.get("/tokens").json()] == ["county"]
        foreign = city.delete(f"/me/tokens/{token['token']}")
        assert (foreign.status_code, foreign.json()["code"]) == (404, "token-unknown")
        assert city.delete(f"/tokens/{token['token']}").json()["code"] == "not-permitted"
        assert security.delete(f"/tokens/{token['token']}").status_code == 204
    with small.client("county") as county:
        assert county.get("/me").json()["code"] == "token-refused"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"scopes": ["administer"]}, "/scopes/0"),
        ({"expires_on": "soon"}, "/expires_on"),
        ({"purpose": ""}, "/purpose"),
        ({"user": "province"}, "/user"),
    ],
)
def test_what_a_token_may_not_be_is_pointed_at(small: Service, change: Json, pointer: str) -> None:
    asked = {"purpose": "报送", "scopes": ["read"], "expires_on": SOON, **change}
    with small.browser("county") as county:
        refused = county.post("/me/tokens", json=asked)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]


def test_one_sees_where_one_is_signed_in_and_ends_it(small: Service) -> None:
    small.session("county")
    with small.client() as elsewhere, small.browser("county") as county:
        assert signed_in(elsewhere, "county", PASSWORD).status_code == 201
        found = county.get("/me/sessions").json()
        assert sorted(each["current"] for each in found) == [False, True]
        (other,) = (each["session"] for each in found if not each["current"])
        assert county.delete(f"/me/sessions/{other}").status_code == 204
        assert elsewhere.get("/me").json()["code"] == "session-ended"
        again = county.delete(f"/me/sessions/{other}")
        assert (again.status_code, again.json()["code"]) == (404, "session-unknown")
        assert len(county.get("/me/sessions").json()) == 1
    with small.browser("city") as city:
        (mine,) = city.get("/me/sessions").json()
        with small.browser("county") as county:
            assert county.delete(f"/me/sessions/{mine['session']}").json()["code"] == "session-unknown"
        assert city.get("/me").status_code == 200


def test_rights_count_from_the_next_request_on(small: Service) -> None:
    with small.client("province") as province:
        post(province, "c1", fact("cluster-recognised", "2024-07-10", **JINJIANG))
    with small.browser("security-admin") as security, small.client("county") as county:
        assert [each["cluster"] for each in county.get("/clusters").json()] == ["c1"]
        moved = {"role": "county", "region": "350582"}
        assert security.delete("/users/county/grants", params=moved).status_code == 204
        assert county.get("/clusters").json() == []
        assert county.get("/clusters/c1").status_code == 404
