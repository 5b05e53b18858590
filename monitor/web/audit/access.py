"""The access record: who tried what and how it ended, asked for in one line, and as a file."""

from collections.abc import Iterator
from typing import Literal

from fastapi import Response
from htpy import Node, a, button, code, div, form, label, p, span
from htpy import input as input_

from domain.refusal import RefusedError
from monitor.access.record import ANY, DONE, Noted, Sought
from monitor.answers.accounts import attempt_answer
from monitor.answers.attempts import sought_in
from monitor.exchange.tables import Column, Table, write_csv, write_xlsx
from monitor.http.asking import Asked
from monitor.http.paging import read_cursor, write_cursor
from monitor.http.problems import sentence_of
from monitor.web.asking import Visitor
from monitor.web.audit.files import as_json, attachment
from monitor.web.audit.parts import audit_page
from monitor.web.frame import shown
from monitor.web.parts.fields import Flawed, refusal_box
from monitor.web.parts.tables import as_files, next_page, rows_table
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.web.rules.policy import action_words
from monitor.web.words import moment
from monitor.wording import SENTENCES, Language, say

_ADDRESS = "/audit/access"
_PAGE, _MOST = 100, 100_000
_COLUMNS = ("attempted-at", "user", "action", "cluster", "attempt-outcome", "source-mark", "times")


def access(asked: Visitor, q: str = "", cursor: str | None = None) -> Response:
    """Show the attempts that a line seeks, newest first."""
    asked.guarded.demand("read-record")
    language, q = asked.language, q[:400]
    try:
        sought, refusal = sought_in(q), None
    except RefusedError as error:
        sought, refusal = ANY, error
    before = None if cursor is None else read_cursor(cursor, int)
    found = [] if refusal else _found(asked, sought, _PAGE + 1, before)
    on = write_cursor(found[_PAGE - 1].number) if len(found) > _PAGE else None
    kept = {"q": q} if q else {}
    content = [
        refusal_box(
            say("account-form-refused", language), language, [Flawed("q", sentence_of(refusal, language))]
        )
        if refusal
        else None,
        _query(q, language),
        div("#results")[
            rows_table(
                [say(f"column-{name}", language) for name in _COLUMNS],
                [_row(each, language) for each in found[:_PAGE]],
                caption=say("audit-title-access", language),
                empty=say("audit-access-none", language),
            ),
            next_page(_ADDRESS, kept, on, language),
            None if refusal else as_files(_ADDRESS, kept, language),
        ],
    ]
    return shown(asked, audit_page(asked, "access", content), 422 if refusal else 200)


def access_file(asked: Visitor, form: Literal["json", "csv", "xlsx"], q: str = "") -> Response:
    """Answer the attempts that a line seeks as a file, newest first, at most 100,000 rows."""
    asked.guarded.demand("read-record")
    found = _found(asked, sought_in(q[:400]), _MOST, None)
    if form == "json":
        return attachment(as_json(map(attempt_answer, found), asked), "access-record", form)
    table = _table(found, q, asked)
    return attachment(write_csv(table) if form == "csv" else write_xlsx(table), "access-record", form)


def _found(asked: Asked, sought: Sought, limit: int, before: int | None) -> list[Noted]:
    office = asked.desk.parts.access.office(asked.guarded.principal, asked.at)
    return office.attempts(limit=limit, before=before, sought=sought)


def _table(found: list[Noted], q: str, asked: Asked) -> Table:
    language = asked.language
    title = say("audit-title-access", language)
    told = say(f"simulation-{'told' if asked.simulation else 'no'}", language)
    return Table(
        sheets=(title, say("list-provenance", language)),
        columns=[Column(say(f"column-{name}", language)) for name in _COLUMNS],
        rows=[[str(cell) for cell in _cells(each)] for each in found],
        provenance=[
            (say("audit-access-question", language), q or say("audit-access-all", language)),
            (say("column-count", language), str(len(found))),
            (say("column-attempted-at", language), asked.at.isoformat()),
            (say("column-simulation", language), told),
        ],
    )


def _cells(noted: Noted) -> Iterator[str]:
    yield moment(noted.at)
    yield noted.user or ""
    yield noted.action
    yield noted.cluster or ""
    yield noted.outcome
    yield (noted.source or "")[:8]
    yield str(noted.count)


def _row(noted: Noted, language: Language) -> list[Node]:
    at, user, action, cluster, _, source, count = _cells(noted)
    outcome = tag(say("attempt-done", language), "good")
    if noted.outcome != DONE:
        outcome = tag(outcome_words(noted.outcome, language), "warn")
    return [
        at,
        _narrowing("user", user),
        _narrowing("action", action, action_words(action, language)),
        plain(cluster),
        outcome,
        plain(source),
        count,
    ]


def outcome_words(outcome: str, language: Language) -> str:
    """Return how an attempt came out in words; the code as recorded where it has none of its own."""
    code = f"attempt-{outcome}"
    return say(code, language) if code in SENTENCES else plain(outcome)


def _narrowing(name: str, value: str, words: str = "") -> Node:
    """Return a value, or the words for it, as the way to all attempts that have it too."""
    if not value or " " in value:
        return plain(value)
    return a(href=f"{_ADDRESS}?q={name}%3A{value}", title=plain(value))[words or plain(value)]


def _query(q: str, language: Language) -> Node:
    return form(".query", method="get", action=_ADDRESS, role="search")[
        label(".long")[
            say("audit-access-seek", language),
            input_(type="search", name="q", value=q, maxlength="400", aria_describedby="h-q"),
        ],
        span(".actions")[
            button(".primary", type="submit")[say("seek", language)],
            a(href=_ADDRESS)[say("seek-anew", language)],
        ],
        p("#h-q.hint")[
            say("audit-access-hint", language), " ", code["user: action: outcome: cluster: from: to:"]
        ],
    ]
