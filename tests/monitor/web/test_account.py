"""One's own account with nothing but forms: what must be done first, sessions, tokens."""

import re
from datetime import timedelta

import pyotp
import pytest
from lxml import html

from domain.events import legal_day
from monitor.access.entrance import Given
from monitor.access.principal import Grant
from monitor.access.secret import Secret
from tests.monitor.api.serving import JINJIANG, PASSWORD, ROLES, XIAMEN, Service, fact, post
from tests.monitor.web.conftest import Browser

NEW = "another long Pass-phrase 2026"


def come_in(service: Service, browser: Browser, user: str) -> None:
    """Sign in with a one-time secret and note the token of the forms."""
    signed = browser.send_form("/sign-in", user=user, password=service.secrets[user])
    assert signed.headers["location"] == "/account"
    note_token(browser)


def note_token(browser: Browser) -> None:
    """Take the token from the page, as its forms would."""
    page = html.fromstring(browser.get("/account").text)
    browser.csrf = page.xpath("string(//input[@name='csrf']/@value)")


def key_on(page: str) -> str:
    """Return the key of a second factor that a page shows."""
    return str(html.fromstring(page).xpath("string(//code[@class='secret'])")).replace(" ", "")


def set_up(service: Service, browser: Browser, user: str) -> str:
    """Do all that must be done first; return where that leads."""
    come_in(service, browser, user)
    old = service.secrets[user]
    changed = browser.send_form("/account/password", old=old, new=NEW, again=NEW)
    if changed.headers["location"].startswith("/account"):
        note_token(browser)
        key = key_on(browser.send_form("/account/second-factor", password=NEW).text)
        code = pyotp.TOTP(key).at(service.clock.at)
        changed = browser.send_form("/account/second-factor/code", code=code)
    return str(changed.headers["location"])


def test_until_the_musts_are_done_every_page_leads_to_the_own_account(small: Service) -> None:
    small.open("province", ROLES["province"])
    with Browser(small, None) as browser:
        come_in(small, browser, "province")
        for address in ("/accounts", "/audit"):
            answer = browser.get(address)
            assert (answer.status_code, answer.headers["location"]) == (303, "/account")
        shown = browser.get("/account").text
        assert "使用前须先完成" in shown
        assert shown.index("更换一次性密码") < shown.index("第二因素验证")
        assert 'name="old"' in shown


@pytest.mark.parametrize(
    ("user", "start"), [("province", "/"), ("county", "/"), ("security-admin", "/accounts")]
)
def test_the_last_must_leads_to_work(small: Service, user: str, start: str) -> None:
    small.open(user, ROLES[user])
    with Browser(small, None) as browser:
        assert set_up(small, browser, user) == start
        assert "我的账户" in browser.get("/account").text


def test_a_password_that_was_not_taken_says_at_the_field_why(small: Service) -> None:
    small.open("auditor", ROLES["auditor"])
    with Browser(small, None) as browser:
        come_in(small, browser, "auditor")
        old = small.secrets["auditor"]
        slip = browser.send_form("/account/password", old=old, new=NEW, again=NEW + "x")
        weak = browser.send_form("/account/password", old=old, new="short", again="short")
        wrong = browser.send_form("/account/password", old="not it", new=NEW, again=NEW)
    for answer, field, sentence in (
        (slip, "again", "两次输入的新密码不一致"),
        (weak, "new", "密码不够强"),
        (wrong, "old", "现密码不对"),
    ):
        assert answer.status_code == 422
        page = html.fromstring(answer.text)
        assert sentence in page.xpath(f"string(//*[@id='e-{field}'])")
        assert page.xpath(f"//*[@class='refused']//a[@href='#f-{field}']")
        assert NEW not in answer.text


def test_a_wrong_code_does_not_show_the_key_again(small: Service) -> None:
    with Browser(small, "auditor") as browser:
        key = key_on(browser.send_form("/account/second-factor", password=PASSWORD).text)
        wrong = browser.send_form("/account/second-factor/code", code="000000")
        assert (wrong.status_code, key in wrong.text) == (422, False)
        assert "验证码不对" in wrong.text
        code = pyotp.TOTP(key).at(small.clock.at)
        taken = browser.send_form("/account/second-factor/code", code=code)
        assert taken.headers["location"] == "/account?done=second-factor"
        assert "第二因素已启用" in browser.get("/account?done=second-factor").text


def test_who_came_through_a_provider_gives_the_code_of_his_second_factor(small: Service) -> None:
    small.open("county", ROLES["county"])
    with Browser(small, None) as browser:
        set_up(small, browser, "county")
        note_token(browser)
        key = key_on(browser.send_form("/account/second-factor", password=NEW).text)
        browser.send_form("/account/second-factor/code", code=pyotp.TOTP(key).at(small.clock.at))
    vouched = small.access.entrance.sign_in_vouched("county", at=small.clock.at)
    with Browser(small, None) as browser:
        browser.cookies.set("session", vouched.session.reveal())
        browser.csrf = vouched.csrf.reveal()
        assert "统一身份认证" in browser.get("/account").text
        small.clock.at += timedelta(minutes=1)  # each code is good once
        given = browser.send_form("/account/code", code=pyotp.TOTP(key).at(small.clock.at))
        assert given.headers["location"] == "/"


def test_sessions_are_listed_and_ended(small: Service) -> None:
    with Browser(small, "auditor") as browser:
        given = Given(user="auditor", password=Secret(PASSWORD))
        small.access.entrance.sign_in(given, at=small.clock.at)
        page = browser.get("/account").text
        assert page.count("退出此处") == 1
        (name,) = re.findall(r"/account/sessions/([0-9a-f]+)/end", page)
        ended = browser.send_form(f"/account/sessions/{name}/end")
        assert ended.headers["location"] == "/account?done=session"
        assert "退出此处" not in browser.get("/account").text


def test_a_token_is_shown_once_and_revoked_after_a_question(small: Service) -> None:
    with Browser(small, "auditor") as browser:
        last = legal_day(small.clock.at).isoformat()
        fields = {"purpose": "<b>每日\u202e同步", "scopes": "read", "expires_on": last}
        made = browser.send_form("/account/tokens", **fields)
        text = str(html.fromstring(made.text).xpath("string(//code[@class='secret'])"))
        assert text.startswith("cm_")
        listed = browser.get("/account/tokens").text
        assert text not in listed
        assert "&lt;b&gt;每日\\u202e同步" in listed
        token = text.split("_")[1]
        assert token in browser.get(f"/account/tokens/{token}/revoke").text
        browser.send_form(f"/account/tokens/{token}/revoke")
        assert "已失效" in browser.get("/account/tokens").text
        assert browser.get(f"/account/tokens/{token}/revoke").status_code == 404


def test_a_token_form_that_was_not_taken_keeps_what_was_typed(small: Service) -> None:
    with Browser(small, "auditor") as browser:
        sent = browser.send_form("/account/tokens", purpose="同步", scopes="audit", expires_on="31.12.")
        page = html.fromstring(sent.text)
        assert (sent.status_code, page.xpath("string(//*[@id='f-purpose']/@value)")) == (422, "同步")
        assert "不是日期" in page.xpath("string(//*[@id='e-expires_on'])")
        assert page.xpath("//input[@value='audit']/@checked")


def test_an_administrator_has_no_tokens(small: Service) -> None:
    with Browser(small, "system-admin") as browser:
        assert browser.get("/account/tokens").status_code == 403
        assert "/account/tokens" not in browser.get("/account").text


def test_the_account_reads_in_english(small: Service) -> None:
    small.open("two", Grant(role="city", region="3505"), Grant(role="auditor"))
    with Browser(small, None, "en") as browser:
        come_in(small, browser, "two")
        assert "To be done first" in browser.get("/account").text


def test_a_feed_is_opened_of_what_one_may_see_and_closed(small: Service) -> None:
    with Browser(small, "county") as browser, Browser(small, None) as reader:
        opened = browser.send_form("/account/notifications", programme="", region="", cluster="")
        addresses = html.fromstring(opened.text).xpath("//code[@class='secret']/text()")
        assert [address.rpartition(".")[2] for address in addresses] == ["ics", "atom"]
        assert reader.get(addresses[0]).text.startswith("BEGIN:VCALENDAR")
        listed = browser.get("/account/notifications").text
        assert addresses[0] not in listed
        (close,) = html.fromstring(listed).xpath("//form[contains(@action, '/close')]/@action")
        with Browser(small, "auditor") as other:
            assert other.send_form(close).status_code == 404
        assert "订阅已停用" in browser.get(browser.send_form(close).headers["location"]).text
        assert reader.get(addresses[0]).status_code == 404


def test_a_feed_tells_how_many_of_ones_clusters_it_reaches(small: Service) -> None:
    with small.client("province") as province:
        for cluster, place in (("c1", JINJIANG), ("x1", XIAMEN), ("c2", {**JINJIANG, "county_code": None})):
            assert post(province, cluster, fact("cluster-recognised", "2024-07-10", **place)).is_success
    page = "/account/notifications"
    with Browser(small, "auditor") as browser, Browser(small, "county") as county:
        opened = browser.send_form(page, programme="fujian", region="3505", cluster="").text
        assert (opened.count("现可及 1 个集群"), opened.count("另有 1 个集群没有区划代码")) == (2, 2)
        assert "目前没有集群" not in opened
        wrong = browser.send_form(page, programme="", region="泉州", cluster="").text
        assert wrong.count("目前没有集群在此范围内") == 2
        listed = browser.get(page).text
        assert (listed.count("现可及 1 个集群"), listed.count("目前没有集群在此范围内")) == (1, 1)
        unknown = browser.send_form(page, programme="nope", region="", cluster="")
        assert (unknown.status_code, "没有认定工作 nope；可用：" in unknown.text) == (422, True)
        other = county.send_form(page, programme="", region="", cluster="x1").text  # not his to see
        assert "目前没有集群在此范围内" in other
        assert "现可及 1 个集群" in county.get("/account").text


def test_an_administrator_opens_no_feed(small: Service) -> None:
    with Browser(small, "security-admin") as browser:
        assert browser.get("/account/notifications").status_code == 403
        assert browser.send_form("/account/notifications").status_code == 403


def test_an_administrator_begins_with_the_accounts(small: Service) -> None:
    small.session("security-admin")
    small.clock.at += timedelta(minutes=1)
    small.access.office_at_the_machine("test", small.clock.at).remove_second_factor("security-admin")
    with Browser(small, None) as browser:
        signed = browser.send_form("/sign-in", user="security-admin", password=PASSWORD)
        assert signed.headers["location"] == "/account"  # the second factor comes first
        note_token(browser)
        key = key_on(browser.send_form("/account/second-factor", password=PASSWORD).text)
        code = pyotp.TOTP(key).at(small.clock.at)
        done = browser.send_form("/account/second-factor/code", code=code)
        assert done.headers["location"] == "/accounts"
        browser.send_form("/sign-out", csrf=_token(browser))
        small.clock.at += timedelta(minutes=1)
        code = pyotp.TOTP(key).at(small.clock.at)
        again = browser.send_form("/sign-in", user="security-admin", password=PASSWORD, code=code)
        assert again.headers["location"] == "/accounts"


def _token(browser: Browser) -> str:
    note_token(browser)
    return browser.csrf
