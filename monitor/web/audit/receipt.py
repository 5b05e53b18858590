"""A receipt: at which position something was recorded, and the proofs that join it to the log."""

from fastapi import Response
from htpy import Node, a, button, div, form, h2, label, p, pre, section, span
from htpy import input as input_

from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.answers.receipts import receipt_seen
from monitor.answers.replay_telling import type_words
from monitor.audit.signing.receipts import Receipt
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.web.asking import Visitor
from monitor.web.audit.parts import audit_page, hash_shown
from monitor.web.frame import shown
from monitor.web.parts.fields import refusal_box
from monitor.web.parts.tables import nothing, pairs
from monitor.web.parts.tags import tag
from monitor.web.parts.text import plain
from monitor.web.words import moment
from monitor.wording import Language, say

_ADDRESS = "/audit/receipt"


def receipt(asked: Visitor, event: str = "") -> Response:
    """Show the receipt of an event that may be seen, by its id or its position."""
    event, language = event.strip()[:200], asked.language
    content: Node = nothing(say("audit-receipt-none", language))
    status = 200
    if event:
        try:
            content = _shown(_found(asked, event), language)
        except RefusedError as error:
            if error.kind != "not-found":
                raise
            content, status = refusal_box(sentence_of(error, language), language), 404
    return shown(asked, audit_page(asked, "receipt", [_query(event, language), content]), status)


def _found(asked: Asked, event: str) -> Receipt:
    def may_see(cluster: str) -> bool:
        return asked.guarded.may(READ, cluster)

    return receipt_seen(asked.desk.parts.monitor.engine, event, may_see)


def _query(event: str, language: Language) -> Node:
    return form(".query", method="get", action=_ADDRESS, role="search")[
        label(".long")[
            say("audit-receipt-event", language),
            input_(type="search", name="event", value=event, maxlength="200"),
        ],
        span(".actions")[button(".primary", type="submit")[say("audit-receipt-do", language)]],
    ]


def _shown(found: Receipt, language: Language) -> Node:
    lines: list[tuple[Node, Node]] = [
        (say("label-position", language), str(found.position)),
        (say("column-cluster", language), a(href=f"/clusters/{found.cluster}")[plain(found.cluster)]),
        (say("label-recorded-at", language), moment(found.recorded_at)),
        (say("label-type", language), type_words(found.type.rpartition(".")[0], language)),
        (say("label-event", language), hash_shown(found.id)),
        (say("label-leaf-sha256", language), hash_shown(found.sha256)),
        (say("label-leaf-sm3", language), hash_shown(found.sm3)),
    ]
    return [
        section(".card")[h2[say("audit-receipt-what", language)], div(".single")[pairs(lines)]],
        _proofs(found, language),
    ]


def _proofs(found: Receipt, language: Language) -> Node:
    if not found.proofs:
        return p[tag(say("receipt-not-covered", language), "unknown")]
    return section(".card")[
        h2[say("audit-receipt-proofs", language)],
        p(".hint")[say("audit-receipt-proofs-why", language)],
        ([p[name], pre[text]] for name, text in sorted(found.proofs.items())),
    ]
