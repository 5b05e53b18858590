"""What the truth needs to know of the six programmes, read from domain.md sections 2, 6 and 8.

Promise: typed by hand from the page, not loaded from the rulebooks, so that it can contradict them.
"""

from datetime import date, timedelta
from typing import NamedTuple


class ReportDue(NamedTuple):
    """A yearly report and its day; day 0 is the last day of the month."""

    kind: str
    month: int
    day: int

    def on(self, year: int) -> date:
        """Return the day on which the report of the year before is due."""
        if self.day:
            return date(year, self.month, self.day)
        return date(year, self.month + 1, 1) - timedelta(days=1)


class Scheme(NamedTuple):
    """One programme: where it is, which reports it wants, which grounds its text has.

    `unseen` are grounds whose wording is not known (domain 8): what touches them is `unknown`.
    `deadline` says by when to apply for review: the round's date, or the end of the expiry year.
    """

    programme: str
    prefix: str
    province: str
    reports: tuple[ReportDue, ...]
    grounds: frozenset[str]
    deadline: str = "round"
    has_appeal: bool = False
    city_recommends: bool = True
    failed_cancels: bool = False
    unseen: frozenset[str] = frozenset()


_FIVE = frozenset({"review", "integrity", "reporting", "change", "incident"})

SCHEMES: tuple[Scheme, ...] = (
    Scheme("fujian", "fj", "福建省", (ReportDue("annual-report", 3, 30),), _FIVE, has_appeal=True),
    Scheme("hainan", "hi", "海南省", (ReportDue("annual-report", 3, 30),), _FIVE, city_recommends=False),
    Scheme("guangdong", "gd", "广东省", (ReportDue("annual-report", 3, 31),), _FIVE),
    Scheme(
        "shandong",
        "sd",
        "山东省",
        (ReportDue("work-summary", 2, 0), ReportDue("city-report", 3, 31)),
        _FIVE | {"satisfaction"},
        deadline="expiry-year-end",
        failed_cancels=True,
    ),
    Scheme("heilongjiang", "hl", "黑龙江省", (ReportDue("annual-report", 3, 10),), _FIVE),
    Scheme(
        "national",
        "cn",
        "江苏省",
        (ReportDue("annual-report", 4, 30),),
        frozenset({"review", "change", "incident"}),
        unseen=frozenset({"integrity", "reporting"}),
    ),
)
BY_PROGRAMME: dict[str, Scheme] = {scheme.programme: scheme for scheme in SCHEMES}
