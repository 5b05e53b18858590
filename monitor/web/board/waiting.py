"""What waits for somebody: the most urgent first, since when, and who has to act."""

from collections.abc import Sequence

from htpy import Node, a, details, p, summary

from monitor.answers.acting import deciding
from monitor.answers.board import Matter
from monitor.http.asking import Asked
from monitor.web.lists import cells
from monitor.web.lists.stated import Books
from monitor.web.parts.tables import card_table, nothing
from monitor.web.parts.tags import Tone, day, tag
from monitor.web.parts.text import plain
from monitor.wording import Language, say
from monitor.wording.telling import about_words, attention_text
from monitor.wording.terms import term

_FIRST, _MOST = 12, 200
_TONES: dict[str, Tone] = {
    "unreadable": "unknown",
    "own": "bad",
    "ground": "bad",
    "overdue": "bad",
    "attention": "warn",
}


def waiting(asked: Asked, found: Sequence[Matter], books: Books) -> Node:
    """Return the first matters, the others folded away."""
    language = asked.language
    if not found:
        return nothing(say("board-nothing-waits", language))
    rest = found[_FIRST:_MOST]
    return [
        _table(asked, found[:_FIRST], books),
        details[
            summary[say("board-more-waiting", language, count=len(found) - _FIRST)],
            _table(asked, rest, books),
        ]
        if rest
        else None,
        p[a(href="/clusters")[say("board-too-many", language, most=_MOST)]] if len(found) > _MOST else None,
    ]


def _table(asked: Asked, found: Sequence[Matter], books: Books) -> Node:
    language = asked.language
    headers = [
        say("column-cluster", language),
        say("column-place", language),
        say("board-matter", language),
        say("board-since", language),
        say("clusters-who", language),
    ]
    rows = [_row(asked, each, books) for each in found]
    return card_table(headers, rows, caption=say("board-waiting", language))


def _row(asked: Asked, each: Matter, books: Books) -> list[Node]:
    language = asked.language
    return [
        cells.cluster_link(each.line),
        cells.place(each.line),
        [tag(say(f"board-sort-{each.sort}", language), _TONES[each.sort]), " ", _words(each, language)],
        _since(each.since),
        _who(each, books, language),
    ]


def _since(since: str | None) -> Node:
    return "—" if since is None else day(since)


def _words(each: Matter, language: Language) -> str:
    about = each.about
    if each.sort == "unreadable":
        return say("clusters-unreadable", language, position=about["position"])
    if each.sort == "overdue":
        return cells.what_is_due(about, language)
    if each.sort == "ground":
        named = [term("ground", about["code"], language), term("limb", about["limb"], language)]
        told = say("board-ground-join", language).join(dict.fromkeys(named))
        return plain(f"{told} {about_words(about, language)}".strip())
    return plain(attention_text(about, language))


def _who(each: Matter, books: Books, language: Language) -> Node:
    if each.sort == "overdue":
        return cells.responsible(each.about, each.line, books, language)
    book = books.of(each.line.get("programme"))
    return cells.body_words(deciding(book) if book else None, each.line, language)
