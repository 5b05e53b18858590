"""What is stored of an event: read back equal, byte for byte, or refused."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.cluster import AnnualReportFiled, MajorChangeFiled
from domain.events import STORED_NAMES, Event, stored_name
from domain.refusal import RefusedError
from monitor.codec import Envelope, StoredRow, decode_block, encode, topic_of, unplaced
from tests.strategies import entries

GOLDEN = (Path(__file__).parent / "golden/events.jsonl").read_bytes().splitlines()
FILED = Envelope(
    id="e1",
    cluster="fj-x",
    effective_on=date(2025, 3, 28),
    recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
    recorded_by="officer",
    body=AnnualReportFiled(year=2024),
)


def row(
    state: bytes, *, position: int = 7, topic: str = "annual-report-filed.v1", cluster: str = "fj-x"
) -> StoredRow:
    return StoredRow(position, 3, cluster, topic, state)


def code_of(*rows: StoredRow) -> tuple[str, str]:
    with pytest.raises(RefusedError) as refused:
        decode_block(rows)
    assert refused.value.kind == "unavailable"
    return refused.value.code, refused.value.values["position"]


@pytest.mark.parametrize("kind", get_args(Event), ids=stored_name)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=st.data())
def test_every_event_is_read_back_equal_and_stored_again_as_the_same_bytes(
    kind: type[Event], drawn: st.DataObject
) -> None:
    entry = drawn.draw(entries(kind))
    state = encode(entry)

    (read,) = decode_block([StoredRow(7, 3, entry.cluster, topic_of(entry), state)])

    assert read == entry.placed(7, 3)
    assert encode(read) == state
    assert unplaced(read) == entry


def test_there_is_a_golden_sample_of_every_stored_name() -> None:
    tags = {msgspec.json.decode(line)["body"]["type"] for line in GOLDEN}
    assert tags == STORED_NAMES


@pytest.mark.parametrize("line", GOLDEN, ids=range(len(GOLDEN)))
def test_a_golden_sample_is_read_and_stored_again_byte_for_byte(line: bytes) -> None:
    raw = msgspec.json.decode(line)
    (read,) = decode_block([StoredRow(1, 1, raw["cluster"], raw["body"]["type"], line)])
    assert encode(read) == line


def test_a_state_that_is_text_where_bytes_belong_is_refused() -> None:
    assert code_of(row(encode(FILED).decode())) == ("event-form-unreadable", "7")  # type: ignore[arg-type]


def test_numbers_keep_their_digits() -> None:
    body = AnnualReportFiled(
        year=2024, indicators={"a": Decimal("1.10"), "b": {"2022": Decimal("0.000000000001")}}
    )
    state = encode(msgspec.structs.replace(FILED, body=body))
    assert b'"a":1.10' in state
    (read,) = decode_block([row(state)])
    assert isinstance(read.body, AnnualReportFiled)
    assert str(read.body.indicators["a"] if read.body.indicators else "") == "1.10"


def test_a_block_is_read_in_its_order() -> None:
    filed = msgspec.structs.replace(FILED, id="e2", body=MajorChangeFiled(change="c"))
    rows = [row(encode(FILED)), row(encode(filed), position=9, topic="major-change-filed.v1")]
    assert [(each.id, each.position) for each in decode_block(rows)] == [("e1", 7), ("e2", 9)]
    assert decode_block([]) == []


@pytest.mark.parametrize("offset", [None, timezone(timedelta(hours=8))], ids=["naive", "Shanghai"])
def test_an_instant_outside_utc_is_not_stored(offset: timezone | None) -> None:
    with pytest.raises(ValueError, match="not an aware instant in UTC"):
        encode(msgspec.structs.replace(FILED, recorded_at=datetime(2026, 1, 1, tzinfo=offset)))


@pytest.mark.parametrize(
    ("topic", "code"),
    [
        ("annual-report-filed.v2", "event-form-newer"),
        ("annual-report-filed.v999999999", "event-form-newer"),
        ("annual-report-filed.v0", "event-form-unknown"),
        ("annual-report-filed.v01", "event-form-unknown"),
        ("annual-report-filed.v9999999999", "event-form-unknown"),
        ("annual-report-filed", "event-form-unknown"),
        ("this:s", "event-form-unknown"),
        ("", "event-form-unknown"),
        ("major-change-filed.v1", "event-form-mismatch"),
    ],
)
def test_a_topic_that_is_not_ours_or_not_that_of_the_content_is_refused(topic: str, code: str) -> None:
    assert code_of(row(encode(FILED)), row(encode(FILED), position=8, topic=topic)) == (code, "8")


def test_a_newer_form_is_refused_as_newer_where_its_content_says_so_too() -> None:
    state = encode(FILED).replace(b"filed.v1", b"filed.v2")
    assert code_of(row(state, topic="annual-report-filed.v2")) == ("event-form-newer", "7")
    assert code_of(row(state)) == ("event-form-mismatch", "7")


def test_an_event_of_another_cluster_is_refused() -> None:
    assert code_of(row(encode(FILED), cluster="fj-y")) == ("event-form-mismatch", "7")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"year":2024', b'"year":1800'),
        (b'"year":2024', b'"year":2024,"extra":1'),
        (b'"year":2024', b'"year":"2024"'),
        (b'"key":null', b'"key":null,"position":3'),
        (b'"fj-x"', b'"fj-\xff"'),
        (b'00:00Z"', b'00:00"'),
        (b"}", b""),
    ],
)
def test_a_damaged_state_is_refused(old: bytes, new: bytes) -> None:
    state = encode(FILED)
    assert old in state
    assert code_of(row(state.replace(old, new, 1))) == ("event-form-unreadable", "7")


def test_states_that_only_together_are_json_are_refused() -> None:
    state = encode(FILED)
    halves = [row(state + b"," + state[:5]), row(state[5:], position=8)]
    assert code_of(*halves) == ("event-form-unreadable", "7")
    split = [row(state[:-9], position=5), row(state[-9:])]
    assert code_of(*split) == ("event-form-unreadable", "5")
