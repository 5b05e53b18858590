"""The cells that the lists share: a cluster, where it is, what is due, who has to act."""

from collections.abc import Iterable, Mapping
from typing import Any

from htpy import Node, a, div, li, nav, span, ul

from domain.rulebook import Actor
from monitor.answers.acting import acting
from monitor.web.lists.stated import Books, Stated, address
from monitor.web.parts.tags import tag
from monitor.web.parts.text import NOTHING, plain
from monitor.wording import Language, say
from monitor.wording.terms import term

Json = dict[str, Any]
_PLACE_OF: dict[Actor, str] = {
    "applicant": "county",
    "county": "county",
    "city": "city",
    "province": "province",
}


def cluster_link(line: Json, times: Mapping[str, str] = {}) -> Node:
    """Return the name of a cluster, which leads to it, above its id."""
    return span(".named")[cluster_name(line, times), span(".faint.mono")[line["cluster"]]]


def cluster_name(line: Json, times: Mapping[str, str] = {}) -> Node:
    """Return the name of a cluster, which leads to it."""
    cluster = line["cluster"]
    return a(href=address(f"/clusters/{cluster}", times))[plain(line.get("name") or cluster)]


def place(line: Json) -> Node:
    """Return where a cluster is: city and county, neither of them twice."""
    parts = dict.fromkeys(plain(part) for part in (line.get("city"), line.get("county")) if part)
    return span(".place")[(span[part] for part in parts)] if parts else NOTHING


def what_is_due(due: Json, language: Language) -> str:
    """Return what has to be done by a last day: "年度培育情况信息表 2025"."""
    is_obligation = "period" in due
    words = term("obligation" if is_obligation else "window", due["kind"], language)
    about = due["period"] if is_obligation else due["case"]
    return f"{words} {plain(about)}" if about else words


def body_words(actor: Actor | None, line: Json, language: Language) -> Node:
    """Return who has to act, with the place where that tells which one it is."""
    if actor is None:
        return tag(say("body-unknown", language), "unknown")
    where = line.get(_PLACE_OF.get(actor, ""))
    return say(f"body-{actor}", language, place=plain(where) if where else "").strip()


def responsible(due: Json, line: Json, books: Books, language: Language) -> Node:
    """Return who has to do what is due."""
    book = books.of(line.get("programme"))
    return body_words(acting(due["kind"], book) if book else None, line, language)


def facet(
    question: Stated, at: tuple[str, str], counts: Mapping[str, int], words: Mapping[str, str], label: str
) -> Node:
    """Return the values of a facet with their counts; the chosen one leads back to all.

    `at` is the path of the list and the name of the facet; `words` are its values, in their order.
    """
    path, name = at
    chosen = question.text(name)
    shown = [value for value in words if counts.get(value) or value == chosen]
    if not shown:
        return None
    return nav(".facet", aria_label=label)[
        span(".label", aria_hidden="true")[label],
        ul(".facets")[
            (
                li[
                    a(
                        href=question.address(path, **{name: "" if value == chosen else value}),
                        aria_current="true" if value == chosen else None,
                    )[words[value], " ", span(".number")[str(counts.get(value, 0))]]
                ]
                for value in shown
            )
        ],
    ]


def options(
    counts: Mapping[str, int], words: Mapping[str, str], language: Language, chosen: str = ""
) -> list[tuple[str, str]]:
    """Return the values of a field to choose from, with their counts, after the one that asks for all."""
    values = sorted({*counts, chosen} - {""})
    named = [(value, f"{plain(words.get(value, value))}（{counts.get(value, 0)}）") for value in values]
    if language == "en":
        named = [(value, f"{plain(words.get(value, value))} ({counts.get(value, 0)})") for value in values]
    return [("", say("list-all", language)), *named]


def above_table(*parts: Node) -> Node:
    """Return what stands between the question and its answer: how many there are, the ways to files."""
    return div(".summary")[parts]


def terms(kind: str, values: Iterable[str], language: Language) -> dict[str, str]:
    """Return the words for some values of a kind."""
    return {value: term(kind, value, language) for value in values}


def or_nothing(node: Node) -> Node:
    """Return a node, a dash where there is none."""
    return NOTHING if node in (None, "") else node
