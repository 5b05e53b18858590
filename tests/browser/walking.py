"""People of a department in real windows: they sign in on the page, fill in forms, press buttons."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pyotp
from playwright.sync_api import Browser, Locator, Page

from monitor.alerting.channels import Channels, Wish
from monitor.alerting.dispatch import Dispatcher, Parts
from monitor.alerting.post import Ways
from monitor.alerting.telling import Teller
from monitor.notify.addresses import origin_of
from monitor.notify.sending import Sender, resolve_by_system
from tests.browser.conftest import Looking, window
from tests.monitor.api.serving import PASSWORD, Service
from tests.monitor.notify.conftest import QUICK
from tests.monitor.notify.once import trust
from tests.monitor.notify.receiver import Receiver
from tests.monitor.web.test_record import second_factor

CLUSTER = "/clusters/c1"


class Department:
    """The people of one service; each signs in anew whenever he sits down, with password and code."""

    def __init__(self, chromium: Browser, service: Service, *, scripts: bool) -> None:
        self.chromium = chromium
        self.service = service
        self.looking = Looking(scripts=scripts)
        self.keys = {user: second_factor(service, user) for user in USERS}

    @contextmanager
    def sits(self, user: str, on: str) -> Iterator[Page]:
        """Give the window of somebody who signs in at noon of a day."""
        self.service.on(on)
        with window(self.chromium, self.service, None, self.looking) as page:
            page.goto(f"{self.service.address}/sign-in")
            page.get_by_label("用户名").fill(user)
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_label("验证码").fill(self.code(user))
            page.get_by_role("button", name="登录").click()
            page.wait_for_url(f"{self.service.address}/")
            yield page

    def code(self, user: str) -> str:
        """Return the next code of somebody's device; each is good once."""
        self.service.clock.at += timedelta(seconds=61)
        return pyotp.TOTP(self.keys[user]).at(self.service.clock.at)

    def opens(self, page: Page, address: str) -> None:
        answer = page.goto(f"{self.service.address}{address}")
        assert answer is not None
        assert answer.status == 200, (address, page.inner_text("main")[:500])

    def fills(self, page: Page, type_name: str, **stated: str) -> None:
        """Open a form and fill it in, up to the page that asks for a confirmation."""
        self.opens(page, f"{CLUSTER}/record/{type_name}")
        enter(page, **stated)
        page.locator("button.primary[value=check]").click()

    def confirms(self, page: Page) -> str:
        """Have a form checked and confirm it; return what was said before that."""
        page.locator("button.primary[value=check]").click()
        return self.presses(page)

    def presses(self, page: Page) -> str:
        """Confirm what was checked; return what was said of it."""
        said = page.inner_text("main")
        page.get_by_role("button", name="确认并记录").click()
        page.wait_for_url("**/recorded/**")
        return said

    def records(self, page: Page, type_name: str, **stated: str) -> str:
        """Record a fact; return what the confirmation said of it."""
        self.fills(page, type_name, **stated)
        return self.presses(page)

    def ticks(self, on: str) -> None:
        """Let the scheduler do its pass."""
        self.service.on(on)
        with self.service.client("clerk") as client:
            assert client.post("/tick").status_code == 200

    def tells(self, group: Receiver) -> None:
        """Let what is due go out; the loop of the browser runs in this thread, so it is done in another."""
        monitor, listed = self.service.monitor, frozenset({origin_of(group.url())})
        channels = Channels(monitor, listed)
        if not channels.now().active():
            channels.add(
                Wish(channel="a", sort="wecom", address=group.url()), by="lin", at=self.service.clock.at
            )
        ways = Ways(Sender(listed, trust(), resolve_by_system, QUICK), trust(), None, QUICK)
        teller = Teller(monitor, self.service.address)
        parts = Parts(monitor, channels, teller, ways, self.service.clock)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(Dispatcher(parts).run).result()

    def events(self) -> list[str]:
        """Return the types of what is on record of the cluster, findings left out."""
        stream = self.service.monitor.log.stream("c1")
        return [type(each.body).__name__ for each in stream if each.recorded_by in USERS]


USERS = ("county", "province", "province-2", "auditor")


def enter(page: Page, **stated: str) -> None:
    """Enter values into the fields of a form, by their names."""
    for name, value in stated.items():
        _enter(page.locator(f"main form [name='{name}']").and_(page.locator(":not([type=hidden])")), value)


def _enter(fields: Locator, value: str) -> None:
    tag = fields.first.evaluate("each => each.type || each.localName")
    if tag == "select-one":
        fields.first.select_option(value)
    elif tag == "checkbox":
        fields.and_(fields.page.locator(f"[value='{value}']")).check()
    else:
        fields.first.fill(value)
