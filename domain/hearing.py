"""When somebody may be told what was raised: rhythm, quiet hours, rest days, and waiting for others first.

Promise: an instant follows from the hours of a channel and the calendar alone, and is never in quiet hours.
"""

from datetime import date, datetime, time, timedelta

from domain.alerting import Hours
from domain.calendar import Edition
from domain.events import SHANGHAI
from domain.text import DAY

_MIDNIGHT = time(0)


def ripe_at(hours: Hours, raised_at: datetime, edition: Edition) -> datetime:
    """Return the first instant at which what was raised may be told; aware, in Asia/Shanghai.

    Raises:
        PeriodError: it would be after the year 9999.
    """
    moment = _in_rhythm(hours, _after_others(hours, raised_at.astimezone(SHANGHAI), edition))
    while (later := _after_quiet(hours, _on_working_day(hours, moment, edition))) != moment:
        moment = later
    return moment


def _after_others(hours: Hours, raised: datetime, edition: Edition) -> datetime:
    """Return when others have had their whole working days; the day it was raised is none of them."""
    if not hours.after_working_days:
        return raised
    last = edition.due(raised.date(), hours.after_working_days, "working-days").due_on
    return datetime.combine(last + DAY, _MIDNIGHT, SHANGHAI)


def _in_rhythm(hours: Hours, moment: datetime) -> datetime:
    """Return the first digest at or after a moment; the moment itself where there is none."""
    if hours.rhythm == "at-once":
        return moment
    chosen = datetime.combine(moment.date(), time.fromisoformat(hours.at), SHANGHAI)
    if chosen < moment:
        chosen += DAY
    if hours.rhythm == "weekly":
        chosen += timedelta(days=(hours.weekday - chosen.isoweekday()) % 7)
    return chosen


def _on_working_day(hours: Hours, moment: datetime, edition: Edition) -> datetime:
    """Return the moment, or where it falls on a rest day the next working day: at the time of the digest."""
    if not hours.working_days_only or edition.is_working(moment.date()):
        return moment
    day = edition.next_working_day(moment.date())
    begins = _MIDNIGHT if hours.rhythm == "at-once" else time.fromisoformat(hours.at)
    return datetime.combine(day, begins, SHANGHAI)


def _after_quiet(hours: Hours, moment: datetime) -> datetime:
    """Return the end of the quiet hours where a moment lies in them; they may span midnight."""
    if hours.quiet_from is None or hours.quiet_until is None:
        return moment
    begins, ends = time.fromisoformat(hours.quiet_from), time.fromisoformat(hours.quiet_until)
    now = moment.timetz().replace(tzinfo=None)
    spans = ends < begins
    is_quiet = (begins <= now or now < ends) if spans else begins <= now < ends
    if not is_quiet:
        return moment
    ended = datetime.combine(moment.date(), ends, SHANGHAI)
    return ended + DAY if spans and now >= begins else ended


def working_days_left(edition: Edition, today: date, due_on: date) -> int:
    """Return how many working days are left after today, the last day among them; less than 0: it is over."""
    if due_on < today:
        return -_worked(edition, due_on, today)
    return _worked(edition, today, due_on)


def _worked(edition: Edition, after: date, last: date) -> int:
    days = (last - after).days
    return sum(edition.is_working(after + timedelta(days=number)) for number in range(1, days + 1))
