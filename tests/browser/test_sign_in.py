"""The entrance in a real browser, with scripts and without."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Looking, window
from tests.monitor.api.serving import PASSWORD, Service


@pytest.mark.parametrize("scripts", [True, False])
def test_an_auditor_signs_in(chromium: Browser, small: Service, *, scripts: bool) -> None:
    small.session("auditor")
    with window(chromium, small, None, Looking(scripts=scripts)) as page:
        page.goto(f"{small.address}/sign-in?next=/language")
        page.get_by_label("用户名").fill("auditor")
        page.get_by_label("密码").fill("wrong " + PASSWORD)
        page.get_by_role("button", name="登录").click()
        assert page.get_by_role("alert").get_by_role("heading").inner_text() == "没有提交成功"
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"{small.address}/")
