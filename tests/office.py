"""A department at work, for tests: a monitor on any database, facts by line, ticks by day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Engine

from domain.events import FACTS, Recorded, type_name
from monitor.application import Monitor
from monitor.bootstrap import load_library
from monitor.event_log import EventLog
from monitor.intake.line import FactLine, Place
from monitor.recording import Outcome
from scheduler.tick import tick
from tests.given import PLACES, noon

LIBRARY = load_library()


def line(kind: str, on: str, cluster: str = "c1", /, *, key: str | None = None, **data: Any) -> FactLine:
    """Return a fact as intake hands it on."""
    return FactLine(
        type=kind,
        cluster=cluster,
        effective_on=date.fromisoformat(on),
        body=msgspec.convert(data, FACTS[kind]),
        key=key,
        place=Place("test.jsonl", 1),
    )


def recognised(cluster: str = "c1", on: str = "2024-07-10", programme: str = "fujian") -> FactLine:
    """Return the recognition of a cluster."""
    return line("cluster-recognised", on, cluster, programme=programme, **PLACES)


class Office:
    """A monitor and the hour of the day."""

    def __init__(self, engine: Engine) -> None:
        self.monitor = Monitor(engine, EventLog(engine), LIBRARY, simulation=False, code_version="test")

    def record(self, at: str, *lines: FactLine, **options: Any) -> Outcome:
        return self.monitor.record(lines, at=noon(at), by="officer", **options)

    def tick(self, on: str) -> list[Recorded]:
        return tick(self.monitor, evening(on))

    def status(self, on: str, cluster: str = "c1", known_at: str | None = None) -> dict[str, Any]:
        known = evening(known_at or on)
        return self.monitor.status(cluster, on=date.fromisoformat(on), known_at=known)

    def roster(self, on: str) -> list[dict[str, Any]]:
        day = date.fromisoformat(on)
        return list(self.monitor.roster(on=day, known_at=evening(on), is_now=True))


def evening(day: str) -> datetime:
    """Return six in the evening in Shanghai."""
    return noon(day) + timedelta(hours=6)


def kinds(records: Sequence[Recorded]) -> list[str]:
    """Return the types of records."""
    return [type_name(type(record.body)) for record in records]
