"""The findings of the system, newest first, and what people noted of each."""

from typing import Any

from fastapi import Response
from htpy import Node, a, br, button, div, form, span
from htpy import input as input_

from monitor.http.asking import Asked, Times
from monitor.http.paging import read_cursor, write_cursor
from monitor.web.asking import TimesShown, Visitor
from monitor.web.frame import Page, shown
from monitor.web.lists import cells
from monitor.web.lists.calendars import alert_calendar
from monitor.web.lists.files import CALENDAR, list_answer
from monitor.web.lists.stated import Stated, stated
from monitor.web.parts.fields import choice_field, field
from monitor.web.parts.tables import as_files, card_table, next_page, nothing
from monitor.web.parts.tags import Tone, day, tag
from monitor.web.parts.text import plain
from monitor.web.parts.times_bar import times_bar
from monitor.web.record.kinds import type_words
from monitor.web.words import moment
from monitor.wording import Language, say
from monitor.wording.telling import finding_text
from monitor.wording.terms import term

Json = dict[str, Any]
PATH = "/alerts"
FORMS = ("json", "csv", "xlsx", CALENDAR)
_NAMES = ("cluster", "type")
_ON_A_PAGE, _MOST, _AT_ONCE = 100, 100_000, 500
TONES: dict[str, Tone] = {
    "ground-established": "bad",
    "obligation-overdue": "bad",
    "validity-ended": "warn",
    "window-opened": "calm",
    "window-moved": "warn",
    "window-closed": "plain",
    "ground-cured": "good",
    "basis-lapsing": "warn",
    "attention": "warn",
}


def alerts(asked: Visitor, times: TimesShown) -> Response:
    """Show a page of the findings."""
    question = stated(asked, _NAMES)
    found = _found(question, times, _ON_A_PAGE + 1)
    language = asked.language
    content = [
        times_bar(times, language, question.without_times(*_NAMES)),
        _query(question),
        div("#results")[_results(question, times, found)],
    ]
    page = Page(
        title=say("alerts-title", language),
        content=content,
        section="board",
        crumbs=((say("page-section-board", language), "/"),),
        times=times,
    )
    return shown(asked, page)


def alert_files(asked: Visitor, form: str, times: TimesShown) -> Response:
    """Answer the findings as a file."""
    question = stated(asked, _NAMES)
    found = _found(question, times, _MOST)
    if form == CALENDAR:
        return alert_calendar(asked, times, found)
    return list_answer(question, times, form, "alerts", found)


def _found(question: Stated, times: Times, limit: int) -> list[Json]:
    cursor, kind = question.text("cursor"), question.choice("type", tuple(TONES))
    before = read_cursor(cursor, int) if cursor else None
    found: list[Json] = []
    while len(found) < limit:
        page = question.asked.guarded.alerts(
            limit=_AT_ONCE if kind else limit,
            before=before,
            cluster=question.text("cluster") or None,
            on=None if times.is_now else times.on,
            known_at=times.known_at,
        )
        found += [each for each in page if not kind or each["type"] == kind]
        if not kind or len(page) < _AT_ONCE:
            break
        before = page[-1]["position"]
    return found[:limit]


def _query(question: Stated) -> Node:
    language = question.asked.language
    kinds = [("", say("list-all", language)), *((each, type_words(each, language)) for each in TONES)]
    return form(".query", method="get", action=PATH, role="search")[
        (input_(type="hidden", name=name, value=value) for name, value in question.times.items()),
        field("cluster", say("alerts-cluster", language), type="search", value=question.text("cluster")),
        choice_field("type", say("column-type", language), kinds, question.text("type")),
        div(".actions")[
            button(".primary", type="submit")[say("list-search", language)],
            a(href=PATH)[say("list-reset", language)],
        ],
    ]


def _results(question: Stated, times: Times, found: list[Json]) -> Node:
    language = question.asked.language
    if not found:
        return nothing(say("alerts-none", language))
    page = found[:_ON_A_PAGE]
    cursor = write_cursor(page[-1]["position"]) if len(found) > _ON_A_PAGE else None
    return [
        cells.above_table(as_files(PATH, question.kept, language, FORMS)),
        findings_table(question.asked, times, page, question.times),
        next_page(PATH, question.kept, cursor, language),
    ]


def findings_table(asked: Asked, times: Times, found: list[Json], kept: dict[str, str]) -> Node:
    """Return findings as a table, each with the name of its cluster."""
    language = asked.language
    lines = {line["cluster"]: line for line in asked.guarded.standings(on=times.on, known_at=times.known_at)}
    headers = [say(f"column-{name}", language) for name in ("cluster", "legal-on", "type", "text", "clause")]
    headers.append(say("alerts-noted", language))
    if not found:
        return nothing(say("alerts-none", language))
    return card_table(
        headers,
        [_row(each, lines.get(each["cluster"], each), kept, language) for each in found],
        caption=say("alerts-caption", language),
    )


def _row(finding: Json, line: Json, kept: dict[str, str], language: Language) -> list[Node]:
    kind = finding["type"]
    return [
        cells.cluster_link(line, kept),
        [
            day(finding["legal_on"]),
            br,
            span(".faint.number")[say("alerts-detected", language, at=moment(finding["detected_at"]))],
        ],
        tag(type_words(kind, language), TONES.get(kind, "unknown")),
        plain(finding_text(finding, language)),
        [span(".clause")[finding["clause"]], _basis(finding, language)],
        [
            noted_words(finding["acknowledged"], language),
            br,
            a(href=f"/alerts/{finding['id']}")[say("alerts-open-one", language)],
        ],
    ]


def _basis(finding: Json, language: Language) -> Node:
    """Return the mark of a rulebook that did not bind on the day."""
    if finding["basis"] == "in-force":
        return None
    return [br, tag(term("basis", finding["basis"], language), "warn")]


def noted_words(noted: Json | None, language: Language) -> Node:
    """Return what was noted of a finding: by whom, when, why, and until which day it rests."""
    if noted is None:
        return tag(say("alerts-open", language), "calm")
    code = "alerts-rests" if noted["until"] else "alerts-acknowledged"
    words = say(code, language, by=plain(noted["by"]), at=moment(noted["at"]), until=noted["until"])
    return [words, br, span(".faint")[plain(noted["reason"])]]
