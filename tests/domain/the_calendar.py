"""The calendar that domain tests count on: every real notice, nothing invented."""

from datetime import date, timedelta
from pathlib import Path

from domain.calendar import Calendar, Override, read_notices

NOTICES_DOCUMENT = (Path(__file__).parents[2] / "domain/calendars/holiday-notices.json").read_bytes()
CALENDAR = Calendar(notices=read_notices(NOTICES_DOCUMENT))
NOW = CALENDAR.known_on(date(2026, 11, 21))
ONE_DAY = timedelta(days=1)


def on(text: str) -> date:
    return date.fromisoformat(text)


def with_overrides(*overrides: Override) -> Calendar:
    return Calendar(notices=CALENDAR.notices, overrides=overrides)


def closed(region: str, day: str, known_from: str = "2026-01-01", *, working: bool = False) -> Override:
    return Override(
        region=region, day=on(day), working=working, basis="防台风通告", known_from=on(known_from)
    )
