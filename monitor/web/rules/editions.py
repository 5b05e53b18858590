"""The editions there are: whether they bind, by which each programme is judged since when, the texts kept."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from fastapi import Response
from htpy import Node, a, div, h2, li, p, span, strong, ul

from domain.events import legal_day
from domain.refusal import RefusedError
from domain.rulebook import Rulebook
from monitor.access.policy import allowing
from monitor.application import Monitor
from monitor.exchange.provenance import law_of
from monitor.http.asking import Asked
from monitor.law_archive import Adoption, Listed
from monitor.web.asking import Visitor
from monitor.web.frame import Page, shown
from monitor.web.parts.tables import card_table, rows_table
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.web.rules.marks import binding, hash_link, in_force, law_words
from monitor.web.words import moment
from monitor.wording import Language, say
from monitor.wording.terms import term

_LAPSES_WITHIN = timedelta(days=180)


def editions(asked: Visitor) -> Response:
    """Show the editions, what to mind about them, and the texts that are kept."""
    language = asked.language
    monitor = asked.guarded.monitor_for("read-law")
    today = legal_day(asked.at)
    in_use = _in_use(monitor, asked.at)
    content = [
        p[say("rules-intro", language)],
        _ways(asked),
        _warnings(in_use, today, language),
        _books(monitor, in_use, today, language),
        _adoptions(monitor.archive.adoptions, language),
        _texts(monitor.archive.listed(), language),
    ]
    return shown(asked, Page(title=say("rules-title", language), content=content, section="rules"))


def _in_use(monitor: Monitor, at: datetime) -> list[Rulebook]:
    """Return the edition by which each programme is judged now."""
    found = []
    for programme in monitor.library.programmes:
        try:
            found.append(law_of(monitor, programme, at).book)
        except RefusedError:  # the text that was adopted is not whole: the list of texts says so
            continue
    return found


def _ways(asked: Asked) -> Node:
    ways = [
        ("/rules/matrix", "rules-matrix-title", "read-law"),
        ("/rules/statutes", "rules-statutes-title", "read-law"),
        ("/what-if", "suppose-title", "what-if"),
        ("/interpretations", "readings-title", "what-if"),
        ("/access-policy", "policy-title", "own-account"),
    ]
    principal = asked.guarded.principal
    return div(".actions.ways")[
        (
            a(".button", href=address)[say(title, asked.language)]
            for address, title, action in ways
            if allowing(principal, action)
        )
    ]


# --- what to mind -------------------------------------------------------------------------------


def _warnings(in_use: Sequence[Rulebook], today: date, language: Language) -> Node:
    found = [(book, words) for book in in_use for words in _warning(book, today, language)]
    if not found:
        return None
    return div(".card.warn")[
        h2[say("rules-mind", language)],
        ul[
            (
                li[
                    strong[term("programme", book.programme, language)],
                    " ",
                    a(href=f"/rules/{book.edition}")[book.edition],
                    say("rules-colon", language),
                    words,
                ]
                for book, words in found
            )
        ],
    ]


def _warning(book: Rulebook, today: date, language: Language) -> Iterator[str]:
    """Yield what an edition in use gives to mind on a day."""
    basis, last = book.basis(today), book.standing.in_force_through
    if basis == "lapsed":
        yield say("rules-lapsed", language, last=last)
    elif basis == "draft":
        yield say("rules-draft", language)
    elif basis == "not-yet":
        yield say("rules-not-yet", language, first=book.standing.in_force_from)
    elif last is not None and last - today <= _LAPSES_WITHIN:
        yield say("rules-lapsing", language, last=last, days=(last - today).days)
    if book.source == "partial":
        yield say("rules-partial", language)


# --- the lists ----------------------------------------------------------------------------------


def _books(monitor: Monitor, in_use: Sequence[Rulebook], today: date, language: Language) -> Node:
    used = {book.sha256 for book in in_use}
    headers = [
        say(f"column-{name}", language)
        for name in ("title", "programme", "document", "in-force", "basis", "open-texts", "sha256")
    ]
    rows = [_book(book, book.sha256 in used, today, language) for book in monitor.library.books.values()]
    caption = say("rules-books", language)
    return [
        h2[caption],
        card_table(headers, rows, caption=caption, empty=say("rules-no-books", language)),
    ]


def _book(book: Rulebook, is_used: bool, today: date, language: Language) -> list[Node]:  # noqa: FBT001 - one of the cells
    return [
        span(".named")[
            a(href=f"/rules/{book.edition}")[law_words(book.title)], span(".faint.mono")[book.edition]
        ],
        [
            term("programme", book.programme, language),
            [" ", tag(say("rules-used", language), "calm")] if is_used else None,
        ],
        plain(book.number),
        span(".range")[in_force(book, language)],
        binding(book, today, language),
        str(len(book.choices)),
        hash_link(book.sha256) if is_used else span(".mono", title=book.sha256)[f"{book.sha256[:19]}…"],
    ]


def _adoptions(adoptions: Sequence[Adoption], language: Language) -> Node:
    headers = [say(f"column-{name}", language) for name in ("adopted-at", "programme", "edition", "sha256")]
    rows = [
        [
            moment(each.adopted_at),
            term("programme", each.programme, language),
            a(href=f"/rules/{each.edition}")[each.edition],
            hash_link(each.rulebook_sha256),
        ]
        for each in reversed(adoptions)
    ]
    caption = say("heading-adoptions", language)
    return [
        h2[caption],
        rows_table(headers, rows, caption=caption, empty=say("rules-no-adoptions", language)),
    ]


def _texts(texts: Sequence[Listed], language: Language) -> Node:
    headers = [
        say("column-kind", language),
        say("column-sha256", language),
        say("column-bytes", language),
        say("rules-wholeness", language),
    ]
    rows = [
        [
            term("law-text", each.kind, language),
            hash_link(each.sha256),
            span(".number")[str(each.bytes)],
            tag(
                say("rules-whole" if each.is_whole else "rules-altered", language),
                "good" if each.is_whole else "bad",
            ),
        ]
        for each in texts
    ]
    caption = say("rules-texts", language)
    return [h2[caption], rows_table(headers, rows, caption=caption, empty=say("rules-no-texts", language))]
