import re

import pytest

from domain.refusal import RefusedError
from monitor.law import load_rulebook, rulebook_folder

FUJIAN = (rulebook_folder() / "fujian-2022.yaml").read_text(encoding="utf-8")
SHANDONG = (rulebook_folder() / "shandong-draft.yaml").read_text(encoding="utf-8")


def refusal(text: str) -> dict[str, str]:
    with pytest.raises(RefusedError) as refused:
        load_rulebook(text.encode(), "law.yaml")
    assert (refused.value.code, refused.value.kind) == ("rulebook-malformed", "bad-input")
    return refused.value.values


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


QUOTA = """public_notice: {article: 第十三条}
  quota: {count: 9, from_year: 2025, to_year: 2024, article: 第六条}"""
FAULTS = [
    # unknown, missing, wrong type
    ("validity: {years: 3", "validity: {jahre: 1, years: 3", "validity.jahre", "unknown field"),
    ("edition: fujian-2022\n", "edition: fujian-2022\nmotto: 快\n", "motto", "unknown field"),
    (
        "validity: {years: 3, article: 第十四条}",
        "validity: {years: 3}",
        "validity.article",
        "missing required",
    ),
    (
        "{step: apply, by: county, article: 第十一条}",
        "{step: apply, by: county}",
        "steps[0].article",
        "missing",
    ),
    ("article: 第十四条}", "article: ''}", "validity.article", "length >= 1"),
    ("years: 3", "years: 三", "validity.years", "Expected `int`, got `str`"),
    ("years: 3", "years: 0", "validity.years", ">= 1"),
    ("title: 福建", "title: 2022\nissuer_: 福建", "title", "Expected `str`, got `int`"),
    ("edition: fujian-2022", "edition: Fujian 2022", "edition", "matching regex"),
    ("state: issued", "state: proposed", "standing.state", "Invalid enum value"),
    ("in_force_from: 2022-12-06", "in_force_from: 2022-02-30", "standing.in_force_from", "Invalid"),
    ("by: county", "by: 县", "recognition.steps[0].by", "Invalid enum value"),
    (
        "unit: working-days, article: 第十六条}\n  answer",
        "unit: 工作日, article: 第十六条}\n  answer",
        "lodge.unit",
        "",
    ),
    ("due: {month: 3, day: 30}", "due: {month: 13, day: 30}", "reports[0].due.month", "<= 12"),
    ("indicator: area_km2", "indicator: 7", "any_of[0].indicator", "Expected `str | array`, got `int`"),
    (
        "indicator: [champions, little_giants]",
        "indicator: [champions, 7]",
        "any_of[0].indicator[1]",
        "got `int`",
    ),
    ("value: 100, unit", "value: 一百, unit", "any_of[0].value", "Invalid decimal"),
    ("alternatives: [next-working-day]", "alternatives: []", "alternatives", "length >= 1"),
    ("question: 申诉期间撤销决定是否停止执行", "question: ''", "question", "length >= 1"),
    ("source: complete", "source: complete\nsha256: sha256:0", "sha256", "never stated"),
    # days and numbers
    ("in_force_through: 2024-12-06", "in_force_through: 2022-12-05", "standing.in_force_through", "before"),
    ("state: issued", "state: draft", "standing.state", "not in force"),
    ("  in_force_from: 2022-12-06\n", "", "standing.in_force_from", "first day"),
    ("due: {month: 3, day: 30}", "due: {month: 2, day: 29}", "reports[0].due.day", "every year"),
    ("due: {month: 3, day: 30}", "due: {month: 4, day: 31}", "reports[0].due.day", "every year"),
    (
        "public_notice: {",
        "public_notice: {working_days: 0, ",
        "recognition.public_notice.working_days",
        "1 or more",
    ),
    (
        "public_notice: {article: 第十三条}",
        QUOTA,
        "recognition.quota.to_year",
        "before from_year",
    ),
    # what only a partial text may leave open
    ("started_by: province", "started_by: unknown", "review.started_by", "partial"),
    ("    combine: choice\n", "    combine: choice\n    seen: false\n", "grounds[2].seen", "partial"),
    # grounds and limbs
    ("code: integrity", "code: review", "grounds", "`review` comes 2 times"),
    ("code: integrity", "code: honesty", "grounds[1].code", "Invalid enum value"),
    ("limb: failed", "limb: lost", "grounds[0].limbs[1].limb", "`lost` is none of: failed, not-applied"),
    ("limb: failed", "limb: not-applied", "grounds[0].limbs", "comes 2 times"),
    ("    combine: choice\n", "", "grounds[2].combine", "reporting_limbs"),
    ("    choices: [reporting_limbs]\n", "", "grounds[2].combine", "reporting_limbs"),
    ("    choices: [change_filing]\n", "", "grounds[3].choices", "not stated"),
    ("  stated: false", "  stated: true", "grounds[3].choices", "not stated"),
    ("      - {limb: other, wording: 其他重大问题}\n", "", "incidents.thresholds", "`other` is not both"),
    ("dishonesty, other]}", "dishonesty]}", "incidents.thresholds", "`other` is not both"),
    (
        "[network-security, data-security]",
        "[quality, data-security]",
        "incidents.thresholds",
        "comes 2 times",
    ),
    ("grade: larger", "grade: big", "incidents.thresholds[0].grade", "Invalid enum value"),
    # criteria
    ("name: sme_share\n", "name: output\n", "criteria", "`output` comes 2 times"),
    ("name: sme_share\n", "name: SME share\n", "criteria[2].name", "small letters"),
    ("indicator: area_km2", "indicator: 面积", "criteria[0].any_of[0].indicator", "small letters"),
    ("indicator: area_km2", "indicator: []", "criteria[0].any_of[0].indicator", "no indicator"),
    ("[champions, little_giants]", "[champions, champions]", "criteria[5].any_of[0].indicator", "2 times"),
    ('op: "<=", value: 100', "op: is, value: 100", "criteria[0].any_of[0].value", "exactly where op"),
    ('op: "<=", value: 100', 'op: "<=", value: true', "criteria[0].any_of[0].value", "exactly where op"),
    ("indicator: output_yi", "indicator: [output_yi, x]", "criteria[1].any_of[0].indicator", "added up"),
    (
        "indicator: co2_intensity_falling, op: is",
        "indicator: co2_intensity_falling, over: each-of-last-3-years, op: is",
        "criteria[10].any_of[0].over",
        "quantities",
    ),
    (
        "indicator: no_heavy_users",
        "indicator: No heavy users",
        "criteria[11].waived_by.indicator",
        "small letters",
    ),
    (
        "soft: true",
        "soft: true\n    soft_where: {indicator: west, reason: 西部}",
        "criteria[0].soft_where",
        "soft anyway",
    ),
    ("code: planning", "code: support", "duties", "comes 2 times"),
    # choices
    (
        "    alternatives: [next-working-day]",
        "    alternatives: [none]",
        "annual_date_roll.alternatives",
        "contain",
    ),
    (
        "    alternatives: [all]",
        "    alternatives: [both]",
        "choices.reporting_limbs",
        "`both` is no reading",
    ),
    ("    alternatives: [all]", "    alternatives: [all, all]", "reporting_limbs.alternatives", "2 times"),
    ("    value: false\n", "    value: no\n", "choices.appeal_suspends", "`no` is no reading"),
    (
        "choices:\n  annual",
        "choices:\n  mood: {value: a, alternatives: [b], question: 何}\n  annual",
        "mood",
        "is no ch",
    ),
    ("[annual_date_roll, by", "[mood, annual_date_roll, by", "reports[0].choices", "`mood` is not defined"),
    (
        "[annual_date_roll, by",
        "[appeal_suspends, annual_date_roll, by",
        "reports[0].choices",
        "decides nothing",
    ),
    ("[annual_date_roll, by", "[by", "choices.annual_date_roll", "named by no section"),
    (
        "[never_shorten_a_notified_window, appeal_suspends]",
        "[appeal_suspends]",
        "choices.never",
        "by no section",
    ),
]


@pytest.mark.parametrize(("old", "new", "key", "reason"), FAULTS)
def test_a_malformed_rulebook_is_refused_with_file_key_and_reason(
    old: str, new: str, key: str, reason: str
) -> None:
    values = refusal(changed(FUJIAN, old, new))
    assert values["file"] == "law.yaml"
    assert key in values["key"]
    assert reason in values["reason"]


def test_a_ground_without_limbs_is_refused() -> None:
    bare = re.sub(r"    limbs:\n      - \{limb: unfiled.*?\n", "", FUJIAN)
    assert refusal(bare)["key"] == "grounds[3].limbs"


def test_an_appeal_can_be_unknown_only_in_a_partial_text() -> None:
    bare = re.sub(r"(?s)appeal:\n  lodge.*?criteria:", "appeal: unknown\ncriteria:", FUJIAN)
    assert refusal(bare)["key"] == "appeal"


def test_a_choice_that_the_text_leaves_open_cannot_be_left_out() -> None:
    bare = re.sub(r"(?s)  change_filing:\n    value.*?\n  never", "  never", FUJIAN)
    assert refusal(bare)["key"] == "grounds[3].choices"
    no_ground = re.sub(r"(?s)  - code: change\n.*?  - code: incident", "  - code: incident", bare)
    assert refusal(no_ground)["key"] == "change_filing.choices"
    unnamed = no_ground.replace("  choices: [change_filing]\n", "", 1)
    assert refusal(unnamed) == {
        "file": "law.yaml",
        "key": "choices",
        "reason": "change_filing is missing, and the text states no period",
    }


def test_each_report_names_the_choices_it_rests_on() -> None:
    last = "article: 第十一条\n    choices: [annual_date_roll, by_includes_the_day, report_owed]"
    bare = changed(SHANDONG, last, "article: 第十一条\n    choices: [annual_date_roll, report_owed]")
    values = refusal(bare)
    assert values["key"] == "reports[1].choices"
    assert "by_includes_the_day" in values["reason"]


def test_a_book_may_do_without_change_filing_and_incident_ground() -> None:
    bare = re.sub(r"(?s)change_filing:\n  months.*?grounds:", "change_filing: null\ngrounds:", SHANDONG)
    bare = bare.replace("    choices: [change_filing]\n", "")
    bare = re.sub(r"(?s)  change_filing:\n    value.*?\n  review", "  review", bare)
    bare = re.sub(r"(?s)  - code: incident\n.*?incidents:", "incidents:", bare)
    bare = re.sub(r"(?s)  thresholds:\n.*?appeal:", "  thresholds: []\nappeal:", bare)
    book = load_rulebook(bare.encode())
    assert (book.change_filing, book.ground("incident")) == (None, None)
