"""The real clusters of `clusters.csv` as lines of a facts file.

Promise: only what the table documents. What the demo merely assumes of a real cluster, so as not
to show a breach that nobody has published, says so in its source. See `ORIGIN.md`.
"""

import csv
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from monitor.demo.programmes import BY_PROGRAMME, ReportDue
from monitor.demo.truth import Dated, Line

ISSUERS = {
    "fujian": "福建省工业和信息化厅",
    "guangdong": "广东省工业和信息化厅",
    "hainan": "海南省工业和信息化厅",
    "heilongjiang": "黑龙江省工业和信息化厅",
    "national": "工业和信息化部",
    "shandong": "山东省工业和信息化厅",
}
LONGEST_NUMBER = 200
ASSUMED = {"number": "〔演示〕假定（未见公开记录）", "issuer": "演示"}
YEARS_VALID = 3
STATES_NOTICE_LENGTH = frozenset({"guangdong"})  # elsewhere a notice says its own length
ASSUMED_NOTICE = {"working_days": 7}
EARLY = timedelta(days=10)

# The national review of 2025: announced, in public notice, decided; the papers seen name no date for
# applying, so the last day of the stated validity stands for it (ORIGIN.md).
ROUND_OPENED_ON = date(2025, 3, 21)
APPLY_BY = date(2025, 12, 31)
APPLIED_ON = date(2025, 10, 9)
PASSED_ON = date(2025, 11, 5)

Row = dict[str, str]


def rows() -> tuple[Row, ...]:
    """Read the table, in its own order."""
    text = files("monitor.demo").joinpath("clusters.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def documented_facts() -> tuple[Dated, ...]:
    """Return what the table documents of every cluster, each recorded on its day."""
    return tuple(dated for row in rows() for dated in _facts_of(row))


def assumed_facts(until: date) -> tuple[Dated, ...]:
    """Return what the demo assumes: every report owed so far filed, and Shandong's application made.

    No report of a real cluster is public, so none may be shown as missed.
    """
    recognised = [row for row in rows() if row["status"] != "publicised"]
    filed = [dated for row in recognised for dated in _assumed_reports(row, until)]
    return (*filed, *(dated for row in recognised for dated in _assumed_application(row, until)))


def _facts_of(row: Row) -> list[Dated]:
    day = date.fromisoformat(row["published_on"])
    if row["status"] == "publicised":
        return [_dated(row, "application-submitted", day, _place(row)), _notice(row, day)]
    validity = {name: row[name] for name in ("valid_from", "valid_to") if row[name]}
    recognised = _dated(row, "cluster-recognised", day, _place(row) | validity)
    return [recognised, *(_review_of_2025(row) if row["status"] == "review_passed_2025" else ())]


def _notice(row: Row, day: date) -> Dated:
    if row["notice_days"]:
        return _dated(row, "public-notice-posted", day, {"days": int(row["notice_days"])})
    if row["programme"] in STATES_NOTICE_LENGTH:
        return _dated(row, "public-notice-posted", day, {})
    return _line(row, "public-notice-posted", day, ASSUMED_NOTICE, ASSUMED)


def _review_of_2025(row: Row) -> list[Dated]:
    return [
        _dated(row, "review-round-opened", ROUND_OPENED_ON, {"apply_by": APPLY_BY.isoformat()}),
        _dated(row, "review-applied", APPLIED_ON, {}),
        _dated(row, "review-decided", PASSED_ON, {"outcome": "passed"}),
    ]


def _place(row: Row) -> dict[str, str]:
    names = ("programme", "name", "province", "city", "county")
    code = {"county_code": row["county_code"]} if row["county_code"] else {}
    return {name: row[name] for name in names} | code


def _dated(row: Row, kind: str, on: date, stated: dict[str, Any]) -> Dated:
    number = f"{row['source']} [{row['published_by']}]"[:LONGEST_NUMBER]
    return _line(row, kind, on, stated, {"number": number, "issuer": ISSUERS[row["programme"]]})


def _line(row: Row, kind: str, on: date, stated: dict[str, Any], source: dict[str, str]) -> Dated:
    line: Line = {"type": kind, "cluster": row["id"], "effective_on": on.isoformat(), "data": stated}
    key = f"{row['id']}:{kind}:{on}:{stated.get('report', '')}"
    return Dated(on, line | {"source": source, "key": key})


def _last_valid_day(row: Row) -> date:
    if row["status"] == "review_passed_2025":
        return date(2028, 12, 31)
    stated = row["valid_to"]
    if not stated:
        published = date.fromisoformat(row["published_on"])
        return published.replace(year=published.year + YEARS_VALID)
    return date.fromisoformat(stated if "-" in stated else f"{stated}-12-31")


def _assumed_reports(row: Row, until: date) -> list[Dated]:
    published = date.fromisoformat(row["published_on"])
    last = min(_last_valid_day(row), until)
    years = range(published.year, last.year)
    reports = [_assumed_report(row, year, each) for year in years for each in _reports(row)]
    return [report for report in reports if report.recorded_on <= last]


def _reports(row: Row) -> tuple[ReportDue, ...]:
    return BY_PROGRAMME[row["programme"]].reports


def _assumed_report(row: Row, year: int, report: ReportDue) -> Dated:
    which = {"report": report.kind} if len(_reports(row)) > 1 else {}
    filed_on = report.on(year + 1) - EARLY
    return _line(row, "annual-report-filed", filed_on, {"year": year} | which, ASSUMED)


def _assumed_application(row: Row, until: date) -> list[Dated]:
    last = _last_valid_day(row)
    if row["programme"] != "shandong" or last.year >= until.year:
        return []
    return [_line(row, "review-applied", last, {}, ASSUMED)]
