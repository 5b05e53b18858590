"""Revocation cases as lists and pages show them: the steps taken, the windows, what comes next and by when.

Promise: every state and last day is what the assessment of that day says; here they are only put in order.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from domain import case as steps
from domain.case import CaseStep
from domain.events import type_name
from domain.history import AnyEntry
from domain.proceedings import Case, cases_of
from domain.rulebook import Appeal
from domain.windows import Window
from monitor.answers.foreseen import opened_answer
from monitor.audit.papers.certificates import Certified
from monitor.rosters import instant
from projections.answer import day

Json = dict[str, Any]

# The steps in the law's order; those of a row exclude each other.
ORDER: tuple[tuple[type[CaseStep], ...], ...] = (
    (steps.CaseOpened,),
    (steps.DefenceInvited,),
    (steps.DefenceReceived,),
    (steps.RectificationOrdered,),
    (steps.RectificationAccepted, steps.RectificationFailed),
    (steps.RevocationDecided, steps.CaseDismissed),
    (steps.DecisionServed,),
    (steps.AppealLodged,),
    (steps.AppealAdmitted, steps.AppealRefused),
    (steps.AppealAnswered,),
    (steps.RevocationPublished,),
)
# What usually follows in each state; an appeal in time needs no admission to be answered.
_NEXT: Mapping[str, type[CaseStep] | None] = {
    "opened": steps.DefenceInvited,
    "defence-invited": steps.DefenceReceived,
    "defence-received": steps.RevocationDecided,
    "rectification-ordered": steps.RectificationAccepted,
    "rectification-accepted": steps.CaseDismissed,
    "rectification-failed": steps.RevocationDecided,
    "dismissed": None,
    "decided": steps.DecisionServed,
    "served": steps.RevocationPublished,
    "appealed": steps.AppealAnswered,
    "appeal-admitted": steps.AppealAnswered,
    "appeal-refused": steps.RevocationPublished,
    "answered": steps.RevocationPublished,
}


def cases_answer(found: Certified) -> list[Json]:
    """Return the cases of a cluster on a day, in the order in which they were opened.

    `steps` are those taken, in the law's order; `next` is what usually follows (None: nothing), `next_by`
    the last day for it, of which `next_certainty` tells whether it may still move; `late` whether the
    appeal came after its window; `appeal` whether the book grants one: "yes", "none", "unknown".
    """
    seen = found.history.by(found.asked.on)
    cases = cases_of(seen, found.law.statutes.deemed_service_days)
    return [_case(found, each) for each in cases]


def _case(found: Certified, case: Case) -> Json:
    windows = [each for each in found.assessment.windows if each.case == case.id]
    appeal = found.law.book.appeal
    follows = _following(case, windows)
    window = _window_of(follows, windows)
    return {
        "cluster": found.asked.cluster,
        "case": case.id,
        "state": case.state,
        "opened_on": day(case.opened_on),
        "age_days": (found.asked.on - case.opened_on).days if case.opened_on else None,
        "grounds": list(case.grounds),
        "served_on": day(case.served_on),
        "revoked_from": day(case.revoked_from),
        "has_fallen": case.has_fallen,
        "steps": [_step(each) for each in _taken(case)],
        "windows": [opened_answer(each) for each in windows],
        "appeal": "yes" if isinstance(appeal, Appeal) else appeal,
        "late": any(each.kind == "appeal" and each.state == "late" for each in windows),
        "next": type_name(follows) if follows else None,  # type: ignore[arg-type]
        "next_by": day(window.due_on if window else _set_day(case)),
        "next_certainty": window.certainty if window else None,
        "rulebook": found.law.book.edition,
    }


def _taken(case: Case) -> Iterator[AnyEntry]:
    for row in ORDER:
        yield from (case.taken[kind] for kind in row if kind in case.taken)


def _step(entry: AnyEntry) -> Json:
    record, body = entry.record, entry.body
    return {
        "type": type_name(type(body)),  # type: ignore[arg-type]
        "event": entry.id,
        "position": record.position,
        "on": day(entry.on),
        "recorded_at": instant(record.recorded_at),
        "recorded_by": record.recorded_by,
        "number": record.source.number if record.source else None,
        "outcome": getattr(body, "outcome", None),
        "reason": getattr(body, "reason", None),
        "method": getattr(body, "method", None),
        "told_last_day": day(getattr(body, "told_last_day", None)),
        "reply_by": day(getattr(body, "reply_by", None)),
        "until": day(getattr(body, "until", None)),
    }


def _following(case: Case, windows: Sequence[Window]) -> type[CaseStep] | None:
    state = {each.kind: each.state for each in windows}
    if case.state == "served" and state.get("appeal") == "open":
        return steps.AppealLodged
    if case.state == "appealed" and state.get("appeal") == "late":
        return steps.AppealAdmitted
    follows = _NEXT[case.state]
    is_public = steps.RevocationPublished in case.taken or case.has_fallen
    return None if follows is steps.RevocationPublished and is_public else follows


def _window_of(follows: type[CaseStep] | None, windows: Sequence[Window]) -> Window | None:
    kinds: Mapping[type[CaseStep], str] = {steps.AppealLodged: "appeal", steps.AppealAnswered: "answer"}
    wanted = kinds.get(follows) if follows else None
    return next((each for each in windows if each.kind == wanted and each.state in ("open", "lapsed")), None)


def _set_day(case: Case) -> date | None:
    """Return the day that the department itself set for what comes next."""
    if case.state == "defence-invited":
        invited = case.step(steps.DefenceInvited)
        return invited.body.reply_by if invited else None
    ordered = case.step(steps.RectificationOrdered) if case.state == "rectification-ordered" else None
    return ordered.body.until if ordered else None
