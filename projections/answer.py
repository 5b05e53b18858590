"""The public form of an assessment: the objects of section 3 of the contract, as JSON values.

Texts for people are not made here: an attention is a code and its subject.
"""

from datetime import date
from typing import Any

from domain.assessment import Assessment
from domain.doubt import Attention
from domain.history import History
from domain.obligations import Obligation
from domain.proceedings import Case
from domain.spells import Ground
from domain.viewpoint import Citation
from domain.windows import Window

Json = dict[str, Any]


def full_answer(cluster: str, history: History, assessment: Assessment) -> Json:
    """Return everything that is answered of one cluster on one day."""
    return {
        **_identity(cluster, history),
        **_standing(assessment),
        "obligations": [obligation_answer(each) for each in assessment.obligations],
        "grounds": [ground_answer(each) for each in assessment.grounds],
        "windows": [window_answer(each) for each in assessment.windows],
        "attention": [attention_answer(each) for each in assessment.attention],
        "case": case_answer(assessment.case),
        "next_change_on": day(assessment.next_change_on),
        "calendar": assessment.calendar,
    }


def roster_answer(cluster: str, history: History, assessment: Assessment) -> Json:
    """Return one line of the roster."""
    answer = full_answer(cluster, history, assessment)
    del answer["obligations"], answer["windows"]
    established = [ground.code for ground in assessment.grounds if ground.state == "established"]
    answer["open_grounds"] = list(dict.fromkeys(established))
    answer["next_due_on"] = day(next_due_on(assessment))
    return answer


def next_due_on(assessment: Assessment) -> date | None:
    """Return the nearest last day of what is open."""
    dues = [each.due_on for each in assessment.obligations if each.state == "open" and each.due_on]
    dues += [each.due_on for each in assessment.windows if each.state == "open"]
    return min(dues, default=None)


def _identity(cluster: str, history: History) -> Json:
    founding = history.founding()
    names = ("programme", "name", "province", "city", "county", "county_code")
    return {"cluster": cluster, **{name: getattr(founding, name, None) for name in names}}


def _standing(assessment: Assessment) -> Json:
    return {
        "on": day(assessment.on),
        "standing": assessment.standing,
        "stage": assessment.stage,
        "valid_from": day(assessment.valid_from),
        "valid_to": day(assessment.valid_to),
        "validity_stated": _stated(assessment),
    }


def _stated(assessment: Assessment) -> Json | None:
    """Return the validity as the notice states it, with its precision."""
    if not assessment.terms:
        return None
    body = assessment.terms[-1].recognition.body
    return {"from": getattr(body, "valid_from", None), "to": getattr(body, "valid_to", None)}


def obligation_answer(each: Obligation) -> Json:
    """Return an obligation as JSON values."""
    return {
        "kind": each.kind,
        "period": each.period,
        "due_on": day(each.due_on),
        "certainty": each.certainty,
        "state": each.state,
        "met_on": day(each.met_on),
        **_cited(each.cited),
        "events": list(each.events),
    }


def ground_answer(each: Ground) -> Json:
    """Return a ground as JSON values."""
    return {
        "code": each.code,
        "limb": each.limb,
        "obligation": each.obligation,
        "period": each.period,
        "subject": each.subject,
        "since": day(each.since),
        "state": each.state,
        "reason": each.reason,
        "cured_on": day(each.cured_on),
        **_cited(each.cited),
        "events": list(each.events),
    }


def window_answer(each: Window) -> Json:
    """Return a window as JSON values."""
    return {
        "kind": each.kind,
        "case": each.case,
        "opened_on": day(each.opened_on),
        "starts_on": day(each.starts_on),
        "due_on": day(each.due_on),
        "certainty": each.certainty,
        "state": each.state,
        "met_on": day(each.met_on),
        "told_last_day": day(each.told_last_day),
        **_cited(each.cited),
        "calendar": each.calendar,
        "events": list(each.events),
    }


def attention_answer(each: Attention) -> Json:
    """Return an attention as JSON values, without its text."""
    return {
        "code": each.code,
        "since": day(each.since),
        "subject": each.subject,
        **_cited(each.cited),
        "events": list(each.events),
    }


def case_answer(case: Case | None) -> Json | None:
    """Return a case as JSON values."""
    if case is None:
        return None
    return {
        "id": case.id,
        "state": case.state,
        "opened_on": day(case.opened_on),
        "grounds": list(case.grounds),
    }


def _cited(cited: Citation) -> Json:
    return {
        "clause": cited.clause,
        "rulebook": cited.rulebook,
        "basis": cited.basis,
        "choices": list(cited.choices),
        "source": "partial" if cited.partial else "complete",
    }


def day(value: date | None) -> str | None:
    """Return a day as YYYY-MM-DD."""
    return value.isoformat() if value else None
