"""The rulebooks side by side: one row a subject, one cell an edition, each line with its article.

Run `python -m monitor.matrix` to print `docs/rulebook-matrix.md`; a test keeps it current.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import msgspec

from domain.rulebook import Rulebook
from monitor import matrix_cells as cells
from monitor.law import load_rulebooks
from monitor.matrix_cells import Line
from monitor.wording import Language, say

Cell = tuple[Line, ...]
Reader = Callable[[Rulebook, Language], Iterable[Line]]

ACTORS = ("county", "city", "province")
GROUNDS = ("review", "integrity", "reporting", "change", "satisfaction", "incident")


class Row(msgspec.Struct, frozen=True):
    """One subject: its code, its label, and what each edition says of it (empty: nothing)."""

    code: str
    label: str
    cells: tuple[Cell, ...]


class Matrix(msgspec.Struct, frozen=True):
    """The editions compared, in order, and the rows."""

    editions: tuple[str, ...]
    rows: tuple[Row, ...]


def matrix(books: Iterable[Rulebook], language: Language = "zh") -> Matrix:
    """Lay rulebooks side by side; labels are in the language, texts of law stay Chinese."""
    compared = tuple(books)
    rows = tuple(
        Row(code, label, tuple(tuple(read(book, language)) for book in compared))
        for code, label, read in _subjects(compared, language)
    )
    return Matrix(tuple(book.edition for book in compared), rows)


def _subjects(books: Sequence[Rulebook], language: Language) -> Iterator[tuple[str, str, Reader]]:
    """Yield the code, label and reader of every row."""
    for code, read in _readers():
        yield code, say(f"matrix.{code}", language), read
    for name, title in _criteria(books).items():
        label = say("matrix.criterion", language, name=cells.named(f"criterion.{name}", title, language))
        yield f"criterion.{name}", label, partial(_criterion, name)
    yield "choices", say("matrix.choices", language), cells.choices
    yield "duties", say("matrix.duties", language), cells.duties


def _readers() -> Iterator[tuple[str, Reader]]:
    yield from (("text", cells.title), ("number", cells.number), ("standing", cells.standing))
    yield from ((f"steps.{actor}", partial(_steps, actor)) for actor in ACTORS)
    yield from (("public-notice", cells.public_notice), ("rhythm", cells.rhythm), ("quota", cells.quota))
    yield from (("validity", cells.validity), ("review", cells.review), ("report", cells.reports))
    yield "change", cells.change_filing
    yield from ((f"ground.{code}", partial(_ground, code)) for code in GROUNDS)
    yield "appeal", cells.appeal


def _steps(actor: str, book: Rulebook, language: Language) -> Iterator[Line]:
    return cells.steps(book, actor, language)


def _ground(code: str, book: Rulebook, language: Language) -> Iterator[Line]:
    return cells.ground(book, code, language)


def _criterion(name: str, book: Rulebook, language: Language) -> Iterator[Line]:
    return cells.criterion(book, name, language)


def _criteria(books: Iterable[Rulebook]) -> dict[str, str]:
    """Return the criteria of all books by name, with a title, in the order in which they come."""
    found: dict[str, str] = {}
    for book in books:
        for criterion in book.criteria:
            found.setdefault(criterion.name, criterion.title)
    return found


def as_markdown(compared: Matrix, language: Language = "zh") -> str:
    """Return a matrix as a Markdown table under a title."""
    head = [say("matrix.item", language), *compared.editions]
    table = [head, ["---"] * len(head)]
    table += [[row.label, *(_written(cell, language) for cell in row.cells)] for row in compared.rows]
    lines = "\n".join(f"| {' | '.join(line)} |" for line in table)
    return f"# {say('matrix.title', language)}\n\n{lines}\n"


def _written(cell: Cell, language: Language) -> str:
    lines = [f"{line.text} *{line.article}*" if line.article else line.text for line in cell]
    return "<br>".join(lines).replace("|", "\\|") or say("cell.none", language)


def document() -> str:
    """Return the page `docs/rulebook-matrix.md`: the table in Chinese, then in English."""
    books = tuple(load_rulebooks().values())
    return "\n".join(as_markdown(matrix(books, language), language) for language in ("zh", "en"))


if __name__ == "__main__":
    sys.stdout.write(document())
