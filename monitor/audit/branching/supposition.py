"""What is supposed to be otherwise: another law, other readings, another calendar, other facts.

Promise: what cannot be supposed is refused with what could be; nothing here is recorded anywhere.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from domain.assessment import Law
from domain.notices import Notice, read_notices
from domain.refusal import RefusedError
from domain.rulebook import Choice, ChoiceValue, Rulebook
from domain.rulebook_hash import rulebook_sha256
from monitor.intake.line import FactLine, shown, shown_path
from monitor.law import load_rulebook
from monitor.library import Library

LARGEST_BYTES = 1_000_000
_FIRST_YEAR, _LAST_YEAR = 1949, 2200
_FILES = (".yaml", ".yml")


class Supposition(msgspec.Struct, frozen=True, kw_only=True):
    """What is otherwise, and from which day on (None: from the beginning).

    `without` are ids of facts that are left out, `added` facts by cluster.
    """

    book: Rulebook | None = None
    choices: Mapping[str, ChoiceValue] = {}
    notices: tuple[Notice, ...] | None = None
    without: frozenset[str] = frozenset()
    added: Mapping[str, tuple[FactLine, ...]] = {}
    start: date | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is otherwise."""
        is_law = self.book is not None or self.choices or self.notices is not None
        return not (is_law or self.without or self.added)

    def law(self, in_use: Law) -> Law:
        """Return the law that is supposed where another is in use."""
        book = reading(self.book or in_use.book, self.choices)
        return Law(book=book, statutes=in_use.statutes)


def start_of(book: Rulebook | None) -> date | None:
    """Return the day from which an edition would apply by its own word: its first day in force."""
    return book.standing.in_force_from if book else None


# --- the law ----------------------------------------------------------------------------------


def edition_or_file(named: str, library: Library) -> Rulebook:
    """Return the edition of this name, or the rulebook in the YAML file of this name.

    Raises:
        RefusedError: "edition-unknown", "rulebook-malformed".
    """
    if named not in library.books and Path(named).suffix.lower() in _FILES:
        return load_rulebook(Path(named), shown_path(named))
    return library.book(named)


def reading(book: Rulebook, choices: Mapping[str, ChoiceValue]) -> Rulebook:
    """Return a book with some of its choices taken otherwise; those it does not have stay away."""
    mine = {name: value for name, value in choices.items() if name in book.choices}
    if not mine:
        return book
    taken = {name: msgspec.structs.replace(book.choices[name], value=value) for name, value in mine.items()}
    other = msgspec.structs.replace(book, choices={**book.choices, **taken})
    return msgspec.structs.replace(other, sha256=rulebook_sha256(other))


def choices_named(words: Sequence[str], books: Sequence[Rulebook]) -> dict[str, ChoiceValue]:
    """Return the choices of NAME=VALUE words, each a reading that one of the books allows.

    Raises:
        RefusedError: "choice-not-a-pair", "choice-unknown", "choice-value-unknown", "choice-twice".
    """
    known: dict[str, list[Choice]] = {}
    for book in books:
        for name, choice in book.choices.items():
            known.setdefault(name, []).append(choice)
    found: dict[str, ChoiceValue] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals:
            raise RefusedError("choice-not-a-pair", found=shown(word))
        if name not in known:
            allowed = ", ".join(sorted(known)) or "–"
            raise RefusedError("choice-unknown", kind="not-found", found=shown(name), allowed=allowed)
        if name in found:
            raise RefusedError("choice-twice", choice=name)
        found[name] = _value(name, text, known[name])
    return found


def _value(name: str, text: str, stated: Sequence[Choice]) -> ChoiceValue:
    values = {shown_value(each): each for choice in stated for each in (choice.value, *choice.alternatives)}
    if text not in values:
        raise RefusedError("choice-value-unknown", choice=name, found=shown(text), allowed=", ".join(values))
    return values[text]


def shown_value(value: ChoiceValue) -> str:
    """Return the value of a choice as people write it.

    >>> shown_value(True), shown_value("any")
    ('true', 'any')
    """
    return str(value).lower() if isinstance(value, bool) else value


# --- the calendar -----------------------------------------------------------------------------


def notices_in(file: str) -> tuple[Notice, ...]:
    """Return the notices of a JSON file in the form of the release's own.

    Raises:
        RefusedError: "file-not-read", "file-not-notices".
    """
    try:
        with Path(file).open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RefusedError("file-not-read", file=shown_path(file), reason=reason) from None
    if len(content) > LARGEST_BYTES:
        raise RefusedError("file-not-read", file=shown_path(file), reason=f"> {LARGEST_BYTES} B")
    try:
        notices = read_notices(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError("file-not-notices", file=shown_path(file), reason=shown(str(error))) from None
    for each in notices:
        if not _FIRST_YEAR <= each.year <= _LAST_YEAR:
            raise RefusedError("file-not-notices", file=shown_path(file), reason=f"year {each.year}")
    return notices
