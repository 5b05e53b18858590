"""Signing in and out with nothing but forms, and the switch of the language."""

import pytest

from tests.monitor.api.serving import PASSWORD, ROLES, Service
from tests.monitor.web.conftest import Browser


def test_who_signs_in_comes_to_where_he_wanted_to_go(standing: Service) -> None:
    standing.session("auditor")
    with Browser(standing, None) as browser:
        fields = {"user": "auditor", "password": PASSWORD, "next": "/clusters?q=1"}
        answer = browser.send_form("/sign-in", **fields)
        assert (answer.status_code, answer.headers["location"]) == (303, "/clusters?q=1")
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert "SameSite=lax" in answer.headers["set-cookie"]


def test_a_one_time_secret_leads_to_the_own_account_first(small: Service) -> None:
    small.open("auditor", ROLES["auditor"])
    with Browser(small, None) as browser:
        answer = browser.send_form("/sign-in", user="auditor", password=small.secrets["auditor"])
        assert (answer.status_code, answer.headers["location"]) == (303, "/account")


def test_a_wrong_password_shows_the_form_again_without_the_password(standing: Service) -> None:
    with Browser(standing, None) as browser:
        answer = browser.send_form("/sign-in", user="auditor", password="not my pass-phrase")  # noqa: S106 - nobody's
        assert answer.status_code == 401
        assert "没有提交成功" in answer.text
        assert 'value="auditor"' in answer.text
        assert "not my pass-phrase" not in answer.text


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_nobody_is_led_to_an_address_of_somebody_else(standing: Service, address: str) -> None:
    standing.session("auditor")
    with Browser(standing, None) as browser:
        answer = browser.send_form("/sign-in", user="auditor", password=PASSWORD, next=address)
        assert answer.headers["location"] == "/"
        assert browser.get("/language", params={"to": "en", "back": address}).headers["location"] == "/"


def test_signing_out_ends_the_session(small: Service) -> None:
    with Browser(small, "auditor") as browser:
        cookie = browser.cookies["session"]
        assert browser.send_form("/sign-out").headers["location"] == "/sign-in"
        browser.cookies.set("session", cookie)
        assert browser.get("/account").headers["location"].startswith("/sign-in")


def test_the_language_is_chinese_until_it_is_switched(standing: Service) -> None:
    with Browser(standing, None) as browser:
        browser.cookies.clear()
        assert '<html lang="zh-CN">' in browser.get("/sign-in").text
        switched = browser.get("/language", params={"to": "en", "back": "/sign-in"})
        assert switched.headers["location"] == "/sign-in"
        assert '<html lang="en">' in browser.get("/sign-in").text


def test_a_form_that_is_too_large_or_none_is_refused_in_words(standing: Service) -> None:
    with Browser(standing, None) as browser:
        large = browser.send_form("/sign-in", user="a" * 9_000_000)
        assert large.status_code == 413
        as_json = browser.post("/sign-in", json={"user": "a"})
        assert as_json.status_code == 415
        broken = browser.post("/sign-in", content=b"--x", headers={"Content-Type": "multipart/form-data"})
        assert (broken.status_code, "表单读不出来" in broken.text) == (422, True)


def test_a_fault_of_ours_is_a_page_or_a_problem_with_its_number(small: Service) -> None:
    with Browser(small, "auditor") as browser:
        small.clock.at = small.clock.at.replace(tzinfo=None)  # a clock that we could not have
        for address, kind in (("/account", "text/html"), ("/api/v1/clusters", "application/problem+json")):
            answer = browser.get(address)
            assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (500, kind)
            assert answer.headers["request-id"] in answer.text
            assert "TypeError" not in answer.text
