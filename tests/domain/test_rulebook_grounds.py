"""The tables of `domain.md` sections 2 and 8, typed anew from the texts: grounds, incidents, choices."""

from decimal import Decimal
from typing import Any

import pytest

from domain.cluster import Grade
from domain.incidents import grade_by_figures
from domain.rulebook import Rulebook
from tests.domain.rulebook_cases import books, statutes

FJ, HN, GD = "fujian-2022", "hainan-2023", "guangdong-draft"
SD, HLJ, CN = "shandong-draft", "heilongjiang-2023", "national-2022"
ALL = (FJ, HN, GD, SD, HLJ, CN)


def book(edition: str) -> Rulebook:
    return books()[edition]


# --- grounds and incidents --------------------------------------------------------------------

GROUNDS = {"review": "一", "integrity": "二", "reporting": "三", "change": "四", "incident": "五"}


@pytest.mark.parametrize(
    ("edition", "article"), [(FJ, "第十六条"), (HN, "第十四条"), (GD, "第十八条"), (HLJ, "第十五条")]
)
def test_four_provinces_have_five_grounds(edition: str, article: str) -> None:
    found = {ground.code: ground.article for ground in book(edition).grounds}
    assert found == {code: f"{article}（{place}）" for code, place in GROUNDS.items()}
    assert book(edition).incidents.article == f"{article}（五）"


def test_shandong_has_a_sixth_ground_and_incidents_move_behind_it() -> None:
    found = {ground.code: ground.article for ground in book(SD).grounds}
    six = {**GROUNDS, "satisfaction": "五", "incident": "六"}
    assert found == {code: f"第十三条（{place}）" for code, place in six.items()}
    assert book(SD).incidents.article == "第十三条（六）"


def test_two_national_grounds_are_not_seen() -> None:
    assert [ground.code for ground in book(CN).grounds if not ground.seen] == ["integrity", "reporting"]
    assert {ground.code for ground in book(CN).grounds} == set(GROUNDS)


@pytest.mark.parametrize("edition", ALL)
def test_the_two_limbs_of_reporting_are_joined_by_choice_save_where_the_text_says_or(edition: str) -> None:
    ground = book(edition).ground("reporting")
    assert ground is not None
    open_text = edition in (FJ, HN, GD, HLJ)
    assert ground.combine == ("choice" if open_text else "any")
    assert ("reporting_limbs" in book(edition).choices) is open_text


@pytest.mark.parametrize("edition", ALL)
@pytest.mark.parametrize(
    ("category", "grade"),
    [
        ("work-safety", "larger"),
        ("quality", "larger"),
        ("environment", "larger"),
        ("network-security", "major"),
        ("data-security", "major"),
        ("tax-evasion", None),
        ("illegality", None),
        ("dishonesty", None),
        ("other", None),
    ],
)
def test_from_which_grade_an_incident_is_grave(edition: str, category: str, grade: str | None) -> None:
    found = [each.grade for each in book(edition).incidents.thresholds if category in each.categories]
    assert found == [grade]


@pytest.mark.parametrize(
    ("figure", "number", "grade"),
    [
        ("deaths", 2, "ordinary"),
        ("deaths", 3, "larger"),
        ("deaths", 9, "larger"),
        ("deaths", 10, "major"),
        ("deaths", 29, "major"),
        ("deaths", 30, "extraordinary"),
        ("serious_injuries", 9, "ordinary"),
        ("serious_injuries", 10, "larger"),
        ("serious_injuries", 49, "larger"),
        ("serious_injuries", 50, "major"),
        ("serious_injuries", 99, "major"),
        ("serious_injuries", 100, "extraordinary"),
        ("direct_loss_yuan", 9_999_999, "ordinary"),
        ("direct_loss_yuan", 10_000_000, "larger"),
        ("direct_loss_yuan", 49_999_999, "larger"),
        ("direct_loss_yuan", 50_000_000, "major"),
        ("direct_loss_yuan", 99_999_999, "major"),
        ("direct_loss_yuan", 100_000_000, "extraordinary"),
    ],
)
def test_the_grades_of_work_safety_follow_article_3_of_the_regulation(
    figure: str, number: int, grade: Grade
) -> None:
    assert grade_by_figures("work-safety", {figure: Decimal(number)}, statutes()) == grade


def test_national_procedure_law_gives_60_days_and_6_months() -> None:
    windows = {each.kind: (each.length, each.unit, each.article) for each in statutes().windows}
    assert windows == {
        "reconsideration": (60, "days", "行政复议法第二十条"),
        "litigation": (6, "months", "行政诉讼法第四十六条"),
    }
    assert (statutes().deemed_service_days, statutes().late_upgrade_days) == (30, 30)


# --- choices ----------------------------------------------------------------------------------

COMMON = {"annual_date_roll": "none", "by_includes_the_day": True, "report_owed": "recognised-on-due-day"}
LIMBS: dict[str, Any] = {"reporting_limbs": "any"}
CHANGE: dict[str, Any] = {"change_filing": "one-month"}


@pytest.mark.parametrize(
    ("edition", "chosen"),
    [
        (FJ, LIMBS | CHANGE | {"never_shorten_a_notified_window": True, "appeal_suspends": False}),
        (HN, LIMBS | CHANGE),
        (GD, LIMBS | CHANGE),
        (SD, CHANGE | {"review_extension": "three-years"}),
        (HLJ, LIMBS | {"report_year": "previous"}),
        (CN, CHANGE),
    ],
)
def test_each_open_reading_is_a_named_choice(edition: str, chosen: dict[str, Any]) -> None:
    assert {name: choice.value for name, choice in book(edition).choices.items()} == COMMON | chosen


def test_the_alternatives_of_each_choice_are_the_same_in_every_book() -> None:
    found = {(name, choice.alternatives) for edition in ALL for name, choice in book(edition).choices.items()}
    assert found == {
        ("annual_date_roll", ("next-working-day",)),
        ("by_includes_the_day", (False,)),
        ("report_owed", ("recognised-at-year-end",)),
        ("reporting_limbs", ("all",)),
        ("change_filing", ("undetermined",)),
        ("never_shorten_a_notified_window", (False,)),
        ("appeal_suspends", (True,)),
        ("review_extension", ("as-stated-only",)),
        ("report_year", ("current",)),
    }
