"""The tables of `domain.md` sections 2 and 8, typed anew from the texts: procedure and duties."""

from datetime import date

import pytest

from domain.rulebook import Appeal, Rulebook
from tests.domain.rulebook_cases import books

FJ, HN, GD = "fujian-2022", "hainan-2023", "guangdong-draft"
SD, HLJ, CN = "shandong-draft", "heilongjiang-2023", "national-2022"
ALL = (FJ, HN, GD, SD, HLJ, CN)
UNSEEN = "办法（条次未见）"


def book(edition: str) -> Rulebook:
    return books()[edition]


def test_there_are_six_rulebooks_one_a_programme() -> None:
    assert sorted(books()) == sorted(ALL)
    assert [book(edition).programme for edition in ALL] == [
        "fujian",
        "hainan",
        "guangdong",
        "shandong",
        "heilongjiang",
        "national",
    ]


# --- the text itself --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edition", "row"),
    [
        (FJ, ("issued", "2022-12-06", "2024-12-06", "第十八条", None)),
        (HN, ("issued", "2023-07-01", None, "第十六条", "琼工信规〔2023〕4号")),
        (GD, ("draft", None, None, "第二十条", None)),
        (SD, ("draft", None, None, "第十五条", None)),
        (HLJ, ("issued", "2023-07-07", None, "第十七条", "黑工信企业规〔2023〕8号")),
        (CN, ("issued", "2022-09-13", None, UNSEEN, "工信部企业〔2022〕119号")),
    ],
)
def test_each_text_binds_from_its_first_day_through_its_last(
    edition: str, row: tuple[str | None, ...]
) -> None:
    text = book(edition).standing
    days = [day.isoformat() if day else None for day in (text.in_force_from, text.in_force_through)]
    assert (text.state, *days, text.article, book(edition).number) == row


@pytest.mark.parametrize(
    ("edition", "day", "basis"),
    [
        (FJ, "2022-12-05", "not-yet"),
        (FJ, "2022-12-06", "in-force"),
        (FJ, "2024-12-06", "in-force"),
        (FJ, "2024-12-07", "lapsed"),
        (HN, "2023-06-30", "not-yet"),
        (HN, "2023-07-01", "in-force"),
        (GD, "2023-01-01", "draft"),
        (SD, "2023-01-01", "draft"),
        (HLJ, "2023-07-06", "not-yet"),
        (HLJ, "2023-07-07", "in-force"),
        (CN, "2022-09-12", "not-yet"),
        (CN, "2026-11-21", "in-force"),
    ],
)
def test_the_basis_of_a_day_follows_from_the_standing_of_the_text(edition: str, day: str, basis: str) -> None:
    assert book(edition).basis(date.fromisoformat(day)) == basis


def test_only_the_national_measure_is_known_in_part() -> None:
    assert [edition for edition in ALL if book(edition).source == "partial"] == [CN]


# --- recognition ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edition", "county", "city", "province"),
    [
        (
            FJ,
            "apply 十一",
            "accept 十二, first-review 十二, site-check 十二, recommend 十二",
            "re-review 十三, public-notice 十三, publish 十三",
        ),
        (HN, "apply 十", "", "document-review 十一, public-notice 十一, publish 十一"),
        (
            GD,
            "apply 十五",
            "accept 十五, first-review 十五, site-check 十五, recommend 十五",
            "expert-panel 十五, public-notice 十五, publish 十五",
        ),
        (
            SD,
            "apply 六",
            "accept 七, compliance-check 七, first-review 七, site-visit 七, recommend 七",
            "re-review 八, site-visit 八, public-notice 八, publish 八",
        ),
        (
            HLJ,
            "apply 八",
            "accept 九, first-review 九, site-check 九, recommend 九",
            "document-review 十, site-check 十, public-notice 十, publish 十",
        ),
        (CN, "", "", ""),
    ],
)
def test_who_does_which_step_of_the_recognition(edition: str, county: str, city: str, province: str) -> None:
    steps = book(edition).recognition.steps
    for actor, expected in (("county", county), ("city", city), ("province", province)):
        mine = [step for step in steps if step.by == actor]
        found = [f"{step.step} {step.article.removeprefix('第').split('条')[0]}" for step in mine]
        assert ", ".join(found) == expected


@pytest.mark.parametrize(
    ("edition", "rhythm", "article"),
    [
        (FJ, None, None),
        (HN, None, None),
        (GD, "原则上每年一次", "第十二条"),
        (SD, "每年一次", "第五条"),
        (HLJ, "原则上每年一次", "第七条"),
    ],
)
def test_how_often_clusters_are_recognised(edition: str, rhythm: str | None, article: str | None) -> None:
    recognition = book(edition).recognition
    assert (recognition.rhythm, recognition.rhythm_article) == (rhythm, article)


def test_only_guangdong_states_the_length_of_the_public_notice() -> None:
    lengths = [book(edition).recognition.public_notice.working_days for edition in ALL]
    assert lengths == [None, None, 7, None, None, None]
    assert book(GD).recognition.public_notice.article == "第十五条（三）"
    assert all(book(edition).recognition.public_notice.first_day_counts for edition in ALL)


def test_only_guangdong_has_a_quota() -> None:
    quota = book(GD).recognition.quota
    assert quota is not None
    assert (quota.count, quota.from_year, quota.to_year, quota.article) == (100, 2021, 2025, "第六条")
    assert [edition for edition in ALL if book(edition).recognition.quota] == [GD]


# --- validity, review, reports, changes, appeal -----------------------------------------------


@pytest.mark.parametrize(
    ("edition", "article", "review"),
    [
        (FJ, "第十四条", ("province", "round", False, False)),
        (HN, "第十二条", ("province", "round", False, False)),
        (GD, "第十六条", ("province", "round", False, False)),
        (SD, "第十二条", ("cluster", "expiry-year-end", True, False)),
        (HLJ, "第十一条", ("cluster", "round", False, True)),
        (CN, UNSEEN, ("unknown", "round", False, False)),
    ],
)
def test_recognition_lasts_three_years_and_a_review_adds_three(
    edition: str, article: str, review: tuple[str, str, bool, bool]
) -> None:
    validity, rule = book(edition).validity, book(edition).review
    assert (validity.years, validity.article) == (3, article)
    assert (rule.extension_years, rule.article) == (3, article)
    assert (rule.started_by, rule.apply_by, rule.failed_cancels_title, rule.voluntary) == review


@pytest.mark.parametrize(
    ("edition", "reports"),
    [
        (FJ, [("annual-report", 3, 30, "cluster", "city", "第十五条")]),
        (HN, [("annual-report", 3, 30, "county", "province", "第十三条")]),
        (GD, [("annual-report", 3, 31, "cluster", "province", "第十七条")]),
        (
            SD,
            [
                ("work-summary", 2, "last", "cluster", "public", "第十条"),
                ("city-report", 3, "last", "city", "province", "第十一条"),
            ],
        ),
        (HLJ, [("annual-report", 3, 10, "city", "province", "第十三条")]),
        (CN, [("annual-report", 4, 30, "province", "ministry", UNSEEN)]),
    ],
)
def test_who_reports_to_whom_by_which_day(edition: str, reports: list[tuple[object, ...]]) -> None:
    found = [
        (each.kind, each.due.month, each.due.day, each.by, each.to, each.article)
        for each in book(edition).reports
    ]
    assert found == reports


@pytest.mark.parametrize(
    ("edition", "stated", "article"),
    [
        (FJ, False, "第十六条（四）"),
        (HN, False, "第十四条（四）"),
        (GD, False, "第十八条（四）"),
        (SD, False, "第十三条（四）"),
        (HLJ, True, "第十二条"),
        (CN, False, UNSEEN),
    ],
)
def test_a_major_change_is_filed_within_a_month_by_text_only_in_heilongjiang(
    edition: str,
    stated: bool,
    article: str,
) -> None:
    filing = book(edition).change_filing
    assert filing is not None
    assert (filing.months, filing.stated, filing.article) == (1, stated, article)
    assert filing.kinds == ("leading-industry", "spatial-scope", "operator", "other")
    assert ("change_filing" in book(edition).choices) is not stated


def test_fujian_alone_has_an_appeal_of_15_and_30_working_days() -> None:
    appeal = book(FJ).appeal
    assert isinstance(appeal, Appeal)
    assert (appeal.lodge.length, appeal.lodge.unit) == (15, "working-days")
    assert (appeal.answer.length, appeal.answer.unit) == (30, "working-days")
    assert {appeal.article, appeal.lodge.article, appeal.answer.article} == {"第十六条"}
    assert [book(edition).appeal for edition in (HN, GD, SD, HLJ, CN)] == ["none"] * 4 + ["unknown"]


@pytest.mark.parametrize(
    ("edition", "duties"),
    [
        (HN, {"support": "第六条"}),
        (GD, {"nursery": "第八条", "evaluation-report": "第十七条"}),
        (SD, {"public-supervision": "第十条", "inspection": "第十一条"}),
        (HLJ, {"provincial-first": "第八条", "upward-recommendation": "第十四条"}),
    ],
)
def test_other_duties_of_the_table_have_their_articles(edition: str, duties: dict[str, str]) -> None:
    found = {duty.code: duty.article for duty in book(edition).duties}
    assert duties.items() <= found.items()
