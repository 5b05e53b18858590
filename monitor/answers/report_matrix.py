"""The matrix of yearly reports: one row a cluster, one cell for each report of each year.

Promise: every cell is read from the assessment of its cluster, so it says what `status` says, on any day
as known at any instant. A page costs one assessment a cluster: ask for pages, not for all of them at once.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Literal, Protocol

import msgspec

from projections.standing_periods import EVERY, Selection

Json = dict[str, Any]
Mark = Literal["on-time", "late", "missing", "not-due", "undetermined", "not-owed", "unknown"]

REPORTS = ("annual-report", "work-summary", "city-report")
MARKS: dict[str, Mark] = {
    "met": "on-time",
    "met-late": "late",
    "overdue": "missing",
    "open": "not-due",
    "undetermined": "undetermined",
}


class Answers(Protocol):
    """Whoever answers: the application, or what one principal may see of it."""

    def standings(self, *, on: date, known_at: datetime, selection: Selection = ...) -> list[Json]:
        """Return who stood how, by name."""

    def status(self, cluster: str, *, on: date, known_at: datetime) -> Json:
        """Return everything that is answered of a cluster."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """For the end of which legal day, known by when; reports on which years; which clusters, which page."""

    on: date
    known_at: datetime
    first_year: int
    last_year: int
    selection: Selection = EVERY

    @property
    def years(self) -> range:
        """The years, in order."""
        return range(self.first_year, self.last_year + 1)


def report_matrix(source: Answers, asked: Asked) -> list[Json]:
    """Return the rows of a page, by cluster.

    Each has its `reports` in the order of years: `year, kind, mark, due_on, met_on, certainty, clause,
    rulebook, basis`. A year in which nothing was owed has one cell without a kind, marked "not-owed"; a
    cluster in quarantine is "unknown" in every year.
    """
    found = source.standings(on=asked.on, known_at=asked.known_at, selection=asked.selection)
    return [_row(source, line, asked) for line in found]


def _row(source: Answers, line: Json, asked: Asked) -> Json:
    names = ("cluster", "name", "programme", "province", "city", "standing", "on", "known_at", "simulation")
    row = {name: line.get(name) for name in names}
    if "quarantine" in line:
        return {**row, "reports": [_cell(year, "unknown") for year in asked.years]}
    status = source.status(line["cluster"], on=asked.on, known_at=asked.known_at)
    return {**row, "reports": list(_cells(status["obligations"], asked.years))}


def _cells(obligations: Sequence[Json], years: Sequence[int]) -> Iterator[Json]:
    owed: dict[int, list[Json]] = {}
    for each in obligations:
        if each["kind"] in REPORTS:
            owed.setdefault(int(each["period"]), []).append(each)
    for year in years:
        mine = sorted(owed.get(year, []), key=lambda each: REPORTS.index(each["kind"]))
        yield from ([_reported(year, each) for each in mine] or [_cell(year, "not-owed")])


def _cell(year: int, mark: Mark) -> Json:
    named = ("due_on", "met_on", "certainty", "clause", "rulebook", "basis")
    return {"year": year, "kind": None, "mark": mark, **dict.fromkeys(named)}


def _reported(year: int, obligation: Json) -> Json:
    cell = _cell(year, MARKS[obligation["state"]])
    return {name: obligation.get(name, value) for name, value in cell.items()}


def count_marks(rows: Sequence[Json]) -> dict[int, dict[str, int]]:
    """Return how many cells of each year have each mark, years in order."""
    counted: dict[int, dict[str, int]] = {}
    for row in rows:
        for cell in row["reports"]:
            of_year = counted.setdefault(cell["year"], {})
            of_year[cell["mark"]] = of_year.get(cell["mark"], 0) + 1
    return dict(sorted(counted.items()))
