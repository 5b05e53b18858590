"""What the pages of the law share: whether a text binds, its articles, its hashes, what it says."""

from collections.abc import Iterable
from datetime import date

from htpy import Node, a, code, li, span, ul

from domain.findings import Basis
from domain.rulebook import Rulebook
from monitor.matrix_cells import Line
from monitor.web.parts.tags import Tone, tag
from monitor.web.parts.text import plain
from monitor.wording import Language, say
from monitor.wording.terms import term

CHINESE = "zh-CN"
BASIS_TONES: dict[Basis, Tone] = {"in-force": "good", "lapsed": "bad", "draft": "warn", "not-yet": "plain"}
_SHOWN_OF_HASH = len("sha256:") + 12


def binding(book: Rulebook, on: date, language: Language) -> Node:
    """Return whether an edition binds on a day, and that it is known in part where it is."""
    basis = book.basis(on)
    return [
        tag(term("basis", basis, language), BASIS_TONES[basis]),
        [" ", tag(say("source-is-partial", language), "unknown")] if book.source == "partial" else None,
    ]


def in_force(book: Rulebook, language: Language) -> str:
    """Return from when and through when a text binds, by its own word."""
    text = book.standing
    if text.in_force_from is None and text.in_force_through is None:
        return say("rules-no-days", language)
    first, last = text.in_force_from or "?", text.in_force_through
    if last is None:
        return say("rules-from", language, first=first)
    return say("rules-from-through", language, first=first, last=last)


def article_of(article: str | None) -> Node:
    """Return an article as it is cited, in the language of the text."""
    return span(".clause", lang=CHINESE)[plain(article)] if article else "—"


def law_words(words: str | None) -> Node:
    """Return words of a text of law, marked with their language."""
    return span(lang=CHINESE)[plain(words)]


def hash_link(sha256: str) -> Node:
    """Return a hash that leads to the text it names."""
    return a(".mono", href=f"/law/{sha256}", title=sha256)[f"{sha256[:_SHOWN_OF_HASH]}…"]


def whole_hash(sha256: str) -> Node:
    """Return a hash in full."""
    return code(".hash")[sha256]


def said(lines: Iterable[Line], language: Language) -> Node:
    """Return what a text says of a subject, line by line with its articles; that it says nothing else."""
    made = [li[plain(line.text), [" ", article_of(line.article)] if line.article else None] for line in lines]
    return ul(".lines")[made] if made else span(".faint")[say("rules-says-nothing", language)]
