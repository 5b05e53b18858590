"""A look at the XML of a workbook before it is parsed: how large it would become, and what would be lost.

The parser (calamine) lays every sheet out as a full rectangle and copies a shared text into each cell that
has it: five kilobytes can ask for all memory. It also returns Excel's errors as empty cells and a
percentage as its hundredth. So cells are counted here first, and those two kinds are noted.
"""

import posixpath
from collections.abc import Callable
from xml.parsers import expat

from monitor.intake.archive import WorkbookError
from monitor.intake.sheet_scan import Cells, SheetScan

_PERCENT_FORMATS = frozenset({"9", "10"})
_Start = Callable[[str, dict[str, str]], None]
_Named = Callable[[str], None]


def scan(parts: dict[str, bytes]) -> dict[str, Cells]:
    """Return the cells that parsing would lose, by sheet: errors as "#N/A", percentages as "%".

    Raises:
        WorkbookError: it is no workbook, or would become too large.
    """
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            _read(content, _pass_by)
    lengths = _lengths_of_texts(parts.get("xl/sharedstrings.xml"))
    percents = _percent_styles(parts.get("xl/styles.xml"))
    lost: dict[str, Cells] = {}
    cells = letters = 0
    for name, part in _sheets(parts).items():
        sheet = SheetScan(lengths, percents, cells, letters)
        _read(parts.get(part, b""), sheet.start, sheet.end, sheet.text)
        cells, letters = sheet.area(), sheet.letters
        lost[name] = sheet.lost
    return lost


def _read(content: bytes, start: _Start, end: _Named | None = None, text: _Named | None = None) -> None:
    """Read XML, calling `start` and `end` with the names of elements as written, `text` with what is between.

    Raises:
        WorkbookError: it is not well-formed, or declares a document type (entities).
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise WorkbookError("workbook-broken", str(error)) from None


def _pass_by(_name: str, _attributes: dict[str, str]) -> None:
    pass


def _refuse_doctype(*_: object) -> None:
    raise WorkbookError("workbook-broken", "DOCTYPE")


def local(name: str) -> str:
    """Return an element's name without its prefix."""
    return name.rpartition(":")[2]


def _sheets(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name."""
    names: dict[str, str] = {}
    targets: dict[str, str] = {}

    def note_sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            link = next((value for key, value in attributes.items() if local(key) == "id"), "")
            names[attributes.get("name", "")] = link

    def note_target(_name: str, attributes: dict[str, str]) -> None:
        targets[attributes.get("Id", "")] = attributes.get("Target", "")

    try:
        _read(parts["xl/workbook.xml"], note_sheet)
        _read(parts["xl/_rels/workbook.xml.rels"], note_target)
    except KeyError as error:
        raise WorkbookError("workbook-broken", str(error)) from None
    if any(not target.lower().endswith(".xml") for target in targets.values() if target):
        raise WorkbookError("workbook-broken", "a part that is no XML")
    return {name: _part(targets.get(link, "")) for name, link in names.items()}


def _part(target: str) -> str:
    """Return the lower-case part that a link from the workbook leads to."""
    return posixpath.normpath(posixpath.join("/xl", target)).lower().lstrip("/")


def _lengths_of_texts(content: bytes | None) -> list[int]:
    """Return how long each shared text is."""
    lengths: list[int] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        if local(name) == "si":
            lengths.append(0)

    def text(words: str) -> None:
        if lengths:
            lengths[-1] += len(words)

    if content is not None:
        _read(content, start, None, text)
    return lengths


def _percent_styles(content: bytes | None) -> frozenset[str]:
    """Return the numbers of the styles that show a percentage."""
    formats = set(_PERCENT_FORMATS)
    styles: list[bool] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "numFmt" and "%" in attributes.get("formatCode", ""):
            formats.add(attributes.get("numFmtId", ""))
        if local(name) == "xf" and inside and local(inside[-1]) == "cellXfs":
            styles.append(attributes.get("numFmtId") in formats)
        inside.append(name)

    def end(_name: str) -> None:
        inside.pop()

    if content is not None:
        _read(content, start, end)
    return frozenset(str(number) for number, is_percent in enumerate(styles) if is_percent)
