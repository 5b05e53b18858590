"""Windows of several people that stay open over many pages, and what must hold of each page in them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONES, WIDE, Looking, window
from tests.monitor.api.serving import Service

_AXE = Axe()
_ONLY_WRONG = {"resultTypes": ["violations"]}  # what a page does well is looked at too, but not told
_IDS = re.compile(r"#[\w.-]+")


class Visits:
    """The windows of one service: one for each person and language."""

    def __init__(self, chromium: Browser, service: Service, stack: ExitStack) -> None:
        self._chromium = chromium
        self._stack = stack
        self._windows: dict[tuple[str | None, str], Page] = {}
        self.service = service

    def page(self, user: str | None, address: str, language: str = "zh", status: int = 200) -> Page:
        """Show a page in the window of somebody."""
        key = (user, language)
        if key not in self._windows:
            looking = Looking(language=language)
            self._windows[key] = self._stack.enter_context(
                window(self._chromium, self.service, user, looking)
            )
        page = self._windows[key]
        answer = page.goto(f"{self.service.address}{address}")
        assert answer is not None
        assert answer.status == status, (user, address, answer.status, page.inner_text("body")[:600])
        return page


@contextmanager
def visiting(chromium: Browser, service: Service) -> Iterator[Visits]:
    """Give windows for as long as they are needed; at the end none of them has seen a fault."""
    with ExitStack() as stack:
        yield Visits(chromium, service, stack)


class Overflow(NamedTuple):
    """What is wider than a phone."""

    pixels: int
    widest: str


def violations(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds wrong: the rule and the first place."""
    found: list[dict[str, Any]] = _AXE.run(page, options=_ONLY_WRONG).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


def overflow(page: Page, sizes: Sequence[tuple[int, int]] = PHONES) -> Overflow | None:
    """Return by how much a page is wider than a phone, and which part of it."""
    found = [each for size in sizes if (each := _overflow_at(page, size)) is not None]
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    return found[0] if found else None


def _overflow_at(page: Page, size: tuple[int, int]) -> Overflow | None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    pixels = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return Overflow(pixels, page.evaluate(_WIDEST)) if pixels > 0 else None


_WIDEST = """[...document.querySelectorAll("body *")]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
  .map(each => each.outerHTML.slice(0, 120)).slice(0, 3).join(" | ")"""

_TEXTS = """[...function* () {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const shown = walker.currentNode.parentElement;
    if (!shown.closest("script, style")) yield walker.currentNode.data;
  }
  for (const each of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    for (const name of ["aria-label", "title", "placeholder", "alt"])
      if (each.hasAttribute(name)) yield each.getAttribute(name);
  yield document.title;
}()]"""


def texts(page: Page) -> list[str]:
    """Return every text of a page, folded away or not, and the labels that are only heard."""
    found: list[str] = page.evaluate(_TEXTS)
    return [each.strip() for each in found if each.strip()]
