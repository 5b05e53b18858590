"""The history of a cluster: every event with both its dates, what it says and what it changed.

Promise: what was withdrawn stays, struck through, with the reason; nothing is left out.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from htpy import Node, a, br, code, div, h2, li, nav, p, pre, s, span, table, tbody, td, th, thead, tr, ul
from htpy import caption as caption_

from domain.events import FINDINGS
from monitor.web.cluster.seen import Json, Seen
from monitor.web.parts.tables import as_files, nothing
from monitor.web.parts.text import NOTHING, plain
from monitor.web.words import moment
from monitor.wording import Language, say
from monitor.wording.history_words import change_lines, content_lines, type_words

VIEWS = ("each", "facts", "brief", "json")
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_HASH_SHOWN = 12


def history_of(shown: Seen, view: str) -> Node:
    """Return the history, newest first, in one of three views."""
    language = shown.language
    events = [(number, event) for number, event in enumerate(shown.events, start=1)][::-1]
    chosen = view if view in VIEWS else VIEWS[0]
    told = [each for each in events if chosen != "facts" or each[1]["type"] not in FINDINGS]
    left_out = len(events) - len(told)
    return [
        h2("#history")[say("cluster-page-history", language, count=len(events))],
        div(".actions")[_views(shown, chosen), as_files(f"{shown.path}/history", _known(shown), language)],
        p(".faint")[say("cluster-page-findings-hidden", language, count=left_out)] if left_out else None,
        _table(shown, told, chosen) if told else nothing(say("cluster-page-history-none", language)),
    ]


def _known(shown: Seen) -> dict[str, str]:
    return {name: value for name, value in shown.asked_times.items() if name == "known_at"}


def _views(shown: Seen, chosen: str) -> Node:
    return nav(aria_label=say("cluster-page-views", shown.language))[
        ul(".facets")[
            (
                li[
                    a(
                        href=f"{shown.address(view=each)}#history",
                        aria_current="true" if each == chosen else None,
                    )[say(f"cluster-page-view-{each}", shown.language)]
                ]
                for each in VIEWS
            )
        ]
    ]


def _table(shown: Seen, events: Sequence[tuple[int, Json]], view: str) -> Node:
    language = shown.language
    title = say("cluster-page-history", language, count=len(events))
    is_whole = view in ("each", "facts")
    headers = {
        "brief": ("effective-on", "recorded-at", "type", "changed"),
        "each": ("effective-on", "recorded-at", "content", "changed", "source", "recorded-by"),
        "json": ("effective-on", "recorded-at", "content"),
    }["each" if is_whole else view]
    return div(".scroll", role="region", aria_label=title, tabindex="0")[
        table(".history")[
            caption_(".unseen")[title],
            thead[tr[th(scope="col")["#"], (th(scope="col")[_header(name, language)] for name in headers)]],
            tbody[(_row(shown, number, event, "each" if is_whole else view) for number, event in events)],
        ]
    ]


def _header(name: str, language: Language) -> str:
    return say("cluster-page-content" if name == "content" else f"column-{name}", language)


def _row(shown: Seen, number: int, event: Json, view: str) -> Node:
    language = shown.language
    cells: dict[str, list[Node]] = {
        "brief": [_type(event, language), _changes(event, language)],
        "each": [
            _content(event, language),
            _changes(event, language),
            source_of(event, language),
            plain(event["recorded_by"]),
        ],
        "json": [pre(".json")[code[_json(event)]]],
    }
    return tr(id=f"e-{number}", data_event=number, class_="gone" if event["withdrawn"] else None)[
        th(".number", scope="row")[a(href=shown.address("/step", n=number))[f"#{number}"]],
        td(".number")[event["effective_on"]],
        td[recorded_of(event, language)],
        (td[cell] for cell in cells[view]),
    ]


def recorded_of(event: Json, language: Language) -> Node:
    """Return when an event was recorded, and how long after its own day."""
    at, days = moment(event["recorded_at"]), event["recorded_days_later"]
    if days <= 0 or event["type"] in FINDINGS:
        return span(".number")[at]
    return [span(".number")[at], br, span(".left.soon")[say("recorded-later", language, days=days)]]


def _type(event: Json, language: Language) -> Node:
    """Return what happened; struck through, with the reason, where it was withdrawn."""
    words = type_words(event["type"], language)
    withdrawn = event["withdrawn"]
    if withdrawn is None:
        return words
    told = {"position": withdrawn["position"], "at": moment(withdrawn["recorded_at"])}
    return [
        s[words],
        br,
        span(".faint")[say("withdrawn-by", language, reason=plain(withdrawn["reason"]), **told)],
    ]


def _content(event: Json, language: Language) -> Node:
    lines = content_lines({**event, "source": None}, language)
    said: Node = (
        ul(".lines")[(li[s[each] if event["withdrawn"] else each] for each in lines)] if lines else None
    )
    return [span(".label")[_type(event, language)], said]


def _changes(event: Json, language: Language) -> Node:
    lines = list(change_lines(event, language))
    return ul(".lines")[(li[each] for each in lines)] if lines else NOTHING


def source_of(event: Json, language: Language) -> Node:
    """Return the paper that a fact rests on, or that there is none; and the way to its receipt."""
    source: dict[str, Any] = event["source"] or {}
    named = " ".join(plain(source[name]) for name in ("issuer", "number") if source.get(name))
    sha256 = source.get("sha256")
    is_finding = event["type"] in FINDINGS
    without = say("cluster-page-by-system" if is_finding else "cluster-page-no-source", language)
    return [
        named or span(".faint")[without],
        [br, code(title=sha256)[f"sha256:{sha256[:_HASH_SHOWN]}…"]] if sha256 else None,
        br,
        a(href=f"/audit/receipt?event={event['id']}")[say("cluster-page-receipt", language)],
    ]


def _json(event: Json) -> str:
    return plain_lines(msgspec.json.format(_ENCODER.encode(event), indent=2).decode())


def plain_lines(text: str) -> str:
    """Return a text of several lines, each without what does not print."""
    return "\n".join("" if not line else plain(line) for line in text.split("\n"))
