"""A dossier looked through for anything that a browser, a terminal or a file system would act on."""

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import PurePosixPath

HARMLESS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "table", "thead", "tbody", "tr",
    "th", "td", "dl", "dt", "dd", "ul", "ol", "li", "div", "span", "section", "header", "footer", "main", "a",
    "pre", "code", "caption", "col", "colgroup", "b", "strong", "em", "small", "br", "hr", "article",
    "details", "summary", "nav", "time",
}  # fmt: skip
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Looker(HTMLParser):
    """Collects what a page holds that could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HARMLESS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            leads = name in {"href", "src", "action", "content"} and re.match(r"\s*(\w+:|//)", value or "")
            is_policy = (name, value) == ("http-equiv", "Content-Security-Policy")
            acts = name.startswith("on") or name in {"srcdoc", "http-equiv"}
            if leads or (acts and not is_policy):
                self.found.append(f"{tag} {name}={value}")

    handle_startendtag = handle_starttag


def wrong_with_dossier(content: bytes) -> list[str]:
    """Return everything in a dossier that is not harmless."""
    wrong = []
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        for entry in bag.infolist():
            path = PurePosixPath(entry.filename)
            if path.is_absolute() or ".." in path.parts or not re.fullmatch(r"[\w./-]+", entry.filename):
                wrong.append(f"name {entry.filename!r}")
            told = bag.read(entry)
            if entry.filename.endswith(".html"):
                wrong += [f"{entry.filename}: {each}" for each in _looked(told.decode())]
            if not entry.filename.endswith((".zip", ".tsr")) and _CONTROLS.search(told):
                wrong.append(f"{entry.filename}: controls")
    return wrong


def _looked(page: str) -> list[str]:
    looker = Looker()
    looker.feed(page)
    return looker.found
