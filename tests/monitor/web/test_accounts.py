"""The accounts of others: each act is asked for, done by whom the policy names, and told."""

import pytest
from lxml import html

from monitor.access.policy import ACTIONS
from monitor.web.accounts.acting import ACTS
from tests.monitor.api.serving import JINJIANG, ROLES, Service, fact, post
from tests.monitor.web.conftest import Browser


def secret_on(page: str) -> str:
    """Return the secret that a page shows."""
    return str(html.fromstring(page).xpath("string(//code[@class='secret'])"))


def test_an_account_is_opened_by_one_administrator_and_gets_its_role_from_the_other(small: Service) -> None:
    with Browser(small, "system-admin") as system, Browser(small, "security-admin") as security:
        opened = system.send_form("/accounts/new", user="zhang.san", name="张三（泉州市工信局）")
        small.secrets["zhang.san"] = secret_on(opened.text)
        assert "一次性密码" in opened.text
        granted = security.send_form(
            "/accounts/users/zhang.san/grant", role="city", region="3505", programme="fujian", cluster=""
        )
        assert granted.headers["location"] == "/accounts/users/zhang.san?done=grant"
        shown = security.get(granted.headers["location"]).text
        assert "已授予角色" in shown
        assert "福建认定工作，地区 3505" in shown
        assert small.secrets["zhang.san"] not in shown
    with Browser(small, None) as browser:
        signed = browser.send_form("/sign-in", user="zhang.san", password=small.secrets["zhang.san"])
        assert signed.headers["location"] == "/account"


def test_a_grant_tells_how_many_clusters_it_reaches_when_it_is_made_and_in_the_list(small: Service) -> None:
    with small.client("province") as province:
        for cluster, code in (("c1", {}), ("c2", {"county_code": None})):
            stated = fact("cluster-recognised", "2024-07-10", **{**JINJIANG, **code})
            assert post(province, cluster, stated).status_code == 201
    small.open("li.si")
    grant, page = "/accounts/users/li.si/grant", "/accounts/users/li.si"
    with Browser(small, "security-admin") as browser:
        fields = {"role": "county", "programme": "fujian", "cluster": ""}
        made = browser.send_form(grant, region="350582", **fields)
        told = browser.get(made.headers["location"]).text
        assert told.count("现可及 1 个集群") == 2
        assert told.count("另有 1 个集群没有区划代码") == 2
        made = browser.send_form(grant, region="晋江", **fields)
        assert browser.get(made.headers["location"]).text.count("目前没有集群在此范围内") == 2
        listed = browser.get(page).text
        assert (listed.count("现可及 1 个集群"), listed.count("目前没有集群在此范围内")) == (1, 1)
        assert "现可及" not in browser.get("/accounts/users/system-admin").text
        refused = browser.send_form(grant, **{**fields, "region": "350582", "programme": "fuijan"})
        assert (refused.status_code, "没有认定工作 fuijan；可用：fujian" in refused.text) == (422, True)


def test_each_act_is_asked_for_on_a_page_that_says_what_follows(small: Service) -> None:
    small.open("li.si", ROLES["county"])
    for admin in ("system-admin", "security-admin"):
        with Browser(small, admin) as browser:
            for act in ACTS:
                asked = browser.get(f"/accounts/users/li.si/{act.name}")
                may = admin in ACTIONS[act.action].roles
                assert asked.status_code == (200 if may else 403), (admin, act.name)
                if may:
                    assert html.fromstring(asked.text).xpath(
                        "//form[@method='post'][contains(@action, 'li.si')]"
                    )


def test_a_role_is_taken_and_an_account_closed_and_nothing_is_offered_for_a_closed_one(
    small: Service,
) -> None:
    small.open("li.si", ROLES["county"])
    with Browser(small, "security-admin") as browser:
        page = html.fromstring(browser.get("/accounts/users/li.si").text)
        (way,) = page.xpath("//a[contains(@href, 'grant-removal')]/@href")
        form = html.fromstring(browser.get(way).text)
        fields = {each.get("name"): each.get("value") for each in form.xpath("//main//input[@type='hidden']")}
        taken = browser.send_form("/accounts/users/li.si/grant-removal", **{**fields, "csrf": browser.csrf})
        assert "已收回角色" in browser.get(taken.headers["location"]).text
        closed = browser.send_form("/accounts/users/li.si/closure", reason="调离岗位")
        shown = browser.get(closed.headers["location"]).text
        assert "账户已停用" in shown
        assert "/accounts/users/li.si/" not in shown


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"role": "city", "region": "35"}, "不适合角色"),
        ({"role": "operator", "region": ""}, "须指明其集群"),
        ({"role": "auditor", "region": "", "cluster": "c1"}, "只有运营机构"),
        ({"role": "", "region": ""}, "account"),
    ],
)
def test_a_grant_that_cannot_be_is_refused_with_what_was_typed(
    small: Service, fields: dict[str, str], sentence: str
) -> None:
    small.open("li.si")
    with Browser(small, "security-admin") as browser:
        empty = {"programme": "", "cluster": "", "region": ""}
        answer = browser.send_form("/accounts/users/li.si/grant", **{**empty, **fields})
        assert answer.status_code == 422
        if fields["role"]:
            assert sentence in answer.text
            assert f'value="{fields["role"]}" selected' in answer.text


def test_nobody_changes_his_own_rights(small: Service) -> None:
    with Browser(small, "security-admin") as browser:
        fields = {"role": "auditor", "region": "", "programme": "", "cluster": ""}
        answer = browser.send_form("/accounts/users/security-admin/grant", **fields)
        assert (answer.status_code, "不得更改自己的权限" in answer.text) == (422, True)


@pytest.mark.parametrize("user", ["province", "auditor"])
def test_business_roles_see_no_accounts(small: Service, user: str) -> None:
    with Browser(small, user) as browser:
        for address in ("/accounts", "/accounts/new", f"/accounts/users/{user}"):
            assert browser.get(address).status_code == 403
        assert 'href="/accounts"' not in browser.get("/account").text


def test_accounts_are_found_by_name_and_state_and_hostile_names_are_harmless(small: Service) -> None:
    office = small.access.office_at_the_machine("test", small.clock.at)
    office.add_user("wang.wu", "<script>alert(1)</script>\u202e王五")
    with Browser(small, "audit-admin") as browser:
        page = browser.get("/accounts", params={"q": "王五"}).text
        assert "wang.wu" in page
        assert "audit-admin</a>" not in page.split('id="results"')[1]
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert "没有符合条件的账户" in browser.get("/accounts", params={"state": "disabled"}).text
        assert browser.get("/accounts/new").status_code == 403
        assert browser.get("/accounts/users/nobody").status_code == 404
