"""The fields of a paper as plain texts, harmless in XML: what templates are filled with."""

import re

import msgspec

from monitor.drafts.fields import Paper
from monitor.intake.line import escaped

LONGEST = 2_000  # characters of one field; the rest is in the record
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def values_of(paper: Paper) -> dict[str, object]:
    """Return texts, lists of texts and rows of texts, by the names of the fields."""
    return {name: _clean(value) for name, value in msgspec.to_builtins(paper).items()}


def _clean(value: object) -> object:
    if isinstance(value, dict):
        return {str(name): _clean(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_clean(part) for part in value]
    return line(str(value))


def line(text: str) -> str:
    r"""Return a text in one line, what does not print spelled out, a long one cut with a sign of it.

    >>> line("a\nb\x07")
    'a b\\x07'
    """
    plain = escaped(_NO_XML.sub("�", " ".join(text.split("\n"))))
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"
