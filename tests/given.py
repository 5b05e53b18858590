"""How domain tests state what is given: facts in the words of the contract, one line each."""

from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from domain.assessment import Assessment, Law, assess
from domain.calendar import Calendar
from domain.events import FACTS, SHANGHAI, Recorded
from domain.history import History, known
from domain.notices import read_notices
from monitor.law import load_rulebooks, load_statutes

NOTICES = Path(__file__).parent.parent / "domain/calendars/holiday-notices.json"
FAR = date(2027, 1, 1)
PLACES = {"name": "演示集群", "province": "某省", "city": "某市", "county": "某县"}
EDITIONS = {
    "fujian": "fujian-2022",
    "hainan": "hainan-2023",
    "guangdong": "guangdong-draft",
    "shandong": "shandong-draft",
    "heilongjiang": "heilongjiang-2023",
    "national": "national-2022",
}


@cache
def law(programme: str, **choices: Any) -> Law:
    """Return the law of a programme, with some named choices taken otherwise."""
    book = load_rulebooks()[EDITIONS[programme]]
    for name, value in choices.items():
        choice = msgspec.structs.replace(book.choices[name], value=value)
        book = msgspec.structs.replace(book, choices={**book.choices, name: choice})
    return Law(book=book, statutes=load_statutes())


@cache
def calendar() -> Calendar:
    return Calendar(notices=read_notices(NOTICES.read_bytes()))


def noon(day: str | date) -> datetime:
    chosen = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(chosen, time(12), SHANGHAI).astimezone(UTC)


class Story:
    """The stream of one cluster, told line by line; recorded on the day it happened unless said."""

    def __init__(self, programme: str = "fujian") -> None:
        self.programme = programme
        self.records: list[Recorded] = []

    def then(self, kind: str, on: str, /, *, recorded_on: str | None = None, **data: Any) -> "Story":
        position = len(self.records) + 1
        body = msgspec.convert(data, FACTS[kind])
        self.records.append(
            Recorded(
                id=f"e{position}",
                cluster="c",
                position=position,
                version=position,
                effective_on=date.fromisoformat(on),
                recorded_at=noon(recorded_on or on),
                recorded_by="officer",
                body=body,
            )
        )
        return self

    def recognised(self, on: str = "2023-07-10", **data: Any) -> "Story":
        return self.then("cluster-recognised", on, programme=self.programme, **PLACES, **data)

    def applied(self, on: str = "2023-03-01", **data: Any) -> "Story":
        return self.then("application-submitted", on, programme=self.programme, **PLACES, **data)

    def reported(self, *years: int) -> "Story":
        """File every yearly report of these years well in time."""
        for year in years:
            for report in law(self.programme).book.reports:
                self.then("annual-report-filed", f"{year + 1}-01-15", year=year, report=report.kind)
        return self

    def revoked(
        self, decided: str, served: str | None = None, method: str = "signed", **told: Any
    ) -> "Story":
        self.then("case-opened", decided, case="c1", grounds=["review"])
        self.then("revocation-decided", decided, case="c1", grounds=["review"], number="1号")
        if served:
            self.then("decision-served", served, case="c1", method=method, **told)
        return self

    def __repr__(self) -> str:
        told = [f"{r.effective_on} {type(r.body).__name__}" for r in self.records]
        return f"Story({self.programme}: {', '.join(told)})"

    @property
    def last_id(self) -> str:
        return self.records[-1].id

    def history(self, known_at: datetime | None = None) -> History:
        return known(self.records, known_at)


def look(story: Story, on: str, known_on: str | None = None, **choices: Any) -> Assessment:
    """Assess a story at the end of a day; everything recorded is known unless a day is given."""
    day = date.fromisoformat(on)
    known_day = date.fromisoformat(known_on) if known_on else max(day, FAR)
    at = None if known_on is None else noon(known_on)
    return assess(story.history(at), law(story.programme, **choices), calendar(), day, known_day)


def grounds(assessment: Assessment) -> list[tuple[str, str, str | None, str]]:
    """Return the grounds as (code, limb, since, state)."""
    return [(g.code, g.limb, g.since.isoformat() if g.since else None, g.state) for g in assessment.grounds]


def window(assessment: Assessment, kind: str) -> tuple[str, str, str]:
    """Return the one window of a kind as (first day that counts, last day, state)."""
    (found,) = [each for each in assessment.windows if each.kind == kind]
    return found.starts_on.isoformat(), found.due_on.isoformat(), found.state


def obligation(assessment: Assessment, kind: str, period: str) -> tuple[str | None, str, str | None]:
    """Return one obligation as (due, state, met)."""
    (found,) = [each for each in assessment.obligations if (each.kind, each.period) == (kind, period)]
    due_on = found.due_on.isoformat() if found.due_on else None
    return due_on, found.state, found.met_on.isoformat() if found.met_on else None


def attentions(assessment: Assessment) -> list[str]:
    """Return the codes of what needs attention, leaving out what is said of every such book."""
    always = {"basis-lapsed", "basis-draft", "basis-not-yet", "source-partial"}
    return [each.code for each in assessment.attention if each.code not in always]


def established(assessment: Assessment) -> set[str]:
    """Return the codes of the established grounds."""
    return {each.code for each in assessment.grounds if each.state == "established"}
