"""Yearly reports: in time, late, missed, withdrawn; and refusal of supervision (domain 6, 9.1, 9.4, 9.7)."""

from datetime import date

from monitor.demo.acts import establish, miss, recognise, report, reports_due
from monitor.demo.almanac import DAY
from monitor.demo.scenarios.scenario import SHANDONG, Scenario, scenarios
from monitor.demo.scribe import Scribe

MAY = date(2025, 5, 15)


def reports_in_time(s: Scribe) -> None:
    """File every report in time: nothing is found."""
    establish(s)
    s.probe(MAY, "recognised", None)


def report_on_due_day(s: Scribe) -> None:
    """File on the due day itself: "by" includes the day (choice `by_includes_the_day`)."""
    establish(s)
    for kind, due in reports_due(s, 2024):
        report(s, 2024, kind, due)


def report_one_day_late(s: Scribe) -> None:
    """File on the day after, which in Fujian and Hainan is a Monday: a fixed date does not roll."""
    establish(s)
    for kind, due in reports_due(s, 2024):
        report(s, 2024, kind, due + DAY)
    s.probe(MAY, "recognised", None, grounds="reporting/late-report=cured")


def report_weeks_late(s: Scribe) -> None:
    """File weeks after: established in between, cured on filing."""
    establish(s)
    for kind, _ in reports_due(s, 2024):
        report(s, 2024, kind, s.day(2025, 6, 2, 40))
    s.probe(MAY, "recognised", None, grounds="reporting/late-report=established")
    s.probe(date(2025, 8, 1), "recognised", None, grounds="reporting/late-report=cured")


def two_reports_missed(s: Scribe) -> None:
    """Miss two years running: two obligations, two grounds."""
    establish(s)
    for year in (2023, 2024):
        for kind, _ in reports_due(s, year):
            report(s, year, kind, None)
    s.probe(MAY, "recognised", None, grounds="reporting/late-report=established")


def missed_year_made_good(s: Scribe) -> None:
    """Miss one year, file it with the next one: cured a year later."""
    establish(s)
    filed = s.day(2025, 2, 3, 15)
    for kind, _ in reports_due(s, 2023):
        report(s, 2023, kind, filed)
    for kind, _ in reports_due(s, 2024):
        report(s, 2024, kind, filed)


def only_work_summary_missed(s: Scribe) -> None:
    """Shandong: the summary is missed, the city's report is not."""
    establish(s)
    report(s, 2024, "work-summary", None)


def only_city_report_late(s: Scribe) -> None:
    """Shandong: the summary comes in time, the city's report a day late."""
    establish(s)
    report(s, 2024, "work-summary", date(2025, 2, 28))
    report(s, 2024, "city-report", date(2025, 4, 1))


def published_before_validity(s: Scribe) -> None:
    """Publish in December, valid from January: the report of the year of publication is owed."""
    recognise(s, s.day(2023, 12, 4), valid_from="2024", valid_to="2026")
    for kind, _ in reports_due(s, 2023):
        report(s, 2023, kind, None)
    s.probe(date(2023, 12, 28), "recognised", "not-yet-valid")
    s.probe(MAY, "recognised", None, grounds="reporting/late-report=established")


def validity_dated_back(s: Scribe) -> None:
    """Publish in January, valid from last July: no report is owed for the year before."""
    recognise(s, s.day(2024, 1, 8), valid_from="2023-07-10", valid_to="2026-12-31")


def report_withdrawn(s: Scribe) -> None:
    """Withdraw a report after its due day: for every legal day there was none (domain 9.1)."""
    establish(s)
    kind, due = reports_due(s, 2024)[0]
    key = report(s, 2024, kind, due - 5 * DAY) or ""
    s.withdraw(key, s.day(2025, 6, 2))
    miss(s, 2024, kind, due)


def supervision_refused(s: Scribe) -> None:
    """Refuse supervision: the other limb of the reporting ground."""
    establish(s)
    on = s.day(2024, 9, 2)
    s.record("supervision-refused", on, description="〔演示〕拒绝提供监测数据")
    s.ground("reporting/refused-supervision", on)
    s.probe(MAY, "recognised", None, grounds="reporting/refused-supervision=established")


def refusal_withdrawn(s: Scribe) -> None:
    """Withdraw the record of a refusal: cured on the day of the withdrawal."""
    establish(s)
    on, withdrawn_on = s.day(2024, 9, 2), s.day(2024, 11, 4)
    key = s.record("supervision-refused", on, description="〔演示〕拒绝现场检查")
    s.withdraw(key, withdrawn_on)
    s.ground("reporting/refused-supervision", on, cured_on=withdrawn_on)


SCENARIOS: tuple[Scenario, ...] = (
    *scenarios(reports_in_time, report_on_due_day, report_one_day_late, report_weeks_late),
    *scenarios(two_reports_missed, missed_year_made_good, published_before_validity),
    *scenarios(validity_dated_back, report_withdrawn, supervision_refused, refusal_withdrawn),
    *scenarios(only_work_summary_missed, only_city_report_late, programmes=SHANDONG),
)
