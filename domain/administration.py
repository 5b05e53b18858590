"""What an administrator records of the calendar; kept in a stream of its own.

A notice of the State Council that came after this release, or a regional override of single days.
"""

from datetime import date

from domain.cluster import Happening
from domain.text import Name, Words, Year

CALENDAR_STREAM = ":calendar"


class CalendarNoticeRecorded(Happening, frozen=True, kw_only=True, tag="calendar-notice-recorded.v1"):
    """A holiday notice was recorded (effective: the day it was issued)."""

    year: Year
    off: tuple[date, ...]
    work: tuple[date, ...]
    number: Name | None = None
    amends: Year | None = None


class CalendarOverridden(Happening, frozen=True, kw_only=True, tag="calendar-overridden.v1"):
    """An authority declared one day of a region a working day or a rest day.

    `region` is a division code (its leading digits suffice), a place name, or "*" for everywhere.
    """

    region: Name
    day: date
    working: bool
    basis: Words
