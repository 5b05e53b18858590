"""The matrix of yearly reports: a row a cluster, a column a year, a mark for each report that was owed."""

from collections import Counter

from fastapi import Response
from htpy import Node, a, button, div, form, span
from htpy import input as input_

from monitor.answers.report_matrix import Asked as Question
from monitor.answers.report_matrix import Json, report_matrix
from monitor.http.asking import Times
from monitor.http.paging import write_cursor
from monitor.web.asking import TimesShown, Visitor
from monitor.web.drawings.report_grid import legend, year_cell
from monitor.web.frame import Page, shown
from monitor.web.lists import cells
from monitor.web.lists.calendars import report_calendar
from monitor.web.lists.files import CALENDAR, list_answer
from monitor.web.lists.stated import Stated, stated
from monitor.web.parts.fields import choice_field
from monitor.web.parts.tables import as_files, card_table, next_page, nothing
from monitor.web.parts.times_bar import times_bar
from monitor.wording import say
from projections.standing_periods import Selection

PATH = "/reports"
FORMS = ("json", "csv", "xlsx", CALENDAR)
_NAMES = ("programme", "province", "city", "years")
_ON_A_PAGE = 50
YEARS = ("3", "5", "10")


def reports(asked: Visitor, times: TimesShown) -> Response:
    """Show a page of the matrix."""
    question = stated(asked, _NAMES)
    matrix = _asked(question, times, limit=_ON_A_PAGE + 1)
    rows = report_matrix(asked.guarded, matrix)
    language = asked.language
    content = [
        times_bar(times, language, question.without_times(*_NAMES)),
        _query(question, times),
        div("#results")[_results(question, rows, matrix)],
    ]
    page = Page(
        title=say("reports-title", language),
        content=content,
        section="due",
        crumbs=((say("page-section-due", language), "/due"),),
        times=times,
    )
    return shown(asked, page)


def report_files(asked: Visitor, form: str, times: TimesShown) -> Response:
    """Answer the whole matrix as a file."""
    question = stated(asked, _NAMES)
    rows = report_matrix(asked.guarded, _asked(question, times, limit=None))
    if form == CALENDAR:
        return report_calendar(asked, times, rows)
    return list_answer(question, times, form, "report-matrix", rows)


def _asked(question: Stated, times: Times, limit: int | None) -> Question:
    """Return which page of which years; the last is the year before, of which a report may be owed."""
    last = times.on.year - 1
    years = int(question.choice("years", YEARS) or "5")
    selection = Selection(
        programme=question.text("programme") or None,
        province=question.text("province") or None,
        city=question.text("city") or None,
        after=question.after if limit else "",
        limit=limit,
    )
    return Question(
        on=times.on, known_at=times.known_at, first_year=last - years + 1, last_year=last, selection=selection
    )


def _query(question: Stated, times: Times) -> Node:
    language = question.asked.language
    lines = question.asked.guarded.standings(on=times.on, known_at=times.known_at)
    years = [(each, say("reports-years", language, count=each)) for each in YEARS]

    def choice(name: str) -> Node:
        chosen = question.text(name)
        counts = Counter(line[name] for line in lines if line.get(name))
        words = cells.terms("programme", counts, language) if name == "programme" else {}
        values = cells.options(counts, words, language, chosen)
        return choice_field(name, say(f"column-{name}", language), values, chosen)

    return form(".query", method="get", action=PATH, role="search", data_live=True)[
        (input_(type="hidden", name=name, value=value) for name, value in question.times.items()),
        [choice(name) for name in ("programme", "province", "city")],
        choice_field("years", say("reports-span", language), years, question.text("years") or "5"),
        div(".actions")[
            button(".primary", type="submit")[say("list-search", language)],
            a(href=PATH)[say("list-reset", language)],
        ],
    ]


def _results(question: Stated, rows: list[Json], matrix: Question) -> Node:
    language = question.asked.language
    if not rows:
        return nothing(
            say("clusters-empty" if question.kept.keys() - question.times else "clusters-none", language)
        )
    page = rows[:_ON_A_PAGE]
    cursor = write_cursor(page[-1]["cluster"]) if len(rows) > _ON_A_PAGE else None
    headers = [say("column-cluster", language), say("column-place", language), *map(str, matrix.years)]
    return [
        cells.above_table(legend(language), as_files(PATH, question.kept, language, FORMS)),
        div(".matrix")[
            card_table(
                headers,
                [_row(row, question, matrix) for row in page],
                caption=say("reports-caption", language, on=matrix.on),
            )
        ],
        next_page(PATH, question.kept, cursor, language),
    ]


def _row(row: Json, question: Stated, matrix: Question) -> list[Node]:
    language = question.asked.language
    by_year: dict[int, list[Json]] = {year: [] for year in matrix.years}
    for cell in row["reports"]:
        by_year[cell["year"]].append(cell)
    return [
        cells.cluster_link(row, question.times),
        span[cells.place(row)],
        *(year_cell(each, language) for each in by_year.values()),
    ]
