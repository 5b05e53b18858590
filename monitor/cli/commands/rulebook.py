"""rulebook: one edition in full, each value with its article."""

import msgspec

from domain.refusal import RefusedError
from domain.rulebook import Rulebook
from monitor.bootstrap import extra_rulebooks
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.screen import Screen, shown
from monitor.law import load_rulebooks
from monitor.matrix import matrix


class Asked(msgspec.Struct, frozen=True):
    """Which edition."""

    edition: str


def run(call: Call, asked: Asked) -> None:
    """Show the edition."""
    book = edition_named(asked.edition)
    if call.as_json:
        write_json(book)
    else:
        _write(call, book)


def edition_named(edition: str) -> Rulebook:
    """Return one edition.

    Raises:
        RefusedError: "edition-unknown".
    """
    books = load_rulebooks(extra_rulebooks())
    if edition not in books:
        allowed = ", ".join(sorted(books))
        raise RefusedError("edition-unknown", kind="not-found", found=edition, allowed=allowed)
    return books[edition]


def _write(call: Call, book: Rulebook) -> None:
    screen = Screen(call)
    screen.pairs(
        [("source", f"{book.title}（{book.edition}）"), ("issuer", book.issuer), ("sha256", book.sha256)]
    )
    rows = [
        [row.label, line.text, shown(line.article)]
        for row in matrix([book], call.language).rows
        for cell in row.cells
        for line in cell
    ]
    screen.heading("heading-values")
    screen.table(("entry", "value", "article"), rows)
    screen.heading("heading-choices")
    screen.table(
        ("choices", "chosen", "alternatives", "question"),
        [
            [name, _value(each.value), "、".join(map(_value, each.alternatives)), each.question]
            for name, each in book.choices.items()
        ],
    )


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
