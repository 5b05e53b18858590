"""Deadlines as an iCalendar file (RFC 5545): whole days, one stable UID each, numbered versions.

Promise: the same deadlines give the same bytes; what is not certain yet is TENTATIVE, what is over CANCELLED.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

import msgspec
from icalendar import Alarm, Calendar, Event

from monitor.alerting.neutral import plain
from monitor.wording import Language, say

CONTENT_TYPE = "text/calendar; charset=utf-8"
_SPACE = UUID("5ad0b1c5-7f4c-5f2d-9b0e-3a1b6f0f3f51")
_ALARMS = (timedelta(days=-7, hours=9), timedelta(days=-1, hours=9))  # at nine, a week and a day before
_DAY = timedelta(days=1)


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """One last day: of which cluster, `kind` and `about` (a period or a case) of what, in which version.

    One that `is_news` is no last day but the day on which something was found: nobody is warned of it.
    """

    cluster: str
    kind: str
    about: str
    summary: str
    description: str
    due_on: date
    certainty: str | None = None
    version: int = 0
    is_over: bool = False
    is_news: bool = False
    link: str | None = None

    @property
    def uid(self) -> str:
        """Its name in every calendar, the same for ever."""
        return f"{uuid5(_SPACE, f'{self.cluster}|{self.kind}|{self.about}')}@cluster-monitor"


def calendar(name: str, deadlines: Iterable[Deadline], stamped_at: datetime, language: Language) -> bytes:
    """Return a calendar of deadlines as they were known at an instant."""
    made = Calendar()
    made.add("prodid", "-//cluster-monitor//deadlines//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", plain(name))
    made.add("x-wr-timezone", "Asia/Shanghai")
    for each in sorted(deadlines, key=lambda deadline: (deadline.due_on, deadline.uid)):
        made.add_component(_event(each, stamped_at, language))
    return bytes(made.to_ical())


def _event(deadline: Deadline, stamped_at: datetime, language: Language) -> Event:
    event = Event()
    event.add("uid", deadline.uid)
    event.add("dtstamp", stamped_at.replace(microsecond=0))
    event.add("sequence", deadline.version)
    event.add("dtstart", deadline.due_on)
    event.add("dtend", deadline.due_on + _DAY)
    event.add("summary", _summary(deadline, language))
    event.add("description", plain(deadline.description))
    event.add("status", _status(deadline))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [deadline.kind])
    if deadline.link:
        event.add("url", deadline.link)
    if not (deadline.is_over or deadline.is_news):
        for trigger in _ALARMS:
            event.add_component(_alarm(deadline, trigger))
    return event


def _summary(deadline: Deadline, language: Language) -> str:
    mark = "" if deadline.certainty in {None, "final"} else say(f"certainty-{deadline.certainty}", language)
    return plain(deadline.summary + mark)


def _status(deadline: Deadline) -> str:
    if deadline.is_over:
        return "CANCELLED"
    return "CONFIRMED" if deadline.certainty in {None, "final"} else "TENTATIVE"


def _alarm(deadline: Deadline, trigger: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", plain(deadline.summary))
    alarm.add("trigger", trigger)
    return alarm
