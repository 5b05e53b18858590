"""The Word templates of our papers, made from their layouts; the same bytes every time.

Run `python -m tools.make_paper_templates` to write `monitor/drafts/templates`; a test keeps them current.
Source of the page: GB/T 9704-2012 (A4, margins 37/35/28/26 mm, 22 lines of 28 characters of size 三号).
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from monitor.drafts.kinds import KINDS, DraftKind
from monitor.drafts.layouts import FOOTER, HEADER, LAYOUTS, Block, Form, Grid, Line, Rows, Style
from monitor.drafts.word import repacked

FOLDER = Path(__file__).parents[1] / "monitor" / "drafts" / "templates"
LINES, CHARACTERS = 22, 28
_MADE = datetime(2025, 1, 1, tzinfo=UTC)
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}  # mm
_BODY_PT = 16.0
_GRID_LINE = 579  # twentieths of a point: 225 mm of text in 22 lines
_TIGHTER = -5  # twentieths of a point between characters: 28 of 16 pt in 156 mm
_RED, _GREY = RGBColor(0xCC, 0, 0), RGBColor(0x44, 0x44, 0x44)


class Look(NamedTuple):
    """How a style looks: font, size in points, alignment, colour, whether its first line is indented."""

    font: str = "仿宋_GB2312"
    size: float = _BODY_PT
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    colour: RGBColor | None = None
    indented: bool = False


_TITLE = "方正小标宋简体"
LOOKS: dict[Style, Look] = {
    "issuer": Look(_TITLE, 26, WD_ALIGN_PARAGRAPH.CENTER, _RED),
    "number": Look(align=WD_ALIGN_PARAGRAPH.CENTER),
    "title": Look(_TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER),
    "body": Look(indented=True),
    "flush": Look(),
    "heading": Look("黑体", indented=True),
    "right": Look(align=WD_ALIGN_PARAGRAPH.RIGHT),
    "note": Look(size=10.5, align=WD_ALIGN_PARAGRAPH.LEFT, colour=_GREY),
}
_CELL = Look(size=10.5, align=WD_ALIGN_PARAGRAPH.LEFT)
_HEADER = Look(size=12, align=WD_ALIGN_PARAGRAPH.CENTER, colour=_RED)
_FOOTER = Look(size=7.5, align=WD_ALIGN_PARAGRAPH.CENTER, colour=_GREY)
# Where a font is missing, the next best; Word and LibreOffice read these.
_INSTEAD = {"仿宋_GB2312": "FangSong", _TITLE: "SimSun", "黑体": "SimHei"}


def template(kind: DraftKind) -> bytes:
    """Return the template of a kind."""
    document = docx.Document()
    _set_up(document, kind)
    for block in LAYOUTS[kind.name]:
        _add(document, block)
    made = io.BytesIO()
    document.save(made)
    return repacked(made.getvalue())


def _set_up(document: Document, kind: DraftKind) -> None:
    normal = document.styles["Normal"]
    _look(normal.font, Look())
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(_TIGHTER))
    normal.element.rPr.find(qn("w:sz")).addprevious(spacing)  # where the schema has it
    properties = document.core_properties
    properties.title, properties.author, properties.comments = kind.title, "", ""
    properties.created = properties.modified = _MADE
    (section,) = document.sections
    _set_page(section)
    _write(section.header.paragraphs[0], HEADER, _HEADER)
    footer = section.footer.paragraphs[0]
    _write(footer, FOOTER, _FOOTER)
    _add_page_number(section.footer.add_paragraph())
    _add_fonts(document)


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, margin in _MARGINS.items():
        setattr(section, name, Mm(margin))
    section.header_distance, section.footer_distance = Mm(20), Mm(15)
    for old in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 - python-docx has no name for the grid
        section._sectPr.remove(old)  # noqa: SLF001 - the same
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")  # a grid of characters is read otherwise by each program
    grid.set(qn("w:linePitch"), str(_GRID_LINE))
    section._sectPr.append(grid)  # noqa: SLF001 - the same


def _add_fonts(document: Document) -> None:
    """Name in the table of fonts what to take where one is missing."""
    table = next(part for part in document.part.package.parts if part.partname.endswith("/fontTable.xml"))
    named = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for font, instead in _INSTEAD.items()
    )
    table._blob = table.blob.replace(b"</w:fonts>", f"{named}</w:fonts>".encode())  # noqa: SLF001 - no writer


def _add(document: Document, block: Block) -> None:
    match block:
        case Line():
            _add_line(document, block)
        case Rows():
            _write(document.add_paragraph(), f"{{%p for {block.one} in {block.over} %}}", LOOKS["body"])
            for line in block.lines:
                _add_line(document, line)
            _write(document.add_paragraph(), "{%p endfor %}", LOOKS["body"])
        case Grid():
            _add_grid(document, block)
        case Form():
            _add_table(document, [list(row) for row in block.rows], [52, 104])


def _add_line(document: Document, line: Line) -> None:
    if line.when is not None:
        _write(document.add_paragraph(), f"{{%p if {line.when} %}}", LOOKS["body"])
    _write(document.add_paragraph(), line.text, LOOKS[line.style])
    if line.when is not None:
        _write(document.add_paragraph(), "{%p endif %}", LOOKS["body"])


def _add_grid(document: Document, grid: Grid) -> None:
    """Add a table: its header, the row that opens the loop, the row that is repeated, the end."""
    empty = [""] * (len(grid.columns) - 1)
    rows = [
        [words for words, _, _ in grid.columns],
        [f"{{%tr for {grid.one} in {grid.over} %}}", *empty],
        [text for _, text, _ in grid.columns],
        ["{%tr endfor %}", *empty],
    ]
    _add_table(document, rows, [width for _, _, width in grid.columns], is_headed=True)


def _add_table(
    document: Document, rows: list[list[str]], widths: list[int], *, is_headed: bool = False
) -> None:
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for texts in rows:
        for cell, text, width in zip(table.add_row().cells, texts, widths, strict=True):
            _fill(cell, text, width)
    if is_headed:  # repeated on each page
        properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no name for it
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: _Cell, text: str, width: int) -> None:
    cell.width = Mm(width)
    _write(cell.paragraphs[0], text, _CELL)


def _write(paragraph: Paragraph, text: str, look: Look) -> Run:
    """Write a text: one run, so that no field is torn apart."""
    run = paragraph.add_run(text)
    _look(run.font, look)
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.alignment = look.align
    if look.size >= _BODY_PT:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(max(_GRID_LINE / 20, look.size * 1.4))
    else:
        _leave_grid(paragraph)
    if look.indented:
        form.first_line_indent = Pt(2 * look.size)
    return run


def _leave_grid(paragraph: Paragraph) -> None:
    """Let small print have lines of its own height."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no name for it
    leave = OxmlElement("w:snapToGrid")
    leave.set(qn("w:val"), "0")
    properties.find(qn("w:spacing")).addprevious(leave)  # where the schema has it


def _look(font: Font, look: Look) -> None:
    font.size, font.name = Pt(look.size), "Times New Roman"
    properties = font._element.get_or_add_rPr()  # noqa: SLF001 - python-docx sets no East Asian font
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), look.font)
    if look.colour is not None:
        font.color.rgb = look.colour


def _add_page_number(paragraph: Paragraph) -> None:
    run = _write(paragraph, "", _HEADER._replace(colour=None))
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)  # noqa: SLF001 - python-docx has no fields


def templates() -> Iterator[tuple[str, bytes]]:
    """Yield the name of each template with its content."""
    yield from ((kind.file, template(kind)) for kind in KINDS.values())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, content in templates():
        (FOLDER / file).write_bytes(content)
