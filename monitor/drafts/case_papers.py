"""The papers of a case: the invitation to be heard, the decision, its service, the answer to an appeal."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from domain import case as steps
from domain.proceedings import Case, cases_of
from domain.refusal import RefusedError
from monitor.audit.papers.certificates import Certified
from monitor.drafts.fields import AppealPaper, CasePaper, shown
from monitor.drafts.footing import (
    attentions,
    chinese_day,
    choices,
    cluster_fields,
    footing_of,
    marked_day,
)
from monitor.drafts.grounds_told import grounds_told
from monitor.drafts.remedies_told import remedies_told, statutory_remedies, window_of
from monitor.intake.naming import value_label
from monitor.wording import say
from monitor.wording.terms import term


def case_paper(found: Certified, named: str | None) -> CasePaper:
    """Return the fields of a paper on a case.

    Raises:
        RefusedError: "case-not-found".
    """
    case = _case(found, named)
    return CasePaper(**_fields(found, case), remedies=remedies_told(found, case))


def appeal_paper(found: Certified, named: str | None) -> AppealPaper:
    """Return the fields of the answer to an appeal.

    Raises:
        RefusedError: "case-not-found"; "paper-without-appeal", none was lodged by the day.
    """
    case = _case(found, named)
    lodged = case.step(steps.AppealLodged)
    if lodged is None:
        raise RefusedError("paper-without-appeal", kind="conflict", cluster=found.asked.cluster, case=case.id)
    lodging, answer = (window_of(found, case, kind) for kind in ("appeal", "answer"))
    answered = case.step(steps.AppealAnswered)
    return AppealPaper(
        **_fields(found, case),
        remedies=statutory_remedies(found, case),
        lodged_on=chinese_day(lodged.on),
        lodged=shown(term("window-state", lodging.state, "zh") if lodging else None),
        admission=_admission(case),
        answer_due_on=marked_day(answer.due_on, answer.certainty) if answer else shown(None),
        outcome=_outcome(answered.body) if answered else shown(None),
        answered_on=chinese_day(answered.on if answered else None),
    )


def _case(found: Certified, named: str | None) -> Case:
    """Return the case that is named, else the one a reader wants."""
    there = cases_of(found.history.by(found.asked.on), found.law.statutes.deemed_service_days)
    chosen = found.assessment.case.id if named is None and found.assessment.case else named
    for case in there:
        if case.id == chosen:
            return case
    raise RefusedError(
        "case-not-found",
        kind="not-found",
        cluster=found.asked.cluster,
        case=named or "-",
        allowed=", ".join(each.id for each in there) or "-",
    )


def _fields(found: Certified, case: Case) -> dict[str, Any]:
    invited, defended = case.step(steps.DefenceInvited), case.step(steps.DefenceReceived)
    decided, service = case.step(steps.RevocationDecided), case.service
    grounds = grounds_told(found, case)
    return {
        **footing_of(found).fields(_cautions(found, case)),
        **cluster_fields(found),
        "case": case.id,
        "opened_on": chinese_day(case.opened_on),
        "articles": shown("、".join(dict.fromkeys(each.article for each in grounds))),
        "grounds": grounds,
        "invited_on": chinese_day(invited.on if invited else None),
        "reply_by": chinese_day(invited.body.reply_by if invited else None),
        "defended_on": chinese_day(defended.on if defended else None),
        "rectification": "；".join(_rectified(case)) or say("paper-no-rectification", "zh"),
        "number": shown(decided.body.number if decided else None),
        "decided_on": chinese_day(decided.on if decided else None),
        "revoked_from": chinese_day(case.revoked_from),
        "service_method": shown(value_label(service.body.method) if service else None),
        "served_on": chinese_day(case.served_on),
        "told_last_day": chinese_day(service.body.told_last_day if service else None),
    }


def _rectified(case: Case) -> Iterator[str]:
    ordered, accepted = case.step(steps.RectificationOrdered), case.step(steps.RectificationAccepted)
    failed = case.step(steps.RectificationFailed)
    if ordered:
        yield _rectification("rectification-ordered", ordered.on, ordered.body.until)
    if accepted:
        yield _rectification("rectification-accepted", accepted.on, accepted.body.until)
    if failed:
        yield _rectification("rectification-failed", failed.on, failed.body.until)


def _rectification(name: str, on: date, until: date | None) -> str:
    limit = say("paper-until", "zh", day=chinese_day(until)) if until else ""
    return f"{chinese_day(on)}{term('case-state', name, 'zh')}{limit}"


def _admission(case: Case) -> str:
    refused, admitted = case.step(steps.AppealRefused), case.step(steps.AppealAdmitted)
    if refused:
        return _decided("appeal-refused", refused.on, refused.body.reason)
    return _decided("appeal-admitted", admitted.on, admitted.body.reason) if admitted else shown(None)


def _decided(state: str, on: date, reason: str | None) -> str:
    told = f"{chinese_day(on)}{term('case-state', state, 'zh')}"
    return f"{told}，{reason}" if reason else told


def _outcome(answered: steps.AppealAnswered) -> str:
    others = "、".join(term("ground", code, "zh") for code in answered.grounds or ())
    return say(f"paper-answer-{answered.outcome}", "zh", grounds=shown(others))


def _cautions(found: Certified, case: Case) -> Iterator[str]:
    yield from attentions(found)
    mine = [each for each in found.assessment.grounds if each.code in case.grounds]
    if not any(each.state == "established" for each in mine):
        yield say("paper-no-ground-holds", "zh")
    windows = [each.cited for each in found.assessment.windows if each.case == case.id]
    yield from choices(found.law.book, [*(each.cited for each in mine), *windows])
