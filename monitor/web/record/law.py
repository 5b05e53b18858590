"""The law beside a form: what the rulebook in use says of a type of fact, each line with its article."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from htpy import Node, aside, div, h2, li, p, span, ul

from domain.rulebook import Rulebook
from monitor.matrix import GROUNDS, matrix
from monitor.web.record.around import Around
from monitor.wording import Language, say
from monitor.wording.terms import term

_EVERY_GROUND = tuple(f"ground.{code}" for code in GROUNDS)
ROWS: Mapping[str, Sequence[str]] = {
    "application-submitted": ("steps.county", "steps.city", "rhythm"),
    "application-recommended": ("steps.city", "steps.province"),
    "public-notice-posted": ("public-notice",),
    "objection-raised": ("public-notice",),
    "objection-resolved": ("public-notice",),
    "application-rejected": ("steps.province",),
    "cluster-recognised": ("steps.province", "public-notice", "validity"),
    "annual-report-filed": ("report", "ground.reporting"),
    "major-change-occurred": ("change", "ground.change"),
    "major-change-filed": ("change", "ground.change"),
    "incident-reported": ("ground.incident",),
    "incident-regraded": ("ground.incident",),
    "enterprise-joined": ("ground.incident",),
    "enterprise-left": ("ground.incident",),
    "misconduct-found": ("ground.integrity",),
    "supervision-refused": ("ground.reporting",),
    "low-satisfaction-found": ("ground.satisfaction",),
    "review-round-opened": ("review", "ground.review"),
    "review-applied": ("review", "ground.review"),
    "review-decided": ("review", "validity", "ground.review"),
    "case-opened": _EVERY_GROUND,
    "defence-invited": _EVERY_GROUND,
    "defence-received": _EVERY_GROUND,
    "rectification-ordered": _EVERY_GROUND,
    "rectification-accepted": _EVERY_GROUND,
    "rectification-failed": _EVERY_GROUND,
    "case-dismissed": _EVERY_GROUND,
    "revocation-decided": (*_EVERY_GROUND, "appeal"),
    "decision-served": ("appeal",),
    "revocation-published": ("appeal",),
    "appeal-lodged": ("appeal",),
    "appeal-admitted": ("appeal",),
    "appeal-refused": ("appeal",),
    "appeal-answered": ("appeal",),
    "recognition-surrendered": ("validity",),
    "title-cancelled": ("review",),
    "fact-withdrawn": (),
}
_SERVED = "decision-served"


def law_beside(around: Around, type_name: str, language: Language) -> Node:
    """Return what stands beside the form; nothing where the law depends on what is still to be typed."""
    if around.book is None:
        return None
    lines = [*_lines(around.book, type_name, language), *_served(around, type_name, language)]
    return aside(".law", aria_labelledby="law-title")[
        h2("#law-title")[say("record-law", language)],
        (
            [
                p(".faint")[say("record-law-summary", language, title=around.book.title)],
                ul(".plain-list")[(li[text, " ", _clause(article)] for text, article in lines)],
            ]
            if lines
            else p[say("record-law-none", language)]
        ),
    ]


def _clause(article: str | None) -> Node:
    return span(".clause")[article] if article else None


def _lines(book: Rulebook, type_name: str, language: Language) -> Iterator[tuple[str, str | None]]:
    rows = {row.code: row for row in matrix([book], language).rows}
    for code in ROWS[type_name]:
        for line in rows[code].cells[0]:
            yield _titled(rows[code].label, line.text, language), line.article


def _titled(label: str, words: str, language: Language) -> str:
    return f"{label}：{words}" if language == "zh" else f"{label}: {words}"


def _served(around: Around, type_name: str, language: Language) -> Iterator[tuple[str, str | None]]:
    if type_name == _SERVED:
        for window in around.statutes.windows:
            length = f"{window.length} {term('unit', window.unit, language)}"
            yield _titled(term("window", window.kind, language), length, language), window.article
        yield around.statutes.service_article, None


def basis_note(book: Rulebook | None, on: date, language: Language) -> Node:
    """Return the note on a text that does not bind on a day; nothing where it does."""
    basis = book.basis(on) if book else "in-force"
    if book is None or basis == "in-force":
        return None
    return div(".card.warn")[p[say(f"record-basis-{basis}", language, title=book.title)]]
