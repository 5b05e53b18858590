"""One alert: what it says, what was noted of it, and the forms by which it is acknowledged or snoozed.

Promise: noting an alert changes who is told further, never what holds of a cluster.
"""

from collections.abc import Callable

from fastapi import Response
from fastapi.responses import RedirectResponse
from htpy import Node, button, div, form, h2, label, p, span, textarea

from domain.events import Recorded, legal_day
from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.alerting.marks import Marks
from monitor.alerting.noting import ACTION, AlertNoting
from monitor.answers.days import read_day
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of, status_of
from monitor.intake.line import shown as shown_value
from monitor.web.asking import Form, Posted, Visitor
from monitor.web.frame import Page, shown, token_field
from monitor.web.lists.alerts import noted_words
from monitor.web.lists.cells import cluster_link
from monitor.web.parts.fields import Flawed, field, refusal_box
from monitor.web.parts.tables import pairs
from monitor.web.parts.tags import day
from monitor.web.parts.text import plain
from monitor.web.record.kinds import type_words
from monitor.wording import Language, say
from monitor.wording.telling import finding_text
from projections.alerts import finding_answer
from projections.standing_periods import Selection

_FIELDS = {"snooze-day-not-accepted": "until", "channel-value-not-accepted": "reason-ack"}
_HERE = frozenset({*_FIELDS, "alert-acknowledged"})


def alert_page(asked: Visitor, alert: str) -> Response:
    """Show one alert with its forms."""
    return _page(asked, _seen(asked, alert))


def acknowledge(sent: Form, alert: str) -> Response:
    """Note that an alert is in somebody's hands."""
    return _noted(sent, alert, lambda noting: noting.acknowledge(alert, sent.text("reason")))


def snooze(sent: Form, alert: str) -> Response:
    """Let an alert rest until a day."""
    stated = sent.text("until")
    until = read_day(stated)
    if until is not None:
        return _noted(sent, alert, lambda noting: noting.snooze(alert, until, sent.text("reason")))
    found = _seen(sent.asked, alert)
    refusal = RefusedError(
        "snooze-day-not-accepted", until=shown_value(stated) or "—", today=legal_day(sent.asked.at)
    )
    return _page(sent.asked, found, refusal, sent)


def _noted(sent: Posted, alert: str, act: Callable[[AlertNoting], Recorded]) -> Response:
    asked = sent.asked
    found = _seen(asked, alert)
    try:
        act(AlertNoting(_marks(asked), asked.guarded))
    except RefusedError as error:
        if error.code not in _HERE:
            raise
        return _page(asked, found, error, sent)
    return RedirectResponse(f"/alerts/{found.id}", 303)


def _marks(asked: Asked) -> Marks:
    return Marks(asked.guarded.monitor_for("read-law"))


def _seen(asked: Asked, alert: str) -> Recorded:
    """Return a finding about a cluster that may be seen.

    Raises:
        RefusedError: "alert-unknown".
    """
    found = _marks(asked).alert(alert)
    if not asked.guarded.may(READ, found.cluster):
        raise RefusedError("alert-unknown", kind="not-found", alert=alert[:60])
    return found


def _page(
    asked: Asked, found: Recorded, error: RefusedError | None = None, sent: Posted | None = None
) -> Response:
    language = asked.language
    content = [
        _refusal(asked, error),
        div(".card")[_told(asked, found)],
        _forms(asked, found, sent) if asked.guarded.may(ACTION, found.cluster) else None,
    ]
    page = Page(
        title=say("alert-one-title", language),
        content=content,
        section="board",
        crumbs=((say("page-section-board", language), "/"), (say("alerts-title", language), "/alerts")),
    )
    return shown(asked, page, status_of(error) if error else 200)


def _refusal(asked: Asked, error: RefusedError | None) -> Node:
    if error is None:
        return None
    sentence = sentence_of(error, asked.language)
    name = _FIELDS.get(error.code)
    return refusal_box(sentence, asked.language, [Flawed(name, sentence)] if name else [])


def _told(asked: Asked, found: Recorded) -> Node:
    language = asked.language
    answer = finding_answer(found)
    noted = asked.guarded.monitor_for("read-law").noted([found.id]).get(found.id)
    only = Selection(among=frozenset({found.cluster}))
    lines = asked.guarded.standings(on=legal_day(asked.at), known_at=asked.at, selection=only)
    told: list[tuple[Node, Node]] = [
        (say("column-cluster", language), cluster_link(lines[0] if lines else {"cluster": found.cluster})),
        (say("column-type", language), type_words(answer["type"], language)),
        (say("column-legal-on", language), day(answer["legal_on"])),
        (say("column-text", language), plain(finding_text(answer, language))),
        (say("column-clause", language), span(".clause")[answer["clause"]]),
        (say("alerts-noted", language), noted_words(noted, language)),
    ]
    return pairs(told)


def _forms(asked: Asked, found: Recorded, sent: Posted | None) -> Node:
    """Return the two forms, with what was typed into the one that was refused."""
    language = asked.language
    typed = sent.text if sent is not None else lambda _: ""
    is_snooze = sent is not None and "until" in sent.form
    reason, until = typed("reason"), typed("until")
    return [
        p[say("alert-one-told", language)],
        div(".columns")[
            form(".card", method="post", action=f"/alerts/{found.id}/acknowledge")[
                token_field(asked),
                h2[say("alert-one-acknowledge", language)],
                _reason("ack", "" if is_snooze else reason, language),
                button(".primary", type="submit")[say("alert-one-do-acknowledge", language)],
            ],
            form(".card", method="post", action=f"/alerts/{found.id}/snooze")[
                token_field(asked),
                h2[say("alert-one-snooze", language)],
                field("until", say("alert-one-until", language), type="date", value=until, required=True),
                _reason("snooze", reason if is_snooze else "", language),
                button(type="submit")[say("alert-one-do-snooze", language)],
            ],
        ],
    ]


def _reason(which: str, value: str, language: Language) -> Node:
    """Return the field for why; each form has one of its own, so each has an id of its own."""
    return div(".field")[
        label(for_=f"f-reason-{which}")[say("alert-one-reason", language)],
        textarea(id=f"f-reason-{which}", name="reason", rows="2", required=True, maxlength="1000")[value],
    ]
