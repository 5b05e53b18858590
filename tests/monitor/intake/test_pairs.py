from datetime import date
from decimal import Decimal

import pytest

from domain.case import CaseOpened
from domain.cluster import AnnualReportFiled, EnterpriseJoined
from domain.events import Source
from monitor.intake.line import FactLine
from monitor.intake.pairs import read_pairs

DAY = "2025-03-30"


def fact(type_name: str, *pairs: str, day: str = DAY) -> FactLine:
    read, problems = read_pairs(type_name, "fj-a", day, pairs)
    assert problems == []
    assert read is not None
    return read


def problems(type_name: str, *pairs: str, cluster: str = "fj-a", day: str = DAY) -> list[tuple[str, str]]:
    read, found = read_pairs(type_name, cluster, day, pairs)
    assert read is None
    assert all(each.sentence(language) for each in found for language in ("zh", "en"))
    return [(each.code, each.field) for each in found]


def test_words_of_a_command_state_a_fact() -> None:
    read = fact(
        "annual-report-filed", "year=2024", "report=工作总结", "key=k1", "source.number=泉工信〔2025〕12号"
    )

    assert (read.cluster, read.effective_on, read.key) == ("fj-a", date(2025, 3, 30), "k1")
    assert read.body == AnnualReportFiled(year=2024, report="work-summary")
    assert read.source == Source(number="泉工信〔2025〕12号")
    assert not read.restores


def test_the_type_may_be_named_in_chinese_and_the_day_written_so() -> None:
    read = fact("申请复核", day="2025年3月30日")

    assert (read.type, read.effective_on) == ("review-applied", date(2025, 3, 30))


@pytest.mark.parametrize("grounds", ['["review", "reporting"]', "review,reporting", "复核、报送与监督"])
def test_a_list_is_json_or_separated_by_commas(grounds: str) -> None:
    assert fact("case-opened", "case=c1", f"grounds={grounds}").body == CaseOpened(
        case="c1", grounds=("review", "reporting")
    )


@pytest.mark.parametrize(
    "pairs",
    [
        ["enterprise.uscc=91", "enterprise.name=某某=鞋业"],
        ["统一社会信用代码=91", "企业名称=某某=鞋业"],
        ['enterprise={"uscc": "91", "name": "某某=鞋业"}'],
    ],
)
def test_parts_of_a_field_are_stated_one_by_one_or_as_json(pairs: list[str]) -> None:
    body = fact("enterprise-joined", *pairs).body

    assert isinstance(body, EnterpriseJoined)
    assert (body.enterprise.uscc, body.enterprise.name) == ("91", "某某=鞋业")


def test_indicators_are_stated_by_name_and_year() -> None:
    body = fact(
        "annual-report-filed",
        "year=2024",
        "indicators.output_yi.2022=35.10",
        "indicators.co2_intensity_falling=true",
    ).body

    assert isinstance(body, AnnualReportFiled)
    assert body.indicators == {"output_yi": {"2022": Decimal("35.10")}, "co2_intensity_falling": True}


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        (["year"], [("pair-malformed", ""), ("missing-field", "year")]),
        (["=2024"], [("pair-malformed", ""), ("missing-field", "year")]),
        (["yaer=2024"], [("unknown-field", "yaer"), ("missing-field", "year")]),
        (["year=2024", "year=2023"], [("conflicting-columns", "year")]),
        (["year=2024", "年度=2024"], [("conflicting-columns", "year")]),
        (["year=2024", "cluster=fj-b"], [("unknown-field", "cluster")]),
        (["year=2024", "type=case-opened"], [("unknown-field", "type")]),
        (["year=soon"], [("wrong-type", "year")]),
        (["year="], [("wrong-type", "year")]),
        (["year=1900"], [("out-of-range", "year")]),
        (["year=2024", 'indicators={"a": NaN}'], [("not-finite", "indicators")]),
        (["year=2024", 'indicators={"a": 1, "a": 2}'], [("duplicate-key", "indicators")]),
        (["year=2024", "narrative=\udcff"], [("control-characters", "narrative")]),
        (["year=2024", "\udcff=1"], [("unknown-field", "\udcff")]),
    ],
)
def test_a_bad_word_is_named(pairs: list[str], found: list[tuple[str, str]]) -> None:
    assert problems("annual-report-filed", *pairs) == found


def test_a_bad_type_cluster_or_day_is_named() -> None:
    assert problems("annual-report") == [("unknown-type", "type")]
    assert problems("ground-cured") == [("finding-not-imported", "type")]
    assert problems("review-applied", cluster="a b", day="2025-02-30") == [
        ("wrong-form", "cluster"),
        ("impossible-day", "effective_on"),
    ]


def test_a_sentence_speaks_of_the_command() -> None:
    _, (problem,) = read_pairs("annual-report-filed", "fj-a", DAY, ["year=24"])

    assert (
        problem.sentence("zh") == "命令：“year（年度）”填的是“24”，超出范围，可填：1949 至 2200 之间的整数。"
    )
