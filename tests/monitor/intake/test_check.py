"""Our account of what is wrong agrees with msgspec, which decides."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.events import FACTS
from monitor.intake.check import flaws
from monitor.intake.decode import SHAPES, decode
from monitor.intake.line import FactLine, Place
from tests.monitor.intake.drawn import values
from tests.strategies import entries


@pytest.mark.parametrize("name", FACTS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_what_is_told_of_a_value_is_what_msgspec_refuses(name: str, drawn: st.DataObject) -> None:
    kind = SHAPES[name]
    known = {field.encode_name: values for field in kind.fields}
    valid = drawn.draw(entries(FACTS[name]).map(lambda entry: entry.body))
    stated = json.loads(msgspec.json.encode(valid), parse_float=str)
    stated.pop("type")
    stated |= drawn.draw(st.fixed_dictionaries({}, optional=known))

    refused = _refuses(stated, FACTS[name])
    told = list(flaws(stated, kind))

    assert bool(told) == refused or refused == "rule"


def _refuses(stated: dict[str, Any], kind: Any) -> bool | str:
    """Tell whether msgspec refuses; "rule" where it may be a rule between fields, which no field shows."""
    try:
        msgspec.convert(stated, kind)
    except (msgspec.ValidationError, ArithmeticError, ValueError) as error:
        return "rule" if any(word in str(error) for word in ("state ", "needs ", "lies before")) else True
    return False


@pytest.mark.parametrize("name", FACTS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_what_is_decoded_is_what_msgspec_decodes(name: str, drawn: st.DataObject) -> None:
    entry = drawn.draw(entries(FACTS[name]))
    record = {"type": name, "cluster": "c", "effective_on": "2025-03-30", "recorded_by": None}
    stated = json.loads(msgspec.json.encode(entry.body))
    stated.pop("type")

    decoded = decode(record | {"data": stated}, Place("a", 1))

    if isinstance(decoded, FactLine):
        assert decoded.body == entry.body
    else:
        assert {flaw.code for flaw in decoded} == {"out-of-range"}  # days beyond 1949 to 2200
