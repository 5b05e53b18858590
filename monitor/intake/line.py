"""What intake hands on: facts as read, and problems as sentences.

Nothing here is recorded yet; the application decides.
"""

from datetime import date, datetime

import msgspec

from domain.events import Fact, Pinned, Source
from monitor.intake.naming import field_label
from monitor.wording import Language, say

Pair = tuple[str, str]
"""The same words in Chinese and in English."""

NOTHING: Pair = ("", "")
COMMAND_LINE = "<command>"


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where something stands: a file, its line, or the sheet and cell of a workbook."""

    file: str
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def told(self, language: Language) -> str:
        """Return the place in words: "a.xlsx, sheet “Sheet1”, C7"."""
        return say(self._code(), language, file=shown_path(self.file), **self._parts())

    def _code(self) -> str:
        if self.file == COMMAND_LINE:
            return "place-command"
        if self.sheet is not None:
            return "place-cell" if self.cell else "place-row" if self.line else "place-sheet"
        return "place-file" if self.line is None else "place-line"

    def _parts(self) -> dict[str, object]:
        return {"line": self.line, "sheet": escaped(self.sheet or ""), "cell": self.cell}


class FactLine(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as a file or a person states it.

    Id, position, instant and recorder are those of an export: all present or all absent; `recorded_at` is
    an aware UTC instant. A decision of an export says what it was recorded upon.
    """

    type: str
    cluster: str
    effective_on: date
    body: Fact
    source: Source | None = None
    key: str | None = None
    place: Place
    id: str | None = None
    position: int | None = None
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    pinned: Pinned | None = None

    @property
    def restores(self) -> bool:
        """Tell whether the line comes from an export."""
        return self.id is not None


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong: where, in which field, what was found and what is allowed.

    `found` is cut to 60 characters, its control characters escaped.
    """

    code: str
    place: Place
    field: str = ""
    found: str = ""
    allowed: Pair = NOTHING

    @property
    def file(self) -> str:
        """Return the file it is in."""
        return self.place.file

    def sentence(self, language: Language = "zh") -> str:
        """Return it as one sentence for people."""
        return say(
            self.code,
            language,
            where=self.place.told(language),
            field=self._named_field(language),
            found=self.found,
            allowed=self.allowed[language == "en"],
        )

    def _named_field(self, language: Language) -> str:
        label = field_label(self.field) if language == "zh" else None
        name = shown(self.field)
        return f"{name}（{shown(label)}）" if label and label != name else name


_LONGEST_SHOWN = 60


def escaped(text: str) -> str:
    r"""Return text with what does not print written as \x07 or \u202e.

    >>> escaped("a\x07b\u202e")
    'a\\x07b\\u202e'
    """
    return "".join(letter if letter.isprintable() else _escape(letter) for letter in text)


def _escape(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


def shown(value: object) -> str:
    """Return a found value for a sentence, at most 60 characters of it.

    >>> shown({"a": [None, True]})
    '{"a": [null, true]}'
    """
    text = value if isinstance(value, str) else _json_text(value)
    return escaped(text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…")


def shown_path(path: str) -> str:
    """Return a file's name for a sentence."""
    return "stdin" if path == "-" else escaped(path)


def _json_text(value: object) -> str:
    """Return JSON as people write it; unlike `json.dumps` it takes decimals and any depth json.loads gave."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "{" + ", ".join(f'"{name}": {_inner(part)}' for name, part in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inner, value)) + "]"
        case _:
            return str(value)


def _inner(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else _json_text(value)
