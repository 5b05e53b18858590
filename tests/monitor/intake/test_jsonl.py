import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.cluster import AnnualReportFiled, ReviewApplied
from domain.events import Source
from monitor.intake.jsonl import LONGEST_LINE
from monitor.intake.line import FactLine, Place
from tests.monitor.intake.reading import codes, lines, the_problem

REPORT: dict[str, Any] = {
    "type": "annual-report-filed",
    "cluster": "fj-jinjiang-shoes",
    "effective_on": "2025-03-28",
    "data": {"year": 2024},
}
RESTORING = {
    "id": "e1",
    "position": 7,
    "recorded_at": "2025-03-29T10:00:00+08:00",
    "recorded_by": "officer",
}


def line(**changes: Any) -> str:
    return json.dumps(REPORT | changes, ensure_ascii=False)


def test_a_line_of_the_contract_is_read() -> None:
    source = {"number": "泉工信〔2025〕12号", "issuer": "泉州市工信局", "sha256": None}

    facts, problems = lines(line(source=source, key="k1"))

    assert problems == []
    assert facts == [
        FactLine(
            type="annual-report-filed",
            cluster="fj-jinjiang-shoes",
            effective_on=date(2025, 3, 28),
            body=AnnualReportFiled(year=2024),
            source=Source(number="泉工信〔2025〕12号", issuer="泉州市工信局"),
            key="k1",
            place=Place("facts.jsonl", 1),
        )
    ]
    assert not facts[0].restores


def test_byte_order_mark_carriage_returns_and_blank_lines_do_not_matter() -> None:
    facts, problems = lines(b"\xef\xbb\xbf" + f"{line()}\r\n\r\n  \n{line()}".encode())

    assert problems == []
    assert [fact.place.line for fact in facts] == [1, 4]


def test_numbers_are_kept_exactly() -> None:
    (fact,), _ = lines(
        line().replace("2024", '2024, "indicators": {"a": 0.10, "b": 123456789012345.123456789012}')
    )

    assert isinstance(fact.body, AnnualReportFiled)
    assert fact.body.indicators == {"a": Decimal("0.10"), "b": Decimal("123456789012345.123456789012")}


def test_data_may_be_left_out_where_a_type_has_none() -> None:
    (fact,), _ = lines('{"type": "review-applied", "cluster": "c", "effective_on": "2025-03-30"}')

    assert fact.body == ReviewApplied()


def test_a_source_that_says_nothing_is_no_source() -> None:
    (fact,), _ = lines(line(source={}))

    assert fact.source is None


def test_the_restoring_fields_of_an_export_are_read_in_utc() -> None:
    (fact,), _ = lines(line(**RESTORING))

    assert fact.restores
    assert (fact.id, fact.position, fact.recorded_by) == ("e1", 7, "officer")
    assert fact.recorded_at == datetime(2025, 3, 29, 2, tzinfo=UTC)


@pytest.mark.parametrize("left_out", RESTORING)
def test_restoring_fields_stand_together_or_not_at_all(left_out: str) -> None:
    problem = the_problem(lines(line(**RESTORING | {left_out: None})))

    assert (problem.code, problem.field) == ("partial-restore", left_out)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("{", "not-json"),
        ("{} {}", "not-json"),
        ("nonsense", "not-json"),
        ("[]", "not-object"),
        ("null", "not-object"),
        ("7", "not-object"),
        ('{"a": 1, "a": 2}', "duplicate-key"),
        ('{"data": {"b": [{"a": 1, "a": 2}]}}', "duplicate-key"),
        ('{"a": NaN}', "not-finite"),
        ('{"a": -Infinity}', "not-finite"),
        ("[" * 100_000, "too-deep"),
        ('{"a":' * 40 + "1" + "}" * 40, "too-deep"),
    ],
)
def test_what_is_no_json_object_is_named(raw: str, code: str) -> None:
    assert the_problem(lines(raw)).code == code


def test_bytes_that_are_not_utf8_are_named_and_the_other_lines_are_still_read() -> None:
    outcome = lines(line().encode() + b"\n\xff\xfe\n" + line().encode("gb18030"))

    assert codes(outcome) == ["not-utf8"]
    assert [fact.place.line for fact in outcome[0]] == [1, 3]


def test_a_line_too_long_to_hold_is_passed_over() -> None:
    outcome = lines(b"x" * (3 * LONGEST_LINE) + b"\n" + line().encode())

    assert codes(outcome) == ["line-too-long"]
    assert [fact.place.line for fact in outcome[0]] == [2]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"type": "annual-report"}, "unknown-type", "type"),
        ({"type": "ground-cured"}, "finding-not-imported", "type"),
        ({"type": 7}, "wrong-type", "type"),
        ({"cluster": "fj 晋江"}, "wrong-form", "cluster"),
        ({"cluster": ""}, "empty-text", "cluster"),
        ({"cluster": "x" * 65}, "text-too-long", "cluster"),
        ({"effective_on": "2025-02-30"}, "impossible-day", "effective_on"),
        ({"effective_on": "2025-3-1"}, "not-a-day", "effective_on"),
        ({"effective_on": 20250301}, "not-a-day", "effective_on"),
        ({"effective_on": "0025-03-01"}, "out-of-range", "effective_on"),
        ({"effective_on": "9999-12-31"}, "out-of-range", "effective_on"),
        ({"data": []}, "wrong-type", "data"),
        ({"data": {}}, "missing-field", "data.year"),
        ({"data": {"year": "2024"}}, "wrong-type", "data.year"),
        ({"data": {"year": True}}, "wrong-type", "data.year"),
        ({"data": {"year": 2024.5}}, "wrong-type", "data.year"),
        ({"data": {"year": 1900}}, "out-of-range", "data.year"),
        ({"data": {"year": 10**60}}, "wrong-type", "data.year"),
        ({"data": {"year": 2024, "yaer": 1}}, "unknown-field", "data.yaer"),
        ({"data": {"year": 2024, "type": "annual-report-filed.v1"}}, "unknown-field", "data.type"),
        ({"data": {"year": 2024, "report": "monthly"}}, "not-in-list", "data.report"),
        ({"data": {"year": 2024, "narrative": "a\x07"}}, "control-characters", "data.narrative"),
        ({"data": {"year": 2024, "narrative": "\ud800"}}, "control-characters", "data.narrative"),
        ({"data": {"year": 2024, "\ud800": 1}}, "unknown-field", "data.\ud800"),
        ({"data": {"year": 2024, "indicators": {"a": [1]}}}, "wrong-type", "data.indicators.a"),
        ({"data": {"year": 2024, "indicators": {"": 1}}}, "empty-text", "data.indicators."),
        ({"data": {"year": 2024, "indicators": {"a": 10**16}}}, "out-of-range", "data.indicators.a"),
        ({"source": {"sha256": "abc"}}, "wrong-form", "source.sha256"),
        ({"source": {"page": 1}}, "unknown-field", "source.page"),
        ({"sorce": {}}, "unknown-field", "sorce"),
        ({"key": ""}, "empty-text", "key"),
        ({"data": {"year": 2024, "indicators": {"\x1f": 1}}}, "control-characters", "data.indicators.\x1f"),
        (RESTORING | {"recorded_at": "\ud800"}, "not-an-instant", "recorded_at"),
        (RESTORING | {"recorded_at": "2025-03-29"}, "not-an-instant", "recorded_at"),
        (RESTORING | {"recorded_at": "2025-03-29T10:00:00"}, "not-an-instant", "recorded_at"),
        (RESTORING | {"recorded_at": "0001-01-01T00:00:00+08:00"}, "out-of-range", "recorded_at"),
        (RESTORING | {"position": 0}, "out-of-range", "position"),
        (RESTORING | {"position": 2**63}, "out-of-range", "position"),
    ],
)
def test_a_bad_field_is_named(changes: dict[str, Any], code: str, field: str) -> None:
    problem = the_problem(lines(json.dumps(REPORT | changes)))

    assert (problem.code, problem.field) == (code, field)


@pytest.mark.parametrize(
    "number", ["1e99", "1e999999999", "1e99999999999999999999999", "1e-99", "-1E+999999"]
)
def test_a_number_no_quantity_can_hold_is_refused(number: str) -> None:
    raw = line().replace("2024", f'2024, "indicators": {{"a": {number}}}')

    assert the_problem(lines(raw)).code == "out-of-range"


@pytest.mark.parametrize(
    ("kind", "stated", "code", "field"),
    [
        ("enterprise-joined", {"enterprise": {}}, "enterprise-unnamed", "data.enterprise"),
        ("public-notice-posted", {"days": 7, "working_days": 5}, "notice-length-twice", ""),
        (
            "cluster-recognised",
            dict.fromkeys(("name", "province", "city", "county"), "x")
            | {"programme": "fujian", "valid_from": "2026", "valid_to": "2025-03"},
            "validity-reversed",
            "",
        ),
        ("incident-regraded", {"incident": "i1"}, "regrade-empty", ""),
        ("case-opened", {"case": "c1", "grounds": []}, "empty-list", "data.grounds"),
        ("case-opened", {"case": "c1", "grounds": ["review", "x"]}, "not-in-list", "data.grounds[1]"),
        (
            "review-decided",
            {"outcome": "passed", "valid_to": "2025-02-30"},
            "impossible-day",
            "data.valid_to",
        ),
        ("review-decided", {"outcome": "passed", "valid_to": "2025-13"}, "impossible-day", "data.valid_to"),
        ("review-decided", {"outcome": "passed", "valid_to": "9999"}, "out-of-range", "data.valid_to"),
        ("review-round-opened", {"apply_by": "9999-12-31"}, "out-of-range", "data.apply_by"),
        ("decision-served", {"case": "c1", "method": "post", "consent": "yes"}, "wrong-type", "data.consent"),
    ],
)
def test_a_broken_rule_of_a_type_is_named(kind: str, stated: dict[str, Any], code: str, field: str) -> None:
    problem = the_problem(lines(line(type=kind, data=stated)))

    assert (problem.code, problem.field) == (code, field)


def test_a_sentence_names_file_line_field_what_was_found_and_what_is_allowed() -> None:
    problem = the_problem(lines("\n" + line(data={"year": 1900})))

    assert problem.sentence("zh") == (
        "facts.jsonl 第 2 行：“data.year（年度）”填的是“1900”，超出范围，可填：1949 至 2200 之间的整数。"
    )
    assert problem.sentence("en") == (
        "facts.jsonl, line 2: data.year is “1900”, which is out of range; "
        "allowed: a whole number from 1949 to 2200."
    )


def test_a_sentence_asks_whether_the_nearest_name_was_meant() -> None:
    problem = the_problem(lines(line(type="anual-report-filed")))

    assert "annual-report-filed？可用的有：" in problem.sentence("zh")
    assert "did you mean: annual-report-filed? allowed are:" in problem.sentence("en")


def test_a_sentence_shows_at_most_sixty_characters_and_none_that_moves_the_terminal() -> None:
    problem = the_problem(lines(line(data={"year": "\x1b[2J\u202e" + "x" * 500})))

    assert problem.found.startswith("\\x1b[2J\\u202exxx")
    assert problem.found.endswith("…")
    assert len(problem.found) <= 60 + len("\\x1b\\u202e")
    assert all(sentence.isprintable() for sentence in (problem.sentence("zh"), problem.sentence("en")))
