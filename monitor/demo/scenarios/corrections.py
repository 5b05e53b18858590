"""What was learned later than it happened: known-late cures, corrections, back-filling (domain 9.1).

The truth is that of one tick a day: what was found in between stays and is answered.
"""

from datetime import date

from monitor.demo.acts import change, change_due, establish, miss, recognise, report, reports_due
from monitor.demo.almanac import DAY
from monitor.demo.scenarios.scenario import Scenario, scenarios
from monitor.demo.scribe import Scribe


def report_recorded_late(s: Scribe) -> None:
    """A report in time that we learn of weeks later: no ground as known now, one as known then."""
    establish(s)
    for kind, due in reports_due(s, 2024):
        report(s, 2024, kind, due - s.rng.randrange(20) * DAY, recorded_on=s.day(2025, 5, 12))
    s.probe(s.until, "recognised", None)


def late_report_recorded_later(s: Scribe) -> None:
    """A late report that we learn of later still: cured on the day of filing."""
    establish(s)
    for kind, due in reports_due(s, 2024):
        report(s, 2024, kind, due + 4 * DAY, recorded_on=s.day(2025, 6, 2))
    s.probe(s.until, "recognised", None, grounds="reporting/late-report=cured")


def change_filing_recorded_late(s: Scribe) -> None:
    """A filing in time that we learn of after its due day."""
    establish(s)
    on = s.day(2024, 11, 5)
    due = change_due(on)
    change(s, on, due - 3 * DAY, recorded_on=due + 12 * DAY)


def late_change_filing_recorded_later(s: Scribe) -> None:
    """A late filing that we learn of later still."""
    establish(s)
    on = s.day(2024, 11, 5)
    due = change_due(on)
    change(s, on, due + 3 * DAY, recorded_on=due + 20 * DAY)


def change_withdrawn(s: Scribe) -> None:
    """A change that never was: withdrawn after its filing was overdue."""
    establish(s)
    on, withdrawn_on = s.day(2024, 11, 5), s.day(2025, 2, 10)
    due = change_due(on)
    key = s.record("major-change-occurred", on, change="change-1", kind="operator")
    s.find("obligation-overdue", due + DAY, "major-change", "change-1", due)
    s.ground("change/unfiled-change", due + DAY, about="change-1", cured_on=withdrawn_on)
    s.withdraw(key, withdrawn_on)
    s.daily_only()


def incident_recorded_late(s: Scribe) -> None:
    """An incident that we learn of two months later: a ground since its own day."""
    establish(s)
    on = s.day(2024, 9, 2)
    told = {"incident": "incident-1", "category": "quality", "grade": "larger"}
    s.record("incident-reported", on, recorded_on=on + 60 * DAY, **told)
    s.ground("incident/quality", on)


def downgrade_recorded_late(s: Scribe) -> None:
    """A downgrade that we learn of later: cured on the day of the downgrade."""
    establish(s)
    on = s.day(2024, 9, 2)
    s.record("incident-reported", on, incident="incident-1", category="quality", grade="larger")
    later = on + 45 * DAY
    s.record("incident-regraded", on + 15 * DAY, recorded_on=later, incident="incident-1", grade="ordinary")
    s.ground("incident/quality", on, cured_on=on + 15 * DAY)


def upgrade_recorded_late(s: Scribe) -> None:
    """An upgrade that we learn of later: a ground since the day of the upgrade."""
    establish(s)
    on = s.day(2024, 9, 2)
    s.record("incident-reported", on, incident="incident-1", category="quality", grade="ordinary")
    later = on + 45 * DAY
    s.record("incident-regraded", on + 15 * DAY, recorded_on=later, incident="incident-1", grade="larger")
    s.ground("incident/quality", on + 15 * DAY)


def report_corrected_at_once(s: Scribe) -> None:
    """Withdraw a report and record its replacement on one day: nothing is found."""
    establish(s)
    kind, due = reports_due(s, 2024)[0]
    key = report(s, 2024, kind, due - 9 * DAY) or ""
    corrected_on = s.day(2025, 6, 2)
    s.withdraw(key, corrected_on)
    which = {"report": kind} if len(s.scheme.reports) > 1 else {}
    s.record("annual-report-filed", due - 8 * DAY, recorded_on=corrected_on, year=2024, **which)


def report_corrected_after_ten_days(s: Scribe) -> None:
    """Withdraw a report, replace it ten days later: missing in between, then known to be in time."""
    establish(s)
    kind, due = reports_due(s, 2024)[0]
    key = report(s, 2024, kind, due - 9 * DAY) or ""
    corrected_on = s.day(2025, 6, 2)
    s.withdraw(key, corrected_on)
    report(s, 2024, kind, due - 8 * DAY, recorded_on=corrected_on + 10 * DAY)


def misconduct_recorded_late_and_withdrawn(s: Scribe) -> None:
    """Misconduct learned of late, and withdrawn: cured on the day of the withdrawal."""
    establish(s)
    on = s.day(2024, 9, 2)
    told = {"kind": "illegality", "description": "〔演示〕误登"}
    key = s.record("misconduct-found", on, recorded_on=on + 30 * DAY, **told)
    s.withdraw(key, on + 50 * DAY)
    s.ground("integrity/illegality", on, cured_on=on + 50 * DAY)


def history_filled_in_afterwards(s: Scribe) -> None:
    """A whole file recorded on one day in 2025: the same legal days as if it had been prompt."""
    learned_on = date(2025, 9, 15)
    recognise(s, s.day(2023, 7, 10, 70), recorded_on=learned_on)
    for kind, due in reports_due(s, 2023):
        miss(s, 2023, kind, due)
        s.settled.add((2023, kind))
    for kind, due in reports_due(s, 2024):
        report(s, 2024, kind, due + 8 * DAY, recorded_on=learned_on)


SCENARIOS: tuple[Scenario, ...] = (
    *scenarios(report_recorded_late, late_report_recorded_later, change_filing_recorded_late),
    *scenarios(late_change_filing_recorded_later, change_withdrawn, incident_recorded_late),
    *scenarios(downgrade_recorded_late, upgrade_recorded_late, report_corrected_at_once),
    *scenarios(report_corrected_after_ten_days, misconduct_recorded_late_and_withdrawn),
    *scenarios(history_filled_in_afterwards),
)
