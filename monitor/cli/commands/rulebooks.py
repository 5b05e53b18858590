"""rulebooks: the editions there are and whether they bind today, or all side by side."""

from typing import Any

import msgspec
from rich.text import Text

from domain.events import legal_day
from monitor.answers.law import edition_answer
from monitor.bootstrap import extra_rulebooks, now
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.screen import CAUTION, NOTHING, Cell, Screen, shown
from monitor.law import load_rulebooks
from monitor.matrix import Matrix, matrix


class Asked(msgspec.Struct, frozen=True):
    """Whether they are compared."""

    matrix: bool


def run(call: Call, asked: Asked) -> None:
    """Show the editions."""
    books = load_rulebooks(extra_rulebooks())
    if asked.matrix:
        _compare(call, matrix(books.values(), call.language))
        return
    answers = [edition_answer(book, legal_day(now())) for book in books.values()]
    if call.as_json:
        write_json(answers)
        return
    screen = Screen(call)
    headers = ("edition", "programme", "title", "document", "in-force", "basis", "sha256")
    screen.table(headers, [_row(screen, answer) for answer in answers])


def _row(screen: Screen, book: dict[str, Any]) -> list[Cell]:
    span = f"{shown(book['in_force_from'])} – {shown(book['in_force_through'])}"
    partial = f" {screen.sentence('source-is-partial')}" if book["source"] == "partial" else ""
    style = "" if book["basis"] == "in-force" else CAUTION
    return [
        book["edition"],
        screen.term("programme", book["programme"]),
        book["title"] + partial,
        shown(book["number"]),
        span,
        Text(screen.term("basis", book["basis"]), style=style),
        book["sha256"][: len("sha256:") + 12],
    ]


def _compare(call: Call, compared: Matrix) -> None:
    if call.as_json:
        write_json(compared)
        return
    screen = Screen(call)
    rows = [[row.label, *(_cell(cell) for cell in row.cells)] for row in compared.rows]
    screen.plain_table([screen.sentence("column-entry"), *compared.editions], rows)


def _cell(lines: tuple[Any, ...]) -> str:
    told = (f"{line.text}（{line.article}）" if line.article else line.text for line in lines)
    return "\n".join(told) or NOTHING
