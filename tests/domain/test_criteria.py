from decimal import Decimal

import pytest

from domain.criteria import Comparison, Judgement, judge
from domain.rulebook import Criterion, Waiver
from domain.rulebook import Test as Limit
from domain.text import Indicators


def numbers(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


def criterion(*tests: Limit, **terms: object) -> Criterion:
    return Criterion(article="第一条", name="tested", title="标准", any_of=tests, **terms)  # type: ignore[arg-type]


def at_least(value: int, *indicators: str) -> Limit:
    return Limit(indicator=indicators, op=">=", value=Decimal(value))


def at_most(value: int, *indicators: str) -> Limit:
    return Limit(indicator=indicators, op="<=", value=Decimal(value))


def one(tested: Criterion, indicators: Indicators, as_of_year: int | None = None) -> Judgement:
    (judgement,) = judge((tested,), indicators, as_of_year=as_of_year)
    return judgement


def first(tested: Limit, indicators: Indicators, as_of_year: int | None = None) -> Comparison:
    return one(criterion(tested), indicators, as_of_year).comparisons[0]


# --- quantities -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("op", "verdicts"),
    [
        (">", ["not-met", "not-met", "met"]),
        (">=", ["not-met", "met", "met"]),
        ("<", ["met", "not-met", "not-met"]),
        ("<=", ["met", "met", "not-met"]),
    ],
)
def test_a_limit_includes_its_number_only_where_the_text_says_so(op: str, verdicts: list[str]) -> None:
    tested = Limit(indicator="x", op=op, value=Decimal(60))  # type: ignore[arg-type]
    found = [first(tested, {"x": value}) for value in numbers("59.999", "60", "60.001")]
    assert [each.verdict for each in found] == verdicts
    assert [each.found for each in found] == numbers("59.999", "60", "60.001")


def test_an_indicator_that_is_not_given_is_unknown() -> None:
    found = first(at_least(60, "x"), {})
    assert (found.verdict, found.doubt, found.found, found.missing) == ("unknown", "missing", None, ("x",))


@pytest.mark.parametrize("given", [True, {"2022": Decimal(1)}])
def test_a_quantity_of_the_wrong_kind_is_unknown(given: bool | dict[str, Decimal]) -> None:
    found = first(at_least(60, "x"), {"x": given})
    assert (found.verdict, found.doubt) == ("unknown", "wrong-kind")


def test_several_indicators_are_added_up() -> None:
    tested = at_least(6, "x", "y")
    assert first(tested, {"x": Decimal(2), "y": Decimal(4)}).verdict == "met"
    below = first(tested, {"x": Decimal(2), "y": Decimal(3)})
    assert (below.verdict, below.found) == ("not-met", Decimal(5))


def test_a_sum_with_a_missing_addend_is_met_only_if_the_known_ones_reach_the_limit() -> None:
    tested = at_least(6, "x", "y")
    reached = first(tested, {"x": Decimal(6)})
    assert (reached.verdict, reached.doubt, reached.missing) == ("met", None, ("y",))
    short = first(tested, {"x": Decimal(5)})
    assert (short.verdict, short.doubt, short.found) == ("unknown", "missing", Decimal(5))
    assert first(tested, {}).found is None


def test_a_sum_with_a_missing_addend_misses_an_upper_limit_that_the_known_ones_exceed() -> None:
    tested = at_most(6, "x", "y")
    assert first(tested, {"x": Decimal(7)}).verdict == "not-met"
    assert first(tested, {"x": Decimal(6)}).verdict == "unknown"


def test_a_negative_count_settles_nothing() -> None:
    assert first(at_least(6, "x", "y", "z"), {"x": Decimal(9), "y": Decimal(-1)}).verdict == "unknown"


# --- one of several tests ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicators", "expected"),
    [
        ({"x": Decimal(1)}, "met"),
        ({"y": Decimal(6)}, "met"),
        ({"x": Decimal(0), "y": Decimal(6)}, "met"),
        ({"x": Decimal(0), "y": Decimal(5)}, "not-met"),
        ({"x": Decimal(0)}, "unknown"),
        ({"y": Decimal(5)}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_one_of_several_tests_is_enough_and_an_open_one_leaves_it_unknown(
    indicators: Indicators, expected: str
) -> None:
    assert one(criterion(at_least(1, "x"), at_least(6, "y")), indicators).verdict == expected


# --- yes or no --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("demanded", "given", "expected"),
    [
        (True, True, "met"),
        (True, False, "not-met"),
        (True, None, "unknown"),
        (True, Decimal(1), "unknown"),
        (False, False, "met"),
        (False, True, "not-met"),
        (False, Decimal(0), "met"),
        (False, Decimal(2), "not-met"),
        (False, Decimal(-1), "unknown"),
        (False, {"2022": Decimal(0)}, "unknown"),
    ],
)
def test_a_judgement_is_yes_or_no_and_a_count_answers_where_none_is_allowed(
    demanded: bool,
    given: bool | Decimal | dict[str, Decimal] | None,
    expected: str,
) -> None:
    indicators: Indicators = {} if given is None else {"x": given}
    found = first(Limit(indicator="x", op="is", value=demanded), indicators)
    assert (found.verdict, found.found) == (expected, given)
    doubt = "missing" if given is None else "wrong-kind"
    assert found.doubt == (doubt if expected == "unknown" else None)


# --- each of the last three years -------------------------------------------------------------

OUTPUT = Limit(indicator="output_yi", op=">=", value=Decimal(30), over="each-of-last-3-years")


@pytest.mark.parametrize(
    ("outputs", "expected", "missing"),
    [
        ({"2021": 30, "2022": 31, "2023": 32}, "met", ()),
        ({"2021": 30, "2022": 29, "2023": 32}, "not-met", ()),
        ({"2020": 1, "2021": 30, "2022": 31, "2023": 32}, "met", ()),
        ({"2022": 31, "2023": 32}, "unknown", ("2021",)),
        ({"2023": 29}, "not-met", ("2021", "2022")),
        ({"2020": 31, "2021": 31, "2023": 32}, "unknown", ("2022",)),
        ({"2020": 1, "2022": 31, "2023": 32}, "unknown", ("2021",)),
    ],
)
def test_output_is_demanded_in_each_of_the_latest_three_years(
    outputs: dict[str, int], expected: str, missing: tuple[str, ...]
) -> None:
    found = first(OUTPUT, {"output_yi": {year: Decimal(value) for year, value in outputs.items()}})
    assert (found.verdict, found.missing) == (expected, missing)
    assert found.doubt == ("years" if expected == "unknown" else None)


def test_the_last_three_years_can_be_counted_from_a_year_of_application() -> None:
    outputs: Indicators = {"output_yi": {str(year): Decimal(40) for year in (2020, 2021, 2022)}}
    assert first(OUTPUT, outputs, as_of_year=2023).verdict == "met"
    old = first(OUTPUT, outputs, as_of_year=2024)
    assert (old.verdict, old.missing) == ("unknown", ("2023",))


@pytest.mark.parametrize(
    ("indicators", "doubt"),
    [
        ({}, "missing"),
        ({"output_yi": {}}, "missing"),
        ({"output_yi": Decimal(35)}, "wrong-kind"),
        ({"output_yi": True}, "wrong-kind"),
        ({"output_yi": {"last year": Decimal(35)}}, "wrong-kind"),
        ({"output_yi": {"二〇二三": Decimal(35)}}, "wrong-kind"),
        ({"output_yi": {"２０２３": Decimal(35)}}, "wrong-kind"),
    ],
)
def test_output_that_names_no_years_is_unknown(indicators: Indicators, doubt: str) -> None:
    found = first(OUTPUT, indicators)
    assert (found.verdict, found.doubt) == ("unknown", doubt)


# --- waived and softened ----------------------------------------------------------------------

WAIVER = Waiver(indicator="epidemic", reason="疫情影响")


@pytest.mark.parametrize(
    ("epidemic", "verdict", "reason"),
    [
        (True, "met", "疫情影响"),
        (False, "not-met", None),
        (None, "not-met", None),
        (Decimal(1), "not-met", None),
    ],
)
def test_a_criterion_is_waived_only_by_a_plain_yes(
    epidemic: bool | Decimal | None,
    verdict: str,
    reason: str | None,
) -> None:
    indicators: Indicators = {"x": Decimal(1)}
    if epidemic is not None:
        indicators["epidemic"] = epidemic
    judged = one(criterion(at_least(5, "x"), waived_by=WAIVER), indicators)
    assert (judged.verdict, judged.waived) == (verdict, reason)
    assert judged.comparisons[0].verdict == "not-met"


@pytest.mark.parametrize(("epidemic", "soft"), [(True, True), (False, False)])
def test_a_limit_can_be_soft_in_a_circumstance_only(epidemic: bool, soft: bool) -> None:
    judged = one(criterion(at_least(5, "x"), soft_where=WAIVER), {"x": Decimal(1), "epidemic": epidemic})
    assert (judged.verdict, judged.soft) == ("not-met", soft)


def test_a_soft_limit_that_is_exceeded_is_not_met_and_says_that_it_is_soft() -> None:
    judged = one(criterion(at_most(100, "x"), soft=True), {"x": Decimal(101)})
    assert (judged.verdict, judged.soft, judged.criterion.article) == ("not-met", True, "第一条")
