"""The list of last days: overdue, near, provisional, the department's own; by kind, place and day."""

from collections.abc import Mapping

from fastapi import Response
from htpy import Node, a, button, div, form, span
from htpy import input as input_

from monitor.answers.due_search import FACETS, Found, Row, Search, search
from monitor.http.asking import Times
from monitor.http.paging import write_cursor
from monitor.web.asking import TimesShown, Visitor
from monitor.web.frame import Page, shown
from monitor.web.lists import cells
from monitor.web.lists.calendars import due_calendar
from monitor.web.lists.files import CALENDAR, list_answer
from monitor.web.lists.stated import Books, Stated, stated, when
from monitor.web.parts.fields import choice_field, field
from monitor.web.parts.tables import as_files, card_table, next_page, nothing
from monitor.web.parts.tags import day, days_left, state_tag
from monitor.web.parts.times_bar import times_bar
from monitor.wording import say
from monitor.wording.terms import TERMS, term

PATH = "/due"
SORTS = ("overdue", "soon", "provisional", "own")
KINDS = (*TERMS["obligation"], *TERMS["window"])
FORMS = ("json", "csv", "xlsx", CALENDAR)
_NAMES = ("q", *FACETS, "within")


def due(asked: Visitor, times: TimesShown) -> Response:
    """Show a page of the last days that are looked for."""
    question = stated(asked, _NAMES)
    found = search(asked.guarded, when(times), _search(question))
    language = asked.language
    content = [
        times_bar(times, language, question.without_times(*_NAMES)),
        _query(question, found),
        div("#results")[_facets(question, found), _results(question, found, times)],
    ]
    page = Page(title=say("page-section-due", language), content=content, section="due", times=times)
    return shown(asked, page)


def due_files(asked: Visitor, form: str, times: TimesShown) -> Response:
    """Answer the last days that are looked for as a file."""
    question = stated(asked, _NAMES)
    found = search(asked.guarded, when(times), _search(question, limit=None))
    if form == CALENDAR:
        return due_calendar(asked, times, found.rows, "due")
    return list_answer(question, times, form, "due", [row.due for row in found.rows])


def _search(question: Stated, limit: int | None = 100) -> Search:
    return Search(
        text=question.text("q"),
        sort=question.choice("sort", SORTS),
        kind=question.choice("kind", KINDS),
        programme=question.text("programme"),
        city=question.text("city"),
        day=question.day("day"),
        within=question.whole("within"),
        after=question.after,
        limit=limit,
    )


def _query(question: Stated, found: Found) -> Node:
    language, facets = question.asked.language, found.facets
    kept = {"sort": question.text("sort")} if question.text("sort") else {}

    def choice(name: str, words: Mapping[str, str]) -> Node:
        chosen = question.text(name)
        values = cells.options(facets[name], words, language, chosen)
        return choice_field(name, say(f"column-{name}", language), values, chosen)

    return form(".query", method="get", action=PATH, role="search", data_live=True)[
        (input_(type="hidden", name=name, value=value) for name, value in {**question.times, **kept}.items()),
        field("q", say("list-name-or-id", language), type="search", value=question.text("q")),
        choice("kind", {kind: _kind_words(question, kind) for kind in KINDS}),
        choice("programme", cells.terms("programme", facets["programme"], language)),
        choice("city", {}),
        field("day", say("due-day", language), type="date", value=question.text("day")),
        field(
            "within",
            say("due-within", language),
            type="number",
            min="0",
            max="100000",
            value=question.text("within"),
        ),
        div(".actions")[
            button(".primary", type="submit")[say("list-search", language)],
            a(href=PATH)[say("list-reset", language)],
        ],
    ]


def _kind_words(question: Stated, kind: str) -> str:
    return term("obligation" if kind in TERMS["obligation"] else "window", kind, question.asked.language)


def _facets(question: Stated, found: Found) -> Node:
    language = question.asked.language
    words = {each: say(f"list-due-{each}", language) for each in SORTS}
    label = say("list-facet-due", language)
    return cells.facet(question, (PATH, "sort"), found.facets["sort"], words, label)


def _results(question: Stated, found: Found, times: Times) -> Node:
    language = question.asked.language
    if not found.rows:
        return nothing(say("due-empty" if question.kept.keys() - question.times else "due-none", language))
    books = Books(question.asked, when(times))
    headers = [say(f"column-{name}", language) for name in ("cluster", "place", "due-on", "left")]
    headers += [say(f"clusters-{name}", language) for name in ("what", "who")]
    headers += [say(f"column-{name}", language) for name in ("state", "clause")]
    cursor = None if found.after is None else write_cursor(found.after)
    return [
        cells.above_table(
            span[say("due-count", language, count=found.total)],
            as_files(PATH, question.kept, language, FORMS),
        ),
        card_table(
            headers,
            [_row(row, question, books) for row in found.rows],
            caption=say("due-caption", language, on=times.on),
        ),
        next_page(PATH, question.kept, cursor, language),
    ]


def _row(row: Row, question: Stated, books: Books) -> list[Node]:
    language, each = question.asked.language, row.due
    is_over = each["days_left"] < 0
    state = "overdue" if is_over else each["state"]
    kind = "obligation-state" if "period" in each else "window-state"
    return [
        cells.cluster_link(row.line, question.times),
        cells.place(row.line),
        day(each["due_on"], None if is_over else each["certainty"], language),
        days_left(each["days_left"], language),
        cells.what_is_due(each, language),
        cells.responsible(each, row.line, books, language),
        state_tag(kind, each["state"] if kind == "window-state" else state, language),
        span(".clause")[each["clause"]],
    ]
