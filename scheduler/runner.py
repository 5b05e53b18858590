"""The only home of APScheduler: it wakes the jobs and knows nothing of what they do.

Jobs live in memory: deadlines are in the events. A missed wake-up is made up once, however late.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from scheduler.plan import Job

TIMEZONE = ZoneInfo("Asia/Shanghai")


class EverySoOften(BaseTrigger):
    """Fires a fixed length after *now*, so that a clock set back never silences it."""

    def __init__(self, job: Job) -> None:
        """Fire as often as the job says."""
        self._every = job.every

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """Return the next time to fire: at once at first, then a length after now."""
        return now if previous_fire_time is None else now + self._every


def run(
    jobs: Mapping[Job, Callable[[], None]], on_trouble: Callable[[str, str], None], stop: Event | None = None
) -> None:
    """Wake the jobs until stopped or interrupted, and let the one under way come to its end.

    `on_trouble` is told a job's name and what went wrong; the job is woken again all the same.
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
        (stop or Event()).wait()
    except KeyboardInterrupt:
        return
    finally:
        scheduler.shutdown(wait=True)


def _told(event: JobExecutionEvent) -> str:
    return repr(event.exception) if event.exception else "missed"
