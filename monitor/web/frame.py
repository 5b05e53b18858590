"""What stands around every page: the bar, who is signed in, the marks that all pages carry, the foot.

Promise: a page of a simulation says so, and so does one that does not show today as known now.
"""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from htpy import (
    Node,
    a,
    aside,
    body,
    button,
    div,
    footer,
    form,
    h1,
    head,
    header,
    html,
    li,
    link,
    main,
    meta,
    nav,
    ol,
    p,
    script,
    span,
    strong,
    title,
    ul,
)
from htpy import (
    input as input_,
)

from domain.events import legal_day
from monitor.access.policy import allowing
from monitor.http.asking import Asked, Times, desk_of
from monitor.version import VERSION
from monitor.web.asking import CSRF_FIELD, address_before, language_shown, token_of
from monitor.web.assets import address_of
from monitor.web.words import moment
from monitor.wording import Language, say

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # With "no-referrer" a browser would not say of a form where it comes from.
    "Referrer-Policy": "same-origin",
    "Vary": "Cookie",
}


class Entry(NamedTuple):
    """One entry of the bar: its name, its address, and the action whose right it needs."""

    name: str
    address: str
    actions: tuple[str, ...]


ENTRIES = (
    Entry("board", "/", ("read",)),
    Entry("clusters", "/clusters", ("read",)),
    Entry("due", "/due", ("read",)),
    Entry("cases", "/cases", ("read",)),
    Entry("calendar", "/calendar", ("read-law",)),
    Entry("rules", "/rules", ("read-law",)),
    Entry("audit", "/audit", ("verify", "read-record")),
    Entry("accounts", "/accounts", ("read-access",)),
)


class Page(NamedTuple):
    """What is particular to one page.

    `section` names the entry of the bar it belongs to; `crumbs` are words and addresses above the title.
    `times` are those of a page that can be asked about another day or another state of knowledge.
    """

    title: str
    content: Node
    section: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    times: Times | None = None
    beside_title: Node = None


def shown(asked: Asked, page: Page, status: int = 200) -> HTMLResponse:
    """Return a page to somebody who is signed in."""
    principal = asked.guarded.principal
    bar = [
        _entries(asked, page.section),
        div(".who")[
            a(href="/account")[principal.name or principal.user],
            _sign_out(asked),
        ],
    ]
    document = _document(
        asked.request, page, bar, is_simulation=asked.simulation, printed=_printed(asked, page.times)
    )
    return _answer(document, status)


def shown_to_anybody(request: Request, page: Page, status: int = 200) -> HTMLResponse:
    """Return a page to somebody who is not, or not known to be, signed in."""
    simulation = desk_of(request).parts.monitor.simulation
    return _answer(_document(request, page, [], is_simulation=simulation), status)


def _answer(document: Node, status: int) -> HTMLResponse:
    return HTMLResponse(str(document), status, HEADERS)


def _document(
    request: Request, page: Page, bar: Iterable[Node], *, is_simulation: bool, printed: Node = None
) -> Node:
    language = language_shown(request)
    name = say("page-product", language)
    return html(lang="en" if language == "en" else "zh-CN")[
        head[
            meta(charset="utf-8"),
            meta(name="viewport", content="width=device-width, initial-scale=1"),
            meta(name="color-scheme", content="light"),
            title[f"{page.title} · {name}"],
            link(rel="icon", href=address_of("icon.svg"), type="image/svg+xml"),
            link(rel="stylesheet", href=address_of("site.css")),
            script(type="module", src=address_of("live.js")),
        ],
        body[
            a(".skip", href="#content")[say("page-skip", language)],
            header(".bar")[a(".product", href="/")[name], bar, _switch(request, language)],
            _marks(page, language, is_simulation=is_simulation),
            main("#content", tabindex="-1")[
                _crumbs(page.crumbs, language),
                div(".title")[h1[page.title], page.beside_title],
                page.content,
            ],
            footer(".foot")[p[say("page-foot", language, version=VERSION)], printed],
        ],
    ]


def _printed(asked: Asked, times: Times | None) -> Node:
    """Return what a sheet of paper has to say of itself: of which day it is, what was known, whose it is."""
    on = times.on if times else legal_day(asked.at)
    known_at = moment(times.known_at if times else asked.at)
    who = asked.guarded.principal.name or asked.guarded.principal.user
    told = say("page-printed", asked.language, on=on, known_at=known_at, at=moment(asked.at), who=who)
    return p(".paper-only")[told]


def _entries(asked: Asked, current: str) -> Node:
    language = asked.language
    principal = asked.guarded.principal
    return nav(aria_label=say("page-navigation", language))[
        ul[
            (
                li[
                    a(href=each.address, aria_current="page" if each.name == current else None)[
                        say(f"page-section-{each.name}", language)
                    ]
                ]
                for each in ENTRIES
                if any(allowing(principal, action) for action in each.actions)
            )
        ]
    ]


def _sign_out(asked: Asked) -> Node:
    return form(method="post", action="/sign-out")[
        token_field(asked), button(".plain", type="submit")[say("page-sign-out", asked.language)]
    ]


def token_field(asked: Asked) -> Node:
    """Return the field that every form which changes something carries."""
    return input_(type="hidden", name=CSRF_FIELD, value=token_of(asked))


def _switch(request: Request, language: Language) -> Node:
    """Return the switch to the other language; it leads back to where one was."""
    other = "zh" if language == "en" else "en"
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    asked = urlencode({"to": other, "back": address_before(request) if request.method == "POST" else here})
    words, tag = ("中文", "zh-CN") if other == "zh" else ("English", "en")
    return a(".language", href=f"/language?{asked}", lang=tag, hreflang=tag)[words]


def _marks(page: Page, language: Language, *, is_simulation: bool) -> Node:
    times = page.times
    marks = [
        div(".mark.simulation", role="note")[say("page-simulation", language)] if is_simulation else None,
        (
            div(".mark.replay", role="note")[
                strong[say("page-replay", language)],
                span[say("page-replay-times", language, on=times.on, known_at=moment(times.known_at))],
                a(href="?")[say("page-replay-end", language)],
            ]
            if times is not None and not times.is_now
            else None
        ),
    ]
    return aside(aria_label=say("page-marks", language))[marks] if any(marks) else None


def _crumbs(crumbs: Iterable[tuple[str, str]], language: Language) -> Node:
    steps = [li[a(href=address)[words]] for words, address in crumbs]
    return nav(".crumbs", aria_label=say("page-crumbs", language))[ol[steps]] if steps else None
