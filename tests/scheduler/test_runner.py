import itertools
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from monitor.database import writing
from scheduler.lease import acquire
from scheduler.plan import JOBS, LEASE, TICK, Job
from scheduler.runner import EverySoOften, run
from tests.given import noon

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_job_fires_at_once_and_then_a_while_after_now_however_the_clock_jumped() -> None:
    trigger = EverySoOften(TICK)
    now = datetime(2026, 2, 28, 23, 59, tzinfo=SHANGHAI)
    assert trigger.get_next_fire_time(None, now) == now
    for jump in (timedelta(hours=-5), timedelta(0), timedelta(days=400)):
        assert trigger.get_next_fire_time(now, now + jump) == now + jump + TICK.every


def test_jobs_have_names_of_their_own_and_the_lease_outlasts_a_wake_up() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert TICK.every < LEASE


def test_a_job_that_fails_is_told_and_woken_again() -> None:
    job = Job(name="fails", every=timedelta(milliseconds=20), purpose="to fail")
    told: list[tuple[str, str]] = []
    calls: list[int] = []
    stop = threading.Event()

    def work() -> None:
        calls.append(1)
        if len(calls) == 3:
            stop.set()
        raise ValueError(len(calls))

    run({job: work}, lambda *trouble: told.append(trouble), lambda: 0.0, stop)
    assert told[:3] == [("fails", f"ValueError({count})") for count in (1, 2, 3)]


_FAILS = """
from threading import Event
from scheduler.plan import TICK
from scheduler.runner import run

stop = Event()

def work():
    stop.set()
    raise ValueError("password=hunter2")

run({TICK: work}, lambda *trouble: print(*trouble), lambda: 0.0, stop)
"""


def test_what_a_job_failed_by_is_told_to_nobody_else() -> None:
    """In a process of its own: pytest listens to every logger."""
    said = subprocess.run([sys.executable, "-c", _FAILS], capture_output=True, text=True, check=True)  # noqa: S603
    assert (said.stdout, said.stderr) == ("tick ValueError('password=hunter2')\n", "")


def test_the_job_under_way_comes_to_its_end_before_the_scheduler_stops() -> None:
    job = Job(name="slow", every=timedelta(hours=1), purpose="to take its time")
    stop, ended = threading.Event(), threading.Event()

    def work() -> None:
        stop.set()
        ended.set()

    run({job: work}, lambda *_: None, lambda: 0.0, stop)
    assert ended.is_set()


@pytest.mark.parametrize("jump", [-3600.0, 86_400.0])
def test_when_the_wall_clock_is_set_every_job_is_woken_at_once(jump: float) -> None:
    job = Job(name="hourly", every=timedelta(hours=1), purpose="to be woken")
    stop = threading.Event()
    calls: list[int] = []
    leads = itertools.chain([0.0, 0.0], itertools.repeat(jump))

    def work() -> None:
        calls.append(1)
        if len(calls) == 2:
            stop.set()

    run({job: work}, lambda *_: None, lambda: next(leads), stop, timedelta(milliseconds=50))
    assert len(calls) == 2


@pytest.mark.usefixtures("log")
def test_one_holder_leads_until_its_lease_runs_out(engine: Engine) -> None:
    def take(holder: str, at: str) -> bool:
        return acquire(lambda: writing(engine), "scheduler", holder, noon(at), timedelta(days=2))

    assert take("a", "2026-01-01")
    assert not take("b", "2026-01-02")
    assert take("a", "2026-01-02")
    assert not take("b", "2026-01-03")
    assert take("b", "2026-01-05")
    assert not take("a", "2026-01-05")
