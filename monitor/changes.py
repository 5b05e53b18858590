"""What each event changed: the assessment before it against the assessment with it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from domain.assessment import Assessment
from domain.events import Recorded, legal_day, type_name
from domain.history import History
from domain.proceedings import Case
from projections.answer import Json, day, ground_answer, obligation_answer, window_answer

Assess = Callable[[Sequence[Recorded], date, datetime], tuple[History, Assessment]]


def history_answer(stream: Sequence[Recorded], assess: Assess) -> list[Json]:
    """Return the events of a stream in the order recorded, each with what it changed and the clause."""
    before: Assessment | None = None
    answers: list[Json] = []
    for count, record in enumerate(stream, start=1):
        if record.is_finding:
            answers.append(_answer(record, [_found(record)]))
            continue
        on = legal_day(record.recorded_at)
        earlier = assess(stream[: count - 1], on, record.recorded_at)[1] if before is not None else None
        _, after = assess(stream[:count], on, record.recorded_at)
        answers.append(_answer(record, list(changes(earlier, after))))
        before = after
    return answers


def changes(before: Assessment | None, after: Assessment) -> Iterator[Json]:
    """Yield what differs between two assessments, each with the clause it rests on."""
    yield from _standing(before, after)
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


def _standing(before: Assessment | None, after: Assessment) -> Iterator[Json]:
    for name in ("standing", "stage", "valid_to", "case"):
        was = getattr(before, name) if before is not None else None
        is_now = getattr(after, name)
        if _plain(was) != _plain(is_now):
            yield {"what": name, "from": _plain(was), "to": _plain(is_now), "clause": None}


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


def _answer(record: Recorded, changed: list[Json]) -> Json:
    data = msgspec.to_builtins(record.body, builtin_types=(Decimal,))
    data.pop("type")
    return {
        "position": record.position,
        "id": record.id,
        "type": type_name(type(record.body)),
        "effective_on": record.effective_on.isoformat(),
        "recorded_at": record.recorded_at.isoformat().replace("+00:00", "Z"),
        "recorded_by": record.recorded_by,
        "data": data,
        "source": msgspec.to_builtins(record.source),
        "changed": changed,
    }
