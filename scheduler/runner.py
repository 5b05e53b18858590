"""The only home of APScheduler: it wakes the jobs and knows nothing of what they do.

Jobs live in memory: deadlines are in the events. A missed wake-up is made up once, however late.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from scheduler.plan import Job

TIMEZONE = ZoneInfo("Asia/Shanghai")
# What goes wrong is handed to `on_trouble`; the library's own log would tell it raw, secrets and all.
_OWN_LOG = logging.getLogger("apscheduler")
_OWN_LOG.addHandler(logging.NullHandler())
_OWN_LOG.propagate = False
_SET_SECONDS = 2.0  # less is the slewing of a time service


class EverySoOften(BaseTrigger):
    """Fires a fixed length after *now*, so that a clock set back never silences it."""

    def __init__(self, job: Job) -> None:
        """Fire as often as the job says."""
        self._every = job.every

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the next time to fire: at once at first, then a length after now."""
        return now if previous_fire_time is None else now + self._every


class Clock(Protocol):
    """What tells that the wall clock was set: how far it is ahead of a clock that only runs."""

    def __call__(self) -> float:
        """Return the wall clock's lead over the monotonic clock, in seconds."""


def run(
    jobs: Mapping[Job, Callable[[], None]],
    on_trouble: Callable[[str, str], None],
    clock: Clock,
    stop: Event | None = None,
    look_every: timedelta = timedelta(seconds=5),
) -> None:
    """Wake the jobs until stopped or interrupted, and let the one under way come to its end.

    `on_trouble` is told a job's name and what went wrong; the job is woken again all the same. When the
    wall clock was set, forward or back, every job is woken at once: none waits for an hour that was lost.
    """
    scheduler = BackgroundScheduler(
        timezone=TIMEZONE,
        jobstores={"default": MemoryJobStore()},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    trouble = EVENT_JOB_ERROR | EVENT_JOB_MISSED
    scheduler.add_listener(lambda event: on_trouble(event.job_id, _told(event)), trouble)
    for job, work in jobs.items():
        scheduler.add_job(work, trigger=EverySoOften(job), id=job.name, name=job.purpose)
    scheduler.start()
    try:
        _keep_watch(scheduler, clock, stop or Event(), look_every.total_seconds())
    except KeyboardInterrupt:
        return
    finally:
        scheduler.shutdown(wait=True)


def _keep_watch(scheduler: BackgroundScheduler, clock: Clock, stop: Event, look_seconds: float) -> None:
    lead = clock()
    while not stop.wait(look_seconds):
        if abs(clock() - lead) > _SET_SECONDS:
            lead = clock()
            for job in scheduler.get_jobs():
                job.reschedule(job.trigger)


def _told(event: JobExecutionEvent) -> str:
    return repr(event.exception) if event.exception else "missed"
