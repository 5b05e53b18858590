"""The indicators of a cluster over the years, against the recognition criteria of its rulebook.

Promise: each year is judged by what was stated for it, and a figure that is not there is unknown.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from domain.cluster import AnnualReportFiled, ApplicationSubmitted
from domain.criteria import Judgement, assess_criteria, judge
from domain.criteria_checks import indicators_of
from domain.history import AnyEntry
from domain.rulebook import Criterion, Test
from domain.text import Indicators
from monitor.answers.law import criteria_answer
from monitor.audit.papers.certificates import Certified

Json = dict[str, Any]


class Stated(NamedTuple):
    """What one fact says of a year: a report of the year it is for, an application of that before it."""

    year: int
    entry: AnyEntry
    indicators: Indicators


def indicator_years(found: Certified) -> Json:
    """Return the years for which figures were stated by the day asked about, and each criterion over them.

    `years`: year, the event that states it, whether all criteria together are met. `criteria`: name, title,
    article, soft, the verdict of each year, and `series`: for a criterion that is one comparison with a
    number, its operator, limit, unit, and of each year in which there is one the value and its verdict.
    """
    book = found.law.book
    stated = list(_stated(found))
    judged = [assess_criteria(book, each.indicators, as_of_year=each.year + 1) for each in stated]
    years = [
        {
            "year": each.year,
            "event": each.entry.id,
            "indicators": msgspec.to_builtins(each.indicators, builtin_types=(Decimal,)),
            **criteria_answer(assessed),
        }
        for each, assessed in zip(stated, judged, strict=True)
    ]
    rows = zip(*(assessed.judgements for assessed in judged), strict=True)
    criteria = [_criterion([each.year for each in stated], row) for row in rows]
    return {"rulebook": book.edition, "years": years, "criteria": criteria}


def _stated(found: Certified) -> Iterator[Stated]:
    """Yield the newest statement of each year, oldest first; what was withdrawn states nothing."""
    newest: dict[int, Stated] = {}
    gathered: dict[str, dict[str, Decimal]] = {}
    for entry in found.history.by(found.asked.on).standing_entries():
        body = entry.body
        if isinstance(body, AnnualReportFiled | ApplicationSubmitted) and body.indicators:
            year = body.year if isinstance(body, AnnualReportFiled) else entry.on.year - 1
            newest[year] = Stated(year, entry, _with_years(body.indicators, gathered))
    yield from (newest[year] for year in sorted(newest))


def _with_years(stated: Indicators, gathered: dict[str, dict[str, Decimal]]) -> Indicators:
    """Return indicators with what earlier statements say of earlier years, where they tell by year."""
    for name, value in stated.items():
        if isinstance(value, dict):
            gathered.setdefault(name, {}).update(value)
    return {**stated, **{name: dict(by_year) for name, by_year in gathered.items()}}


def _criterion(years: list[int], row: tuple[Judgement, ...]) -> Json:
    rule = row[-1].criterion
    return {
        "name": rule.name,
        "title": rule.title,
        "article": rule.article,
        "soft": row[-1].soft,
        "verdicts": [
            {"year": year, "verdict": each.verdict, "waived": each.waived}
            for year, each in zip(years, row, strict=True)
        ],
        "series": _series(years, row),
    }


def _series(years: list[int], row: tuple[Judgement, ...]) -> Json | None:
    """Return the values that a criterion of one number was compared with, year by year."""
    tests = row[-1].criterion.any_of
    if len(tests) != 1 or isinstance(tests[0].value, bool):
        return None
    values: dict[int, Decimal] = {}
    for year, judgement in zip(years, row, strict=True):
        values |= _values(year, judgement.comparisons[0].found)
    test: Test = tests[0]
    points = [
        {"year": year, "value": values[year], "verdict": _verdict(row[-1].criterion, test, values[year])}
        for year in sorted(values)
    ]
    told = {"op": test.op, "limit": test.value, "unit": test.unit, "indicators": indicators_of(test)}
    return {**told, "points": points}


def _verdict(rule: Criterion, test: Test, value: Decimal) -> str:
    """Return whether the value of one year is within the limit."""
    one_year = msgspec.structs.replace(test, over=None)
    alone = msgspec.structs.replace(rule, any_of=(one_year,), waived_by=None)
    first, *others = indicators_of(test)
    return judge([alone], {first: value, **dict.fromkeys(others, Decimal())})[0].verdict


def _values(year: int, found: object) -> dict[int, Decimal]:
    if isinstance(found, Mapping):
        return {int(each): value for each, value in found.items() if str(each).isdigit()}
    return {year: found} if isinstance(found, Decimal) else {}
