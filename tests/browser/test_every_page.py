"""Every page, by those who may see it: axe, phones, keyboard, print, and each language by itself."""

import re
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from monitor.web.routes import PAGES
from tests.browser.conftest import PHONES
from tests.browser.examples import FILES, LEADS_ON, Examples, examples
from tests.browser.told import PURPOSE, Made, Teller, made
from tests.browser.visiting import Visits, overflow, texts, violations, visiting
from tests.browser.walking import enter
from tests.monitor.api.serving import serving
from tools.pictures import ALIKE, PICTURES
from tools.take_screenshots import DOCS, LANGUAGES, SIZES, contents, file_of

HERE = sorted({route.path for route in PAGES if route.method == "GET"} - FILES - LEADS_ON)
LAW = Path(__file__).parents[2] / "domain"
STOPS = "a[href], button, select, textarea, summary, input:not([type=hidden])"
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [a-z]{2,}){3,}")


class Told(NamedTuple):
    """A service in which something of everything has happened, seen through open windows."""

    visits: Visits
    made: Made
    examples: Examples
    chinese: str


@pytest.fixture(scope="module")
def told(
    chromium: Browser, initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Told]:
    """The service, and a window for everybody in it."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "monitor.db").write_bytes(initialised_sqlite.read_bytes())
    with serving(f"sqlite:///{folder}/monitor.db", "2025-03-20") as service:
        teller = Teller(service)
        ids = made(teller, folder)
        teller.close()
        law = [
            each.read_text("utf-8") for each in LAW.rglob("*.*") if each.suffix in {".yaml", ".json", ".py"}
        ]
        with visiting(chromium, service) as visits:
            yield Told(visits, ids, examples(ids), f"{law} {teller.told} {PURPOSE} 中文")


def test_every_page_has_an_example(told: Told) -> None:
    assert set(told.examples) == set(HERE)


def test_every_page_has_its_pictures() -> None:
    assert {each.path for each in PICTURES} | ALIKE == set(HERE)
    assert DOCS.joinpath("pages.md").read_text("utf-8") == contents()
    taken = {file.name for file in DOCS.joinpath("pictures").iterdir()}
    assert taken == {file_of(each, *kind) for each in PICTURES for kind in product(LANGUAGES, SIZES)}


@pytest.mark.parametrize("path", HERE)
def test_a_page_is_for_everybody_and_fits_a_phone(told: Told, path: str) -> None:
    for user, address in told.examples[path]:
        page = told.visits.page(user, address)
        assert violations(page) == [], (user, address)
        assert overflow(page) is None, (user, address)
        assert english_in(page) == [], (user, address)
        assert is_reached_by_keys(page), (user, address)


@pytest.mark.parametrize("path", HERE)
def test_a_page_is_there_in_english(told: Told, path: str) -> None:
    user, address = told.examples[path][0]
    page = told.visits.page(user, address, "en")
    assert page.locator("h1").count() == 1
    assert chinese_in(page, told.chinese) == []
    assert overflow(page, PHONES[1:]) is None


def test_what_lies_between_a_form_and_its_record_is_for_everybody_too(told: Told) -> None:
    for year, status in (("", "没有提交成功"), ("2024", "尚未记录")):
        page = told.visits.page("province", "/clusters/x1/record/annual-report-filed")
        enter(page, year=year)
        page.locator("button.primary[value=check]").click()
        assert status in page.inner_text("main")
        assert violations(page) == []
        assert overflow(page) is None


@pytest.mark.parametrize(
    "address",
    ["/", "/clusters/c1", "/clusters/c1/cases/k1", "/clusters/c1/certificate?kind=appeal&about=k1"],
)
def test_a_page_is_printed_without_what_is_for_the_screen(told: Told, address: str, tmp_path: Path) -> None:
    page = told.visits.page("auditor", address)
    title, bar = page.inner_text("h1"), page.inner_text("header.bar").split()
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    printed = ["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"]
    sheet = subprocess.run(printed, capture_output=True, text=True, check=True).stdout  # noqa: S603 - ours
    assert title in sheet
    assert len(sheet.split()) > 40
    assert "退出" in bar
    assert "退出" not in sheet


def is_reached_by_keys(page: Page) -> bool:
    """Tell whether the first stop leads past the bar, and the next is in what the page is about."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    if not page.locator(f"main :is({STOPS})").count():
        return True
    page.keyboard.press("Tab")
    return bool(page.evaluate("document.querySelector('main').contains(document.activeElement)"))


def english_in(page: Page) -> list[str]:
    """Return sentences in English on a Chinese page."""
    return [each for each in texts(page) if SENTENCE.search(each) and not CHINESE.search(each)]


def chinese_in(page: Page, allowed: str) -> list[str]:
    """Return what is Chinese on an English page and is neither a name, nor text of the law, nor recorded."""
    return [each for each in texts(page) for run in CHINESE.findall(each) if run not in allowed]
