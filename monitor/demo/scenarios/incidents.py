"""Incidents: category, grade, figures, regrading, membership (domain 2, 6; 9.2, 9.3)."""

from datetime import date
from typing import Any

from monitor.demo.acts import establish
from monitor.demo.almanac import DAY
from monitor.demo.scenarios.scenario import Scenario, scenarios
from monitor.demo.scribe import Scribe

# The grade below the threshold, at it, above it.
GRADED: dict[str, tuple[str, str, str]] = {
    "work-safety": ("ordinary", "larger", "major"),
    "quality": ("ordinary", "larger", "extraordinary"),
    "environment": ("ordinary", "larger", "major"),
    "network-security": ("larger", "major", "extraordinary"),
    "data-security": ("larger", "major", "extraordinary"),
}
ANY_GRADE = ("tax-evasion", "illegality", "dishonesty", "other")
BELOW: tuple[dict[str, Any], ...] = ({"deaths": 2}, {"serious_injuries": 9}, {"direct_loss_yuan": 9_999_999})
AT: tuple[dict[str, Any], ...] = ({"deaths": 3}, {"serious_injuries": 10}, {"direct_loss_yuan": 10_000_000})
FIRM = {"uscc": "91350000DEMO000001", "name": "〔演示〕甲公司"}
SOME_DAY = date(2025, 5, 5)


def _incident(s: Scribe, on: date, name: str = "incident-1", **stated: Any) -> str:  # noqa: ANN401 - any field
    stated = {"category": "work-safety"} | stated
    return s.record("incident-reported", on, incident=name, **stated)


def _one_of_each(s: Scribe, level: int) -> None:
    establish(s)
    for number, (category, grades) in enumerate(GRADED.items()):
        on = s.day(2024, 9 + number % 4, 1 + number)
        _incident(s, on, category, category=category, grade=grades[level])
        if level:
            s.ground(f"incident/{category}", on)


def incidents_below_threshold(s: Scribe) -> None:
    """One of each graded category, a grade below: nothing."""
    _one_of_each(s, 0)


def incidents_at_threshold(s: Scribe) -> None:
    """One of each graded category, just grave."""
    _one_of_each(s, 1)
    s.probe(SOME_DAY, "recognised", None, grounds=" ".join(f"incident/{name}=established" for name in GRADED))


def incidents_above_threshold(s: Scribe) -> None:
    """One of each graded category, above the threshold."""
    _one_of_each(s, 2)


def conduct_at_any_grade(s: Scribe) -> None:
    """Tax evasion and the like count at any grade, and without one."""
    establish(s)
    for number, category in enumerate(ANY_GRADE):
        on = s.day(2024, 9 + number, 2)
        _incident(s, on, category, category=category, **({"grade": "ordinary"} if number % 2 else {}))
        s.ground(f"incident/{category}", on)


def figures_below_threshold(s: Scribe) -> None:
    """Work-safety figures just below: 2 deaths, 9 injuries, 9,999,999 yuan."""
    establish(s)
    for number, figures in enumerate(BELOW):
        _incident(s, s.day(2024, 9 + number, 2), f"incident-{number}", **figures)


def figures_at_threshold(s: Scribe) -> None:
    """One work-safety figure exactly at the threshold (以上 includes the number)."""
    establish(s)
    on = s.day(2024, 9, 2, 60)
    _incident(s, on, **s.rng.choice(AT))
    s.ground("incident/work-safety", on)


def grade_wins_over_figures(s: Scribe) -> None:
    """A stated grade wins over figures that say more."""
    establish(s)
    _incident(s, s.day(2024, 9, 2, 60), grade="ordinary", deaths=4)


def grade_unknown(s: Scribe) -> None:
    """Neither grade nor figures: unknown, not fine."""
    establish(s)
    on = s.day(2024, 9, 2, 60)
    _incident(s, on)
    s.probe(SOME_DAY, "recognised", None, grounds="incident/work-safety=unknown")


def grade_learned_later(s: Scribe) -> None:
    """First unknown, then graded: the ground is since the regrade's day."""
    establish(s)
    on = s.day(2024, 9, 2, 60)
    _incident(s, on)
    s.record("incident-regraded", on + 12 * DAY, incident="incident-1", grade="major")
    s.ground("incident/work-safety", on + 12 * DAY)


def _upgraded(s: Scribe, days: int) -> None:
    establish(s)
    on = s.day(2024, 9, 2, 60)
    _incident(s, on, deaths=2)
    s.record("incident-regraded", on + days * DAY, incident="incident-1", deaths=3)
    s.ground("incident/work-safety", on + days * DAY)


def upgraded_after_ten_days(s: Scribe) -> None:
    """A third death after 10 days: a ground since that day."""
    _upgraded(s, 10)


def upgraded_after_forty_days(s: Scribe) -> None:
    """A third death after 40 days counts as well."""
    _upgraded(s, 40)


def incident_downgraded(s: Scribe) -> None:
    """Downgrade below the threshold: cured on that day."""
    establish(s)
    on = s.day(2024, 9, 2, 60)
    _incident(s, on, category="environment", grade="larger")
    s.record("incident-regraded", on + 25 * DAY, incident="incident-1", grade="ordinary")
    s.ground("incident/environment", on, cured_on=on + 25 * DAY)
    s.probe(on + 24 * DAY, "recognised", None, grounds="incident/environment=established")
    s.probe(on + 25 * DAY, "recognised", None, grounds="incident/environment=cured")


def incident_withdrawn(s: Scribe) -> None:
    """Withdraw an incident that was filed by mistake."""
    establish(s)
    on = s.day(2024, 9, 2, 60)
    key = _incident(s, on, category="quality", grade="major")
    s.withdraw(key, on + 30 * DAY)
    s.ground("incident/quality", on, cured_on=on + 30 * DAY)


def _at_a_firm(s: Scribe, on: date, *, counts: bool) -> None:
    _incident(s, on, grade="larger", enterprise=FIRM)
    if counts:
        s.ground("incident/work-safety", on)


def firm_is_a_member(s: Scribe) -> None:
    """The enterprise joined before, and left long after."""
    establish(s)
    s.record("enterprise-joined", s.day(2024, 1, 8), enterprise=FIRM)
    _at_a_firm(s, s.day(2024, 9, 2), counts=True)
    s.record("enterprise-left", s.day(2025, 2, 10), enterprise=FIRM)


def firm_joins_that_day(s: Scribe) -> None:
    """The enterprise is a member from the incident's own day."""
    establish(s)
    on = s.day(2024, 9, 2)
    s.record("enterprise-joined", on, enterprise=FIRM)
    _at_a_firm(s, on, counts=True)


def firm_left_before(s: Scribe) -> None:
    """The enterprise had left, on that very day: not a member any more."""
    establish(s)
    on = s.day(2024, 9, 2)
    s.record("enterprise-joined", s.day(2024, 1, 8), enterprise=FIRM)
    s.record("enterprise-left", on, enterprise={"uscc": FIRM["uscc"]})
    _at_a_firm(s, on, counts=False)


def firm_joined_later(s: Scribe) -> None:
    """The enterprise joined after its incident, which was filed here later still: it does not count."""
    establish(s)
    on = s.day(2024, 9, 2)
    s.record("enterprise-joined", on + 30 * DAY, enterprise=FIRM)
    told = {"incident": "incident-1", "category": "work-safety", "grade": "larger", "enterprise": FIRM}
    s.record("incident-reported", on, recorded_on=on + 45 * DAY, **told)


def firm_left_and_returned(s: Scribe) -> None:
    """The enterprise left, came back, and had its incident then."""
    establish(s)
    s.record("enterprise-joined", s.day(2023, 11, 6), enterprise=FIRM)
    s.record("enterprise-left", s.day(2024, 1, 8), enterprise=FIRM)
    s.record("enterprise-joined", s.day(2024, 5, 6), enterprise=FIRM)
    _at_a_firm(s, s.day(2024, 9, 2), counts=True)


def firm_without_membership(s: Scribe) -> None:
    """Nothing is known of the enterprise's membership: it counts."""
    establish(s)
    s.record("enterprise-joined", s.day(2024, 1, 8), enterprise={"name": "〔演示〕乙公司"})
    _at_a_firm(s, s.day(2024, 9, 2), counts=True)


SCENARIOS: tuple[Scenario, ...] = (
    *scenarios(incidents_below_threshold, incidents_at_threshold, incidents_above_threshold),
    *scenarios(conduct_at_any_grade, figures_below_threshold, figures_at_threshold),
    *scenarios(grade_wins_over_figures, grade_unknown, grade_learned_later, upgraded_after_ten_days),
    *scenarios(upgraded_after_forty_days, incident_downgraded, incident_withdrawn, firm_is_a_member),
    *scenarios(firm_joins_that_day, firm_left_before, firm_joined_later, firm_left_and_returned),
    *scenarios(firm_without_membership),
)
