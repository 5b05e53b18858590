import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from monitor.law import load_shape, rulebook_folder
from monitor.rulebook_schema import rulebook_schema

EDITIONS = [
    "fujian-2022",
    "guangdong-draft",
    "hainan-2023",
    "heilongjiang-2023",
    "national-2022",
    "shandong-draft",
]


def test_the_json_schema_beside_the_rulebooks_is_current() -> None:
    assert (rulebook_folder() / "rulebook.schema.json").read_text(encoding="utf-8") == rulebook_schema()


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_rulebook_is_valid_by_the_schema(edition: str) -> None:
    assert list(validator().iter_errors(document(edition))) == []


def test_the_schema_finds_what_is_wrong() -> None:
    faults: list[dict[str, Any]] = [
        {"validity": {"years": 0, "article": "第十四条"}},
        {"motto": "快"},
        {"criteria": [{}]},
    ]
    for broken in faults:
        assert list(validator().iter_errors({**document("fujian-2022"), **broken}))


def validator() -> Draft202012Validator:
    schema = json.loads(rulebook_schema())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def document(edition: str) -> dict[str, Any]:
    file = rulebook_folder() / f"{edition}.yaml"
    content = load_shape(file.read_bytes(), dict[str, Any], file.name)
    plain: dict[str, Any] = msgspec.to_builtins(content, builtin_types=(Decimal,))
    return plain
