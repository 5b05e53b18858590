"""The list of clusters: by name, place, standing, ground and last day; each with what is next."""

from collections.abc import Mapping

from fastapi import Response
from htpy import Node, a, br, button, div, form, span
from htpy import input as input_

from monitor.answers.due_search import Row as Due
from monitor.answers.roster_search import FACETS, Found, Row, Search, Sort, search
from monitor.http.asking import Times
from monitor.http.paging import write_cursor
from monitor.web.asking import TimesShown, Visitor
from monitor.web.drawings.bars import life_bar
from monitor.web.frame import Page, shown
from monitor.web.lists import cells
from monitor.web.lists.calendars import due_calendar
from monitor.web.lists.files import CALENDAR, list_answer
from monitor.web.lists.stated import Books, Stated, stated, when
from monitor.web.parts.fields import choice_field, field
from monitor.web.parts.tables import as_files, card_table, next_page, nothing
from monitor.web.parts.tags import STANDING_TONES, day, days_left, standing_tag, tag
from monitor.web.parts.times_bar import times_bar
from monitor.wording import Language, say
from monitor.wording.telling import attention_text
from monitor.wording.terms import TERMS, term

PATH = "/clusters"
ORDERS: tuple[Sort, ...] = ("due", "cluster", "valid")
GROUNDS = ("any", "unknown", *TERMS["ground"])
DUES = ("overdue", "soon", "provisional", "own", "none")
FORMS = ("json", "csv", "xlsx", CALENDAR)
_NAMES = ("q", *FACETS, "sort")


def clusters(asked: Visitor, times: TimesShown) -> Response:
    """Show a page of the clusters that are looked for."""
    question = stated(asked, _NAMES)
    found = search(asked.guarded, when(times), _search(question, times))
    language = asked.language
    content = [
        times_bar(times, language, question.without_times(*_NAMES)),
        _query(question, found, times),
        div("#results")[_facets(question, found, language), _results(question, found, times)],
    ]
    page = Page(
        title=say("page-section-clusters", language), content=content, section="clusters", times=times
    )
    return shown(asked, page)


def cluster_files(asked: Visitor, form: str, times: TimesShown) -> Response:
    """Answer the clusters that are looked for as a file, in the order of the page."""
    question = stated(asked, _NAMES)
    asked_for = _search(question, times, limit=None)
    rows = search(asked.guarded, when(times), asked_for).rows
    if form == CALENDAR:
        opened = [Due(due, row.line) for row in rows for due in row.open]
        return due_calendar(asked, times, opened, "clusters")
    lines = [row.line for row in rows]
    told = [
        {
            **line,
            "attention": [
                {**each, "text": attention_text(each, asked.language)} for each in line["attention"]
            ],
        }
        for line in lines
    ]
    return list_answer(question, times, form, "roster", told)


def _search(question: Stated, times: Times, limit: int | None = 50) -> Search:
    """Return what is looked for; about another time clusters come by name, unless somebody asks otherwise."""
    order = question.choice("sort", ORDERS) or ("due" if times.is_now else "cluster")
    return Search(
        text=question.text("q"),
        programme=question.text("programme"),
        province=question.text("province"),
        city=question.text("city"),
        standing=question.choice("standing", tuple(TERMS["standing"])),
        ground=question.choice("ground", GROUNDS),
        due=question.choice("due", DUES),
        sort=next(each for each in ORDERS if each == order),
        after=question.after,
        limit=limit,
    )


def _query(question: Stated, found: Found, times: Times) -> Node:
    language, facets = question.asked.language, found.facets
    order = question.text("sort") or ("due" if times.is_now else "cluster")
    kept = {name: question.text(name) for name in ("standing", "ground", "due") if question.text(name)}
    programmes = cells.terms("programme", facets["programme"], language)

    def choice(name: str, words: Mapping[str, str] = {}) -> Node:
        chosen = question.text(name)
        values = cells.options(facets[name], words, language, chosen)
        return choice_field(name, say(f"column-{name}", language), values, chosen)

    return form(".query", method="get", action=PATH, role="search", data_live=True)[
        (input_(type="hidden", name=name, value=value) for name, value in {**question.times, **kept}.items()),
        field("q", say("list-name-or-id", language), type="search", value=question.text("q")),
        choice("programme", programmes),
        choice("province"),
        choice("city"),
        choice_field(
            "sort",
            say("list-order", language),
            [(each, say(f"list-order-{each}", language)) for each in ORDERS],
            order,
        ),
        div(".actions")[
            button(".primary", type="submit")[say("list-search", language)],
            a(href=PATH)[say("list-reset", language)],
        ],
    ]


def _facets(question: Stated, found: Found, language: Language) -> Node:
    counts = found.facets

    def choices(name: str, words: Mapping[str, str]) -> Node:
        label = say(f"list-facet-{name}", language)
        return cells.facet(question, (PATH, name), counts.get(name, {}), words, label)

    grounds = {
        **{code: say(f"list-ground-{code}", language) for code in ("any", "unknown")},
        **{code: term("ground", code, language) for code in TERMS["ground"]},
    }
    return [
        choices("standing", {each: term("standing", each, language) for each in STANDING_TONES}),
        choices("due", {each: say(f"list-due-{each}", language) for each in DUES}),
        choices("ground", grounds),
    ]


def _results(question: Stated, found: Found, times: Times) -> Node:
    language = question.asked.language
    if not found.rows:
        return nothing(
            say("clusters-empty" if question.kept.keys() - question.times else "clusters-none", language)
        )
    books = Books(question.asked, when(times))
    headers = [say(f"column-{name}", language) for name in ("cluster", "standing", "place")]
    headers += [say(f"clusters-{name}", language) for name in ("validity", "next", "what", "who")]
    cursor = None if found.after is None else write_cursor(found.after)
    return [
        cells.above_table(
            span[say("clusters-count", language, count=found.total)],
            as_files(PATH, question.kept, language, FORMS),
        ),
        card_table(
            headers,
            [_row(row, question, times, books) for row in found.rows],
            caption=say("clusters-caption", language, on=times.on),
        ),
        next_page(PATH, question.kept, cursor, language),
    ]


def _row(row: Row, question: Stated, times: Times, books: Books) -> list[Node]:
    language, line = question.asked.language, row.line
    name = cells.cluster_link(line, question.times)
    if "quarantine" in line:
        told = say("clusters-unreadable", language, position=line["quarantine"]["position"])
        return [name, tag(told, "unknown"), "—", "—", "—", "—", "—"]
    return [
        name,
        [standing_tag(line["standing"] or "unknown", language, line["stage"]), _grounds(row, language)],
        cells.place(line),
        [
            day(line["valid_to"]),
            life_bar(line["valid_from"], line["valid_to"], times.on),
        ],
        *_next(row, books, language),
    ]


def _grounds(row: Row, language: Language) -> Node:
    unknown = [each["code"] for each in row.line["grounds"] if each["state"] == "unknown"]
    return [
        ([br, tag(term("ground", code, language), "bad")] for code in row.line["open_grounds"]),
        (
            [
                br,
                tag(
                    say("clusters-ground-unknown", language, ground=term("ground", code, language)), "unknown"
                ),
            ]
            for code in dict.fromkeys(unknown)
        ),
    ]


def _next(row: Row, books: Books, language: Language) -> list[Node]:
    """Return the nearest last day, what is due on it, and who has to act; and how many more there are."""
    if not row.open:
        return ["—", "—", "—"]
    first, more = row.open[0], len(row.open) - 1
    return [
        [day(first["due_on"], first["certainty"], language), br, days_left(first["days_left"], language)],
        [
            cells.what_is_due(first, language),
            [br, span(".faint")[say("clusters-more", language, count=more)]] if more else None,
        ],
        cells.responsible(first, row.line, books, language),
    ]
