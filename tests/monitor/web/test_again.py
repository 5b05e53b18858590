"""A form whose session has ended: what was typed is kept, and sent again from where it was."""

from datetime import timedelta

import httpx2
import pytest

from tests.monitor.api.conftest import fill
from tests.monitor.api.serving import Service
from tests.monitor.web.conftest import Browser
from tests.monitor.web.forms import fields_of, press


@pytest.fixture
def filled(small: Service) -> Service:
    """A service with a few clusters."""
    fill(small)
    return small


ACTION = "/clusters/c1/record/major-change-occurred"
TYPED = {"change": "m1", "description": "变更“运营”<主体>", "source__number": "甲〔2026〕1号"}


def typed_into(browser: Browser, step: str = "check", **more: str) -> httpx2.Response:
    return press(browser, browser.get(ACTION), ACTION, step, **TYPED, **more)


def is_kept(page: httpx2.Response) -> bool:
    fields = fields_of(page, ACTION)
    return fields["description"] == [TYPED["description"]] and fields["change"] == ["m1"]


def test_what_was_typed_outlives_the_session_and_is_sent_again(filled: Service) -> None:
    before = filled.monitor.log.stream("c1")
    with Browser(filled, "province") as browser:
        page = browser.get(ACTION)
        filled.clock.at += timedelta(minutes=31)
        ended = press(browser, page, ACTION, "check", **TYPED)
        assert (ended.status_code, "会话已结束" in ended.text) == (401, True)
        assert 'href="/sign-in?next=/account"' in ended.text
        assert is_kept(ended)
        with Browser(filled, "county") as other_window:  # one cookie for both
            browser.cookies.set("session", other_window.cookies["session"])
        older = press(browser, ended, ACTION, "check")
        assert (older.status_code, "本次登录之前打开" in older.text) == (403, True)
        assert is_kept(older)
        checked = press(browser, older, ACTION, "check")
        assert checked.status_code == 422  # a kind is missing: it was looked at as any form
        assert "变更“运营”" in checked.text
    assert filled.monitor.log.stream("c1") == before


def test_no_secret_goes_along(filled: Service) -> None:
    with Browser(filled, "province") as browser:
        page = browser.get(ACTION)
        filled.clock.at += timedelta(minutes=31)
        secret = {"proof-code": "123456", "proof-password": "my own pass-phrase"}
        ended = press(browser, page, ACTION, "check", **TYPED, **secret)
        assert "123456" not in ended.text
        assert "my own pass-phrase" not in ended.text
        assert "csrf" not in fields_of(ended, ACTION)
        own = browser.send_form("/account/password", old="my own pass-phrase", new="another pass-phrase")
        assert own.status_code == 401
        assert "another pass-phrase" not in own.text


@pytest.mark.parametrize("origin", ["https://evil.example", "http://[", "null"])
def test_a_form_of_another_site_is_refused_and_not_kept(filled: Service, origin: str) -> None:
    with Browser(filled, "province") as browser:
        sent = {"description": "别处写的", "step": "check"}
        answer = browser.post(ACTION, data=sent, headers={"Origin": origin, "Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        assert "别处写的" not in answer.text


def test_a_file_that_came_along_has_to_be_chosen_again(filled: Service) -> None:
    with Browser(filled, "province") as browser:
        browser.cookies.delete("session")
        answer = browser.post(ACTION, data={"change": "m1"}, files={"file": ("a.pdf", b"%PDF")})
        assert answer.status_code == 401
        assert "请在下一步重新选择" in answer.text


def test_what_the_gate_refuses_is_a_page_for_who_wanted_one(filled: Service) -> None:
    with Browser(filled, "province") as browser:
        hint = browser.get(ACTION)
        assert "不超过 7 MB" in hint.text
        large = {"file": ("a.pdf", b"0" * (9 * 2**20))}
        answer = browser.post(ACTION, data={"csrf": browser.csrf}, files=large)
        assert (answer.status_code, answer.headers["content-type"][:9]) == (413, "text/html")
        assert "请求内容超过" in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        elsewhere = browser.get("/", headers={"Host": "evil.example"})
        assert (elsewhere.status_code, elsewhere.headers["content-type"][:9]) == (421, "text/html")
        program = browser.get("/api/v1/clusters", headers={"Host": "evil.example"})
        assert program.headers["content-type"] == "application/problem+json"


def test_a_page_says_on_paper_of_which_day_it_is_and_whose(filled: Service) -> None:
    with Browser(filled, "province") as browser:
        assert "业务日期 2026-01-06；以 2026-01-06 12:00 时所知为准" in browser.get("/clusters/c1").text
        then = browser.get("/clusters?on=2025-09-15&known_at=2025-09-15").text
        assert "业务日期 2025-09-15；以 2025-09-15 23:59 时所知为准" in then


def test_the_switch_of_the_language_leads_back_to_the_form(filled: Service) -> None:
    with Browser(filled, "province") as browser:
        sent = {"csrf": browser.csrf, "step": "check"}
        for referer, back in (
            (f"{filled.address}{ACTION}?x=1", f"back={ACTION}?x=1"),
            (f"https://evil.example{ACTION}", "back=/"),
            ("http://[", "back=/"),
        ):
            page = browser.post(ACTION, data=sent, headers={"Referer": referer})
            assert page.status_code == 422
            link = next(each for each in page.text.split('"') if each.startswith("/language"))
            expected = back.replace("/", "%2F").replace("?", "%3F").replace("=", "%3D").replace("%3D", "=", 1)
            assert link.endswith(expected)
