"""What happens to a synthetic cluster, act by act, each with the findings that follow from it.

Promise: every truth cites the sentence of domain.md it comes from; days are counted by the almanac.
"""

from calendar import monthrange
from datetime import date

from monitor.demo.almanac import DAY, months_after, years_after
from monitor.demo.scribe import ALMANAC, Scribe, Spell

CHANGE_KINDS = ("leading-industry", "spatial-scope", "operator")
LATE_UNTIL = date(2026, 6, 30)


def last_day_of(stated: str) -> date:
    """Return the last day of a stated day, month or year (domain 3.2)."""
    year, month, day = ([int(part) for part in stated.split("-")] + [0, 0])[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def recognise(s: Scribe, on: date, *, recorded_on: date | None = None, **stated: str) -> None:
    """Publish the recognition; without a stated end it lasts three years (domain 2, 3.2)."""
    s.published_on = on
    s.valid_to = last_day_of(stated["valid_to"]) if "valid_to" in stated else years_after(on, 3)
    s.spells.append(Spell(on, s.valid_to))
    s.record("cluster-recognised", on, recorded_on=recorded_on, **s.place(), **stated)


def establish(s: Scribe, year: int = 2023) -> None:
    """Publish an ordinary recognition in the summer of a year, valid beyond the history's end."""
    on = s.day(year, 7, 10, 70)
    if years_after(on, 3) > s.until:
        recognise(s, on)
    else:
        recognise(s, on, valid_from=on.isoformat(), valid_to=f"{s.until.year}-12-31")


def report(
    s: Scribe, year: int, kind: str, filed_on: date | None, *, recorded_on: date | None = None
) -> str | None:
    """File a yearly report, or not at all, and return its key.

    A report not known when its day has passed is overdue and makes the ground from the day after;
    filing cures it, on the filing's own day even where that was in time (domain 6; 9.1, 9.7).
    """
    due = next(each for each in s.scheme.reports if each.kind == kind).on(year + 1)
    s.settled.add((year, kind))
    if not filed_on or max(filed_on, recorded_on or filed_on) > due:
        miss(s, year, kind, due, cured_on=filed_on)
    if not filed_on:
        return None
    which = {"report": kind} if len(s.scheme.reports) > 1 else {}
    return s.record("annual-report-filed", filed_on, recorded_on=recorded_on, year=year, **which)


def miss(s: Scribe, year: int, kind: str, due: date, cured_on: date | None = None) -> None:
    """State that a yearly report is overdue, and the ground where the text has it."""
    s.find("obligation-overdue", due + DAY, kind, str(year), due)
    s.ground("reporting/late-report", due + DAY, about=f"{kind} {year}", cured_on=cured_on)


def reports_due(s: Scribe, year: int) -> tuple[tuple[str, date], ...]:
    """Return the kinds and due days of the reports on a year."""
    return tuple((each.kind, each.on(year + 1)) for each in s.scheme.reports)


def file_the_rest(s: Scribe) -> None:
    """File in time every report owed that the scenario left alone.

    Owed: published on or before 31 December of the year, recognised on the due day (domain 6, 9.4).
    """
    years = range(s.published_on.year, s.until.year) if s.published_on else ()
    owed = [(year, kind, due) for year in years for kind, due in reports_due(s, year)]
    for year, kind, due in owed:
        if due <= s.until and (year, kind) not in s.settled and s.is_recognised(due):
            early = due - s.rng.randrange(25) * DAY
            report(s, year, kind, early if s.is_recognised(early) else due)


def end_validity(s: Scribe) -> None:
    """State the end of every validity that was neither prolonged nor cut short."""
    for spell in s.spells:
        if spell.expires:
            s.find("validity-ended", spell.end + DAY, "")


def cut_short(s: Scribe, on: date) -> None:
    """End the recognition on a day by an act: from then on it no longer expires."""
    s.spells[-1].end = on - DAY
    s.spells[-1].expires = False


def change_due(on: date) -> date:
    """Return the last day for filing a change: a month on, rolled (domain 3.1-3.3, 6)."""
    nominal = months_after(on, 1)
    return ALMANAC.rolled(nominal, nominal)


def change(
    s: Scribe, on: date, filed_on: date | None, *, recorded_on: date | None = None, name: str = "change-1"
) -> str:
    """Let a major change happen and be filed, or not; return the key of the change."""
    due = change_due(on)
    key = s.record("major-change-occurred", on, change=name, kind=s.rng.choice(CHANGE_KINDS))
    if not filed_on or max(filed_on, recorded_on or filed_on) > due:
        s.find("obligation-overdue", due + DAY, "major-change", name, due)
        s.ground("change/unfiled-change", due + DAY, about=name, cured_on=filed_on)
    if filed_on:
        s.record("major-change-filed", filed_on, recorded_on=recorded_on, change=name)
    return key
