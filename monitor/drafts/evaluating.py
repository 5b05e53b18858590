"""The yearly evaluation of a programme (Guangdong draft, Art 17): clusters, results, counts.

Promise: it counts what the matrix of yearly reports and the roster say; what is unknown has its own count.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from domain.rulebook import Rulebook
from monitor.answers.report_matrix import Asked, count_marks, report_matrix
from monitor.application import Monitor
from monitor.drafts.fields import City, Evaluated, Evaluation, Figure, shown
from monitor.drafts.footing import Footing, chinese_day
from monitor.exchange.lists import mark_text
from monitor.exchange.provenance import law_of, origin_of
from monitor.rosters import instant
from monitor.wording import say
from monitor.wording.terms import term
from projections.standing_periods import Selection

Json = dict[str, Any]
_DUTY = "evaluation-report"
_OTHER = ("not-due", "undetermined", "not-owed", "unknown")
_MEASURES = ("recognised", "ground-established", "ground-cured", "case-opened", "revoked")


def evaluation(monitor: Monitor, programme: str, year: int, *, on: date, known_at: datetime) -> Evaluation:
    """Return the fields of the evaluation of a programme for a year, on a day, as known at an instant.

    Costs two assessments a cluster of the programme.

    Raises:
        RefusedError: "programme-unknown".
    """
    law = law_of(monitor, programme, known_at)
    origin = origin_of(monitor, "", on=on, known_at=known_at, programmes=[programme])
    selection = Selection(programme=programme)
    question = Asked(on=on, known_at=known_at, first_year=year, last_year=year, selection=selection)
    matrix = report_matrix(monitor, question)
    roster = list(monitor.roster(on=on, known_at=known_at, is_now=False, selection=selection))
    rows = [{**line, **row} for line, row in zip(roster, matrix, strict=True)]
    counted = monitor.statistics(on=on, known_at=known_at)
    footing = Footing(law, on, instant(known_at), origin.calendar, origin.position, monitor.simulation)
    return Evaluation(
        **footing.fields(_cautions(rows, law.book, on)),
        programme=term("programme", programme, "zh"),
        year=str(year),
        basis=_basis(law.book),
        total=str(len(rows)),
        clusters=[_evaluated(number, row) for number, row in enumerate(rows, start=1)],
        cities=list(_cities(rows)),
        figures=[*_standings(rows), *_marks(matrix, year), *_measures(counted, programme, year)],
    )


def _basis(book: Rulebook) -> str:
    """Return which article asks for the report, or that none does."""
    duty = next((each for each in book.duties if each.code == _DUTY), None)
    if duty is None:
        return say("paper-evaluation-not-asked", "zh", title=book.title)
    return say("paper-evaluation-asked", "zh", title=book.title, article=duty.article)


def _evaluated(number: int, row: Json) -> Evaluated:
    several = len(row["reports"]) > 1
    return Evaluated(
        number=str(number),
        name=shown(row.get("name") or row["cluster"]),
        city=shown(row.get("city")),
        standing=shown(term("standing", row["standing"], "zh")),
        valid_to=chinese_day(date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None),
        report="；".join(mark_text(cell, "zh", is_named=several) for cell in row["reports"]),
        grounds="、".join(term("ground", code, "zh") for code in row["open_grounds"])
        or say("paper-none" if "quarantine" not in row else "report-mark-unknown", "zh"),
    )


def _cities(rows: Sequence[Json]) -> Iterator[City]:
    """Yield the counts of each city, in the order of their names; a cluster without one has a blank."""
    by_city: dict[str, list[Json]] = {}
    for row in rows:
        by_city.setdefault(shown(row.get("city")), []).append(row)
    for city, mine in sorted(by_city.items()):
        marks = Counter(cell["mark"] for row in mine for cell in row["reports"])
        yield City(
            city=city,
            clusters=str(len(mine)),
            on_time=str(marks["on-time"]),
            late=str(marks["late"]),
            missing=str(marks["missing"]),
            other=str(sum(marks[mark] for mark in _OTHER)),
            grounds=str(sum(1 for row in mine if row["open_grounds"])),
        )


def _standings(rows: Sequence[Json]) -> Iterator[Figure]:
    counted = Counter(term("standing", row["standing"], "zh") for row in rows)
    for standing, count in counted.most_common():
        yield Figure(measure=say("paper-figure-standing", "zh", standing=standing), count=str(count))


def _marks(matrix: Sequence[Json], year: int) -> Iterator[Figure]:
    for mark, count in sorted(count_marks(matrix).get(year, {}).items()):
        told = say(f"report-mark-{mark}", "zh")
        yield Figure(measure=say("paper-figure-report", "zh", year=year, mark=told), count=str(count))


def _measures(counted: Sequence[Json], programme: str, year: int) -> Iterator[Figure]:
    """Yield what happened in the year: recognitions, grounds, cases, revocations."""
    mine = [each for each in counted if (each["programme"], each["year"]) == (programme, year)]
    for measure in _MEASURES:
        count = sum(each["count"] for each in mine if each["measure"] == measure)
        told = term("measure", measure, "zh")
        yield Figure(measure=say("paper-figure-year", "zh", year=year, measure=told), count=str(count))


def _cautions(rows: Sequence[Json], book: Rulebook, on: date) -> Iterator[str]:
    basis = book.basis(on)
    if basis != "in-force":
        yield say("paper-basis", "zh", title=book.title, basis=term("basis", basis, "zh"))
    if book.source == "partial":
        yield say("attention-source-partial", "zh", since="", subject="", days_left="", due_on="")
    unknown = [row["cluster"] for row in rows if "quarantine" in row]
    if unknown:
        yield say("paper-quarantined", "zh", count=len(unknown), clusters="、".join(unknown))
