"""What describes the service holds together, comes from the registry, and loads nothing from elsewhere."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, get_args

import jsonschema
import pytest

from domain.events import FACTS, AnyFinding, Fact, stored_name
from monitor.api.openapi import description as openapi
from monitor.api.service import application
from monitor.http.desk import Desk
from monitor.http.settings import Settings
from tests.monitor.api.serving import Json, Service


@pytest.fixture(scope="module")
def documents(standing: Service) -> dict[str, Any]:
    with standing.client() as client:
        return {name: client.get(f"/{name}.json").json() for name in ("openapi", "asyncapi")}


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, each in part.items():
            if name == "$ref":
                yield each
            else:
                yield from references(each)
    if isinstance(part, list):
        for each in part:
            yield from references(each)


def found(document: Json, reference: str) -> object:
    part: Any = document
    for step in reference.removeprefix("#/").split("/"):
        part = part[step]
    return part


@pytest.mark.parametrize("name", ["openapi", "asyncapi"])
def test_every_reference_leads_somewhere(documents: dict[str, Any], name: str) -> None:
    every = list(references(documents[name]))
    assert every
    for each in every:
        assert found(documents[name], each) is not None


@pytest.mark.parametrize("name", ["openapi", "asyncapi"])
def test_every_schema_is_one(documents: dict[str, Any], name: str) -> None:
    for schema in documents[name]["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_schema_is_used(standing: Service) -> None:
    document = openapi(application(Desk(standing.parts(Settings()))))
    used = {each.rpartition("/")[2] for each in references(document)}
    assert set(document["components"]["schemas"]) - used <= {"Lines", "Binary"}


def test_every_fact_has_its_form_in_the_description(documents: dict[str, Any]) -> None:
    schemas = documents["openapi"]["components"]["schemas"]
    for form in ("Fact", "FactOfCluster"):
        named = schemas[form]["discriminator"]["mapping"]
        assert list(named) == list(FACTS)
        assert [each["$ref"] for each in schemas[form]["oneOf"]] == list(named.values())
        for kind, reference in named.items():
            assert found(documents["openapi"], f"{reference}/properties/type/const") == kind


def test_the_feed_describes_every_stored_form(documents: dict[str, Any]) -> None:
    messages = documents["asyncapi"]["components"]["messages"]
    assert set(messages) == {stored_name(kind) for kind in (*get_args(Fact), *get_args(AnyFinding))}
    channel = documents["asyncapi"]["channels"]["events"]
    assert set(channel["messages"]) == set(messages)
    assert documents["asyncapi"]["asyncapi"] == "3.0.0"


def test_what_the_feed_tells_is_what_it_describes(standing: Service, documents: dict[str, Any]) -> None:
    asyncapi = documents["asyncapi"]
    with standing.client("auditor") as client:
        events = client.get("/events").json()
    assert len({event["type"] for event in events}) > 3
    for event in events:
        message = asyncapi["components"]["messages"][event["type"].removeprefix("cluster-monitor.")]
        jsonschema.validate(event, {**message["payload"], "components": asyncapi["components"]})


def test_every_operation_is_described_with_all_its_answers(documents: dict[str, Any]) -> None:
    for methods in documents["openapi"]["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert {"400", "404", "422", "429", "500", "503"} <= set(operation["responses"])
            assert "security" in operation


def test_the_page_to_read_loads_nothing_and_names_every_operation(
    standing: Service, documents: dict[str, Any]
) -> None:
    with standing.client() as client:
        page = client.get("/reference")
    style = re.search(r"<style>(.*?)</style>", page.text, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page.headers["content-security-policy"]
    loads = r"<(?:script|link|img|iframe)|\s(?:src|on\w+)=|(?:href=|url\()[\"']?(?:https?:)?//|@import"
    assert re.findall(loads, page.text) == []
    for path, methods in documents["openapi"]["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page.text
