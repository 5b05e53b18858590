"""The list of clusters as people look through it: filtered, counted by facet, sorted, page by page.

Promise: one pass over the roster answers all of it. About now that is the roster table with what is due;
about another time it is who stood how, and only the clusters of the page are folded, unless the question
is about something that only folding tells (grounds, deadlines).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, Protocol

import msgspec

from monitor.answers.acting import OWN_WINDOWS
from monitor.answers.facets import counted
from projections.standing_periods import EVERY, Selection

Json = dict[str, Any]
Sort = Literal["due", "cluster", "valid"]
ANY, SOON_DAYS = "any", 30
SIMPLE = ("programme", "province", "city", "standing")
FACETS = (*SIMPLE, "ground", "due")
NEVER = "9999-12-31"


class Answers(Protocol):
    """Whoever answers: the application, or what one principal may see of it."""

    def roster(
        self, *, on: date, known_at: datetime, is_now: bool, selection: Selection = ...
    ) -> Iterable[Json]:
        """Yield one line a cluster, by name."""

    def standings(self, *, on: date, known_at: datetime, selection: Selection = ...) -> list[Json]:
        """Return who stood how, by name."""

    def due(self, *, on: date, known_at: datetime, within: int | None) -> list[Json]:
        """Return what is open, earliest last day first."""

    def status(self, cluster: str, *, on: date, known_at: datetime) -> Json:
        """Return everything that is answered of a cluster."""


class When(NamedTuple):
    """The two times of a question, and whether they are today and now."""

    on: date
    known_at: datetime
    is_now: bool


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """Which clusters are looked for, in which order, after which key, how many.

    `text` is part of a name or an id; `ground` a code, "any" or "unknown"; `due` "overdue", "soon" (within
    30 days), "provisional", "own" (the department's own) or "none". An empty filter asks for nothing.
    """

    text: str = ""
    programme: str = ""
    province: str = ""
    city: str = ""
    standing: str = ""
    ground: str = ""
    due: str = ""
    sort: Sort = "cluster"
    after: str = ""
    limit: int | None = 50

    @property
    def wanted(self) -> dict[str, str]:
        """The filters that are set, by facet."""
        return {name: value for name in FACETS if (value := getattr(self, name))}

    @property
    def needs_folding(self) -> bool:
        """Whether the standings alone do not answer it."""
        return bool(self.ground or self.due) or self.sort == "due"


class Row(NamedTuple):
    """One cluster: its line of the roster, and what is open, the earliest last day first."""

    line: Json
    open: Sequence[Json]


class Found(NamedTuple):
    """A page of rows, how many there are in all, counts by facet and value, the key to go on after."""

    rows: Sequence[Row]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    after: str | None


def search(source: Answers, when: When, asked: Search) -> Found:
    """Return the clusters that are looked for."""
    is_whole = when.is_now or asked.needs_folding
    rows = everything(source, when) if is_whole else list(_standing(source, when))
    named = [row for row in rows if _has(row, asked.text.casefold())]
    passing, facets = counted(named, asked.wanted, FACETS if is_whole else SIMPLE, _values)
    key = KEYS[asked.sort]
    waiting = sorted((row for row in passing if key(row) > asked.after), key=key)
    page = waiting[: asked.limit]
    more = len(waiting) > len(page)
    shown = page if is_whole else [_told(source, when, row) for row in page]
    return Found(shown, len(passing), facets, key(page[-1]) if more else None)


def everything(source: Answers, when: When) -> list[Row]:
    """Return every cluster with what is open of it, by name."""
    opened: dict[str, list[Json]] = {}
    for each in source.due(on=when.on, known_at=when.known_at, within=None):
        opened.setdefault(each["cluster"], []).append(each)
    lines = source.roster(on=when.on, known_at=when.known_at, is_now=when.is_now, selection=EVERY)
    return [Row(line, opened.get(line["cluster"], [])) for line in lines]


def _standing(source: Answers, when: When) -> Iterator[Row]:
    for line in source.standings(on=when.on, known_at=when.known_at, selection=EVERY):
        yield Row({"open_grounds": [], "stage": None, "next_due_on": None, **line}, [])


def _told(source: Answers, when: When, row: Row) -> Row:
    """Return a row with what only folding tells."""
    if "quarantine" in row.line:
        return row
    status = source.status(row.line["cluster"], on=when.on, known_at=when.known_at)
    established = [each["code"] for each in status["grounds"] if each["state"] == "established"]
    line = {**status, "open_grounds": list(dict.fromkeys(established))}
    return Row(line, sorted(_open_of(status, when.on), key=lambda each: str(each["due_on"])))


def _open_of(status: Json, on: date) -> Iterator[Json]:
    """Yield what is open, in the form of `due`."""
    owed = [each for each in status["obligations"] if each["state"] in {"open", "overdue"}]
    windows = [
        each
        for each in status["windows"]
        if each["state"] == "open" or (each["kind"], each["state"]) == ("answer", "lapsed")
    ]
    for each in (*owed, *windows):
        if each["due_on"] is not None:
            left = (date.fromisoformat(each["due_on"]) - on).days
            yield {**each, "cluster": status["cluster"], "days_left": left}


# --- filters and facets -------------------------------------------------------------------------


def grounds_of(row: Row) -> set[str]:
    """Return the grounds that hold or are unknown, as the filter names them."""
    line = row.line
    found = set(line["open_grounds"])
    if found:
        found.add(ANY)
    if "quarantine" in line or any(each["state"] == "unknown" for each in line.get("grounds", ())):
        found.add("unknown")
    return found


def dues_of(row: Row) -> set[str]:
    """Return of which sorts what is open is, as the filter names them."""
    return {sort for each in row.open for sort in sorts_of(each)} or {"none"}


def sorts_of(due: Json) -> Iterator[str]:
    """Yield of which sorts one last day is."""
    if due["days_left"] < 0:
        yield "overdue"
    elif due["days_left"] <= SOON_DAYS:
        yield "soon"
    if due["certainty"] != "final":
        yield "provisional"
    if due["kind"] in OWN_WINDOWS:
        yield "own"


def _values(row: Row, facet: str) -> Iterable[str]:
    if facet == "ground":
        return grounds_of(row)
    if facet == "due":
        return dues_of(row)
    value = row.line.get(facet)
    return (value,) if value else ()


def _has(row: Row, text: str) -> bool:
    return text in f"{row.line.get('name') or ''} {row.line['cluster']}".casefold()


# --- order --------------------------------------------------------------------------------------


def _by_due(row: Row) -> str:
    first = row.open[0]["due_on"] if row.open else NEVER
    return f"{first} {row.line['cluster']}"


def _by_validity(row: Row) -> str:
    return f"{row.line.get('valid_to') or NEVER} {row.line['cluster']}"


def _by_name(row: Row) -> str:
    return str(row.line["cluster"])


KEYS: dict[str, Callable[[Row], str]] = {"due": _by_due, "cluster": _by_name, "valid": _by_validity}
