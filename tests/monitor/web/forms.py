"""Forms as a browser without scripts sends them: every field of a form as the page gave it, some changed."""

from html.parser import HTMLParser
from typing import Any

import httpx2

from tests.monitor.web.conftest import Browser

Fields = dict[str, list[str]]


class _Reader(HTMLParser):
    """Reads the fields of the forms that are sent to one address."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.fields: Fields = {}
        self._is_in = False
        self._select = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._is_in = found.get("action") == self.action
        if self._is_in:
            self._field(tag, found)

    def _field(self, tag: str, found: dict[str, str | None]) -> None:
        name, kind = found.get("name") or "", found.get("type")
        if tag == "select":
            self._select = name
            self.fields.setdefault(name, [""])
        elif tag == "option" and "selected" in found:
            self.fields[self._select] = [found.get("value") or ""]
        elif tag == "textarea":
            self._text = name
            self.fields[name] = [""]
        elif tag == "input" and name and kind != "file" and (kind != "checkbox" or "checked" in found):
            self.fields.setdefault(name, []).append(found.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""
        if tag == "form":
            self._is_in = False


def fields_of(page: httpx2.Response, action: str) -> Fields:
    """Return the fields of a form as they stand on a page."""
    reader = _Reader(action)
    reader.feed(page.text)
    assert reader.fields, f"no form for {action}: {page.status_code}"
    return reader.fields


def press(
    browser: Browser, page: httpx2.Response, action: str, step: str, /, **typed: Any
) -> httpx2.Response:
    """Press a button of a form with what was typed into it; a double underscore stands for a point.

    The page that asks for a confirmation has an address of its own, which a browser goes to.
    """
    named = {name.replace("__", "."): value for name, value in typed.items()}
    lists = {name: value if isinstance(value, list) else [value] for name, value in named.items()}
    answer = browser.post(action, data={**fields_of(page, action), **lists, "step": [step]})
    leads_to = answer.headers.get("location", "")
    return browser.get(leads_to) if "confirm=" in leads_to else answer


def record(browser: Browser, cluster: str, type_name: str, /, **typed: Any) -> httpx2.Response:
    """Fill in a form, check, confirm; return the page of what was recorded."""
    action = f"/clusters/{cluster}/record/{type_name}"
    checked = press(browser, browser.get(action), action, "check", **typed)
    assert checked.status_code == 200, checked.text
    done = press(browser, checked, action, "record")
    assert done.status_code == 303, done.text
    return browser.get(done.headers["location"])
