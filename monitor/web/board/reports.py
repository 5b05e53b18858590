"""The matrix of yearly reports on the board: first the clusters that owe one, then others to look at.

Promise: its marks are those of the whole matrix.
"""

from collections.abc import Sequence
from typing import Any

from htpy import Node, a, div, p, span

from monitor.answers.board import matters
from monitor.answers.report_matrix import REPORTS, report_matrix
from monitor.answers.report_matrix import Asked as Question
from monitor.answers.roster_search import Row
from monitor.http.asking import Asked, Times
from monitor.web.drawings.report_grid import legend, year_cell
from monitor.web.lists import cells
from monitor.web.parts.tables import rows_table
from monitor.wording import Language, say
from projections.standing_periods import Selection

Json = dict[str, Any]
_CLUSTERS, _YEARS = 8, 4


def reports_part(asked: Asked, rows: Sequence[Row], times: Times) -> Node:
    """Return the last years of the first clusters, and the way to the whole matrix."""
    language, last = asked.language, times.on.year - 1
    wanted = first_clusters(rows)
    question = Question(
        on=times.on,
        known_at=times.known_at,
        first_year=last - _YEARS + 1,
        last_year=last,
        selection=Selection(among=frozenset(wanted)),
    )
    found = sorted(report_matrix(asked.guarded, question), key=lambda row: wanted.index(row["cluster"]))
    return [
        div(".matrix.compact")[
            rows_table(
                [say("column-cluster", language), *map(str, question.years)],
                [_row(row, question, language) for row in found],
                caption=say("reports-caption", language, on=times.on),
                empty=say("board-reports-none", language),
            )
        ],
        legend(language) if found else None,
        p[say("board-reports-told", language), " ", a(href="/reports")[say("board-reports-link", language)]],
    ]


def first_clusters(rows: Sequence[Row]) -> list[str]:
    """Return the clusters that owe a yearly report, the longest first; then what needs attention most.

    Of clusters that need no attention none is named.
    """
    owing = [
        (due["due_on"], row.line["cluster"])
        for row in rows
        for due in row.open
        if due["kind"] in REPORTS and due["days_left"] < 0
    ]
    others = [each.line["cluster"] for each in matters(rows)]
    return list(dict.fromkeys([*(cluster for _, cluster in sorted(owing)), *others]))[:_CLUSTERS]


def _row(row: Json, question: Question, language: Language) -> list[Node]:
    by_year: dict[int, list[Json]] = {year: [] for year in question.years}
    for cell in row["reports"]:
        by_year[cell["year"]].append(cell)
    return [
        span(".named")[cells.cluster_name(row)],
        *(year_cell(each, language) for each in by_year.values()),
    ]
