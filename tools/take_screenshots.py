"""Takes the pictures of docs/pictures from a demonstration database, and writes docs/pages.md.

Promise: each picture is of a page as it is served, taken by the browser that the tests use.
Run `python -m tools.take_screenshots demo.db` after `make demo`; names of pictures may follow.
"""

import base64
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from domain.events import legal_day
from monitor.access.directory import By
from monitor.access.own_account import TokenAsked
from monitor.access.principal import Grant
from monitor.demo.story import SHOWN_ON
from monitor.web.record.drafts import Draft, Drafts
from tests.browser.conftest import CHROMIUM, PHONE, QUIET, WIDE, Looking, window
from tests.browser.walking import enter
from tests.monitor.api.serving import ROLES, Service, serving, stop_idle
from tools.pictures import PICTURES, Picture

DOCS = Path(__file__).parents[1] / "docs"
QUALITY = 45
TALLEST = {WIDE: 1_800, PHONE: 2_000}
SIZES = {"wide": WIDE, "phone": PHONE}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
PROGRAMMES = ("fujian", "hainan", "guangdong", "shandong", "heilongjiang")
PEOPLE: Mapping[str, tuple[str, Sequence[Grant]]] = {
    "lin": ("林晓（省工信厅）", [Grant(role="province", programme=each) for each in PROGRAMMES]),
    "chen": ("陈立（晋江市工信局）", [ROLES["county"]]),
    "wu": ("吴越（审计）", [ROLES["auditor"]]),
    "he": ("何川（系统管理员）", [ROLES["system-admin"]]),
    "xu": ("徐行（安全管理员）", [ROLES["security-admin"]]),
    "ye": ("叶青（审计管理员）", [ROLES["audit-admin"]]),
}
HEAD = """# Pages

Made by `python -m tools.take_screenshots` from the demonstration (`make demo`); do not edit by hand. The
clusters in the pictures are synthetic or carry synthetic histories. `make look` serves the same pages.

![The board](pictures/board.zh.wide.webp)

![A cluster](pictures/cluster.zh.wide.webp)

Each page in Chinese and English, on a desk (1280 px) and a phone (390 px); long pages are cut.
"""
FORMS = """
## How a fact is recorded

1. The form (`/clusters/{cluster}/record/{type_name}`) has the law beside its fields. "Check" records nothing.
2. What is wrong is told at its field, and once more above as the way to that field. Nothing typed is lost.
3. What may be recorded is kept as a draft, and the page that asks for a confirmation opens at an address
   of its own: it names the legal effect and each computed last day. Who reloads it has it checked anew.
4. "Confirm and record" records the fact once, however often it is sent, upon the version that was
   confirmed, and deletes the draft. A revocation, the answer to an appeal and a withdrawal ask first who
   sits there.
5. The receipt opens. "Back" leads from it to the receipt, and then to the form; no page is sent again.

Without scripts all of this is the same. A list that has days is also a calendar (`.ics`): `/clusters`,
`/due`, `/alerts`, `/reports` and `/cases`. A deadline has the same name there as in the feeds, and its
version rises with what is known, so a calendar that takes the file again keeps the newer.
"""


@contextmanager
def demonstration(database: Path) -> Iterator[tuple[Service, dict[str, str]]]:
    """Serve a copy of a demonstration with some people; give the ids that addresses need too."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(database, Path(folder) / "demo.db")
        with serving(f"sqlite:///{copy}", SHOWN_ON.isoformat()) as service:
            service.monitor.simulation = True
            office = service.access.office_at_the_machine("demo", service.clock.at)
            for user, (name, grants) in PEOPLE.items():
                service.secrets[user] = office.add_user(user, name).reveal()
                for grant in grants:
                    office.grant(user, grant)
                service.session(user)
            yield service, _ids(service)
        stop_idle()


def _ids(service: Service) -> dict[str, str]:
    at, monitor = service.clock.at, service.monitor
    draft = Draft("d1", "fj-jinjiang-shoes", "annual-report-filed", {"year": ("2025",)}, at)
    Drafts(monitor.engine, "chen").save(draft)
    last = legal_day(at).replace(year=legal_day(at).year + 1, month=6)
    asked = TokenAsked(purpose="年度统计", scopes=("read",), expires_on=last)
    service.access.entrance.make_token("chen", asked, by=By(name="chen"), at=at)
    account = service.access.accounts.find("chen")
    stream = monitor.log.stream("synth-fj-now-served")
    found = {type(each.body).__name__: each for each in stream}
    alerts = (each for each in monitor.alerts(limit=5_000) if each["cluster"] == "synth-fj-now-served")
    return {
        "event": found["DecisionServed"].id,
        "position": str(found["RevocationDecided"].position),
        "alert": str(next(alerts)["id"]),
        "token": account.tokens[-1].id if account else "",
        "law": next(each.sha256 for each in monitor.archive.listed() if each.kind == "rulebook"),
    }


def take(database: Path, chosen: Sequence[Picture]) -> None:
    """Take some pictures, in both languages and both sizes."""
    folder = DOCS / "pictures"
    folder.mkdir(exist_ok=True)
    with demonstration(database) as (service, ids), sync_playwright() as playing:
        for language, own in LANGUAGES.items():  # fields for days and files speak the browser's language
            browser = playing.chromium.launch(
                executable_path=str(CHROMIUM), args=[*QUIET, f"--lang={own}"], env={"LANGUAGE": own}
            )
            for user in dict.fromkeys(each.user for each in chosen):
                mine = [each for each in chosen if each.user == user]
                _take_of(browser, service, ids, mine, language, folder)
            browser.close()


def _take_of(  # noqa: PLR0913, PLR0917 - what a round of pictures depends on
    browser: Browser,
    service: Service,
    ids: Mapping[str, str],
    pictures: Sequence[Picture],
    language: str,
    folder: Path,
) -> None:
    looking = Looking(language=language)
    with window(browser, service, pictures[0].user, looking) as page:
        for each in pictures:
            _show(page, service.address + each.address.format(**ids), each)
            for name, size in SIZES.items():
                file = folder / file_of(each, language, name)
                file.write_bytes(_seen(page, size))
                print(file.name, file.stat().st_size)  # noqa: T201 - a tool at a terminal


def _show(page: Page, address: str, picture: Picture) -> None:
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(address)
    if picture.typed:
        enter(page, **picture.typed)
        page.locator("main form button.primary").first.click()
        page.wait_for_load_state()


def _seen(page: Page, size: tuple[int, int]) -> bytes:
    """Return what a page looks like at a size, as WebP, which Chromium makes a third as large as PNG."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    tall = min(TALLEST[size], page.evaluate("document.documentElement.scrollHeight"))
    session = page.context.new_cdp_session(page)
    clip = {"x": 0, "y": 0, "width": size[0], "height": tall, "scale": 1}
    how = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
    seen = session.send("Page.captureScreenshot", how)
    session.detach()
    return base64.b64decode(seen["data"])


def contents() -> str:
    """Return docs/pages.md."""
    lines = [HEAD]
    for part, pictures in groupby(PICTURES, key=lambda each: each.part):
        lines += [f"\n## {part}\n", "| Page | What is to be seen | Pictures |", "|---|---|---|"]
        lines += [f"| `{each.path}` | {each.sentence} | {_links(each)} |" for each in pictures]
    return "\n".join(lines) + "\n" + FORMS


def _links(picture: Picture) -> str:
    words = {"zh": {"wide": "中文", "phone": "手机"}, "en": {"wide": "English", "phone": "phone"}}
    return " · ".join(
        f"[{words[language][size]}](pictures/{file_of(picture, language, size)})"
        for language in LANGUAGES
        for size in SIZES
    )


def file_of(picture: Picture, language: str, size: str) -> str:
    """Return the name of the file of a picture."""
    return f"{picture.name}.{language}.{size}.webp"


def main(database: str, *names: str) -> None:
    """Take all pictures, or those that are named."""
    (DOCS / "pages.md").write_text(contents(), encoding="utf-8")
    take(Path(database), [each for each in PICTURES if not names or each.name in names])


if __name__ == "__main__":
    main(*sys.argv[1:])
