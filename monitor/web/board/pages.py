"""The board as a page: figures, what waits for somebody, last days by day, regions, newest findings."""

from fastapi import Response
from htpy import Node, a, div, h2, li, p, span, ul

from domain.events import legal_day
from monitor.access.policy import READ, allowing
from monitor.answers.board import Figures, figures, matters, regions
from monitor.answers.roster_search import When, everything
from monitor.http.asking import Asked, Times
from monitor.web.asking import Visitor
from monitor.web.board.heat import heat
from monitor.web.board.regions import regions_part
from monitor.web.board.reports import reports_part
from monitor.web.board.waiting import waiting
from monitor.web.frame import ENTRIES, Page, shown
from monitor.web.lists.alerts import findings_table
from monitor.web.lists.stated import Books
from monitor.web.parts.tables import nothing
from monitor.wording import Language, say

_NEWEST = 8
_FIGURES = (
    ("grounds", "bad", "/clusters?ground=any"),
    ("overdue", "bad", "/due?sort=overdue"),
    ("soon", "warn", "/due?sort=soon"),
    ("own", "warn", "/due?sort=own"),
    ("provisional", "warn", "/due?sort=provisional"),
    ("unknown", "", "/clusters?ground=unknown"),
    ("clusters", "", "/clusters"),
)


def board(asked: Visitor) -> Response:
    """Show what needs attention now; to whom no cluster is shown, where else to go."""
    title = say("page-section-board", asked.language)
    times = Times(legal_day(asked.at), asked.at, is_now=True)
    content = _whole(asked, times) if allowing(asked.guarded.principal, READ) else _elsewhere(asked)
    return shown(asked, Page(title=title, content=content, section="board"))


def _elsewhere(asked: Asked) -> Node:
    """Return what is shown to administrators: who looks after accounts sees no clusters."""
    language, principal = asked.language, asked.guarded.principal
    open_to = [each for each in ENTRIES if any(allowing(principal, action) for action in each.actions)]
    return div(".card.narrow")[
        p[say("board-no-clusters", language)],
        ul[
            (li[a(href=each.address)[say(f"page-section-{each.name}", language)]] for each in open_to),
            li[a(href="/account")[say("board-own-account", language)]],
        ],
    ]


def _whole(asked: Asked, times: Times) -> Node:
    now = When(*times)
    rows = everything(asked.guarded, now)
    language = asked.language
    if not rows:
        return nothing(say("clusters-none", language))
    books = Books(asked, now)
    return [
        p(".faint")[say("board-as-of", language, on=times.on)],
        _figures(figures(rows), language),
        _part("waiting", waiting(asked, matters(rows), books), language),
        div(".pair")[
            div[_part("heat", heat(rows, books, times.on, language), language)],
            div[_part("reports", reports_part(asked, rows, times), language)],
        ],
        _part("regions", regions_part(regions(rows), language), language),
        _newest(asked, times),
    ]


def _figures(counted: Figures, language: Language) -> Node:
    return ul(".figures")[
        (
            li(class_=tone if getattr(counted, name) else None)[
                a(href=address)[
                    span(".figure")[str(getattr(counted, name))], say(f"board-figure-{name}", language)
                ]
            ]
            for name, tone, address in _FIGURES
        )
    ]


def _part(name: str, content: Node, language: Language) -> Node:
    return [h2[say(f"board-{name}", language)], content]


def _newest(asked: Asked, times: Times) -> Node:
    found = asked.guarded.alerts(limit=_NEWEST)
    table = findings_table(asked, times, found, {})
    return _part(
        "newest", [table, p[a(href="/alerts")[say("board-all-alerts", asked.language)]]], asked.language
    )
