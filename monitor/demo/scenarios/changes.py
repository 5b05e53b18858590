"""Major changes and their filing within a month, rolled over rest days (domain 3.1-3.3, 6).

The due days in the comments were worked out by hand from the notices; the tests compare them.
"""

from datetime import date

from monitor.demo.acts import change, change_due, establish
from monitor.demo.almanac import DAY
from monitor.demo.scenarios.scenario import Scenario, scenarios
from monitor.demo.scribe import Scribe

ONTO_A_SATURDAY = date(2025, 5, 14)  # due Saturday 2025-06-14, so Monday 2025-06-16
INTO_SPRING_FESTIVAL = date(2026, 1, 17)  # due 2026-02-17, so Tuesday 2026-02-24
INTO_NATIONAL_DAY = date(2025, 9, 3)  # due 2025-10-03, so Thursday 2025-10-09
FROM_A_MONTH_END = date(2025, 1, 31)  # due 2025-02-28, there is no 31 February
ONTO_A_WORKED_SATURDAY = date(2026, 1, 28)  # due Saturday 2026-02-28, made up: no roll
BY_HAND: dict[date, date] = {
    ONTO_A_SATURDAY: date(2025, 6, 16),
    INTO_SPRING_FESTIVAL: date(2026, 2, 24),
    INTO_NATIONAL_DAY: date(2025, 10, 9),
    FROM_A_MONTH_END: date(2025, 2, 28),
    ONTO_A_WORKED_SATURDAY: date(2026, 2, 28),
}


def change_filed_on_last_day(s: Scribe) -> None:
    """File on the last day."""
    establish(s)
    on = s.day(2024, 11, 5, 60)
    change(s, on, change_due(on))


def change_filed_one_day_late(s: Scribe) -> None:
    """File one day late: established and cured on the same day."""
    establish(s)
    on = s.day(2024, 11, 5, 60)
    change(s, on, change_due(on) + DAY)
    s.probe(s.until, "recognised", None, grounds="change/unfiled-change=cured")


def change_never_filed(s: Scribe) -> None:
    """Never file."""
    establish(s)
    on = s.day(2024, 11, 5, 60)
    change(s, on, None)
    s.probe(change_due(on) + DAY, "recognised", None, grounds="change/unfiled-change=established")


def two_changes_one_filed(s: Scribe) -> None:
    """Two changes, of which one is filed months late and one never."""
    establish(s)
    change(s, s.day(2024, 11, 5), s.day(2025, 4, 1))
    change(s, s.day(2025, 6, 3), None, name="change-2")


def change_rolled_over_a_weekend(s: Scribe) -> None:
    """File on the Monday after a Saturday: in time."""
    establish(s)
    change(s, ONTO_A_SATURDAY, BY_HAND[ONTO_A_SATURDAY])


def change_rolled_over_national_day(s: Scribe) -> None:
    """File a day after the first working day after National Day 2025: late."""
    establish(s)
    change(s, INTO_NATIONAL_DAY, BY_HAND[INTO_NATIONAL_DAY] + DAY)


def change_rolled_over_spring_festival(s: Scribe) -> None:
    """File on the first working day after Spring Festival 2026: in time."""
    establish(s)
    change(s, INTO_SPRING_FESTIVAL, BY_HAND[INTO_SPRING_FESTIVAL])


def change_late_after_spring_festival(s: Scribe) -> None:
    """File one day later than that: late."""
    establish(s)
    change(s, INTO_SPRING_FESTIVAL, BY_HAND[INTO_SPRING_FESTIVAL] + DAY)


def change_at_a_month_end(s: Scribe) -> None:
    """A change on 31 January 2025 is due on 28 February; filed on 1 March it is late."""
    establish(s)
    change(s, FROM_A_MONTH_END, BY_HAND[FROM_A_MONTH_END] + DAY)


def change_due_on_a_worked_saturday(s: Scribe) -> None:
    """Due on a Saturday that is made up: it does not roll, and Monday is late."""
    establish(s)
    change(s, ONTO_A_WORKED_SATURDAY, BY_HAND[ONTO_A_WORKED_SATURDAY] + 2 * DAY)


SCENARIOS: tuple[Scenario, ...] = (
    *scenarios(change_filed_on_last_day, change_filed_one_day_late, change_never_filed),
    *scenarios(two_changes_one_filed, change_rolled_over_a_weekend, change_rolled_over_national_day),
    *scenarios(change_rolled_over_spring_festival, change_late_after_spring_festival),
    *scenarios(change_at_a_month_end, change_due_on_a_worked_saturday),
)
