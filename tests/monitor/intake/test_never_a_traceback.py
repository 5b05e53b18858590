"""Whatever the bytes: facts or sentences, never anything else."""

import io
import json
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.events import FACTS
from monitor.exchange.export import export_lines
from monitor.intake.csv_file import read_csv
from monitor.intake.decode import SHAPES
from monitor.intake.jsonl import Reading, read_lines
from monitor.intake.line import FactLine, Problem
from monitor.intake.pairs import read_pairs
from monitor.intake.strict_json import JsonError, loads
from monitor.intake.workbook import read_workbook
from monitor.wording.intake import INTAKE
from tests.monitor.intake.drawn import values
from tests.monitor.intake.reading import workbook
from tests.strategies import entries

often = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

types = st.sampled_from(list(FACTS))
headers = st.sampled_from(
    [
        "type",
        "cluster",
        "effective_on",
        "year",
        "case",
        "grounds",
        "indicators",
        "指标.a.b",
        "enterprise",
        "企业名称",
        "mark",
        "valid_to",
        "",
    ]
)
cells = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [
        "fj-a",
        "2025-03-30",
        "2025年2月30日",
        "2024",
        "示例",
        "review,x",
        '{"a":',
        "[1]",
        "是",
        "case-opened",
        "年度报送",
        "#N/A",
    ]
)


def tell_all(reading: Reading) -> None:
    for read in reading:
        if isinstance(read, Problem):
            assert read.code in INTAKE
            for language in ("zh", "en"):
                assert read.sentence(language).isprintable()
        else:
            assert isinstance(read, FactLine)


def quietly(_: int) -> None:
    """Nobody watches the progress."""


def as_line(record: Any) -> bytes:
    return json.dumps(record, default=str).encode()


@often
@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    tell_all(read_lines(io.BytesIO(content), "a.jsonl", quietly))
    tell_all(read_csv(io.BytesIO(content), "case-opened.csv", quietly))
    tell_all(read_workbook(io.BytesIO(content), "a.xlsx", quietly))


@often
@given(values)
def test_any_json(value: Any) -> None:
    tell_all(read_lines(io.BytesIO(as_line(value)), "a.jsonl", quietly))


@often
@given(types, st.data(), values)
def test_any_value_in_any_field(name: str, drawn: st.DataObject, value: Any) -> None:
    known = [field.encode_name for field in SHAPES[name].fields] + ["type", "x"]
    field = drawn.draw(st.sampled_from(known))
    envelope = drawn.draw(
        st.dictionaries(st.sampled_from(["source", "key", "id", "position", "recorded_at"]), values)
    )
    record = {"type": name, "cluster": "c", "effective_on": "2025-03-30", "data": {field: value}} | envelope

    tell_all(read_lines(io.BytesIO(as_line(record)), "a.jsonl", quietly))


@often
@given(
    st.text(st.characters(), max_size=200) | st.text(st.sampled_from('{}[]":,0eE+-.1 tfn\\u'), max_size=60)
)
def test_any_text_as_json(text: str) -> None:
    with suppress(JsonError):
        loads(text)


@pytest.mark.parametrize("name", FACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_mutated_lines_of_every_type(name: str, drawn: st.DataObject) -> None:
    entry = drawn.draw(entries(FACTS[name]))
    line = bytearray(next(export_lines([entry.placed(1, 1)])))
    for _ in range(drawn.draw(st.integers(0, 3))):
        place = drawn.draw(st.integers(0, len(line) - 1))
        line[place : place + drawn.draw(st.integers(0, 3))] = drawn.draw(st.binary(max_size=3))

    tell_all(read_lines(io.BytesIO(bytes(line)), "a.jsonl", quietly))


@often
@given(
    st.lists(headers, max_size=8),
    st.lists(st.lists(cells, max_size=9), max_size=4),
    st.sampled_from([",", ";", "\t"]),
)
def test_any_cells_of_a_csv(header: list[str], rows: list[list[str]], sign: str) -> None:
    content = "\n".join(sign.join(row) for row in [header, *rows]).encode()

    for name in ("a.csv", "annual-report-filed.csv", "cluster-recognised.csv"):
        tell_all(read_csv(io.BytesIO(content), name, quietly))


excel = cells | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(headers, max_size=8), st.lists(st.lists(excel, max_size=9), max_size=4))
def test_any_cells_of_a_workbook(header: list[str], rows: list[list[Any]]) -> None:
    content = workbook({"年度报送": [header, *rows], "Sheet1": [header, *rows]})

    tell_all(read_workbook(io.BytesIO(content), "a.xlsx", quietly))


GOOD = workbook({"年度报送": [["cluster", "effective_on", "year", "mark"], ["fj-a", "2025-03-30", 2024, ""]]})


@often
@given(st.data())
def test_mutated_workbooks(drawn: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(drawn.draw(st.integers(1, 4))):
        place = drawn.draw(st.integers(0, len(content) - 1))
        content[place : place + drawn.draw(st.integers(0, 4))] = drawn.draw(st.binary(max_size=4))

    tell_all(read_workbook(io.BytesIO(bytes(content)), "a.xlsx", quietly))


@often
@given(st.data())
def test_workbooks_with_mutated_parts(drawn: st.DataObject) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(packed, "w") as new:
        chosen = drawn.draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == chosen:
                place = drawn.draw(st.integers(0, len(part) - 1))
                part[place : place + drawn.draw(st.integers(0, 20))] = drawn.draw(st.binary(max_size=6))
            new.writestr(name, bytes(part))

    tell_all(read_workbook(io.BytesIO(packed.getvalue()), "a.xlsx", quietly))


words = st.builds("{}={}".format, headers | st.text(st.characters(), max_size=8), cells) | st.text(
    st.characters(), max_size=10
)


@often
@given(types | cells, cells, cells, st.lists(words, max_size=5))
def test_any_words_of_a_command(name: str, cluster: str, day: str, pairs: list[str]) -> None:
    fact, problems = read_pairs(name, cluster, day, pairs)

    assert (fact is None) == bool(problems)
    tell_all(iter(problems))
