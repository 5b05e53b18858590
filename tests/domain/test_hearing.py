"""When somebody may be told: by rhythm, outside quiet hours, on working days, after others had their time.

In 2025 Qingming was off from Friday 4 to Sunday 6 April; National Day from 1 to 8 October, made up by work on
Sunday 28 September and Saturday 11 October.
"""

from datetime import date, datetime
from typing import Any

import pytest

from domain.alerting import Hours
from domain.events import SHANGHAI
from domain.hearing import ripe_at, working_days_left
from tests.given import calendar

EDITION = calendar().known_on(date(2025, 1, 1))


def told(raised: str, **hours: Any) -> str:
    at = datetime.fromisoformat(raised).replace(tzinfo=SHANGHAI)
    return ripe_at(Hours(**hours), at, EDITION).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("raised", "hours", "expected"),
    [
        # at once
        ("2025-04-05 03:00", {}, "2025-04-05 03:00"),
        # quiet hours over midnight: their eve, their first and last minute, their end
        ("2025-03-31 21:59", {"quiet_from": "22:00", "quiet_until": "08:00"}, "2025-03-31 21:59"),
        ("2025-03-31 22:00", {"quiet_from": "22:00", "quiet_until": "08:00"}, "2025-04-01 08:00"),
        ("2025-04-01 07:59", {"quiet_from": "22:00", "quiet_until": "08:00"}, "2025-04-01 08:00"),
        ("2025-04-01 08:00", {"quiet_from": "22:00", "quiet_until": "08:00"}, "2025-04-01 08:00"),
        # quiet hours within a day
        ("2025-04-01 12:30", {"quiet_from": "12:00", "quiet_until": "13:30"}, "2025-04-01 13:30"),
        ("2025-04-01 11:59", {"quiet_from": "12:00", "quiet_until": "13:30"}, "2025-04-01 11:59"),
        # rest days, and the Saturday that is worked
        ("2025-04-04 10:00", {"working_days_only": True}, "2025-04-07 00:00"),
        ("2025-09-28 10:00", {"working_days_only": True}, "2025-09-28 10:00"),
        ("2025-10-01 10:00", {"working_days_only": True}, "2025-10-09 00:00"),
        ("2025-10-11 10:00", {"working_days_only": True}, "2025-10-11 10:00"),
        ("2025-10-12 10:00", {"working_days_only": True}, "2025-10-13 00:00"),
        # both: the night before a holiday ends after it
        (
            "2025-09-30 23:00",
            {"working_days_only": True, "quiet_from": "22:00", "quiet_until": "08:00"},
            "2025-10-09 08:00",
        ),
        # digests: at their minute, after it, on their weekday, on the next working day
        ("2025-04-01 09:00", {"rhythm": "daily"}, "2025-04-01 09:00"),
        ("2025-04-01 09:01", {"rhythm": "daily"}, "2025-04-02 09:00"),
        ("2025-04-04 08:00", {"rhythm": "daily", "working_days_only": True}, "2025-04-07 09:00"),
        ("2025-04-01 10:00", {"rhythm": "weekly", "weekday": 1, "at": "16:30"}, "2025-04-07 16:30"),
        ("2025-04-07 16:30", {"rhythm": "weekly", "weekday": 1, "at": "16:30"}, "2025-04-07 16:30"),
        ("2025-04-07 16:31", {"rhythm": "weekly", "weekday": 1, "at": "16:30"}, "2025-04-14 16:30"),
        (
            "2025-04-01 10:00",
            {"rhythm": "daily", "at": "07:00", "quiet_from": "22:00", "quiet_until": "08:00"},
            "2025-04-02 08:00",
        ),
        # after others: whole working days, of which the day itself is none
        ("2025-04-02 23:59", {"after_working_days": 1}, "2025-04-04 00:00"),
        ("2025-04-03 00:00", {"after_working_days": 1}, "2025-04-08 00:00"),
        ("2025-04-03 10:00", {"after_working_days": 1, "rhythm": "daily"}, "2025-04-08 09:00"),
    ],
)
def test_what_was_raised_is_told_at_the_first_hour_allowed(
    raised: str, hours: dict[str, Any], expected: str
) -> None:
    assert told(raised, **hours) == expected


@pytest.mark.parametrize(
    ("today", "due_on", "expected"),
    [
        ("2025-04-03", "2025-04-07", 1),
        ("2025-04-07", "2025-04-07", 0),
        ("2025-04-08", "2025-04-07", -1),
        ("2025-04-07", "2025-04-03", -1),
        ("2025-09-26", "2025-10-13", 7),
    ],
)
def test_the_working_days_left_are_counted_by_the_notices(today: str, due_on: str, expected: int) -> None:
    assert working_days_left(EDITION, date.fromisoformat(today), date.fromisoformat(due_on)) == expected
