"""Tables for people: as wide as the terminal, plain text in a pipe, nothing a terminal would obey.

Colour stands only where something needs attention, and never alone: the word is there too.
"""

from collections.abc import Sequence
from datetime import date, datetime

import click
from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from domain.events import SHANGHAI
from monitor.cli.call import Call
from monitor.intake.line import escaped
from monitor.wording import Language
from monitor.wording.terms import term

ALERT, CAUTION, QUIET = "bold red", "yellow", "dim"
_IN_A_PIPE, _NARROW = 1_000, 110
_DAYS = frozenset({"due-on", "since", "legal-on", "effective-on", "valid-to", "next-due", "starts-on", "day"})
NOTHING = "—"

Cell = str | Text


class Screen:
    """Where a command writes its answer for people."""

    def __init__(self, call: Call) -> None:
        """Write to stdout in the language of the call; of a simulation, say so first."""
        self._call = call
        self._console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
        if not self._console.is_terminal:
            self._console.width = _IN_A_PIPE
        if call.simulation:
            self.says("simulation-banner")

    @property
    def language(self) -> Language:
        """The language of the call."""
        return self._call.language

    @property
    def is_narrow(self) -> bool:
        """Tell whether there is room for the most important columns only."""
        return self._console.width < _NARROW

    def sentence(self, code: str, /, **values: object) -> str:
        """Return a sentence in the language of the call."""
        return self._call.says(code, **values)

    def says(self, code: str, /, **values: object) -> None:
        """Write a sentence."""
        self.writes(Text(self.sentence(code, **values)))

    def heading(self, code: str) -> None:
        """Write the heading of a section."""
        self.writes(Text("\n" + self._call.says(code), style="bold"))

    def writes(self, what: RenderableType) -> None:
        """Write text or a table."""
        if self._console.is_terminal:
            self._console.print(what)
            return
        with self._console.capture() as captured:
            self._console.print(what)
        lines = captured.get().removesuffix("\n").split("\n")
        click.echo("\n".join(line.rstrip() for line in lines))

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Write a table; a header is the code of its words below "column-"."""
        made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for header in headers:
            words = Text(self._call.says(f"column-{header}"))
            made.add_column(words, overflow="fold", no_wrap=header in _DAYS)
        self._fill(made, rows)

    def plain_table(self, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Write a table with its headers as they are."""
        made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for header in headers:
            made.add_column(Text(header), overflow="fold")
        self._fill(made, rows)

    def _fill(self, made: Table, rows: Sequence[Sequence[Cell]]) -> None:
        for row in rows:
            made.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
        self.writes(made)

    def pairs(self, rows: Sequence[tuple[str, Cell]]) -> None:
        """Write names with their values, one a line; a name is the code of its words below "label-"."""
        made = Table.grid(padding=(0, 2))
        made.add_column(no_wrap=True)
        made.add_column(overflow="fold")
        for name, cell in rows:
            value = Text(cell) if isinstance(cell, str) else cell
            made.add_row(Text(self._call.says(f"label-{name}"), style=QUIET), value)
        self.writes(made)

    # --- values -------------------------------------------------------------------------------

    def term(self, kind: str, value: object) -> str:
        """Return the word for a value of a kind: a standing, a state, a ground."""
        return NOTHING if value is None else term(kind, str(value), self._call.language)

    def day(self, day: str | None, certainty: str | None = None) -> Cell:
        """Return a day, marked where it may still change."""
        if day is None:
            return NOTHING
        if certainty in (None, "final"):
            return day
        return Text(day + self._call.says(f"certainty-{certainty}"), style=CAUTION)

    def days_left(self, days: int) -> Cell:
        """Return how many days are left until the end of a last day."""
        if days < 0:
            return Text(self._call.says("days-over", days=-days), style=ALERT)
        return self._call.says("days-today" if days == 0 else "days-left", days=days)

    def instant(self, text: str) -> str:
        """Return an instant as the clock in China shows it."""
        return datetime.fromisoformat(text).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")

    def clause(self, cited: dict[str, object]) -> Cell:
        """Return a clause with its edition, and a mark where that edition does not bind."""
        edition = shown(cited.get("rulebook"))
        parts = [shown(cited["clause"]), "" if edition == NOTHING else edition]
        if cited.get("basis", "in-force") != "in-force":
            parts.append(f"[{self.term('basis', cited['basis'])}]")
        if cited.get("source") == "partial":
            parts.append(self._call.says("source-is-partial"))
        return " ".join(part for part in parts if part)


def shown(value: object) -> str:
    """Return what people wrote, safe to print; a dash for nothing."""
    return NOTHING if value in (None, "") else escaped(str(value))


def days_between(on: str, due_on: str) -> int:
    """Return how many days lie between a day and a last day."""
    return (date.fromisoformat(due_on) - date.fromisoformat(on)).days
