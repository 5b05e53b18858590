"""The description of the interface as one plain page: it loads nothing and runs nothing."""

from collections.abc import Iterator
from html import escape
from typing import Any

import msgspec

Json = dict[str, Any]

STYLE = """
body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
code, pre { font-family: monospace; background: #f4f4f4; }
pre { padding: .5rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #999; padding: .25rem .5rem; text-align: left; vertical-align: top; }
h3 { border-top: 2px solid #111; padding-top: .5rem; }
"""


def page(document: Json) -> str:
    """Return the page of an OpenAPI document."""
    title = escape(document["info"]["title"])
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
        f"<style>{STYLE}</style></head><body>",
        f"<h1>{title} {escape(document['info']['version'])}</h1>",
        f"<p>{escape(document['info']['description'])}</p>",
        *_contents(document),
        *_operations(document),
        "</body></html>",
    ]
    return "\n".join(parts)


def _each(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def _contents(document: Json) -> Iterator[str]:
    yield "<ul>"
    for method, path, operation in _each(document):
        name = escape(operation["operationId"])
        link = f'<a href="#{name}"><code>{method} {escape(path)}</code></a>'
        yield f"<li>{link} {escape(operation['summary'])}</li>"
    yield "</ul>"


def _operations(document: Json) -> Iterator[str]:
    for method, path, operation in _each(document):
        yield f'<h3 id="{escape(operation["operationId"])}"><code>{method} {escape(path)}</code></h3>'
        yield f"<p>{escape(operation['summary'])}</p>"
        yield f"<p>x-action: <code>{escape(operation['x-action'])}</code></p>"
        yield from _parameters(document, operation)
        if "requestBody" in operation:
            yield from _contents_of("request", operation["requestBody"]["content"])
        for status, answer in operation["responses"].items():
            if "content" in answer:
                yield from _contents_of(status, answer["content"])
        refused = ", ".join(status for status, answer in operation["responses"].items() if "$ref" in answer)
        yield f"<p>problems: {escape(refused)}</p>"


def _parameters(document: Json, operation: Json) -> Iterator[str]:
    yield "<table><tr><th>name</th><th>in</th><th>required</th><th>meaning</th></tr>"
    for stated in operation["parameters"]:
        each = _resolved(document, stated)
        cells = (each["name"], each["in"], "yes" if each.get("required") else "", each.get("description", ""))
        yield "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"
    yield "</table>"


def _resolved(document: Json, stated: Json) -> Json:
    if "$ref" not in stated:
        return stated
    found: Json = document["components"]["parameters"][stated["$ref"].rpartition("/")[2]]
    return found


def _contents_of(what: str, content: Json) -> Iterator[str]:
    for kind, each in content.items():
        shape = escape(_shape(each["schema"]))
        yield f"<p>{escape(what)}: <code>{escape(kind)}</code> <code>{shape}</code></p>"
        if "example" in each:
            yield f"<pre>{escape(_shown(each['example']))}</pre>"


def _shape(schema: Json) -> str:
    if schema.get("type") == "array":
        return _shape(schema["items"]) + "[]"
    return str(schema.get("$ref", schema.get("type", ""))).rpartition("/")[2]


def _shown(example: object) -> str:
    if isinstance(example, str):
        return example
    return msgspec.json.format(msgspec.json.encode(example), indent=2).decode()
