import csv
import io
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.case import AppealAnswered, CaseOpened
from domain.cluster import AnnualReportFiled
from domain.events import FACTS, FINDINGS, Recorded, Source
from monitor.exchange.export import export_lines, neutralise
from monitor.intake.jsonl import read_lines
from monitor.intake.line import FactLine
from tests.strategies import entries, of

CHINA = timezone(timedelta(hours=8))


def recorded(body: Any, **changes: Any) -> Recorded:
    known: dict[str, Any] = {
        "id": "e1",
        "cluster": "fj-a",
        "position": 7,
        "version": 3,
        "effective_on": date(2025, 3, 28),
        "recorded_at": datetime(2025, 3, 29, 10, tzinfo=CHINA),
        "recorded_by": "officer",
    }
    return Recorded(body=body, **known | changes)


def read_back(lines: bytes) -> list[Any]:
    return list(read_lines(io.BytesIO(lines), "export.jsonl", lambda _: None))


def test_a_line_is_as_the_contract_has_it() -> None:
    body = AnnualReportFiled(year=2024, indicators={"output_yi": {"2022": Decimal("35.10")}})
    event = recorded(body, source=Source(number="泉工信〔2025〕12号"), key="k1")

    (line,) = export_lines([event])

    assert (
        line
        == (
            '{"type":"annual-report-filed","cluster":"fj-a","effective_on":"2025-03-28",'
            '"data":{"year":2024,"indicators":{"output_yi":{"2022":35.10}}},'
            '"source":{"number":"泉工信〔2025〕12号","issuer":null,"sha256":null},"key":"k1",'
            '"id":"e1","position":7,"recorded_at":"2025-03-29T02:00:00Z","recorded_by":"officer"}\n'
        ).encode()
    )


def test_a_list_stays_a_list_even_when_empty() -> None:
    (line,) = export_lines([recorded(AppealAnswered(case="c1", outcome="changed", grounds=()))])

    assert json.loads(line)["data"] == {"case": "c1", "outcome": "changed", "grounds": []}


@pytest.mark.parametrize("kind", FINDINGS)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_findings_are_left_out(kind: str, drawn: st.DataObject) -> None:
    finding = recorded(drawn.draw(of(FINDINGS[kind])))

    assert list(export_lines([finding])) == []


def test_facts_and_decisions_keep_their_order() -> None:
    events = [
        recorded(AnnualReportFiled(year=2024), position=9),
        recorded(CaseOpened(case="c1", grounds=("review",))),
    ]

    assert [json.loads(line)["position"] for line in export_lines(events)] == [9, 7]


@pytest.mark.parametrize("name", FACTS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_an_export_read_back_is_what_was_recorded(name: str, drawn: st.DataObject) -> None:
    entry = drawn.draw(entries(FACTS[name]))
    event = recorded(
        entry.body, source=entry.source, recorded_at=datetime(2025, 3, 29, 2, 0, 0, 123456, tzinfo=UTC)
    )

    read, *others = read_back(b"".join(export_lines([event])))

    if isinstance(read, FactLine):
        assert others == []
        assert (read.type, read.cluster, read.effective_on) == (name, event.cluster, event.effective_on)
        assert read.body == event.body
        assert read.source == (None if event.source == Source() else event.source)
        assert (read.id, read.position, read.recorded_at, read.recorded_by) == (
            event.id,
            event.position,
            event.recorded_at,
            event.recorded_by,
        )
    else:
        assert {each.code for each in (read, *others)} == {
            "out-of-range"
        }  # days that intake would not have let in


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\u3000＝1",
        "\ufeff=1",
        "\u200b=1",
        "\x00=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(1)",
        "﹦1",
        "-1e5+a",
        "|calc",
        "%0A=1",
    ],
)
def test_a_text_a_spreadsheet_would_compute_gets_an_apostrophe(formula: str) -> None:
    assert neutralise(formula) == f"'{formula}"


@pytest.mark.parametrize(
    "text", ["", "泉州", "1", "-2.5", "+8", "a=b", "2025-03-30", "泉工信〔2025〕12号", " a", "'=1"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutralise(text) == text


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_begins_a_formula_once_neutralised(text: str) -> None:
    safe = neutralise(text)

    assert safe in (text, f"'{text}")
    assert safe == text or not safe[0].isspace()
    written = io.StringIO()
    csv.writer(written).writerow([safe])
    assert not written.getvalue().startswith(("=", "@", "\t", '"=', '"@', '"\t'))
