"""What knowledge changed between two instants: what was recorded, and what that made of one legal day.

Promise: nothing is told exactly where the two answers are the same; every difference names the facts,
the calendar notices or the law it came from, found by following knowledge step by step.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import msgspec

from domain.calendar import Calendar
from domain.cluster import FactWithdrawn
from domain.events import SHANGHAI, Recorded
from domain.history import known
from domain.notices import Notice, Override
from domain.viewpoint import region_of
from monitor.changes import Assess, LawOf, history_answer, standing_clause
from projections.answer import Json, full_answer

_Subject = tuple[str, str]
_SINGLE = (
    "programme",
    "name",
    "province",
    "city",
    "county",
    "county_code",
    "standing",
    "stage",
    "valid_from",
    "valid_to",
    "validity_stated",
    "case",
    "next_change_on",
    "calendar",
)
_STANDING = frozenset({"standing", "stage", "valid_from", "valid_to", "case"})
_SEVERAL = {
    "obligation": "obligations",
    "ground": "grounds",
    "window": "windows",
    "attention": "attention",
}
_NAMING = ("code", "limb", "kind", "obligation", "period", "case", "subject")


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What became known at one instant."""

    facts: tuple[Recorded, ...] = ()
    notices: tuple[Json, ...] = ()
    adoptions: tuple[str, ...] = ()


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A cluster's stream up to the later of two instants, and the legal day that is compared."""

    stream: Sequence[Recorded]
    calendar: Calendar
    adopted_at: Sequence[datetime]
    assess: Assess
    law_of: LawOf
    on: date
    between: tuple[datetime, datetime]

    def answer(self) -> Json:
        """Return the events, the notices, and what is different, each with what it comes from."""
        told = zip(self.stream, history_answer(self.stream, self.assess, self.law_of), strict=True)
        return {
            "events": [answer for record, answer in told if self._is_new(record.recorded_at)],
            "notices": [notice for _, notice in self._notices()],
            "changed": list(self._changed()),
        }

    def _is_new(self, at: datetime) -> bool:
        return self.between[0] < at <= self.between[1]

    def _changed(self) -> Iterator[Json]:
        """Yield what differs between the first answer and the last."""
        first = last = self._shown(self.between[0])
        causes: dict[_Subject, list[Step]] = {}
        for at, step in sorted(self._steps().items(), key=lambda each: each[0]):
            before, last = last, self._shown(at)
            for subject in before.keys() | last.keys():
                if before.get(subject) != last.get(subject):
                    causes.setdefault(subject, []).append(step)
        for subject in dict.fromkeys((*first, *last)):
            was, became = first.get(subject), last.get(subject)
            if was != became:
                change = _change(subject, was, became, causes[subject])
                yield change | {"clause": change["clause"] or self._clause(subject[0])}

    def _clause(self, what: str) -> str | None:
        """Return the clause that a standing or a validity rests on, as known in the end."""
        if what not in _STANDING:
            return None
        at = self.between[1]
        history, assessment = self.assess(self.stream, self.on, at)
        return standing_clause(what, assessment, self.law_of(history, at).book)

    def _shown(self, at: datetime) -> dict[_Subject, Any]:
        """Return all that is answered of the day as known at an instant, by what it is about."""
        stream = [each for each in self.stream if each.recorded_at <= at]
        if not stream:
            return {}
        answer = full_answer(stream[-1].cluster, *self.assess(stream, self.on, at))
        found: dict[_Subject, Any] = {(name, ""): answer[name] for name in _SINGLE if answer[name]}
        for what, name in _SEVERAL.items():
            for each in answer[name]:
                found[_subject(what, each, found)] = each
        return found

    def _steps(self) -> dict[datetime, Step]:
        """Return what became known at each instant of the time between; the last one closes it."""
        facts: dict[datetime, list[Recorded]] = {}
        notices: dict[datetime, list[Json]] = {}
        for record in self.stream:
            if self._is_new(record.recorded_at) and not record.is_finding:
                facts.setdefault(record.recorded_at, []).append(record)
        for at, notice in self._notices():
            notices.setdefault(at, []).append(notice)
        adopted = {at for at in self.adopted_at if self._is_new(at)}
        return {
            at: Step(
                facts=tuple(facts.get(at, ())),
                notices=tuple(notices.get(at, ())),
                adoptions=(_instant(at),) if at in adopted else (),
            )
            for at in {*facts, *notices, *adopted, self.between[1]}
        }

    def _notices(self) -> Iterator[tuple[datetime, Json]]:
        """Yield what was added to the calendar of the cluster's region, with the instant."""
        region = region_of(known(self.stream))
        there = [each for each in self.calendar.overrides if region.lies_in(each.region)]
        noticed = self.calendar.notices
        parts = [(each.known_at or _begins(each.known_since), _notice(each)) for each in noticed]
        parts += [(each.known_at or _begins(each.known_from), _override(each)) for each in there]
        for at, told in sorted(parts, key=lambda each: each[0]):
            if self._is_new(at):
                yield at, told


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _subject(what: str, answer: Json, found: dict[_Subject, Any]) -> _Subject:
    """Return the name of one of several; of those that are called the same, also its number."""
    named = " ".join(str(answer[part]) for part in _NAMING if answer.get(part))
    number, subject = 1, (what, named)
    while subject in found:
        number += 1
        subject = (what, f"{named} {number}")
    return subject


def _change(subject: _Subject, was: Any, became: Any, steps: Sequence[Step]) -> Json:  # noqa: ANN401 - any answer
    what, named = subject
    shown = became or was
    return {
        "what": what,
        "subject": named or None,
        "from": was,
        "to": became,
        "clause": shown["clause"] if what in _SEVERAL else None,
        "events": [fact.id for step in steps for fact in _behind(step.facts, was, became)],
        "notices": [notice for step in steps for notice in step.notices],
        "adoptions": [at for step in steps for at in step.adoptions],
    }


def _behind(facts: Sequence[Recorded], was: Any, became: Any) -> Sequence[Recorded]:  # noqa: ANN401 - any answer
    """Return the facts of a step that an answer rests on or lost; all of them where it names none."""
    named = {name for each in (was, became) if isinstance(each, dict) for name in each.get("events", ())}
    mine = [fact for fact in facts if fact.id in named or _withdrawn(fact) in named]
    return mine or facts


def _withdrawn(fact: Recorded) -> str | None:
    return fact.body.event if isinstance(fact.body, FactWithdrawn) else None


def _notice(notice: Notice) -> Json:
    return {
        "kind": "notice",
        "year": notice.year,
        "number": notice.number,
        "issued_on": notice.issued_on.isoformat(),
        "known_from": notice.known_since.isoformat(),
    }


def _override(override: Override) -> Json:
    return {
        "kind": "override",
        "region": override.region,
        "day": override.day.isoformat(),
        "working": override.working,
        "basis": override.basis,
        "known_from": override.known_from.isoformat(),
    }


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
