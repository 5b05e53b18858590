"""What evil people wrote, on every page that shows it: no script runs, nothing is spoofed."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser

from tests.acceptance.corpus import corpus
from tests.browser.told import Teller, tell, ticked
from tests.browser.visiting import Visits, texts, visiting
from tests.monitor.api.serving import JINJIANG, fact, post, serving

CATEGORIES = {"html": 24, "invisible": 10, "template": 4, "terminal": 6, "formula": 2, "confusable": 2}
LISTS = ("/", "/clusters", "/due", "/alerts", "/cases", "/reports", "/audit/replay?show=all")
PARTS = ("", "/cases/k1", "/record", "/difference", "/knowledge", "/record/fact-withdrawn", "/step?n=9")
SPOOFS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x200E, 0x200F, 0x61C, 0xFEFF}
# What would act: an attribute of an event, an address that runs, an element that loads.
ACTING = r"""
const leading = ["href", "src", "action", "formaction", "xlink:href", "srcdoc"];
const loading = ["IFRAME", "OBJECT", "EMBED", "BASE", "IMG", "VIDEO", "AUDIO"];
const runs = one => one.name.startsWith("on") || (
  leading.includes(one.name) && /^\s*(javascript|data|vbscript):|</i.test(one.value));
const ours = each => each.getAttribute("src")?.startsWith("/static/");
return [...document.querySelectorAll("*")]
  .filter(each => loading.includes(each.tagName) || [...each.attributes].some(runs)
    || (each.tagName === "SCRIPT" && !ours(each)))
  .map(each => each.outerHTML.slice(0, 200))"""


def worst() -> list[str]:
    """Return the payloads, spread over each category."""
    found: list[str] = []
    for category, count in CATEGORIES.items():
        every = corpus()[category]
        found += every[:: max(1, len(every) // count)][:count]
    return found


@pytest.fixture(scope="module")
def visits(
    chromium: Browser, initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visits]:
    """A service whose people wrote all that into names, numbers and reasons, seen through open windows."""
    file = tmp_path_factory.mktemp("hostile") / "monitor.db"
    file.write_bytes(initialised_sqlite.read_bytes())
    with serving(f"sqlite:///{file}", "2025-03-20") as service:
        teller = Teller(service)
        accepted = [each for n, each in enumerate(worst()) if is_taken(teller.clerk, f"t{n}", each)]
        assert len(accepted) >= 40
        teller.close()
        teller = Teller(service, accepted)
        for number in range(4):
            tell(teller, f"h{number}", name=accepted[number], operator=accepted[-number - 1])
        teller.close()
        ticked(service, "2026-01-06")
        with visiting(chromium, service) as windows:
            yield windows


def is_taken(clerk: httpx2.Client, cluster: str, payload: str) -> bool:
    """Tell whether a text may stand in a name; what may not never comes to a page."""
    founding = fact("cluster-recognised", "2024-07-10", **{**JINJIANG, "name": payload})
    return post(clerk, cluster, founding).status_code == 201


@pytest.mark.parametrize("address", [*LISTS, *(f"/clusters/h{n}{part}" for n in range(4) for part in PARTS)])
def test_what_people_wrote_is_words_and_nothing_more(visits: Visits, address: str) -> None:
    page = visits.page("province", address)
    assert page.evaluate(f"(() => {{{ACTING}}})()") == []
    spoofed = [each for each in texts(page) if SPOOFS & set(map(ord, each))]
    assert spoofed == []
