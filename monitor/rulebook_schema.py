"""The JSON Schema of a rulebook file, for editors and for departments that write their own.

Run `python -m monitor.rulebook_schema` to print it; a test keeps
`domain/rulebooks/rulebook.schema.json` the same.
"""

import sys

import msgspec

from domain.rulebook import Rulebook

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def rulebook_schema() -> str:
    """Return the schema as JSON text, made from the types that read a rulebook."""
    schema = msgspec.json.schema(Rulebook)
    schema["$defs"]["Rulebook"]["properties"].pop("sha256")
    document = {"$schema": DIALECT, **_adapted(schema)}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _adapted(schema: dict[str, object]) -> dict[str, object]:
    """Return a schema with decimals written as numbers and patterns as ECMAScript knows them."""
    if schema.get("format") == "decimal":
        return {"type": "number"}
    return {name: _each(name, value) for name, value in schema.items()}


def _each(name: str, value: object) -> object:
    if isinstance(value, dict):
        return _adapted(value)
    if isinstance(value, list):
        return [_each(name, each) for each in value]
    if name == "pattern":
        return str(value).replace(r"\A", "^").replace(r"\Z", "$")
    return value


if __name__ == "__main__":
    sys.stdout.write(rulebook_schema())
