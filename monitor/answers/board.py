"""The board: what needs somebody's attention now, counted, listed by urgency, by region and by day.

Promise: it says nothing that the roster and the list of what is due do not say; what is unknown is counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from monitor.answers.roster_search import Row, grounds_of, sorts_of

Json = dict[str, Any]
ALWAYS_THERE = frozenset({"basis-draft", "basis-lapsed", "basis-not-yet", "source-partial"})
"""What is to be noted of every cluster of a rulebook: it is told of the rulebook, not of each."""
_DATES = frozenset({"provisional-date", "boundary-date"})  # counted among what is due
_DECIDED = frozenset({"revoked", "title-cancelled", "withdrawn", "rejected"})
_OWN = frozenset(
    {
        "answer-overdue",
        "decision-unserved",
        "late-appeal",
        "rectification-overdue",
        "expired-no-round",
        "extension-undetermined",
    }
)
URGENCY = ("unreadable", "own", "ground", "overdue", "attention")


class Figures(NamedTuple):
    """How many clusters have established, and unknown, grounds; how many last days are of which sort."""

    clusters: int
    grounds: int
    unknown: int
    overdue: int
    soon: int
    provisional: int
    own: int


class Matter(NamedTuple):
    """One thing that waits for somebody: of which sort (`URGENCY`), since when it holds, about which cluster.

    `about` is the ground, the last day or the attention as the interface answers it. `since` is None
    where nothing can be read of the cluster.
    """

    sort: str
    since: str | None
    line: Json
    about: Json


class City(NamedTuple):
    """One city: how many clusters, and of how many of them a ground holds or something is overdue."""

    name: str
    clusters: int
    troubled: int


class Region(NamedTuple):
    """One programme in one province: how many clusters stand how, and its cities by name."""

    programme: str
    province: str
    standings: Mapping[str, int]
    cities: Sequence[City]


def figures(rows: Sequence[Row]) -> Figures:
    """Return the figures of the board."""
    grounds = Counter(each for row in rows for each in grounds_of(row))
    sorts = Counter(sort for row in rows for each in row.open for sort in sorts_of(each))
    named = {name: sorts[name] for name in ("overdue", "soon", "provisional", "own")}
    return Figures(clusters=len(rows), grounds=grounds["any"], unknown=grounds["unknown"], **named)


def matters(rows: Iterable[Row]) -> list[Matter]:
    """Return what waits for somebody: by urgency, of one urgency what is newest first."""
    found = [each for row in rows for each in _matters_of(row)]
    found.sort(key=lambda each: each.since or "", reverse=True)
    found.sort(key=lambda each: URGENCY.index(each.sort))
    return found


def _matters_of(row: Row) -> Iterator[Matter]:
    line = row.line
    if "quarantine" in line:
        yield Matter("unreadable", None, line, line["quarantine"])
        return
    yield from (Matter("ground", each["since"], line, each) for each in _undecided(line))
    overdue = (each for each in row.open if each["days_left"] < 0)
    yield from (Matter("overdue", each["due_on"], line, each) for each in overdue)
    noted = (each for each in line["attention"] if each["code"] not in ALWAYS_THERE | _DATES)
    for each in noted:
        yield Matter("own" if each["code"] in _OWN else "attention", each["since"], line, each)


def _undecided(line: Json) -> list[Json]:
    """Return the grounds that hold of a cluster about which nothing has been decided yet."""
    if line["standing"] in _DECIDED:
        return []
    return [each for each in line["grounds"] if each["state"] == "established"]


def regions(rows: Iterable[Row]) -> list[Region]:
    """Return each programme with each province, those with most clusters first."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        place = (row.line.get("programme") or "", row.line.get("province") or "")
        grouped.setdefault(place, []).append(row)
    found = [_region(place, mine) for place, mine in sorted(grouped.items())]
    return sorted(found, key=lambda region: -sum(region.standings.values()))


def _region(place: tuple[str, str], rows: Sequence[Row]) -> Region:
    standings = Counter(str(row.line["standing"]) for row in rows)
    cities = Counter(row.line.get("city") or "" for row in rows)
    troubled = Counter(row.line.get("city") or "" for row in rows if is_troubled(row))
    told = [City(name, count, troubled[name]) for name, count in sorted(cities.items())]
    return Region(*place, standings, told)


def is_troubled(row: Row) -> bool:
    """Tell whether a ground holds, something is overdue, or nothing is known."""
    return "quarantine" in row.line or bool(row.line["open_grounds"]) or _has_overdue(row)


def _has_overdue(row: Row) -> bool:
    return any(each["days_left"] < 0 for each in row.open)


def due_by_day(rows: Iterable[Row]) -> Counter[date]:
    """Return how many last days there are on each day."""
    return Counter(date.fromisoformat(each["due_on"]) for row in rows for each in row.open)
