"""The list of last days as people look through it: with names of clusters, filtered, counted, paged.

Promise: it holds what `due` answers, and nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from monitor.answers.facets import counted
from monitor.answers.roster_search import Answers, When, sorts_of

Json = dict[str, Any]
FACETS = ("sort", "kind", "programme", "city", "day")


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """Which last days are looked for, after which key, how many.

    `sort` is "overdue", "soon" (within 30 days), "provisional" or "own"; `within` a number of days.
    """

    text: str = ""
    sort: str = ""
    kind: str = ""
    programme: str = ""
    city: str = ""
    day: str = ""
    within: int | None = None
    after: str = ""
    limit: int | None = 100

    @property
    def wanted(self) -> dict[str, str]:
        """The filters that are set, by facet."""
        return {name: value for name in FACETS if (value := getattr(self, name))}


class Row(NamedTuple):
    """One last day, and the cluster it is of: its names and places (of one in quarantine the id alone)."""

    due: Json
    line: Json


class Found(NamedTuple):
    """A page of rows, how many there are in all, counts by facet and value, the key to go on after."""

    rows: Sequence[Row]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    after: str | None


def search(source: Answers, when: When, asked: Search) -> Found:
    """Return the last days that are looked for, earliest first."""
    lines = {line["cluster"]: line for line in source.standings(on=when.on, known_at=when.known_at)}
    dues = source.due(on=when.on, known_at=when.known_at, within=asked.within)
    rows = [Row(each, lines.get(each["cluster"], {"cluster": each["cluster"]})) for each in dues]
    text = asked.text.casefold()
    named = [row for row in rows if text in f"{row.line.get('name') or ''} {row.line['cluster']}".casefold()]
    passing, facets = counted(named, asked.wanted, FACETS, _values)
    waiting = sorted((row for row in passing if key_of(row) > asked.after), key=key_of)
    page = waiting[: asked.limit]
    return Found(page, len(passing), facets, key_of(page[-1]) if len(waiting) > len(page) else None)


def _values(row: Row, facet: str) -> Iterable[str]:
    if facet == "sort":
        return tuple(sorts_of(row.due))
    if facet == "kind":
        return (row.due["kind"],)
    if facet == "day":
        return (row.due["due_on"],)
    value = row.line.get(facet)
    return (value,) if value else ()


def key_of(row: Row) -> str:
    """Return by what rows are ordered: no two have the same."""
    due = row.due
    return f"{due['due_on']} {due['cluster']} {due['kind']} {due.get('period') or due.get('case') or ''}"
