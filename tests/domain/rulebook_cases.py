"""The cases beside each rulebook: their shape, how one is run, and what a book demands of them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Literal

import msgspec

from domain.assessment import Assessment, Law, assess
from domain.criteria import assess_criteria
from domain.events import FACTS, SHANGHAI, Recorded, legal_day
from domain.history import known
from domain.rulebook import Appeal, ChoiceValue, Criterion, Rulebook, Statutes
from domain.text import Indicators
from monitor.law import load_rulebooks, load_shape, load_statutes, rulebook_folder
from tests.given import calendar

Point = Literal["eve", "day", "after", "below", "at", "above", "yes", "no", "unknown", "alternative"]
Pair = tuple[str, Point]
WORDS = {"obligations": "kind", "grounds": "code", "windows": "kind", "attention": ""}
DAYS: tuple[Point, ...] = ("eve", "day", "after")
LIMITS: tuple[Point, ...] = ("below", "at", "above")
ANSWERS: tuple[Point, ...] = ("yes", "no", "unknown")


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: str
    effective_on: date
    data: dict[str, Any] = {}


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    case: str
    covers: str
    point: Point
    expect: dict[str, Any]
    facts: tuple[Fact, ...] = ()
    on: date | None = None
    known_at: datetime | None = None
    indicators: Indicators | None = None
    choices: dict[str, ChoiceValue] = {}


@cache
def books() -> dict[str, Rulebook]:
    return load_rulebooks()


@cache
def statutes() -> Statutes:
    return load_statutes()


@cache
def cases_of(edition: str) -> tuple[Case, ...]:
    file = rulebook_folder() / f"{edition}.cases.yaml"
    return load_shape(file.read_bytes(), tuple[Case, ...], file.name)


def outcome(book: Rulebook, case: Case) -> dict[str, Any]:
    """Return what the product says in a case, in the words of its `expect`."""
    if case.indicators is not None:
        return _judged(book, case.indicators)
    if case.on is None:
        message = f"{case.case}: on is missing"
        raise ValueError(message)
    return _said(_assessed(_otherwise(book, case.choices), case, case.on))


def _judged(book: Rulebook, indicators: Indicators) -> dict[str, Any]:
    assessed = assess_criteria(book, indicators)
    verdicts = {judgement.criterion.name: judgement.verdict for judgement in assessed.judgements}
    soft = [judgement.criterion.name for judgement in assessed.judgements if judgement.soft]
    return {**verdicts, "soft": soft, "overall": assessed.overall}


def _otherwise(book: Rulebook, chosen: dict[str, ChoiceValue]) -> Rulebook:
    taken = {name: msgspec.structs.replace(book.choices[name], value=value) for name, value in chosen.items()}
    return msgspec.structs.replace(book, choices={**book.choices, **taken})


def _assessed(book: Rulebook, case: Case, on: date) -> Assessment:
    records = tuple(_recorded(case.facts))
    known_at = case.known_at or max((record.recorded_at for record in records), default=_end(on))
    known_on = max(on, legal_day(known_at))
    law = Law(book=book, statutes=statutes())
    return assess(known(records, known_at), law, calendar(), on, known_on)


def _recorded(facts: Iterable[Fact]) -> Iterator[Recorded]:
    """Yield the facts as recorded at the end of the day they happened, in their order."""
    latest = datetime.min.replace(tzinfo=UTC)
    for position, fact in enumerate(facts, 1):
        latest = max(latest, _end(fact.effective_on))
        yield Recorded(
            id=f"e{position}",
            cluster="c",
            position=position,
            version=position,
            effective_on=fact.effective_on,
            recorded_at=latest,
            recorded_by="officer",
            body=msgspec.convert(fact.data, FACTS[fact.type]),
        )


def _end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), SHANGHAI).astimezone(UTC)


def _said(found: Assessment) -> dict[str, Any]:
    return {
        "standing": found.standing,
        "stage": found.stage,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
        "obligations": [_plain(each) for each in found.obligations],
        "grounds": [_plain(each) for each in found.grounds],
        "windows": [_plain(each) for each in found.windows],
        "attention": [each.code for each in found.attention],
    }


def _plain(each: msgspec.Struct) -> dict[str, Any]:
    """Return a result with its citation laid beside it, as the contract shows it."""
    fields = {name: getattr(each, name) for name in each.__struct_fields__}
    cited = fields.pop("cited")
    return {
        **fields,
        "clause": cited.clause,
        "basis": cited.basis,
        "choices": list(cited.choices),
    }


def misses(expected: dict[str, Any], said: dict[str, Any]) -> list[str]:
    """Return what a case expects and the product does not say."""
    return [miss for name, value in expected.items() for miss in _miss(name, value, said)]


def _miss(name: str, expected: object, said: dict[str, Any]) -> Iterator[str]:
    kind = name.removeprefix("absent_")
    if isinstance(expected, list) and kind in WORDS:
        wanted = name == kind
        for each in expected:
            if any(_holds(each, found, WORDS[kind]) for found in said[kind]) != wanted:
                yield f"{kind} {'lacks' if wanted else 'has'} {each} among {said[kind]}"
    elif said.get(name) != expected:
        yield f"{name} is {said.get(name)}, not {expected}"


def _holds(expected: object, found: object, word: str) -> bool:
    """Tell whether a result holds all that is expected of it: some fields, or its code alone."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(name in found and found[name] == value for name, value in expected.items())
    return (found[word] if isinstance(found, dict) else found) == expected


# --- what a book demands ----------------------------------------------------------------------


def demanded(book: Rulebook) -> Iterator[Pair]:
    """Yield every dated rule, limit, limb and choice of a book, with each point it needs a case at."""
    for rule in _dated_rules(book):
        yield from ((rule, point) for point in DAYS)
    yield from _limbs(book)
    yield from _thresholds(book)
    for criterion in book.criteria:
        yield from _criterion(criterion)
    yield from ((f"choices.{name}", "alternative") for name in book.choices)


def _dated_rules(book: Rulebook) -> Iterator[str]:
    yield from ("validity", "review.apply_by", "review.extension")
    yield from (f"reports.{report.kind}" for report in book.reports)
    yield from (f"standing.{end}" for end in ("from", "through") if getattr(book.standing, f"in_force_{end}"))
    if book.change_filing:
        yield "change_filing"
    if isinstance(book.appeal, Appeal):
        yield from ("appeal.lodge", "appeal.answer")
        yield from (f"statutes.{window.kind}" for window in statutes().windows)
    if book.recognition.public_notice.working_days:
        yield "public_notice"


def _limbs(book: Rulebook) -> Iterator[Pair]:
    for ground in book.grounds:
        for limb in ground.limbs:
            points: tuple[Point, ...] = ("yes", "no") if ground.seen else ("unknown",)
            yield from ((f"grounds.{ground.code}.{limb.limb}", point) for point in points)


def _thresholds(book: Rulebook) -> Iterator[Pair]:
    for threshold in book.incidents.thresholds:
        points: tuple[Point, ...] = LIMITS if threshold.grade else ("at",)
        for category in threshold.categories:
            yield from ((f"incidents.{category}", point) for point in points)
            if threshold.grade and category in statutes().graded_categories:
                for figure in statutes().grading:
                    yield from ((f"incidents.{category}.{figure}", point) for point in LIMITS)


def _criterion(criterion: Criterion) -> Iterator[Pair]:
    several = len(criterion.any_of) > 1
    for number, test in enumerate(criterion.any_of, 1):
        name = f"criteria.{criterion.name}" + (f".{number}" if several else "")
        yield from ((name, point) for point in (ANSWERS if test.op == "is" else LIMITS))
    for clause in ("waived_by", "soft_where"):
        if getattr(criterion, clause):
            yield from ((f"criteria.{criterion.name}.{clause}", point) for point in ANSWERS[:2])
