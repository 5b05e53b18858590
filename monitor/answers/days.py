"""Days as they are written: YYYY-MM-DD, within the years that facts may have."""

import re
from datetime import date

EARLIEST, LATEST = 1949, 2200
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(text: str) -> date | None:
    """Return the day that a text names, or None.

    >>> read_day("2026-02-28"), read_day("2026-02-30"), read_day("1-1-1")
    (datetime.date(2026, 2, 28), None, None)
    """
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None
