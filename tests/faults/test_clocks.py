"""A clock that is set, and a host in another part of the world: neither changes what the law comes to."""

import os
import time
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest
from sqlalchemy import Engine

from monitor.database import open_database
from tests.faults.trials import trial
from tests.office import Office, evening, line, recognised

ZONES = ("America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu")


def test_a_clock_set_back_and_forth_closes_each_window_once_and_never_early(bare_url: str) -> None:
    outcome = trial("clocks", f"--url={bare_url}", "--jumps=24")
    assert outcome["broken"] == []
    assert (outcome["jumps"], outcome["closed"]) == (24, 20)


def test_the_same_comparison_finds_a_tick_that_judges_by_the_day_after() -> None:
    outcome = trial("clocks", "--jumps=24", "--hasty")
    assert any(problem.startswith("I5") for problem in outcome["broken"])


@pytest.fixture
def host() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None)
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("host")
def test_every_answer_is_the_same_byte_for_byte_wherever_the_host_stands(sqlite_engine: Engine) -> None:
    office = Office(sqlite_engine)
    office.record("2024-08-01", *(recognised(f"c{n}") for n in range(3)))
    office.record("2025-03-01", line("annual-report-filed", "2025-02-20", "c1", year=2024))
    office.tick("2025-04-01")
    answers = {zone: _answers(office, zone) for zone in ("UTC", *ZONES)}
    assert len(answers["UTC"]) > 5_000
    assert {zone for zone in ZONES if answers[zone] != answers["UTC"]} == set()


def _answers(office: Office, zone: str) -> bytes:
    os.environ["TZ"] = zone
    time.tzset()
    monitor, on, known_at = office.monitor, date(2025, 4, 1), evening("2025-04-01")
    told = (
        [office.status("2025-04-01", f"c{n}") for n in range(3)],
        list(monitor.roster(on=on, known_at=known_at, is_now=True)),
        list(monitor.due(on=on, known_at=known_at, within=None)),
        monitor.alerts(limit=100),
    )
    return msgspec.json.encode(told)


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    engine = open_database(sqlite_url)
    yield engine
    engine.dispose()
