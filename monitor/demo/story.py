"""The demonstration: real clusters and synthetic histories, as the department would have learned them.

Promise: deterministic for a seed; every synthetic name says 〔演示〕.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import groupby
from typing import Final

from monitor.demo.generator import tell_all
from monitor.demo.real_clusters import assumed_facts, documented_facts
from monitor.demo.scenarios.catalogue import CATALOGUE
from monitor.demo.scenarios.scenario import TODAY, Scenario
from monitor.demo.truth import Dated, History, Line

SHOWN_ON: Final = TODAY + timedelta(days=1)
SHANGHAI: Final = timezone(timedelta(hours=8))
TEN_O_CLOCK: Final = time(10, tzinfo=SHANGHAI)

# What is shown besides the histories under way: each ground and limb, cures, corrections.
SHOWN: Final = frozenset(
    {
        "answer-changed",
        "answer-late",
        "case-dismissed",
        "change-filed-one-day-late",
        "change-never-filed",
        "conduct-at-any-grade",
        "failed-after-the-end",
        "false-application",
        "grade-unknown",
        "history-filled-in-afterwards",
        "illegality",
        "incident-downgraded",
        "incident-withdrawn",
        "incidents-at-threshold",
        "late-appeal-admitted",
        "litigation-moved-by-the-2026-notice",
        "low-satisfaction",
        "only-work-summary-missed",
        "passed-before-the-end",
        "report-recorded-late",
        "report-weeks-late",
        "reports-in-time",
        "round-missed",
        "served-by-public-notice",
        "shandong-applied-after-the-year",
        "shandong-title-cancelled",
        "supervision-refused",
        "two-reports-missed",
    }
)

Batch = tuple[datetime, list[Line]]


def is_shown(scenario: Scenario) -> bool:
    """Tell whether the demonstration has this kind of history."""
    return scenario.until == TODAY or scenario.kind in SHOWN


def demo_histories(seed: int = 7) -> tuple[History, ...]:
    """Return the synthetic histories that are shown, all told until 2026-11-20."""
    return tell_all(filter(is_shown, CATALOGUE), seed, TODAY)


def demo_facts(seed: int = 7) -> list[Batch]:
    """Return batches of contract lines by the instant of their recording, oldest first.

    A `fact-withdrawn` names its event as `@<key>`; see `with_event_id`.
    """
    synthetic = (dated for history in demo_histories(seed) for dated in history.facts)
    return batches((*documented_facts(), *assumed_facts(TODAY), *synthetic))


def with_event_id(line: Line, ids: Mapping[str, str]) -> Line:
    """Return the line with the id of the event it withdraws, found by the key of an earlier line.

    >>> with_event_id({"type": "fact-withdrawn", "data": {"event": "@k1"}}, {"k1": "8f3a"})["data"]
    {'event': '8f3a'}
    """
    if line["type"] != "fact-withdrawn":
        return line
    event = ids[line["data"]["event"].removeprefix("@")]
    return line | {"data": line["data"] | {"event": event}}


def batches(facts: Iterable[Dated]) -> list[Batch]:
    """Group facts by the day of recording; each day's are recorded at ten o'clock in Shanghai."""
    ordered = sorted(facts, key=_recorded_on)
    grouped = groupby(ordered, key=_recorded_on)
    return [(_instant(day), [dated.line for dated in each]) for day, each in grouped]


def _recorded_on(dated: Dated) -> date:
    return dated.recorded_on


def _instant(day: date) -> datetime:
    return datetime.combine(day, TEN_O_CLOCK).astimezone(UTC)
