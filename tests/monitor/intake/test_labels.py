from collections.abc import Iterator
from typing import Any, get_args

import msgspec.inspect as mi
import pytest

from domain.events import FACTS, FINDINGS, Event, Recorded, Source, type_name
from monitor.intake.allowed import FORMS, alternatives
from monitor.intake.columns import headers, kind_at, named_type, path_of, plain
from monitor.intake.decode import ENVELOPE, SHAPES, shape
from monitor.intake.labels import FIELDS, INDICATORS, PROGRAMMES, TYPES, VALUES
from monitor.intake.naming import field_label, value_label

EVENTS: dict[str, Any] = {type_name(kind): kind for kind in get_args(Event)}


def inside(kind: mi.Type) -> Iterator[mi.Type]:
    """Every type met within a type."""
    yield kind
    for name in ("item_type", "key_type", "value_type"):
        if hasattr(kind, name):
            yield from inside(getattr(kind, name))
    for part in getattr(kind, "types", ()):
        yield from inside(part)
    for field in getattr(kind, "fields", ()):
        yield from inside(field.type)


def fields(kind: mi.StructType, before: str = "") -> Iterator[tuple[str, mi.Type]]:
    for field in kind.fields:
        yield before + field.encode_name, field.type
        for part in alternatives(field.type):
            if isinstance(part, mi.StructType):
                yield from fields(part, f"{field.encode_name}.")


ALL_FIELDS = sorted(
    {(name, path) for name, kind in EVENTS.items() for path, _ in fields(shape(kind))}
    | {
        ("", path)
        for kind in (Recorded, Source)
        for path, _ in fields(shape(kind))
        if not path.startswith("body")
    }
    | {("", path) for path, _ in fields(ENVELOPE)}
)
ALL_VALUES = sorted(
    {
        (name, str(value))
        for name, kind in EVENTS.items()
        for part in inside(shape(kind))
        if isinstance(part, mi.LiteralType)
        for value in part.values
    }
)


def test_every_type_of_event_has_its_label() -> None:
    assert set(TYPES) == set(EVENTS)
    assert len(set(TYPES.values())) == len(TYPES)


@pytest.mark.parametrize(
    ("kind", "path"),
    [each for each in ALL_FIELDS if each[1] not in ("number", "issuer", "sha256") or each[0]],
)
def test_every_field_has_its_label(kind: str, path: str) -> None:
    assert field_label(path, kind)


@pytest.mark.parametrize("part", [field.name for field in shape(Source).fields])
def test_every_part_of_a_source_has_its_label(part: str) -> None:
    assert f"source.{part}" in FIELDS


@pytest.mark.parametrize(("kind", "value"), ALL_VALUES)
def test_every_value_of_an_enumeration_has_its_label(kind: str, value: str) -> None:
    assert value_label(value, kind)


def test_no_label_is_left_over() -> None:
    named = {path for _, path in ALL_FIELDS} | {f"{kind}.{path}" for kind, path in ALL_FIELDS}
    values = {value for _, value in ALL_VALUES} | {f"{kind}.{value}" for kind, value in ALL_VALUES}

    assert set(FIELDS) <= named | {"mark"} | {f"source.{field.name}" for field in shape(Source).fields}
    assert set(VALUES) <= values


@pytest.mark.parametrize("kind", EVENTS)
def test_within_a_type_no_two_values_of_a_list_share_a_label(kind: str) -> None:
    for part in inside(shape(EVENTS[kind])):
        if isinstance(part, mi.LiteralType):
            labels = [value_label(str(value), kind) for value in part.values]
            assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("kind", FACTS)
def test_within_a_type_no_two_columns_share_a_header(kind: str) -> None:
    names = [*headers(kind), "mark"]
    labels = [plain(field_label(name, kind) or "") for name in names]

    assert len({*labels, *map(plain, names)}) == len(labels) + len(names)


@pytest.mark.parametrize("kind", FACTS)
def test_every_column_is_found_by_its_name_and_by_its_label(kind: str) -> None:
    for name, path in headers(kind).items():
        assert path_of(name, kind) == path
        assert path_of(f"data.{name}" if path[0] == "data" else name, kind) == path
        assert path_of(f" {field_label(name, kind)} （必填）", kind) == path
        assert kind_at(path, kind)


@pytest.mark.parametrize("kind", FACTS)
def test_every_type_is_named_by_its_name_and_by_its_label(kind: str) -> None:
    assert named_type(kind) == named_type(TYPES[kind]) == named_type(f"{TYPES[kind]} 2024") == kind


def test_findings_are_no_types_of_a_table() -> None:
    assert [named_type(name) for name in FINDINGS] == [None] * len(FINDINGS)
    assert named_type("2024") is None


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_indicator_is_found_by_its_label(indicator: str) -> None:
    expected = ("data", "indicators", indicator, "2022")

    assert path_of(f"指标.{INDICATORS[indicator]}.2022", "annual-report-filed") == expected
    assert path_of(f"indicators.{indicator}.2022", "annual-report-filed") == expected


def test_every_form_of_text_is_described() -> None:
    patterns = {
        pattern
        for kind in (*SHAPES.values(), ENVELOPE)
        for part in inside(kind)
        if (pattern := getattr(part, "pattern", None))
    }

    assert patterns == set(FORMS)


def test_every_programme_with_a_rulebook_has_its_label() -> None:
    assert {"fujian", "hainan", "guangdong", "shandong", "heilongjiang", "national"} <= set(PROGRAMMES)
