"""What each event changed: the assessment before it against the assessment with it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from domain.assessment import Assessment, Law
from domain.cluster import FactWithdrawn
from domain.events import Recorded, legal_day, type_name
from domain.history import History
from domain.proceedings import Case
from domain.rulebook import Rulebook
from projections.answer import Json, day, ground_answer, obligation_answer, window_answer

Assess = Callable[[Sequence[Recorded], date, datetime], tuple[History, Assessment]]
LawOf = Callable[[History, datetime], Law]


def history_answer(stream: Sequence[Recorded], assess: Assess, law_of: LawOf) -> list[Json]:
    """Return the events of a stream in the order recorded, each with what it changed and the clause."""
    before: Assessment | None = None
    withdrawals = {each.body.event: each for each in stream if isinstance(each.body, FactWithdrawn)}
    answers: list[Json] = []
    for count, record in enumerate(stream, start=1):
        if record.is_finding:
            answers.append(_answer(record, [_found(record)], None))
            continue
        on = legal_day(record.recorded_at)
        earlier = assess(stream[: count - 1], on, record.recorded_at)[1] if before is not None else None
        history, after = assess(stream[:count], on, record.recorded_at)
        changed = list(changes(earlier, after, law_of(history, record.recorded_at).book))
        answers.append(_answer(record, changed, withdrawals.get(record.id)))
        before = after
    return answers


def changes(before: Assessment | None, after: Assessment, book: Rulebook) -> Iterator[Json]:
    """Yield what differs between two assessments, each with the clause it rests on."""
    yield from _standing(before, after, book)
    for kind, name in (("obligation", "obligations"), ("ground", "grounds"), ("window", "windows")):
        old = _by_identity(kind, before, name)
        new = _by_identity(kind, after, name)
        for identity in dict.fromkeys((*old, *new)):
            was, is_now = old.get(identity), new.get(identity)
            if was != is_now:
                shown = is_now or was or {}
                yield {
                    "what": kind,
                    "subject": identity,
                    "from": was,
                    "to": is_now,
                    "clause": shown["clause"],
                }


def _standing(before: Assessment | None, after: Assessment, book: Rulebook) -> Iterator[Json]:
    for name in ("standing", "stage", "valid_to", "case"):
        was = getattr(before, name) if before is not None else None
        is_now = getattr(after, name)
        if _plain(was) != _plain(is_now):
            clause = standing_clause(name, after, book)
            yield {"what": name, "from": _plain(was), "to": _plain(is_now), "clause": clause}


def standing_clause(what: str, after: Assessment, book: Rulebook) -> str | None:
    """Return the clause a standing, its stage, a validity or a case rests on, where the text has one.

    A revocation rests on its grounds, a term that a review added and a title that it cancelled on the
    clause of the review, any other validity on its own.
    """
    if what == "case" or (after.standing == "revoked" and what in ("standing", "stage")):
        codes = after.case.grounds if after.case else ()
        return "、".join(ground.article for ground in book.grounds if ground.code in codes) or None
    if after.standing == "title-cancelled" or (
        after.terms and after.terms[-1].granted is not after.terms[-1].recognition
    ):
        return book.review.article
    return book.validity.article if after.terms else None


def _plain(value: object) -> object:
    if isinstance(value, Case):
        return f"{value.id} {value.state}"
    return day(value) if isinstance(value, date) else value


_ANSWERED: dict[str, Callable[[Any], Json]] = {
    "obligation": obligation_answer,
    "ground": ground_answer,
    "window": window_answer,
}
_SHOWN = ("state", "due_on", "met_on", "since", "reason", "clause")


def _by_identity(kind: str, assessment: Assessment | None, name: str) -> dict[str, Json]:
    if assessment is None:
        return {}
    found = {}
    for each in getattr(assessment, name):
        answer = _ANSWERED[kind](each)
        found[_identity(answer)] = {key: answer[key] for key in _SHOWN if key in answer}
    return found


def _identity(answer: Json) -> str:
    parts = ("code", "limb", "kind", "obligation", "period", "case", "subject")
    return " ".join(str(answer[part]) for part in parts if answer.get(part))


def _found(record: Recorded) -> Json:
    body = msgspec.to_builtins(record.body)
    return {"what": "finding", "subject": type_name(type(record.body)), "clause": body.get("clause")}


def _answer(record: Recorded, changed: list[Json], withdrawal: Recorded | None) -> Json:
    data = msgspec.to_builtins(record.body, builtin_types=(Decimal,))
    data.pop("type")
    return {
        "position": record.position,
        "id": record.id,
        "type": type_name(type(record.body)),
        "effective_on": record.effective_on.isoformat(),
        "recorded_at": _instant(record.recorded_at),
        "recorded_days_later": (legal_day(record.recorded_at) - record.effective_on).days,
        "recorded_by": record.recorded_by,
        "data": data,
        "source": msgspec.to_builtins(record.source),
        "withdrawn": _withdrawn(withdrawal),
        "changed": changed,
    }


def _withdrawn(withdrawal: Recorded | None) -> Json | None:
    """Return by what a fact was withdrawn, as far as that is known."""
    if withdrawal is None:
        return None
    return {
        "event": withdrawal.id,
        "position": withdrawal.position,
        "on": withdrawal.effective_on.isoformat(),
        "recorded_at": _instant(withdrawal.recorded_at),
        "reason": getattr(withdrawal.body, "reason", ""),
    }


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
