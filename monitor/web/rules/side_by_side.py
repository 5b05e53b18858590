"""The editions side by side, as many as are asked for, all of it or only where they differ."""

from collections.abc import Iterable, Sequence

from fastapi import Response
from htpy import Node, a, button, div, fieldset, form, label, legend, p
from htpy import input as input_

from domain.rulebook import Rulebook
from monitor.matrix import Row, matrix
from monitor.web.asking import Visitor
from monitor.web.frame import Page, shown
from monitor.web.parts.tables import rows_table
from monitor.web.rules.marks import said
from monitor.wording import Language, say
from monitor.wording.terms import term

PATH = "/rules/matrix"


def compared(asked: Visitor, differing: str = "") -> Response:
    """Show the editions that the address names, all if it names none.

    Raises:
        RefusedError: "edition-unknown".
    """
    language = asked.language
    library = asked.guarded.monitor_for("read-law").library
    named = asked.request.query_params.getlist("edition")[: len(library.books)]
    books = [library.book(each) for each in dict.fromkeys(named)] or list(library.books.values())
    rows = [row for row in matrix(books, language).rows if not differing or _differs(row)]
    content = [
        p[say("rules-matrix-intro", language)],
        _form(library.books.values(), books, language, is_differing=bool(differing)),
        div("#results.compared")[_table(books, rows, language)],
        p[button(type="button", data_print=True)[say("page-print", language)]],
    ]
    crumbs = ((say("rules-title", language), "/rules"),)
    title = say("rules-matrix-title", language)
    return shown(asked, Page(title=title, content=content, section="rules", crumbs=crumbs))


def _differs(row: Row) -> bool:
    """Tell whether editions say other things of a subject; that their articles differ is none."""
    return len({tuple(line.text for line in cell) for cell in row.cells}) > 1


def _form(
    every: Iterable[Rulebook], books: Sequence[Rulebook], language: Language, *, is_differing: bool
) -> Node:
    chosen = {book.edition for book in books}
    return form(".query", method="get", action=PATH, data_live=True)[
        fieldset(".ticks")[
            legend[say("rules-compare", language)],
            (
                _tick("edition", book.edition, _name(book, language), is_on=book.edition in chosen)
                for book in every
            ),
            _tick("differing", "1", say("rules-differing", language), is_on=is_differing),
        ],
        div(".actions")[button(type="submit")[say("rules-compare-do", language)]],
    ]


def _name(book: Rulebook, language: Language) -> str:
    return f"{term('programme', book.programme, language)} {book.edition}"


def _tick(name: str, value: str, words: str, *, is_on: bool) -> Node:
    return label(".tick")[input_(type="checkbox", name=name, value=value, checked=is_on), " ", words]


def _table(books: Sequence[Rulebook], rows: Iterable[Row], language: Language) -> Node:
    headers = [
        say("column-entry", language),
        *(a(href=f"/rules/{book.edition}")[_name(book, language)] for book in books),
    ]
    cells = [[row.label, *(said(cell, language) for cell in row.cells)] for row in rows]
    caption = say("rules-matrix-title", language)
    return rows_table(headers, cells, caption=caption, empty=say("rules-nothing-differs", language))
