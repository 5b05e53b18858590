"""The tables of `domain.md` sections 2 and 8, typed anew from the texts: recognition criteria."""

import pytest

from domain.criteria_checks import indicators_of
from domain.rulebook import Criterion, Rulebook
from tests.domain.rulebook_cases import books

FJ, HN, GD = "fujian-2022", "hainan-2023", "guangdong-draft"
SD, HLJ, CN = "shandong-draft", "heilongjiang-2023", "national-2022"
ALL = (FJ, HN, GD, SD, HLJ, CN)


def book(edition: str) -> Rulebook:
    return books()[edition]


def limit(edition: str, name: str) -> tuple[str, int] | None:
    """Return the operator and the number of a criterion with one test."""
    found = find(edition, name)
    if found is None:
        return None
    (test,) = found.any_of
    return test.op, int(test.value)


def find(edition: str, name: str) -> Criterion | None:
    return next((each for each in book(edition).criteria if each.name == name), None)


# --- criteria ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("area", [("<=", 100)] * 6),
        ("output", [(">=", 30), (">=", 20), (">=", 40), (">=", 40), (">=", 15), (">=", 40)]),
        ("sme_share", [(">=", 60), (">=", 60), (">", 70), (">=", 70), (">=", 60), (">=", 70)]),
        ("leading_share", [(">", 60), (">", 60), (">", 70), (">", 70), (">", 60), (">", 70)]),
        ("output_growth", [(">", 6), (">", 5), (">", 10), (">", 10), None, (">", 10)]),
        ("rd_growth", [(">", 6), (">", 5), (">", 10), (">", 10), (">", 5), None]),
        ("patent_growth", [(">=", 10), (">=", 10), (">=", 15), (">=", 15), (">=", 5), None]),
        ("patents_per_10k", [(">=", 10), (">=", 6), (">=", 15), (">=", 15), (">=", 5), None]),
        ("iiot_adoption", [(">=", 10), ("is", 1), (">=", 15), (">=", 15), (">=", 10), None]),
        ("co2_intensity", [("is", 1), ("is", 1), ("is", 1), ("is", 1), None, None]),
        ("energy_intensity", [None, None, None, None, ("is", 1), None]),
        ("efficiency", [("is", 1)] * 5 + [None]),
        ("no_grave_incidents", [("is", 0)] * 5 + [None]),
        ("industry_position", [("is", 1)] * 5 + [None]),
        ("chain_cooperation", [("is", 1)] * 5 + [None]),
        ("innovation_cooperation", [("is", 1)] * 4 + [None] * 2),
        ("standards_participation", [("is", 1)] * 5 + [None]),
        ("digital_transformation", [("is", 1)] * 5 + [None]),
        ("green_development", [("is", 1)] * 5 + [None]),
        ("opening", [("is", 1)] * 5 + [None]),
        ("governance", [("is", 1)] * 5 + [None]),
        ("three_year_plan", [("is", 1)] * 5 + [None]),
    ],
)
def test_each_limit_is_that_of_the_text(name: str, limits: list[tuple[str, int] | None]) -> None:
    assert [limit(edition, name) for edition in ALL] == limits


def test_every_criterion_is_in_the_table_above() -> None:
    names = {each.name for edition in ALL for each in book(edition).criteria}
    assert len(names) == 23  # the 22 above and the firms


@pytest.mark.parametrize(("edition", "firms"), [(FJ, 6), (HN, 5), (GD, 10), (SD, 10), (HLJ, 6), (CN, 10)])
def test_one_champion_or_so_many_good_firms(edition: str, firms: int) -> None:
    found = find(edition, "firms")
    assert found is not None
    tests = [(test.op, test.value, indicators_of(test)) for test in found.any_of]
    assert tests == [
        (">=", 1, ("champions", "little_giants")),
        (">=", firms, ("srdi_smes", "innovative_smes", "high_tech_enterprises")),
    ]


def test_the_area_is_a_soft_limit_except_in_guangdong() -> None:
    soft = {edition: [each.name for each in book(edition).criteria if each.soft] for edition in ALL}
    assert soft == {FJ: ["area"], HN: ["area"], GD: [], SD: ["area"], HLJ: ["area"], CN: ["area"]}


def test_output_is_demanded_in_each_of_the_last_three_years() -> None:
    spans = {test.over for edition in ALL for test in (find(edition, "output") or never()).any_of}
    assert spans == {"each-of-last-3-years"}


def never() -> Criterion:
    raise AssertionError


def test_hainan_waives_growth_and_the_national_measure_relaxes_the_firms() -> None:
    waived = {(edition, each.name) for edition in ALL for each in book(edition).criteria if each.waived_by}
    heavy = {(edition, "efficiency") for edition in ALL if edition != CN}
    assert waived == {(HN, "output_growth")} | heavy
    relaxed = [(edition, each.name) for edition in ALL for each in book(edition).criteria if each.soft_where]
    assert relaxed == [(CN, "firms")]


# The eight parts of every text, from competitiveness to governance and services.
PARTS = {
    1: "area output sme_share leading_share output_growth industry_position",
    2: "firms",
    3: "chain_cooperation",
    4: "rd_growth patent_growth patents_per_10k innovation_cooperation standards_participation",
    5: "iiot_adoption digital_transformation",
    6: "co2_intensity energy_intensity efficiency green_development",
    7: "opening",
    8: "governance three_year_plan",
}
PART_OF = {name: part for part, names in PARTS.items() for name in names.split()}


@pytest.mark.parametrize(
    ("edition", "written", "shift", "incidents"),
    [
        (FJ, "附件{}", 0, "附件"),
        (HN, "附件{}", 0, "附件"),
        (GD, "第十三条（{}）", 1, "第十三条（一）"),
        (SD, "第四条（{}）", 0, "第四条（九）"),
        (HLJ, "第五条（{}）", 0, "第六条"),
    ],
)
def test_each_criterion_is_cited_where_it_stands(
    edition: str, written: str, shift: int, incidents: str
) -> None:
    for criterion in book(edition).criteria:
        if criterion.name == "no_grave_incidents":
            assert criterion.article == incidents
        else:
            assert criterion.article == written.format(
                "一二三四五六七八九"[PART_OF[criterion.name] - 1 + shift]
            )
