"""Recognition criteria: met, not met or unknown, each with its article, value and limit.

Promise: what is not known is never taken as fine, and a limit from which the department may
depart is never taken as final. Shape of the indicators: section 1 of the public contract.
"""

from collections.abc import Iterable
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Literal

import msgspec

from domain.criteria_checks import indicators_of
from domain.rulebook import Criterion, Rulebook, Test
from domain.text import Indicators, Quantity

Verdict = Literal["met", "not-met", "unknown"]
Overall = Literal["met", "not-met", "unknown", "department-decides"]
# missing: not given; wrong-kind: a number where yes/no is asked, or the like;
# years: not three consecutive years; criteria-unseen: the text is known in part only.
Doubt = Literal["missing", "wrong-kind", "years", "criteria-unseen"]
Found = bool | Quantity | dict[str, Quantity] | None

YEARS = 3
_COMPARE = {">": gt, ">=": ge, "<": lt, "<=": le}


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One test and what was found; of a sum, `found` adds up what is known."""

    test: Test
    verdict: Verdict
    found: Found
    doubt: Doubt | None = None
    missing: tuple[str, ...] = ()


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """How one criterion turned out.

    `soft`: the limit is one from which the department may depart, here. `waived`: why the
    criterion is not demanded, in which case it is met.
    """

    criterion: Criterion
    verdict: Verdict
    soft: bool
    comparisons: tuple[Comparison, ...]
    waived: str | None = None


class Assessed(msgspec.Struct, frozen=True, kw_only=True):
    """The criteria of a rulebook against indicators: each judgement, and all together."""

    rulebook: str
    rulebook_sha256: str
    overall: Overall
    judgements: tuple[Judgement, ...]
    doubt: Doubt | None = None


def assess_criteria(book: Rulebook, indicators: Indicators, *, as_of_year: int | None = None) -> Assessed:
    """Judge all criteria of a rulebook; one known in part only is never met as a whole."""
    judgements = judge(book.criteria, indicators, as_of_year=as_of_year)
    reached = overall(judgements)
    unseen = book.source == "partial" and reached in ("met", "department-decides")
    return Assessed(
        rulebook=book.edition,
        rulebook_sha256=book.sha256,
        overall="unknown" if unseen else reached,
        judgements=judgements,
        doubt="criteria-unseen" if unseen else None,
    )


def judge(
    criteria: Iterable[Criterion], indicators: Indicators, *, as_of_year: int | None = None
) -> tuple[Judgement, ...]:
    """Judge each criterion, in order.

    "The last three years" are those before `as_of_year`; without it, the latest three given.
    """
    return tuple(_judgement(criterion, indicators, as_of_year) for criterion in criteria)


def overall(judgements: Iterable[Judgement]) -> Overall:
    """Return what judgements come to: the hardest of not met, unknown, department decides, met."""
    reached = {(judgement.verdict, judgement.soft) for judgement in judgements}
    if ("not-met", False) in reached:
        return "not-met"
    if ("unknown", False) in reached or ("unknown", True) in reached:
        return "unknown"
    return "department-decides" if ("not-met", True) in reached else "met"


def _judgement(criterion: Criterion, indicators: Indicators, as_of_year: int | None) -> Judgement:
    comparisons = tuple(_comparison(test, indicators, as_of_year) for test in criterion.any_of)
    waiver, softener = criterion.waived_by, criterion.soft_where
    is_waived = waiver is not None and indicators.get(waiver.indicator) is True
    is_softened = softener is not None and indicators.get(softener.indicator) is True
    return Judgement(
        criterion=criterion,
        verdict="met" if is_waived else _any_of(comparisons),
        soft=criterion.soft or is_softened,
        comparisons=comparisons,
        waived=waiver.reason if waiver and is_waived else None,
    )


def _any_of(comparisons: tuple[Comparison, ...]) -> Verdict:
    verdicts = {comparison.verdict for comparison in comparisons}
    order: tuple[Verdict, ...] = ("met", "unknown", "not-met")
    return next(verdict for verdict in order if verdict in verdicts)


def _comparison(test: Test, indicators: Indicators, as_of_year: int | None) -> Comparison:
    if isinstance(test.value, bool):
        return _yes_or_no(test, test.value, indicators)
    if test.over:
        return _each_year(test, test.value, indicators, as_of_year)
    return _quantity(test, test.value, indicators)


# --- yes or no --------------------------------------------------------------------------------


def _yes_or_no(test: Test, demanded: bool, indicators: Indicators) -> Comparison:  # noqa: FBT001 - the value asked for
    found = indicators.get(indicators_of(test)[0])
    if found is None:
        return _doubtful(test, None, "missing", indicators_of(test))
    answer = _answer(found, demanded=demanded)
    if answer is None:
        return _doubtful(test, found, "wrong-kind")
    return Comparison(test=test, verdict="met" if answer == demanded else "not-met", found=found)


def _answer(found: Found, *, demanded: bool) -> bool | None:
    """Return the answer given; where "no" is demanded, a count of cases answers too: 0 is no."""
    if isinstance(found, Decimal) and not demanded and found >= 0:
        return found > 0
    return found if isinstance(found, bool) else None


# --- quantities -------------------------------------------------------------------------------


def _quantity(test: Test, limit: Decimal, indicators: Indicators) -> Comparison:
    """Compare the sum of the indicators; where some are missing, the known ones may settle it."""
    names = indicators_of(test)
    missing = tuple(name for name in names if name not in indicators)
    given = [indicators[name] for name in names if name in indicators]
    addends = [value for value in given if isinstance(value, Decimal)]
    if len(addends) < len(given):
        return _doubtful(test, None, "wrong-kind", missing)
    if missing and not _is_settled(test, limit, addends):
        return _doubtful(test, sum(addends, Decimal()) if addends else None, "missing", missing)
    return _compared(test, limit, sum(addends, Decimal()), missing)


def _is_settled(test: Test, limit: Decimal, addends: list[Decimal]) -> bool:
    """Tell whether counts to come can no longer change the outcome of a sum."""
    if not addends or min(addends) < 0:
        return False
    reaches = bool(_COMPARE[test.op](sum(addends, Decimal()), limit))
    return reaches == (test.op in (">", ">="))


def _compared(test: Test, limit: Decimal, found: Decimal, missing: tuple[str, ...]) -> Comparison:
    verdict: Verdict = "met" if _COMPARE[test.op](found, limit) else "not-met"
    return Comparison(test=test, verdict=verdict, found=found, missing=missing)


# --- each of the last three years -------------------------------------------------------------


def _each_year(test: Test, limit: Decimal, indicators: Indicators, as_of_year: int | None) -> Comparison:
    """Demand the limit in each year; one year below decides, a year not given leaves it unknown."""
    values = indicators.get(indicators_of(test)[0])
    if values is None or values == {}:
        return _doubtful(test, None, "missing", indicators_of(test))
    if not isinstance(values, dict) or not all(_is_year(year) for year in values):
        return _doubtful(test, values, "wrong-kind")
    end = max(map(int, values)) + 1 if as_of_year is None else as_of_year
    years = [str(year) for year in range(end - YEARS, end)]
    found = {year: values[year] for year in years if year in values}
    missing = tuple(year for year in years if year not in values)
    if not all(_COMPARE[test.op](value, limit) for value in found.values()):
        return Comparison(test=test, verdict="not-met", found=found, missing=missing)
    if missing:
        return _doubtful(test, found, "years", missing)
    return Comparison(test=test, verdict="met", found=found)


def _is_year(text: str) -> bool:
    return len(text) == len("2025") and text.isascii() and text.isdigit()


def _doubtful(test: Test, found: Found, doubt: Doubt, missing: tuple[str, ...] = ()) -> Comparison:
    return Comparison(test=test, verdict="unknown", found=found, doubt=doubt, missing=missing)
