"""The payloads of `payloads.jsonl`, and what makes an output harmless whatever went in.

One payload a line, by category; each text is sent through every door that takes one.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import httpx2
import msgspec

FILE = Path(__file__).with_name("payloads.jsonl")
TEXTS = (
    "formula",
    "terminal",
    "invisible",
    "html",
    "path",
    "sql",
    "template",
    "crlf",
    "confusable",
)
PROBLEM = "application/problem+json"
_CONTROLS = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]")
_INJECTED = ("x-injected", "set-cookie", "location", "etag", "transfer-encoding")


class Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One payload."""

    category: str
    payload: str


@cache
def corpus() -> Mapping[str, Sequence[str]]:
    """Return the payloads by category, in the order of the file."""
    found: dict[str, list[str]] = {}
    for row in FILE.read_bytes().splitlines():
        each = msgspec.json.decode(row, type=Payload)
        found.setdefault(each.category, []).append(each.payload)
    return found


def texts() -> list[str]:
    """Return every payload that is meant for a place where a text stands."""
    return list(dict.fromkeys(text for category in TEXTS for text in corpus()[category]))


def wrong_with(answer: httpx2.Response) -> str | None:
    """Return what is wrong with an answer, whatever was sent: a fault, a trace, raw controls, a header."""
    if answer.status_code >= 500:
        return f"{answer.status_code}: {answer.text[:200]}"
    if _CONTROLS.search(answer.content):
        return f"controls: {answer.content[:200]!r}"
    if "Traceback" in answer.text:
        return "a trace"
    injected = [name for name in ("x-injected", "set-cookie") if name in answer.headers]
    if injected:
        return f"headers: {injected}"
    if answer.status_code >= 400:
        return _wrong_with_problem(answer)
    return None


def _wrong_with_problem(answer: httpx2.Response) -> str | None:
    if answer.headers["content-type"] != PROBLEM:
        return f"type: {answer.headers['content-type']}"
    problem = answer.json()
    if not (problem["code"] and problem["detail"]):
        return "no sentence"
    return None if printable(problem["detail"]) else f"detail: {problem['detail']!r}"


def printable(text: str) -> bool:
    """Tell whether a text, whose lines may end, holds nothing that does not print."""
    return all(letter.isprintable() or letter == "\n" for letter in text)
