"""Runs synthetic histories through the whole product: recorded, ticked, asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

import msgspec

from domain.events import SHANGHAI, Recorded, type_name
from monitor.application import Monitor
from monitor.bootstrap import initialise_database, open_session
from monitor.demo.story import with_event_id
from monitor.demo.truth import KINDS, Finding, History, Line, finding_of
from monitor.intake.decode import decode
from monitor.intake.line import FactLine, Place
from scheduler.tick import tick

Ticks = Literal["daily", "once"]
OFFICE_HOURS = time(10)
EVENING = time(23)


class Run:
    """A simulation database in which histories have run to their end, and what was found in it."""

    def __init__(self, monitor: Monitor, until: date) -> None:
        """Start with nothing recorded."""
        self.monitor = monitor
        self.until = until
        self.findings: dict[str, set[Finding]] = defaultdict(set)
        self.again: Sequence[Recorded] = ()
        self._ids: dict[str, str] = {}

    def record(self, day: date, lines: Iterable[Line]) -> None:
        """Record a day's lines, at ten o'clock."""
        facts = [self._fact(line) for line in lines]
        outcome = self.monitor.record(facts, at=at(day, OFFICE_HOURS), by="tests")
        self._ids |= {each.key: each.id for each in outcome.recorded if each.key}

    def tick(self, day: date) -> None:
        """Let the scheduler look, in the evening."""
        for record in tick(self.monitor, at(day, EVENING)):
            answer = msgspec.to_builtins(record.body) | {"type": type_name(type(record.body))}
            if answer["type"] in KINDS:
                self.findings[record.cluster].add(finding_of(answer))

    def status(self, cluster: str, on: date) -> dict[str, Any]:
        """Ask for the status of a cluster on a day, on all that is known in the end."""
        return self.monitor.status(cluster, on=on, known_at=at(self.until, EVENING))

    def _fact(self, line: Line) -> FactLine:
        decoded = decode(with_event_id(line, self._ids), Place("story", 1))
        if not isinstance(decoded, FactLine):
            raise TypeError(decoded)
        return decoded


def at(day: date, hour: time) -> datetime:
    """Return the instant of an hour in Shanghai."""
    return datetime.combine(day, hour, SHANGHAI).astimezone(UTC)


def run_histories(histories: Sequence[History], ticks: Ticks, until: date, url: str) -> Run:
    """Record histories day by day in a new database, ticking every evening or only on the last."""
    by_day: dict[date, list[Line]] = defaultdict(list)
    for history in histories:
        for recorded_on, line in history.facts:
            by_day[recorded_on].append(line)
    first = min(by_day)
    initialise_database(url, simulation=True, at=at(first, time()))
    run = Run(open_session(url, at(first, time())).monitor, until)
    for day in _days(first, until):
        if day in by_day:
            run.record(day, by_day[day])
        if ticks == "daily" or day == until:
            run.tick(day)
    run.again = tick(run.monitor, at(until, EVENING))
    return run


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
