"""A text of law as it is kept: under its hash, with who was judged by it, and byte for byte to take away."""

import re
from typing import Final

import msgspec
from fastapi import Response
from htpy import Node, a, div, h2, p, pre

from domain.refusal import RefusedError
from monitor.law_archive import LawArchive, LawText
from monitor.web.asking import Visitor
from monitor.web.frame import Page, shown
from monitor.web.lists.files import attached
from monitor.web.parts.tables import pairs, rows_table
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.web.rules.marks import whole_hash
from monitor.web.words import moment
from monitor.wording import Language, say
from monitor.wording.terms import term

_NAME: Final = re.compile(r"sha256:[0-9a-f]{64}")
_MOST_SHOWN = 60_000


def text(asked: Visitor, sha256: str) -> Response:
    """Show a text that is kept."""
    language = asked.language
    archive = asked.guarded.monitor_for("read-law").archive
    found = _kept(archive, sha256)
    content = [
        pairs(
            [
                (say("column-kind", language), term("law-text", found.kind, language)),
                (say("column-bytes", language), f"{len(found.content):,}"),
                (say("rules-wholeness", language), tag(say("rules-whole", language), "good")),
            ]
        ),
        p[say("column-sha256", language), say("rules-colon", language), whole_hash(sha256)],
        div(".actions.ways")[
            a(".button", href=f"/law/{sha256}.json", download=True)[say("rules-take-text", language)]
        ],
        p(".hint")[say("rules-check-text", language)],
        _adopted(archive, sha256, language),
        h2[say("rules-text", language)],
        _written(found, language),
    ]
    crumbs = ((say("rules-title", language), "/rules"),)
    title = say("rules-text-title", language, kind=term("law-text", found.kind, language))
    return shown(asked, Page(title=title, content=content, section="rules", crumbs=crumbs))


def text_file(asked: Visitor, sha256: str) -> Response:
    """Answer a text exactly as it is kept, so that its hash is its name."""
    found = _kept(asked.guarded.monitor_for("read-law").archive, sha256)
    return attached(found.content, "json", sha256.replace(":", "-"))


def _kept(archive: LawArchive, sha256: str) -> LawText:
    """Return a text by its name.

    Raises:
        RefusedError: "route-unknown", that is no name of a text; "law-text-missing", "law-text-altered".
    """
    if not _NAME.fullmatch(sha256):
        raise RefusedError("route-unknown", method="GET")
    return archive.read(sha256)


def _adopted(archive: LawArchive, sha256: str, language: Language) -> Node:
    rows = [
        [
            moment(each.adopted_at),
            term("programme", each.programme, language),
            a(href=f"/rules/{each.edition}")[each.edition],
        ]
        for each in archive.adoptions
        if sha256 in (each.rulebook_sha256, each.statutes_sha256)
    ]
    headers = [say(f"column-{name}", language) for name in ("adopted-at", "programme", "edition")]
    caption = say("rules-judged-by", language)
    return [h2[caption], rows_table(headers, rows, caption=caption, empty=say("rules-not-adopted", language))]


def _written(found: LawText, language: Language) -> Node:
    """Return the text laid out to be read; of a very long one the beginning."""
    laid_out = msgspec.json.format(found.content, indent=2).decode("utf-8", "backslashreplace")
    lines = [plain(line) for line in laid_out[:_MOST_SHOWN].splitlines()]
    return [
        p(".faint")[say("rules-text-cut", language)] if len(laid_out) > _MOST_SHOWN else None,
        div(".scroll.tall", role="region", aria_label=say("rules-text", language), tabindex="0")[
            pre(".json")["\n".join(lines)]
        ],
    ]
