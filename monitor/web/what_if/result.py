"""What a run found, in tables: the clusters that differ, and the work of each month beside it."""

from collections.abc import Sequence
from typing import Any

from htpy import Node, a, div, figcaption, figure, h2, li, p, span, ul

from monitor.audit.branching.what_if import MEASURES
from monitor.web.drawings.months import month_bars
from monitor.web.parts.tables import card_table, rows_table
from monitor.web.parts.tags import Tone, day, tag
from monitor.web.parts.text import plain
from monitor.web.rules.marks import CHINESE
from monitor.wording import Language, say
from monitor.wording.differences import difference_words
from monitor.wording.terms import term

Json = dict[str, Any]
MOST_SHOWN = 4
TONES: dict[str, Tone] = {
    "revocable": "bad",
    "saved": "good",
    "more-overdue": "warn",
    "fewer-overdue": "calm",
}
_MOST_ROWS = 500
_HEADERS = {
    "deadlines": "column-deadlines",
    "overdue": "column-newly-overdue",
    "grounds": "column-new-grounds",
    "windows": "column-windows-ending",
}


def unreadable_note(answer: Json, language: Language) -> Node:
    """Return which clusters were left out because their records cannot be read."""
    if not answer["unreadable"]:
        return None
    names = ", ".join(plain(name) for name in answer["unreadable"])
    return p(".error")[say("what-if-unreadable", language, clusters=names)]


def flips_table(flips: Sequence[Json], language: Language) -> Node:
    """Return the clusters that differ, by the first day on which they do."""
    headers = [
        say(f"column-{name}", language) for name in ("cluster", "day", "change", "clause", "difference")
    ]
    rows = [
        [
            cluster_cell(flip),
            day(flip["first_on"]),
            change_tags(flip["changes"], language),
            clause_cell(flip),
            difference_lines(flip["differences"], language),
        ]
        for flip in flips[:_MOST_ROWS]
    ]
    cut = (
        say("suppose-cut", language, shown=_MOST_ROWS, count=len(flips)) if len(flips) > _MOST_ROWS else None
    )
    caption = say("heading-flips", language)
    return [
        p(".faint")[cut] if cut else None,
        div(".flips")[card_table(headers, rows, caption=caption, empty=say("suppose-no-flips", language))],
    ]


def cluster_cell(line: Json) -> Node:
    """Return a cluster by its name, which leads to it, above its id."""
    name = plain(line["name"] or line["cluster"])
    return span(".named")[a(href=f"/clusters/{line['cluster']}")[name], span(".faint.mono")[line["cluster"]]]


def change_tags(changes: Sequence[str], language: Language) -> Node:
    """Return what differences come to; what touches the recognition comes with its own shape."""
    return [[tag(term("change", each, language), TONES.get(each, "plain")), " "] for each in changes]


def clause_cell(line: Json) -> Node:
    """Return the clause responsible, with its edition."""
    cited = line["cited"]
    edition = cited["rulebook"]
    return [
        span(".clause", lang=CHINESE)[plain(cited["clause"])],
        [" ", a(href=f"/rules/{edition}")[edition]] if edition else None,
    ]


def difference_lines(differences: Sequence[Json], language: Language) -> Node:
    """Return the first differences, one a line, and how many more there are."""
    more = len(differences) - MOST_SHOWN
    return ul(".lines")[
        (li[difference_words(each, language)] for each in differences[:MOST_SHOWN]),
        li(".faint")[say("what-if-more", language, count=more)] if more > 0 else None,
    ]


# --- the work by month ---------------------------------------------------------------------------


def workload(months: Sequence[Json], language: Language) -> Node:
    """Return the work of the months that differ, as pictures and as a table; nothing where none does."""
    if not months:
        return None
    caption = say("heading-workload", language)
    return [
        h2[caption],
        p(".hint")[say("suppose-workload-hint", language)],
        div(".small-multiples")[
            (_picture(measure, months, language) for measure in MEASURES if _differs(measure, months))
        ],
        _table(months, caption, language),
    ]


def _differs(measure: str, months: Sequence[Json]) -> bool:
    return any(each["base"][measure] != each["branch"][measure] for each in months)


def _picture(measure: str, months: Sequence[Json], language: Language) -> Node:
    name = say(_HEADERS[measure], language)
    bars = [(each["month"], each["base"][measure], each["branch"][measure]) for each in months]
    total = [sum(bar[side] for bar in bars) for side in (1, 2)]
    told = say("suppose-workload-told", language, name=name, base=total[0], branch=total[1])
    return figure[figcaption[told], month_bars(bars, told)]


def _table(months: Sequence[Json], caption: str, language: Language) -> Node:
    headers = [say("column-month", language), *(say(_HEADERS[measure], language) for measure in MEASURES)]
    rows = [[each["month"], *(_both(each, measure) for measure in MEASURES)] for each in months]
    return rows_table(headers, rows, caption=caption, empty="")


def _both(month: Json, measure: str) -> str:
    base, branch = month["base"][measure], month["branch"][measure]
    return str(base) if base == branch else f"{base} → {branch}"
