from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.case import CaseOpened
from domain.cluster import AnnualReportFiled, ClusterRecognised, EnterpriseJoined
from domain.events import Source
from monitor.intake.files import read_files
from monitor.intake.line import Problem
from tests.monitor.intake.reading import read

HEADER = "cluster,effective_on,year"
ROW = "fj-a,2025-03-30,2024"


def report(folder: Path, content: bytes | str) -> tuple[list[AnnualReportFiled], list[Problem]]:
    facts, problems = read(folder, "annual-report-filed.csv", content)
    return [fact.body for fact in facts if isinstance(fact.body, AnnualReportFiled)], problems


def test_columns_are_named_as_in_the_contract_without_data(tmp_path: Path) -> None:
    content = (
        "cluster,effective_on,enterprise.uscc,enterprise.name,source.number,source.issuer,key\n"
        "fj-a,2025-03-30,91350582,某某鞋业,泉工信〔2025〕12号,泉州市工信局,k1\n"
    )

    facts, problems = read(tmp_path, "enterprise-joined.csv", content)

    assert problems == []
    assert facts[0].effective_on == date(2025, 3, 30)
    assert isinstance(facts[0].body, EnterpriseJoined)
    assert facts[0].body.enterprise.name == "某某鞋业"
    assert facts[0].source == Source(number="泉工信〔2025〕12号", issuer="泉州市工信局")
    assert (facts[0].key, facts[0].place.line) == ("k1", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_chinese_headers_in_every_common_encoding_and_separator(
    tmp_path: Path, encoding: str, sign: str, ending: str
) -> None:
    rows = [["集群编号", "发生日期", "年度*", "报送种类"], ["fj-a", "2025年3月30日", "2024", "工作总结"]]
    content = ending.join(sign.join(row) for row in rows).encode(encoding)

    bodies, problems = report(tmp_path, content)

    assert problems == []
    assert bodies == [AnnualReportFiled(year=2024, report="work-summary")]


@pytest.mark.parametrize(
    "name", ["年度报送.csv", "annual-report-filed (2).csv", "年度报送-2024.csv", "ANNUAL-REPORT-FILED.CSV"]
)
def test_the_file_name_names_the_type_whatever_number_follows(tmp_path: Path, name: str) -> None:
    facts, problems = read(tmp_path, name, f"{HEADER}\n{ROW}")

    assert problems == []
    assert facts[0].type == "annual-report-filed"


def test_a_type_column_may_differ_from_row_to_row(tmp_path: Path) -> None:
    content = (
        "type,cluster,effective_on,case,grounds,year\n"
        "case-opened,fj-a,2025-03-30,c1,reporting,\n"
        "年度报送,fj-a,2025-03-30,,,2024\n"
    )

    facts, problems = read(tmp_path, "facts.csv", content)

    assert problems == []
    assert [fact.body for fact in facts] == [
        CaseOpened(case="c1", grounds=("reporting",)),
        AnnualReportFiled(year=2024),
    ]


@pytest.mark.parametrize(
    "stated", ["review,reporting", "review、reporting", "复核；报送与监督", '["review", "reporting"]']
)
def test_several_grounds_stand_in_one_cell(tmp_path: Path, stated: str) -> None:
    quoted = stated.replace('"', '""')

    facts, problems = read(
        tmp_path, "case-opened.csv", f'cluster,effective_on,case,grounds\nfj-a,2025-03-30,c1,"{quoted}"'
    )

    assert problems == []
    assert facts[0].body == CaseOpened(case="c1", grounds=("review", "reporting"))


def test_indicators_stand_in_columns_of_their_own_or_in_one_as_json(tmp_path: Path) -> None:
    columns = (
        "indicators.output_yi.2022,指标.总产值（亿元）.2023,"
        "indicators.sme_share_pct,指标.碳排放强度下降,indicators.评分"
    )
    by_column, _ = report(tmp_path, f"{HEADER},{columns}\n{ROW},35.1,36,91.50,是,1")
    by_json, _ = report(
        tmp_path,
        f'{HEADER},indicators\n{ROW},"{{""output_yi"": {{""2022"": 35.1, ""2023"": 36}}, '
        '""sme_share_pct"": 91.5, '
        '""co2_intensity_falling"": true, ""评分"": 1}"',
    )

    assert by_column == by_json
    assert by_column[0].indicators == {
        "output_yi": {"2022": Decimal("35.1"), "2023": Decimal(36)},
        "sme_share_pct": Decimal("91.5"),
        "co2_intensity_falling": True,
        "评分": Decimal(1),
    }


@pytest.mark.parametrize(
    "stated",
    ["2025-03-30", "2025/3/30", "2025.3.30", "2025年3月30日", "２０２５/３/３０", "2025-03-30 00:00:00"],
)
def test_days_are_understood_as_people_write_them(tmp_path: Path, stated: str) -> None:
    facts, problems = read(tmp_path, "review-applied.csv", f"cluster,effective_on\nfj-a,{stated}")

    assert problems == []
    assert facts[0].effective_on == date(2025, 3, 30)


@pytest.mark.parametrize(
    ("stated", "kept"), [("2026年7月", "2026-07"), ("2026", "2026"), ("2026/7/9", "2026-07-09")]
)
def test_validity_keeps_the_precision_that_was_stated(tmp_path: Path, stated: str, kept: str) -> None:
    header = "cluster,effective_on,programme,name,province,city,county,valid_to"
    content = f"{header}\nfj-a,2023-07-10,福建省,x,y,z,w,{stated}"

    facts, problems = read(tmp_path, "cluster-recognised.csv", content)

    assert problems == []
    assert isinstance(facts[0].body, ClusterRecognised)
    assert (facts[0].body.programme, facts[0].body.valid_to) == ("fujian", kept)


@pytest.mark.parametrize(("mark", "kept"), [("示例", 0), ("说明", 0), ("Example", 0), ("", 1)])
def test_rows_marked_as_examples_are_not_facts(tmp_path: Path, mark: str, kept: int) -> None:
    facts, problems = read(tmp_path, "annual-report-filed.csv", f"行标记,{HEADER}\n{mark},{ROW}")

    assert (len(facts), problems) == (kept, [])


def test_blank_lines_are_passed_over_and_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    content = f'\n,,\n{HEADER},narrative\n\n{ROW},"one\ntwo"\n{ROW},\nfj a,2025-03-30,2024,'

    facts, problems = read(tmp_path, "annual-report-filed.csv", content)

    assert [fact.place.line for fact in facts] == [5, 7]
    assert [problem.place.line for problem in problems] == [8]


def test_carriage_returns_inside_a_cell_become_line_feeds(tmp_path: Path) -> None:
    bodies, problems = report(tmp_path, f'{HEADER},narrative\r\n{ROW},"one\r\ntwo"')

    assert problems == []
    assert bodies[0].narrative == "one\ntwo"


def test_officers_may_call_the_first_columns_by_other_names(tmp_path: Path) -> None:
    path = tmp_path / "报送.csv"
    path.write_text("类型,集群,日期,年度\n年度报送,c1,2025/3/28,2024\n", encoding="utf-8")
    facts, problems = read_files([path])
    assert problems == []
    assert [(fact.type, fact.cluster, str(fact.effective_on)) for fact in facts] == [
        ("annual-report-filed", "c1", "2025-03-28")
    ]
