"""What was recorded: its event, its place in the log, the receipt, and what is due next."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from fastapi import Response
from htpy import Node, a, code, div, h2, p, section

from domain.case import CaseStep
from domain.events import Recorded, legal_day, type_name
from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.intake.line import escaped, shown
from monitor.web.asking import Visitor
from monitor.web.frame import Page
from monitor.web.frame import shown as page_shown
from monitor.web.parts.acts import done_box
from monitor.web.parts.tables import pairs, rows_table
from monitor.web.parts.tags import day, days_left
from monitor.web.record.kinds import type_words
from monitor.web.words import moment
from monitor.wording import Language, say
from monitor.wording.terms import term

Json = dict[str, Any]


def recorded(asked: Visitor, cluster: str, event: str) -> Response:
    """Show what was recorded, and what follows."""
    monitor, language = asked.guarded.monitor_for(READ, cluster), asked.language
    record = next((each for each in monitor.log.stream(cluster) if each.id == event), None)
    if record is None:
        raise RefusedError("event-not-found", kind="not-found", found=shown(event))
    today = legal_day(asked.at)
    status = monitor.status(cluster, on=today, known_at=max(asked.at, record.recorded_at))
    name = type_words(type_name(type(record.body)), language)
    content = [
        done_box(say("recorded-done", language, name=name)),
        section(".card")[pairs(_told(record, language)), _ways_on(record, language)],
        h2[say("recorded-next", language)],
        _next(status, today, language),
    ]
    crumbs = (
        (say("page-section-clusters", language), "/clusters"),
        (status["name"] or cluster, f"/clusters/{cluster}"),
    )
    return page_shown(
        asked, Page(say("recorded-title", language), content, section="clusters", crumbs=crumbs)
    )


def _told(record: Recorded, language: Language) -> Iterator[tuple[Node, Node]]:
    yield say("recorded-event", language), code[record.id]
    yield say("recorded-position", language), str(record.position)
    yield say("recorded-on", language), day(record.effective_on.isoformat())
    yield say("recorded-at", language), moment(record.recorded_at)
    yield say("recorded-by", language), escaped(record.recorded_by)
    if record.source and record.source.sha256:
        yield say("recorded-hash", language), code[record.source.sha256]


def _ways_on(record: Recorded, language: Language) -> Node:
    where, body = f"/clusters/{record.cluster}", record.body
    case = body.case if isinstance(body, CaseStep) else None
    return div(".actions")[
        a(".button", href=f"/api/v1/receipts/{record.id}", download=f"receipt-{record.position}.json")[
            say("recorded-receipt", language)
        ],
        (
            a(".button", href=f"{where}/cases/{case}")[say("recorded-to-case", language, case=escaped(case))]
            if case and _is_in_address(case)
            else None
        ),
        a(".button", href=where)[say("recorded-to-cluster", language)],
        a(".button", href=f"{where}/record")[say("recorded-another", language)],
    ]


def _is_in_address(case: str) -> bool:
    """Tell whether an id can stand in an address as it is."""
    return "/" not in case and case.strip(".") != ""


def _next(status: Json, today: date, language: Language) -> Node:
    """Return what is open, the nearest last day first."""
    duties = [("obligation", each["period"], each) for each in status["obligations"]]
    windows = [("window", each["case"], each) for each in status["windows"]]
    is_open = [
        each for each in (*duties, *windows) if each[2]["state"] in ("open", "overdue") and each[2]["due_on"]
    ]
    rows = [
        [
            term(kind, each["kind"], language),
            escaped(about or "—"),
            day(each["due_on"], each["certainty"], language),
            days_left((date.fromisoformat(each["due_on"]) - today).days, language),
        ]
        for kind, about, each in sorted(is_open, key=lambda each: str(each[2]["due_on"]))
    ]
    headers = [say(f"recorded-column-{each}", language) for each in ("what", "about", "due", "left")]
    title, empty = say("recorded-next", language), say("recorded-next-none", language)
    return rows_table(headers, rows, caption=title, empty=empty) if rows else p[empty]
