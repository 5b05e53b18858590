"""What somebody typed into a form, as typed, and the fact it states.

Promise: nothing typed is changed or lost on the way; intake's own rules decide what it means.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import uuid4

import msgspec
import msgspec.inspect as mi

from monitor.intake.allowed import alternatives
from monitor.intake.cells import as_text
from monitor.intake.check import Path
from monitor.intake.columns import headers, kind_at, path_of
from monitor.intake.line import COMMAND_LINE, FactLine, Place, Problem
from monitor.intake.record import Stated, fact_of
from monitor.web.asking import Posted
from monitor.web.parts.fields import Flawed
from monitor.web.record.drafts import draft_of
from monitor.web.record.kinds import field_words
from monitor.wording import Language, say

INDICATOR = ("indicator-name", "indicator-year", "indicator-value")
WHOLES = frozenset({"type", "source", "enterprise", "indicators", "key", "cluster"})
FEWEST_ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 60
_HERE = Place(COMMAND_LINE)


class Sheet(NamedTuple):
    """The texts of a form by the names of its fields.

    `seen` is the version that the person saw, `key` makes sending it twice record it once, `draft` names the
    draft it came from (empty: none).
    """

    type: str
    cluster: str
    texts: Mapping[str, Sequence[str]]
    key: str
    seen: int = 0
    draft: str = ""

    def text(self, name: str) -> str:
        """Return what a field holds."""
        return next(iter(self.texts.get(name, ())), "")

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """The rows of indicators, empty ones included."""
        columns = [list(self.texts.get(name, ())) for name in INDICATOR]
        longest = max(map(len, columns))
        filled = [[*column, *[""] * (longest - len(column))] for column in columns]
        return list(zip(*filled, strict=True))[:MOST_ROWS]

    def with_texts(self, **changed: str) -> "Sheet":
        """Return it with some fields holding another text; a double underscore stands for a point."""
        named = {name.replace("__", "."): (text,) for name, text in changed.items()}
        return self._replace(texts={**self.texts, **named})


def names_of(type_name: str) -> list[str]:
    """Return the fields of a form by name, those of the envelope first."""
    return [name for name in headers(type_name) if name not in WHOLES]


def sheet_sent(sent: Posted, type_name: str, cluster: str) -> Sheet:
    """Return what a form holds."""
    names = [*names_of(type_name), *INDICATOR]
    texts = {name: sent.texts(name) for name in names if name in sent.form}
    return Sheet(
        type=type_name,
        cluster=cluster or sent.text("cluster"),
        texts=texts,
        key=key_of(sent.text("key")),
        seen=version_of(sent.text("seen")),
        draft=draft_of(sent.text("draft")),
    )


def version_of(stated: str) -> int:
    """Return the version that a form says its reader saw; none where it says nothing we gave it."""
    return int(stated) if stated.isdecimal() and stated.isascii() and len(stated) < len("1000000000") else 0


def key_of(stated: str) -> str:
    """Return the key a form came with, if it is one of ours, else a new one."""
    is_ours = stated.startswith("page-") and stated[5:].isalnum() and stated.isascii() and len(stated) < 60  # noqa: PLR2004 - long enough for ours
    return stated if is_ours else new_key()


def new_key() -> str:
    """Return a key that no other form has."""
    return f"page-{uuid4().hex}"


def line_of(sheet: Sheet, language: Language) -> FactLine | list[Flawed]:
    """Return the fact that a form states, or what is wrong at which field."""
    flawed = [
        Flawed("indicators", say("record-indicator-nameless", language, row=number))
        for number, (name, year, value) in enumerate(sheet.rows, start=1)
        if not name and (year or value)
    ]
    found = fact_of(sheet.type, list(_stated(sheet)), lambda _: _HERE)
    if isinstance(found, FactLine):
        return flawed or msgspec.structs.replace(found, key=sheet.key)
    return flawed + [_flawed(each, sheet.type, language) for each in found]


def _stated(sheet: Sheet) -> Iterator[Stated]:
    yield Stated(("cluster",), sheet.cluster)
    for name, path in headers(sheet.type).items():
        texts = [text for each in sheet.texts.get(name, ()) if (text := as_text(each))]
        if texts and name not in WHOLES:
            yield Stated(path, _joined(texts, path, sheet.type))
    for name, year, value in sheet.rows:
        if name and value:
            yield Stated(_indicator(name, year, sheet.type), as_text(value))


def _joined(texts: Sequence[str], path: Path, type_name: str) -> str:
    is_several = any(isinstance(part, mi.VarTupleType) for part in alternatives(kind_at(path, type_name)))
    return msgspec.json.encode(texts).decode() if is_several else texts[0]


def _indicator(name: str, year: str, type_name: str) -> Path:
    header = ".".join(["indicators", name, *([year] if year else [])])
    return path_of(header, type_name) or ("data", "indicators", name)


def _flawed(problem: Problem, type_name: str, language: Language) -> Flawed:
    name = problem.field.partition("[")[0]
    known = name if name in names_of(type_name) or name == "cluster" else name.partition(".")[0]
    label = field_words(known, type_name, language) if known else ""
    told = {"found": problem.found, "allowed": problem.allowed[language == "en"], "field": label}
    return Flawed(known, say(problem.code, language, where="", **told).lstrip("：: "))
