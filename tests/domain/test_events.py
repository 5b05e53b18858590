from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

import msgspec
import pytest

from domain.events import (
    DECISIONS,
    FACTS,
    FINDINGS,
    STORED_NAMES,
    Event,
    legal_day,
    stored_name,
    type_name,
)
from domain.text import check_quantities, first_stated_day, last_stated_day
from tests.given import PLACES, Story, noon


def test_each_event_has_a_stored_name_of_its_own_with_a_version() -> None:
    names = [stored_name(kind) for kind in get_args(Event)]
    assert len(set(names)) == len(names) == len(STORED_NAMES)
    assert all(name.rpartition(".v")[2].isdigit() for name in names)


def test_decisions_are_facts_and_findings_are_neither() -> None:
    assert set(FACTS.values()) >= DECISIONS
    assert not set(FACTS.values()) & set(FINDINGS.values())
    assert "revocation-decided" in {type_name(kind) for kind in DECISIONS}


def test_a_finding_is_told_from_a_fact() -> None:
    (record,) = Story().recognised().records
    assert not record.is_finding


def test_the_legal_day_begins_at_midnight_in_shanghai() -> None:
    assert str(legal_day(noon("2026-02-28"))) == "2026-02-28"
    assert legal_day(noon("2026-02-28")).isoformat() == "2026-02-28"


@pytest.mark.parametrize(
    ("stated", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
    ],
)
def test_a_stated_validity_keeps_its_precision(stated: str, first: str, last: str) -> None:
    assert (str(first_stated_day(stated)), str(last_stated_day(stated))) == (first, last)


def malformed() -> Iterator[tuple[str, dict[str, object]]]:
    place = {"programme": "fujian", **PLACES}
    yield "public-notice-posted", {"days": 5, "working_days": 5}
    yield "cluster-recognised", {**place, "valid_from": "2023-07-10", "valid_to": "2023-07-09"}
    yield "cluster-recognised", {**place, "valid_to": "2023-02-30"}
    yield "application-submitted", {**place, "area_km2": "1e40"}
    yield "application-submitted", {**place, "indicators": {"output_yi": {"2024": "NaN"}}}
    yield "annual-report-filed", {"year": 2024, "indicators": {"area_km2": "1e-40"}}
    yield "annual-report-filed", {"year": 2024, "indicators": {"area_km2": "1e9999999"}}
    yield "application-submitted", {**place, "county_code": "１２３４５６"}
    yield "incident-regraded", {"incident": "i1"}
    yield "incident-reported", {"incident": "i1", "category": "quality", "direct_loss_yuan": "Infinity"}
    yield "enterprise-joined", {"enterprise": {}}
    yield "review-decided", {"outcome": "passed", "valid_to": "2023-13"}
    yield "misconduct-found", {"kind": "illegality", "description": ""}
    yield "misconduct-found", {"kind": "illegality", "description": "\x1b[2J"}
    yield "case-opened", {"case": "c1", "grounds": []}


@pytest.mark.parametrize(("kind", "data"), list(malformed()))
def test_what_makes_no_sense_is_no_event(kind: str, data: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(data, FACTS[kind], strict=False)


def test_quantities_may_be_left_out_and_have_bounds() -> None:
    check_quantities((None, Decimal(1000000000000000), Decimal("0.000000000001")))
    with pytest.raises(ValueError, match="between"):
        check_quantities((Decimal(1000000000000001),))


def test_indicators_may_be_judgements_quantities_or_series() -> None:
    indicators = {"plan": True, "area_km2": 12.5, "output_yi": {"2024": 31}}
    body = msgspec.convert({"year": 2024, "indicators": indicators}, FACTS["annual-report-filed"])
    assert msgspec.to_builtins(body)["indicators"]["plan"] is True
