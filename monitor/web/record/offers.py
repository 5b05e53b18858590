"""What may be recorded of a cluster now, by whom: asked of the rules themselves, with a sample of each fact.

Promise: nothing is recorded, and no refusal is written to the access record: nobody tried anything.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from domain.events import FACTS, legal_day
from domain.refusal import RefusedError
from monitor.access.policy import READ
from monitor.http.asking import Asked
from monitor.http.problems import sentence_of
from monitor.intake.cells import as_text
from monitor.intake.columns import headers
from monitor.intake.line import COMMAND_LINE, FactLine, Place
from monitor.intake.record import Stated, fact_of
from monitor.intake.templates import columns_of
from monitor.recording import LinesRefusedError
from monitor.web.record.around import Around
from monitor.web.record.inputs import next_id
from monitor.web.record.kinds import actions_of
from monitor.web.record.sheet import WHOLES
from monitor.wording import say

# Refusals that no other content of the form would avoid; the rest is for the form to find.
OF_STATE = frozenset(
    {
        "already-admitted",
        "already-answered",
        "already-applying",
        "already-recognised",
        "already-revoked",
        "appeal-already-admitted",
        "appeal-already-lodged",
        "appeal-before-service",
        "appeal-clause-unknown",
        "appeal-was-refused",
        "application-was-rejected",
        "case-decided",
        "case-dismissed",
        "case-unknown",
        "change-unknown",
        "cluster-not-recognised",
        "event-unknown",
        "incident-unknown",
        "late-appeal-not-admitted",
        "no-appeal-in-rulebook",
        "no-appeal-lodged",
        "no-application",
        "no-objection",
        "no-rectification",
        "no-title-cancellation",
        "not-applying",
        "nothing-to-publish",
        "nothing-to-serve",
        "recognition-ended",
    }
)


NONE_THERE = "–"


class Offer(NamedTuple):
    """A type of fact: whether this person may record it here, and why it cannot be recorded now."""

    type: str
    is_permitted: bool
    refusal: RefusedError | None

    @property
    def is_open(self) -> bool:
        """Tell whether the form is worth opening."""
        return self.is_permitted and self.refusal is None


def offers(asked: Asked, around: Around, types: Sequence[str], case: str | None = None) -> Iterator[Offer]:
    """Yield an offer for each type; `case` asks of one case, else of any there is."""
    for type_name in types:
        allowed = any(asked.guarded.may(action, around.cluster) for action in actions_of(type_name))
        yield Offer(type_name, allowed, _refusal(asked, around, type_name, case))


def reason(offer: Offer, asked: Asked) -> str:
    """Return why something cannot be recorded now."""
    if offer.refusal is None:
        return ""
    if offer.refusal.values.get("id") == NONE_THERE:
        return say(f"record-{offer.refusal.code}", asked.language)
    return sentence_of(offer.refusal, asked.language)


def _refusal(asked: Asked, around: Around, type_name: str, case: str | None) -> RefusedError | None:
    cases = [case] if case else around.cases or [NONE_THERE]
    subjects = cases if "case" in headers(type_name) and next_id(type_name, around) is None else [None]
    found: RefusedError | None = None
    for subject in subjects:
        found = _tried(asked, _sample(asked, around, type_name, subject))
        if found is None:
            return None
    return found


def _tried(asked: Asked, line: FactLine) -> RefusedError | None:
    monitor = asked.guarded.monitor_for(READ, line.cluster)
    try:
        monitor.record([line], at=asked.at, by=asked.guarded.principal.user, allow_repeats=True, dry_run=True)
    except LinesRefusedError as error:
        found = error.refused[0].error
        return found if found.code in OF_STATE else None
    return None


def _sample(asked: Asked, around: Around, type_name: str, case: str | None) -> FactLine:
    """Return a fact of a type as it might be recorded today."""
    line = _example(type_name)
    fields = set(line.body.__struct_fields__)
    changed: dict[str, Any] = {
        "case": case,
        "change": next(iter(around.changes), NONE_THERE),
        "incident": next(iter(around.incidents), NONE_THERE),
        "event": next((value for value, _ in around.records("en")), NONE_THERE),
        "grounds": tuple(each.code for each in around.book.grounds[:1]) if around.book else (),
        "programme": around.book.programme if around.book else "",
        "report": around.book.reports[0].kind if around.book and around.book.reports else None,
        "year": legal_day(asked.at).year - 1,
        "told_last_day": None,
        "valid_to": None,
        "valid_from": None,
        "apply_by": legal_day(asked.at),
    }
    if (new := next_id(type_name, around)) is not None:
        changed[new[0]] = new[1]
    kept = {name: value for name, value in changed.items() if name in fields and value != ()}
    body = msgspec.structs.replace(line.body, **kept)
    return msgspec.structs.replace(
        line, cluster=around.cluster, effective_on=legal_day(asked.at), body=body, source=None
    )


@cache
def _example(type_name: str) -> FactLine:
    """Return the fact of the example row of a template."""
    paths = headers(type_name)
    stated = [
        Stated(paths[column.name], as_text(column.example))
        for column in columns_of(type_name)
        if column.name in paths and column.example != "" and column.name not in WHOLES - {"cluster"}
    ]
    line = fact_of(type_name, stated, lambda _: Place(COMMAND_LINE))
    if not isinstance(line, FactLine):
        raise TypeError(type_name, FACTS)
    return line
