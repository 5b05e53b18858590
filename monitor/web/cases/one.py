"""One revocation case: its steps as a task list, its windows and remedies, its papers."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import Response
from htpy import Node, a, div, h2, li, p, section, ul

from monitor.http.asking import Asked, Times
from monitor.web.asking import TimesShown, Visitor
from monitor.web.cases.found import case_address, case_of, certified_at
from monitor.web.cases.listing import state_tags
from monitor.web.cases.papers import CASE_PAPERS
from monitor.web.cases.task_list import Shown, task_list
from monitor.web.frame import Page, shown
from monitor.web.parts.tables import card_table, pairs
from monitor.web.parts.tags import day, days_left, state_tag
from monitor.web.parts.text import plain
from monitor.web.parts.times_bar import times_bar
from monitor.web.record.around import around
from monitor.wording import Language, say
from monitor.wording.terms import term

Json = dict[str, Any]
_STATUTORY = frozenset({"reconsideration", "litigation"})


def case_page(asked: Visitor, cluster: str, case: str, times: TimesShown) -> Response:
    """Show one case at the times of the page; what can be done is offered only now."""
    found, language = certified_at(asked, cluster, times), asked.language
    one = case_of(found, case)
    founding = found.history.founding()
    name = founding.name if founding else cluster
    here = around(asked, cluster) if times.is_now else None
    content = [
        times_bar(times, language),
        _late(one, language),
        p(".card.calm")[say("case-fallen", language)] if one["has_fallen"] else None,
        section(".card")[h2[say("case-head", language)], pairs(_head(one, language))],
        section(".card")[
            h2[say("case-steps", language)],
            p(".hint")[say("case-steps-intro", language)],
            task_list(Shown(asked, one, here)),
        ],
        h2[say("case-windows", language)],
        _windows(one, times, language),
        section(".card")[h2[say("case-papers", language)], _papers(asked, one)],
    ]
    crumbs = ((say("cases-title", language), "/cases"), (plain(name), f"/clusters/{cluster}"))
    page = Page(
        title=say("case-title", language, case=plain(case)),
        content=content,
        section="cases",
        crumbs=crumbs,
        times=times,
        beside_title=state_tags(one, language),
    )
    return shown(asked, page)


def _late(case: Json, language: Language) -> Node:
    late = [each for each in case["windows"] if each["kind"] == "appeal" and each["state"] == "late"]
    if not late:
        return None
    told = say("case-late", language, due_on=late[0]["due_on"], met_on=late[0]["met_on"])
    return div(".card.bad", role="note")[p[told]]


def _head(case: Json, language: Language) -> Iterator[tuple[Node, Node]]:
    comma = "、" if language == "zh" else ", "
    yield say("case-opened-on", language), day(case["opened_on"])
    if case["age_days"] is not None:
        yield say("case-age-days", language), say("cases-age", language, days=case["age_days"])
    yield (
        say("case-grounds", language),
        comma.join(term("ground", each, language) for each in case["grounds"]),
    )
    yield say("case-served-on", language), day(case["served_on"])
    yield say("case-revoked-from", language), day(case["revoked_from"])
    yield say("case-rulebook", language), case["rulebook"]


def _windows(case: Json, times: Times, language: Language) -> Node:
    headers = [
        say(f"case-window-{each}", language)
        for each in ("kind", "starts", "due", "left", "state", "who", "paper")
    ]
    rows = [_window(case, each, times, language) for each in case["windows"]]
    return card_table(
        headers, rows, caption=say("case-windows", language), empty=say("case-windows-none", language)
    )


def _window(case: Json, window: Json, times: Times, language: Language) -> list[Node]:
    is_open = window["state"] == "open"
    kind = window["kind"]
    asked = urlencode({"kind": kind, "about": case["case"]})
    return [
        [
            term("window", kind, language),
            f"（{say('case-remedy', language)}）" if kind in _STATUTORY and language == "zh" else None,
            f" ({say('case-remedy', language)})" if kind in _STATUTORY and language == "en" else None,
        ],
        day(window["starts_on"]),
        day(window["due_on"], window["certainty"] if is_open else None, language),
        days_left((date.fromisoformat(window["due_on"]) - times.on).days, language) if is_open else "—",
        [state_tag("window-state", window["state"], language), " ", window["met_on"] or ""],
        say(f"case-window-who-{kind}", language),
        [
            a(href=f"/clusters/{case['cluster']}/certificate?{asked}")[say("case-certificate", language)],
            " ",
            window["clause"],
        ],
    ]


def _papers(asked: Asked, case: Json) -> Node:
    language, where = asked.language, case_address(case["cluster"], case["case"])
    query = {
        name: value
        for name, value in asked.request.query_params.items()
        if name in ("on", "known_at") and value
    }
    times = f"?{urlencode(query)}" if query else ""
    has_appeal = any(step["type"] == "appeal-lodged" for step in case["steps"])
    kinds = [each for each in CASE_PAPERS if each != "appeal-answer" or has_appeal]
    return [
        p(".hint")[say("case-papers-note", language)],
        ul[
            (
                li[
                    a(href=f"{where}/papers/{kind}.docx{times}", download=True)[
                        say(f"case-paper-{kind}", language), " (Word)"
                    ]
                ]
                for kind in kinds
            ),
            (
                [
                    li[a(href=f"{where}/dossier.zip", download=True)[say("case-dossier", language)]],
                    li[
                        a(href=f"{where}/dossier.zip?unsigned=1", download=True)[
                            say("case-dossier-unsigned", language)
                        ]
                    ],
                ]
                if asked.guarded.may("dossier", case["cluster"])
                else None
            ),
        ],
    ]
