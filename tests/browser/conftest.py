"""A real browser before a real service: pages as people see them, with scripts and without.

Promise: a machine without the browser says so and fails; no test of pages is passed over in silence.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright, sync_playwright

from tests.monitor.api.serving import Service, serving, stop_idle

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, PHONE = (1280, 900), (390, 844)
PHONES = (PHONE, (320, 640))  # usual, and the narrowest that pages have to fit (WCAG 1.4.10)


@pytest.fixture(scope="package")  # its loop runs in this thread: other tests could run none
def playing() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def chromium(playing: Playwright) -> Iterator[Browser]:
    """The browser of Debian; `tools/get-programs.sh` says how to get it."""
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is not here: run tools/get-programs.sh")
    browser = playing.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
    yield browser
    browser.close()


class Outside:
    """Every address that a page asked for beyond its own service."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.asked: list[str] = []
        context.on("request", lambda request: self._note(request.url, address))

    def _note(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:", "about:")):
            self.asked.append(url)


class Looking(NamedTuple):
    """How somebody looks at pages."""

    size: tuple[int, int] = WIDE
    scripts: bool = True
    language: str = "zh"


USUAL = Looking()


@contextmanager
def window(chromium: Browser, service: Service, user: str | None, looking: Looking = USUAL) -> Iterator[Page]:
    """Give a window in the session of a user; at its end nothing may have been asked of another host."""
    size, scripts, language = looking
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=scripts,
        locale="zh-CN" if language == "zh" else "en-GB",
        timezone_id="Asia/Shanghai",
    )
    context.set_default_timeout(10_000)
    cookies = {"language": language}
    if user is not None:
        cookies["session"] = service.session(user).session.reveal()
    context.add_cookies(
        [{"name": name, "value": value, "url": service.address} for name, value in cookies.items()]
    )
    outside = Outside(context, service.address)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: _noted(dialog, faults))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    try:
        yield page
    finally:
        context.close()
    assert outside.asked == []
    assert [each for each in faults if "status of 4" not in each] == []


def _noted(dialog: Dialog, faults: list[str]) -> None:
    """Note what opened a dialog; only the browser itself may ask, before what was typed is lost."""
    if dialog.type != "beforeunload":
        faults.append(f"a dialog: {dialog.message}")
    dialog.accept()


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Service]:
    """An empty service on SQLite, for tests that record."""
    with serving(sqlite_url) as running:
        yield running


@pytest.fixture(scope="session", autouse=True)
def _no_server_is_left() -> Iterator[None]:
    yield
    stop_idle()
