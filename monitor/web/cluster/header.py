"""The head of a cluster's page: what it is, how it stands, what somebody should look at, where one can go."""

from htpy import Node, a, button, code, div, h2, li, nav, span, ul

from domain.events import FACTS
from monitor.access.policy import ACTIONS
from monitor.web.cluster.seen import Seen, clause_of
from monitor.web.parts.tables import pairs
from monitor.web.parts.tags import day, standing_tag, tag
from monitor.web.parts.text import NOTHING, plain
from monitor.wording import say
from monitor.wording.telling import attention_text
from monitor.wording.terms import term

_HASH_SHOWN = len("sha256:0123456789ab")
_WHOLE_DAY = len("2026-01-01")
_FACT_ACTIONS = tuple(name for name in FACTS if name in ACTIONS)


def standing_of(shown: Seen) -> Node:
    """Return how a cluster stands, as a tag; one of which nothing follows is unknown."""
    standing = shown.answer["standing"] or "unknown"
    return standing_tag(standing, shown.language, shown.answer["stage"])


def head_of(shown: Seen) -> Node:
    """Return what a cluster is, in pairs."""
    answer, language = shown.answer, shown.language
    founding = shown.found.history.founding()
    place = "　".join(plain(answer[name]) for name in ("province", "city", "county") if answer[name])
    lines = [
        ("cluster-page-id", code[shown.cluster]),
        ("cluster-page-programme", _programme(shown)),
        ("cluster-page-place", place or NOTHING),
        ("cluster-page-industry", plain(getattr(founding, "leading_industry", None))),
        ("cluster-page-validity", _validity(shown)),
        ("cluster-page-case", _case(shown)),
        ("cluster-page-next", day(answer["next_change_on"])),
        ("cluster-page-version", _version(shown)),
    ]
    return div(".card")[pairs((say(name, language), value) for name, value in lines)]


def _programme(shown: Seen) -> Node:
    book = shown.found.law.book
    basis = book.basis(shown.times.on)
    return [
        term("programme", shown.answer["programme"], shown.language),
        " ",
        a(href=f"/rules/{book.edition}", title=book.title)[book.edition],
        " ",
        tag(term("basis", basis, shown.language), "warn" if basis != "in-force" else "good"),
    ]


def _validity(shown: Seen) -> Node:
    answer, language = shown.answer, shown.language
    if answer["valid_to"] is None:
        return NOTHING
    words: list[Node] = [
        span(".number")[say("validity", language, start=answer["valid_from"], end=answer["valid_to"])]
    ]
    stated = answer["validity_stated"] or {}
    if any(0 < len(each or "") < _WHOLE_DAY for each in stated.values()):
        told = {"start": plain(stated["from"]), "end": plain(stated["to"])}
        words.append(span(".faint")[say("validity-as-stated", language, **told)])
    return words


def _case(shown: Seen) -> Node:
    case = shown.answer["case"]
    if case is None:
        return NOTHING
    state = term("case-state", case["state"], shown.language)
    return [a(href=f"{shown.path}/cases/{case['id']}")[plain(case["id"])], f" · {state}"]


def _version(shown: Seen) -> Node:
    told = {"count": len(shown.events), "position": shown.answer["position"]}
    calendar = shown.answer["calendar"]
    return [
        say("cluster-page-version-of", shown.language, **told),
        " ",
        code(title=calendar)[say("cluster-page-calendar", shown.language, hash=calendar[:_HASH_SHOWN])],
    ]


def ways_of(shown: Seen) -> Node:
    """Return what else can be asked or done of a cluster."""
    language, guarded = shown.language, shown.asked.guarded
    may_record = any(guarded.may(action, shown.cluster) for action in _FACT_ACTIONS)
    ways = [
        ("/record", "cluster-page-to-record", may_record and shown.times.is_now),
        ("/step", "cluster-page-to-step", True),
        ("/difference", "cluster-page-to-difference", True),
        ("/knowledge", "cluster-page-to-knowledge", True),
    ]
    return nav(".actions.ways", aria_label=say("cluster-page-ways", language))[
        (
            a(href=shown.address(part), class_=["button", "primary" if part == "/record" else None])[
                say(name, language)
            ]
            for part, name, is_offered in ways
            if is_offered
        ),
        button(type="button", data_print=True)[say("page-print", language)],
    ]


def attention_of(shown: Seen) -> Node:
    """Return what somebody should look at; nothing where there is nothing."""
    language = shown.language
    if not shown.answer["attention"]:
        return None
    return div(".card.warn")[
        h2[say("cluster-page-attention", language)],
        ul[
            (
                li[plain(attention_text(each, language)), " ", clause_of(each, language)]
                for each in shown.answer["attention"]
            )
        ],
    ]
