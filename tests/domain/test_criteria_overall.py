from decimal import Decimal

import pytest

from domain.criteria import Judgement, Overall, Verdict, assess_criteria, judge, overall
from domain.rulebook import Criterion
from domain.rulebook import Test as Limit
from domain.text import Indicators
from tests.domain.rulebook_cases import books

ALL_GOOD: Indicators = {
    "area_km2": Decimal(80),
    "output_yi": {"2021": Decimal(50), "2022": Decimal(55), "2023": Decimal(61)},
    "sme_share_pct": Decimal(75),
    "leading_share_pct": Decimal(80),
    "output_growth_pct": Decimal(12),
    "champions": Decimal(1),
    "rd_growth_pct": Decimal(11),
    "patent_growth_pct": Decimal(15),
    "patents_per_10k": Decimal(15),
    "iiot_adoption_pct": Decimal(15),
    "iiot_adoption_rising": True,
    "co2_intensity_falling": True,
    "energy_intensity_falling": True,
    "efficiency_above_baseline": True,
    "grave_incidents_last_3_years": Decimal(0),
    "industry_position": True,
    "chain_cooperation": True,
    "innovation_cooperation": True,
    "standards_participation": True,
    "digital_transformation": True,
    "green_development": True,
    "opening": True,
    "governance": True,
    "three_year_plan": True,
}
BOOKS = ["fujian-2022", "hainan-2023", "guangdong-draft", "shandong-draft", "heilongjiang-2023"]


@pytest.mark.parametrize("edition", BOOKS)
def test_a_cluster_that_meets_every_criterion_meets_them_as_a_whole(edition: str) -> None:
    assessed = assess_criteria(books()[edition], ALL_GOOD)
    assert [each.criterion.name for each in assessed.judgements if each.verdict != "met"] == []
    assert (assessed.overall, assessed.rulebook, assessed.doubt) == ("met", edition, None)


@pytest.mark.parametrize("edition", BOOKS)
def test_a_cluster_of_which_nothing_is_known_is_unknown_not_fine(edition: str) -> None:
    assessed = assess_criteria(books()[edition], {})
    assert {each.verdict for each in assessed.judgements} == {"unknown"}
    assert assessed.overall == "unknown"


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ("fujian-2022", "department-decides"),
        ("hainan-2023", "department-decides"),
        ("guangdong-draft", "not-met"),
        ("shandong-draft", "department-decides"),
        ("heilongjiang-2023", "department-decides"),
    ],
)
def test_too_large_an_area_is_for_the_department_except_in_guangdong(edition: str, expected: str) -> None:
    assessed = assess_criteria(books()[edition], {**ALL_GOOD, "area_km2": Decimal("100.1")})
    assert assessed.overall == expected


def test_of_the_national_measure_too_little_is_known_to_say_that_all_is_met() -> None:
    national = books()["national-2022"]
    assessed = assess_criteria(national, ALL_GOOD)
    assert (assessed.overall, assessed.doubt) == ("unknown", "criteria-unseen")
    wide = assess_criteria(national, {**ALL_GOOD, "area_km2": Decimal(101)})
    assert (wide.overall, wide.doubt) == ("unknown", "criteria-unseen")


def test_a_national_criterion_that_is_not_met_is_not_met_whatever_else_the_text_says() -> None:
    assessed = assess_criteria(books()["national-2022"], {**ALL_GOOD, "sme_share_pct": Decimal(69)})
    assert (assessed.overall, assessed.doubt) == ("not-met", None)


def test_too_few_firms_in_a_western_province_are_for_the_department_to_decide() -> None:
    national = books()["national-2022"]
    few: Indicators = {
        "champions": Decimal(0),
        "little_giants": Decimal(0),
        "srdi_smes": Decimal(1),
        "innovative_smes": Decimal(1),
        "high_tech_enterprises": Decimal(1),
        "western_province": True,
    }
    firms = [each for each in judge(national.criteria, few) if each.criterion.name == "firms"]
    assert [(each.verdict, each.soft) for each in firms] == [("not-met", True)]
    assert overall(firms) == "department-decides"


def test_energy_intensity_counts_in_heilongjiang_and_carbon_intensity_does_not() -> None:
    indicators: Indicators = {**ALL_GOOD, "co2_intensity_falling": False, "output_growth_pct": Decimal(-5)}
    assert assess_criteria(books()["heilongjiang-2023"], indicators).overall == "met"
    indicators["energy_intensity_falling"] = False
    assert assess_criteria(books()["heilongjiang-2023"], indicators).overall == "not-met"


# --- all together -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], "met"),
        ([("met", False)], "met"),
        ([("met", True), ("met", False)], "met"),
        ([("met", False), ("not-met", True)], "department-decides"),
        ([("not-met", True), ("unknown", False)], "unknown"),
        ([("not-met", True), ("unknown", True)], "unknown"),
        ([("not-met", True), ("unknown", False), ("not-met", False)], "not-met"),
    ],
)
def test_the_hardest_judgement_decides(verdicts: list[tuple[Verdict, bool]], expected: Overall) -> None:
    test = Limit(indicator="x", op=">=", value=Decimal(1))
    tested = Criterion(article="第一条", name="tested", title="标准", any_of=(test,))
    judgements = [
        Judgement(criterion=tested, verdict=verdict, soft=soft, comparisons=()) for verdict, soft in verdicts
    ]
    assert overall(judgements) == expected
