"""Tables, lists of names and values, empty states, pages of a list, and a list as files."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from htpy import Node, a, dd, div, dl, dt, nav, p, span, table, tbody, td, th, thead, tr
from htpy import caption as caption_

from monitor.wording import Language, say

FORMS = ("json", "csv", "xlsx")
_FORM_WORDS = {"json": "JSON", "csv": "CSV", "xlsx": "Excel", "ics": "iCalendar"}


def rows_table(headers: Sequence[Node], rows: Iterable[Sequence[Node]], *, caption: str, empty: str) -> Node:
    """Return a table that scrolls in its own frame; without rows what is said instead of it.

    The first cell of a row is its heading. `caption` is for who hears the page.
    """
    made = [tr[(th(scope="row")[cell] if not n else td[cell] for n, cell in enumerate(row))] for row in rows]
    if not made:
        return nothing(empty)
    return div(".scroll", role="region", aria_label=caption, tabindex="0")[
        table[
            caption_(".unseen")[caption],
            thead[tr[(th(scope="col")[header] for header in headers)]],
            tbody[made],
        ]
    ]


def card_table(
    headers: Sequence[str], rows: Iterable[Sequence[Node]], *, caption: str, empty: str = ""
) -> Node:
    """Return a table that becomes a card a row where there is little room: cells carry their labels."""

    def labelled(row: Sequence[Node]) -> list[Node]:
        first, *others = row
        named = zip(headers[1:], others, strict=True)
        return [first, *([span(".cell-label")[name], div(".cell")[cell]] for name, cell in named)]

    return div(".cards")[rows_table(headers, [labelled(row) for row in rows], caption=caption, empty=empty)]


def nothing(sentence: str) -> Node:
    """Return what is shown where there is nothing to show."""
    return p(".nothing")[sentence]


def pairs(lines: Iterable[tuple[Node, Node]]) -> Node:
    """Return names and their values."""
    return dl(".pairs")[(div[dt[name], dd[value]] for name, value in lines)]


def next_page(path: str, asked: dict[str, str], cursor: str | None, language: Language) -> Node:
    """Return the way on in a list; nothing where it is at its end."""
    if cursor is None:
        return None
    address = f"{path}?{urlencode({**asked, 'cursor': cursor})}"
    return nav(".paging", aria_label=say("page-paging", language))[
        a(href=address, rel="next")[say("page-next", language)]
    ]


def as_files(path: str, asked: dict[str, str], language: Language, forms: Sequence[str] = FORMS) -> Node:
    """Return the ways to a list as files, with the same question."""
    query = f"?{urlencode(asked)}" if asked else ""
    return span(".files")[
        span[say("page-as-file", language)],
        (a(href=f"{path}.{form}{query}", download=True)[_FORM_WORDS[form]] for form in forms),
    ]
