"""The lists as tables: roster, what is due, alerts, statistics, history, matrix of yearly reports.

Promise: each takes the answer that `--json` gives, so that a file never says more or other than it.
Every row says whether it comes from a simulation.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec

from monitor.exchange.tables import Column, Kind, Table, Value, write_csv, write_xlsx
from monitor.intake.labels import TYPES
from monitor.wording import Language, say
from monitor.wording.differences import difference_words
from monitor.wording.telling import attention_text, finding_text
from monitor.wording.terms import term

Json = dict[str, Any]
Form = Literal["json", "csv", "xlsx"]
Pairs = Sequence[tuple[str, str]]
FORMS: tuple[Form, ...] = ("json", "csv", "xlsx")
_ENCODER = msgspec.json.Encoder(decimal_format="number")


class Shown(NamedTuple):
    """A column of a list: the code of its header, what its cells are, how one is read from a line."""

    header: str
    kind: Kind
    cell: Callable[[Json, Language], Value]


class Frame(NamedTuple):
    """What is the same for a whole list: language, simulation or not, where it comes from."""

    language: Language
    simulation: bool
    provenance: Pairs


def _text(name: str) -> Shown:
    return Shown(name.replace("_", "-"), "text", lambda line, _: _plain(line.get(name)))


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def _number(name: str, header: str | None = None) -> Shown:
    return Shown(header or name.replace("_", "-"), "number", lambda line, _: line.get(name))


def _day(name: str) -> Shown:
    return Shown(name.replace("_", "-"), "day", lambda line, _: _as_day(line.get(name)))


def _as_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _term(name: str, kind: str) -> Shown:
    def cell(line: Json, language: Language) -> Value:
        return term(kind, line.get(name), language) or None

    return Shown(name.replace("_", "-"), "text", cell)


def _words(header: str, words: Callable[[Json, Language], str | None]) -> Shown:
    return Shown(header, "text", words)


# --- what the lists hold ------------------------------------------------------------------------


def _grounds(line: Json, language: Language) -> str:
    return "、".join(term("ground", code, language) for code in line["open_grounds"])


def _attention(line: Json, language: Language) -> str:
    return "；".join(attention_text(each, language) for each in line["attention"])


def _due_kind(line: Json, language: Language) -> str:
    return term("obligation" if "period" in line else "window", line["kind"], language)


def _due_state(line: Json, language: Language) -> str:
    return term("obligation-state" if "period" in line else "window-state", line["state"], language)


def _type(line: Json, language: Language) -> str:
    kind: str = line["type"]
    return TYPES.get(kind, kind) if language == "zh" else kind


def _json(name: str) -> Callable[[Json, Language], str | None]:
    return lambda line, _: msgspec.json.encode(line[name]).decode() if line[name] else None


def _withdrawn(line: Json, _: Language) -> str | None:
    return None if line["withdrawn"] is None else str(line["withdrawn"]["position"])


PLACE = (_text("cluster"), _text("name"), _term("programme", "programme"), _text("province"), _text("city"))
ROSTER = (
    *PLACE,
    _text("county"),
    _term("standing", "standing"),
    _term("stage", "stage"),
    _day("valid_from"),
    _day("valid_to"),
    _words("grounds", _grounds),
    _day("next_due_on"),
    _words("attention", _attention),
)
DUE = (
    _day("due_on"),
    _number("days_left", "left"),
    _term("certainty", "certainty"),
    _text("cluster"),
    _words("kind", _due_kind),
    _words("about", lambda line, _: _plain(line.get("period") or line.get("case"))),
    _words("state", _due_state),
    _text("clause"),
)
ALERTS = (
    _number("position"),
    _day("legal_on"),
    _text("detected_at"),
    _text("cluster"),
    _words("type", _type),
    _words("text", finding_text),
    _text("clause"),
    _text("rulebook"),
    _words("basis-then", lambda line, language: term("basis", line["basis"], language)),
)
STATISTICS = (
    _term("programme", "programme"),
    _text("province"),
    _text("city"),
    _number("year"),
    _term("measure", "measure"),
    _number("count"),
)
HISTORY = (
    _number("position"),
    _words("type", _type),
    _day("effective_on"),
    _text("recorded_at"),
    _text("recorded_by"),
    _words("withdrawn", _withdrawn),
    _words("data", _json("data")),
    _words("source-paper", _json("source")),
    _words("changed", _json("changed")),
    _text("id"),
)
CALENDAR = (
    _day("day"),
    _words("working", lambda line, language: say("yes" if line["working"] else "no", language)),
    _term("why", "why"),
    _text("notice"),
    _text("basis"),
)
WHAT_IF = (
    _day("first_on"),
    _text("cluster"),
    _text("name"),
    _term("programme", "programme"),
    _words("change", lambda line, to: "、".join(term("change", each, to) for each in line["changes"])),
    _words("clause", lambda line, _: line["cited"]["clause"]),
    _words("edition", lambda line, _: line["cited"]["rulebook"]),
    _words("difference", lambda line, to: "；".join(difference_words(d, to) for d in line["differences"])),
)
LISTS = {
    "calendar": CALENDAR,
    "what-if": WHAT_IF,
    "roster": ROSTER,
    "due": DUE,
    "alerts": ALERTS,
    "statistics": STATISTICS,
    "history": HISTORY,
}


def list_file(form: Form, name: str, lines: Sequence[Json], frame: Frame) -> bytes:
    """Return a list as a file; JSON is the public answer itself, each line marked as a simulation or not.

    Args:
        form: "json", "csv" or "xlsx".
        name: "roster", "due", "alerts", "statistics", "history" or "report-matrix".
        lines: as the application answers them.
        frame: what is the same for all of it.

    Raises:
        RefusedError: "table-too-long".
    """
    if form == "json":
        marked = [{**line, "simulation": frame.simulation} for line in lines]
        return msgspec.json.format(_ENCODER.encode(marked), indent=2) + b"\n"
    table = list_table(name, lines, frame)
    return write_csv(table) if form == "csv" else write_xlsx(table)


def list_table(name: str, lines: Sequence[Json], frame: Frame) -> Table:
    """Return a list as a table; arguments as of `list_file`."""
    if name == "report-matrix":
        return matrix_table(lines, frame)
    shown = LISTS[name]
    columns = [Column(say(f"column-{each.header}", frame.language), each.kind) for each in shown]
    rows = [[each.cell(line, frame.language) for each in shown] for line in lines]
    return _table(name, columns, rows, frame)


def matrix_table(lines: Sequence[Json], frame: Frame) -> Table:
    """Return the matrix of yearly reports as a table: a column for each year."""
    columns = [Column(say(f"column-{each.header}", frame.language), each.kind) for each in PLACE]
    years = sorted({cell["year"] for line in lines for cell in line["reports"]})
    columns += [Column(str(year)) for year in years]
    rows = [
        [*(each.cell(line, frame.language) for each in PLACE), *_marks(line, years, frame.language)]
        for line in lines
    ]
    return _table("report-matrix", columns, rows, frame)


def _marks(line: Json, years: Sequence[int], language: Language) -> Iterator[Value]:
    """Yield what stands under each year: one mark, or a mark for each of several reports by its name."""
    for year in years:
        cells = [cell for cell in line["reports"] if cell["year"] == year]
        several = len(cells) > 1
        yield "；".join(mark_text(cell, language, is_named=several) for cell in cells)


def mark_text(cell: Json, language: Language, *, is_named: bool) -> str:
    """Return the mark of a cell of the matrix in words, by the name of its report where asked for."""
    mark = say(f"report-mark-{cell['mark']}", language)
    return f"{term('obligation', cell['kind'], language)} {mark}" if is_named else mark


def _table(name: str, columns: list[Column], rows: list[list[Value]], frame: Frame) -> Table:
    """Return a table with its last column: whether the row is one of a simulation."""
    told = say(f"simulation-{'yes' if frame.simulation else 'no'}", frame.language)
    return Table(
        sheets=(say(f"list-{name}", frame.language), say("list-provenance", frame.language)),
        columns=[*columns, Column(say("column-simulation", frame.language))],
        rows=[[*row, told] for row in rows],
        provenance=frame.provenance,
    )
