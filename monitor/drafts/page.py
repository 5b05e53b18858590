"""A paper as a printed page: HTML of our own layout, for the PDF.

Promise: it says what the template of the same name says: both are made from `monitor.drafts.layouts`.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from htpy import (
    Node,
    body,
    footer,
    h1,
    head,
    header,
    html,
    meta,
    p,
    span,
    style,
    table,
    tbody,
    td,
    th,
    thead,
    title,
    tr,
)  # fmt: skip
from markupsafe import Markup

from monitor.drafts.fields import Paper
from monitor.drafts.kinds import DraftKind
from monitor.drafts.language import TemplateLanguage, fields_of
from monitor.drafts.layouts import FOOTER, HEADER, LAYOUTS, Block, Form, Grid, Line, Rows
from monitor.drafts.plain import values_of

# GB/T 9704-2012: A4, margins 37/35/28/26 mm, 22 lines of 28 characters of 16 pt.
STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm;
  @top-center { content: element(every-page); }
  @bottom-center { content: element(origin); } }
html { font: 16pt/29pt "仿宋_GB2312", FangSong, "Noto Serif CJK SC", serif; }
body, p, h1 { margin: 0; }
header { position: running(every-page); font-size: 12pt; text-align: center; color: #a00; }
footer { position: running(origin); font-size: 7.5pt; line-height: 10pt; color: #444;
  overflow-wrap: anywhere; }
footer .page::after { content: " — " counter(page) "/" counter(pages) " —"; }
p { letter-spacing: -0.25pt; text-indent: 2em; overflow-wrap: anywhere; }
h1, .issuer { font: 700 22pt/32pt "方正小标宋简体", "Noto Serif CJK SC", serif; text-align: center; }
.issuer { color: #c00; text-indent: 0; margin-bottom: 12pt; }
h1 { margin: 12pt 0; }
.number { text-align: center; text-indent: 0; }
.flush { text-indent: 0; }
.heading { font-family: "黑体", SimHei, "Noto Sans CJK SC", sans-serif; }
.right { text-align: right; text-indent: 0; padding-right: 2em; }
.note { font-size: 10.5pt; line-height: 15pt; text-indent: 0; color: #444; }
table { width: 100%; border-collapse: collapse; font-size: 10.5pt; line-height: 15pt; }
th, td { border: 0.5pt solid #000; padding: 2pt 4pt; text-align: left; overflow-wrap: anywhere; }
thead { display: table-header-group; } tr { break-inside: avoid; }
"""


def page_of(kind: DraftKind, paper: Paper) -> str:
    """Return the page of a paper as HTML that asks for nothing from outside."""
    language = TemplateLanguage(kind.name, fields_of(type(paper)))
    return language.from_string(_template(kind)).render(values_of(paper))


@cache
def _template(kind: DraftKind) -> str:
    """Return the page before it is filled in: what is filled in is escaped."""
    page = html(lang="zh-CN")[
        head[meta(charset="utf-8"), title[kind.title], style[Markup(STYLE)]],  # noqa: S704 - our own constant
        body[
            header[HEADER],
            footer[FOOTER, span(".page")],
            (part for block in LAYOUTS[kind.name] for part in _drawn(block)),
        ],
    ]
    return str(page)


def _drawn(block: Block) -> Iterator[Node]:
    match block:
        case Line():
            yield from _line(block)
        case Rows():
            yield from _loop(block.over, block.one, (part for line in block.lines for part in _line(line)))
        case Grid():
            cells = (td[text] for _, text, _ in block.columns)
            heads = thead[tr[(th(style=f"width: {width}mm")[words] for words, _, width in block.columns)]]
            yield table[heads, tbody[_loop(block.over, block.one, [tr[cells]])]]
        case Form():
            yield table[tbody[(tr[th(style="width: 52mm")[asked], td[known]] for asked, known in block.rows)]]


def _line(line: Line) -> Iterator[Node]:
    drawn = h1[line.text] if line.style == "title" else p(f".{line.style}")[line.text]
    yield from (drawn,) if line.when is None else (f"{{% if {line.when} %}}", drawn, "{% endif %}")


def _loop(over: str, one: str, parts: Iterable[Node]) -> Iterator[Node]:
    yield f"{{% for {one} in {over} %}}"
    yield from parts
    yield "{% endfor %}"
