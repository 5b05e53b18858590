"""One edition in full: what it says of each subject with its article, and how it is read where it is open."""

from collections.abc import Iterable, Iterator

import msgspec
from fastapi import Response
from htpy import Node, a, button, div, h2, li, nav, p, span, ul

from domain.events import legal_day
from domain.rulebook import Choice, ChoiceValue, Rulebook
from monitor.access.policy import READ, allowing
from monitor.audit.branching.supposition import shown_value
from monitor.http.asking import Asked
from monitor.matrix import Row, matrix
from monitor.matrix_cells import named
from monitor.web.asking import Visitor
from monitor.web.frame import Page, shown
from monitor.web.lists.files import attached
from monitor.web.lists.stated import address
from monitor.web.parts.tables import pairs, rows_table
from monitor.web.parts.text import plain
from monitor.web.rules.marks import article_of, binding, in_force, law_words, said, whole_hash
from monitor.wording import Language, say
from monitor.wording.terms import term

SECTIONS = {
    "recognition": ("steps", "public-notice", "rhythm", "quota"),
    "term": ("validity", "review"),
    "reporting": ("report", "change"),
    "grounds": ("ground",),
    "appeal": ("appeal",),
    "criteria": ("criterion",),
    "duties": ("duties",),
}
_READINGS, _INCIDENTS = "readings", "incidents"


def edition(asked: Visitor, edition: str) -> Response:
    """Show one edition."""
    language = asked.language
    book = asked.guarded.monitor_for("read-law").library.book(edition)
    rows = matrix([book], language).rows
    content = [
        _head(asked, book),
        _contents(language),
        (_section(name, rows, language) for name in SECTIONS),
        _incidents(book, language),
        _readings(asked, book),
    ]
    crumbs = ((say("rules-title", language), "/rules"),)
    return shown(asked, Page(title=book.title, content=content, section="rules", crumbs=crumbs))


def edition_file(asked: Visitor, edition: str) -> Response:
    """Answer one edition as it is computed with."""
    book = asked.guarded.monitor_for("read-law").library.book(edition)
    return attached(msgspec.json.format(msgspec.json.encode(book), indent=2), "json", book.edition)


def _head(asked: Asked, book: Rulebook) -> Node:
    language = asked.language
    principal = asked.guarded.principal
    return [
        pairs(
            [
                (say("column-edition", language), span(".mono")[book.edition]),
                (say("column-programme", language), term("programme", book.programme, language)),
                (say("label-issuer", language), law_words(book.issuer)),
                (say("column-document", language), plain(book.number)),
                (say("column-basis", language), binding(book, legal_day(asked.at), language)),
                (say("column-in-force", language), in_force(book, language)),
                (say("column-article", language), article_of(book.standing.article)),
                (say("rules-standing-note", language), law_words(book.standing.note)),
            ]
        ),
        p[say("column-sha256", language), say("rules-colon", language), whole_hash(book.sha256)],
        div(".actions.ways")[
            a(".button", href=address("/rules/matrix", {}))[say("rules-matrix-title", language)],
            (
                a(".button", href=address("/what-if", {"rulebook": book.edition}))[say("rules-try", language)]
                if allowing(principal, "what-if")
                else None
            ),
            (
                a(".button", href=address("/clusters", {"programme": book.programme}))[
                    say("rules-clusters", language)
                ]
                if allowing(principal, READ)
                else None
            ),
            a(".button", href=f"/rules/{book.edition}.json", download=True)["JSON"],
            button(type="button", data_print=True)[say("page-print", language)],
        ],
        p(".hint")[say("rules-in-our-words", language)],
    ]


def _contents(language: Language) -> Node:
    return nav(aria_label=say("rules-contents", language))[
        ul(".facets")[
            (
                li[a(href=f"#{name}")[say(f"rules-part-{name}", language)]]
                for name in (*SECTIONS, _INCIDENTS, _READINGS)
            )
        ]
    ]


def _section(name: str, rows: Iterable[Row], language: Language) -> Node:
    """Return one part of an edition; what it does not say of a subject is said too."""
    subjects = [row for row in rows if row.code.partition(".")[0] in SECTIONS[name]]
    headers = [say("column-entry", language), say("rules-says", language)]
    cells = [[row.label, said(row.cells[0], language)] for row in subjects]
    caption = say(f"rules-part-{name}", language)
    return [
        h2(id=name)[caption],
        div(".entries")[
            rows_table(headers, cells, caption=caption, empty=say("rules-says-nothing", language))
        ],
    ]


def _incidents(book: Rulebook, language: Language) -> Node:
    caption = say("rules-part-incidents", language)
    rows = [
        [
            (", " if language == "en" else "、").join(
                term("limb", category, language) for category in each.categories
            ),
            say("rules-any-grade", language)
            if each.grade is None
            else say("rules-from-grade", language, grade=term("limb", each.grade, language)),
        ]
        for each in book.incidents.thresholds
    ]
    headers = [say("rules-categories", language), say("rules-grade", language)]
    return [
        h2(id=_INCIDENTS)[caption],
        p[article_of(book.incidents.article)],
        div(".entries")[
            rows_table(headers, rows, caption=caption, empty=say("rules-says-nothing", language))
        ],
    ]


# --- readings -----------------------------------------------------------------------------------


def _readings(asked: Asked, book: Rulebook) -> Node:
    language = asked.language
    caption = say("rules-part-readings", language)
    headers = [say(f"column-{name}", language) for name in ("question", "article", "chosen", "alternatives")]
    rows = [_reading(asked, book, name, choice) for name, choice in book.choices.items()]
    return [
        h2(id=_READINGS)[caption],
        p(".hint")[say("rules-readings-hint", language)],
        rows_table(headers, rows, caption=caption, empty=say("rules-no-readings", language)),
    ]


def _reading(asked: Asked, book: Rulebook, name: str, choice: Choice) -> list[Node]:
    language = asked.language
    label = named(f"choice.{name}", name, language)
    return [
        span(".named", id=f"choice-{name}")[law_words(choice.question), span(".faint")[label]],
        [[article_of(each), " "] for each in dict.fromkeys(_resting_on(book, name))] or "—",
        reading_words(choice.value, language),
        ul(".lines")[
            (
                li[reading_words(each, language), _trial(asked, book, name, each)]
                for each in choice.alternatives
            )
        ],
    ]


def _trial(asked: Asked, book: Rulebook, name: str, other: ChoiceValue) -> Node:
    """Return the way to what another reading would change, for who may ask."""
    if not allowing(asked.guarded.principal, "what-if"):
        return None
    query = {"programme": book.programme, f"choice.{name}": shown_value(other)}
    return [" ", a(href=address("/what-if", query))[say("rules-try-reading", asked.language)]]


def reading_words(value: ChoiceValue, language: Language) -> str:
    """Return a reading in words; in a book of a department's own it may have none but itself."""
    text = shown_value(value)
    return named(f"reading.{text}", text, language)


def _resting_on(book: Rulebook, name: str) -> Iterator[str]:
    """Yield the articles that are read by a choice."""
    clauses = (book.review, *book.reports, book.change_filing, *book.grounds, book.appeal)
    for clause in clauses:
        if clause is not None and not isinstance(clause, str) and name in clause.choices:
            yield clause.article
