"""The certificate of a deadline: from which fact, by which clause, over which days to which last one.

Promise: whoever holds it can check it by hand, or with `check_deadline`, which counts the listed days
again; what it does not count (a fixed day of the year, a day that was announced) it says.
Source: Civil Code (民法典) Art 201-203; the clause is cited in each.
"""

from datetime import date
from typing import Literal

import msgspec

from domain.calendar import Edition
from domain.certificate import Certificate, CertifiedDay, certificate, check_certificate
from domain.cluster import ReviewRoundOpened
from domain.events import Source, type_name
from domain.findings import Certainty
from domain.history import AnyEntry
from domain.obligations import Obligation, annual_days_roll, by_includes_the_day, report_day
from domain.rulebook import ChangeFiling, Rulebook
from domain.text import DAY
from domain.viewpoint import Citation
from domain.windows import Window

FixedBy = Literal["annual-day", "year-end", "announced"]


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """The fact that began it: its event, its own day, and the paper that proves it.

    `opens_on` is the day it counts from; where service is deemed, later than the event's own day.
    """

    event: str
    type: str
    effective_on: date
    opens_on: date
    source: Source | None


class FixedDay(msgspec.Struct, frozen=True, kw_only=True):
    """A last day that is named, not counted: by the text for each year, or by an announcement.

    `stated_on` is the day that is named; the last day is the one before where `includes_the_day` is
    false. Where it `rolls`, `days` runs from that last day to the working day it rolled to.
    """

    by: FixedBy
    stated_on: date
    includes_the_day: bool = True
    rolls: bool = False
    days: tuple[CertifiedDay, ...] = ()


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """A window or an obligation with all that its last day follows from.

    `about` is the period of an obligation, the case of a window, else the day it opened. Either `counted`
    or `fixed` is there; neither where the text gives no period and the choice leaves it open. The last
    day is never before `told_last_day`.
    """

    subject: Literal["window", "obligation"]
    kind: str
    about: str
    start: Start
    counted: Certificate | None = None
    fixed: FixedDay | None = None
    told_last_day: date | None = None
    due_on: date | None
    certainty: Certainty
    state: str
    met_on: date | None
    cited: Citation
    calendar: str
    events: tuple[str, ...]


def deadline_of_window(window: Window, edition: Edition) -> Deadline:
    """Return the certificate of a window, counted on the edition it was found with."""
    period = window.counted
    return Deadline(
        subject="window",
        kind=window.kind,
        about=window.case or window.opened_on.isoformat(),
        start=_start(period.opened_by, period.opens_on),
        counted=certificate(
            edition,
            period.opens_on,
            period.length,
            period.unit,
            from_first_day=period.from_first_day,
            rolls=period.rolls,
        ),
        told_last_day=window.told_last_day,
        due_on=window.due_on,
        certainty=window.certainty,
        state=window.state,
        met_on=window.met_on,
        cited=window.cited,
        calendar=window.calendar,
        events=window.events,
    )


def deadline_of_obligation(obligation: Obligation, book: Rulebook, edition: Edition) -> Deadline:
    """Return the certificate of an obligation under the rulebook and edition it was found with."""
    counted = _counted(obligation, book.change_filing, edition)
    return Deadline(
        subject="obligation",
        kind=obligation.kind,
        about=obligation.period,
        start=_start(obligation.trigger, obligation.trigger.on),
        counted=counted,
        fixed=None if counted else _fixed(obligation, book, edition),
        due_on=obligation.due_on,
        certainty=obligation.certainty,
        state=obligation.state,
        met_on=obligation.met_on,
        cited=obligation.cited,
        calendar=edition.sha256,
        events=obligation.events,
    )


def _start(entry: AnyEntry, opens_on: date) -> Start:
    return Start(
        event=entry.id,
        type=type_name(type(entry.record.body)),
        effective_on=entry.on,
        opens_on=opens_on,
        source=entry.record.source,
    )


def _counted(obligation: Obligation, filing: ChangeFiling | None, edition: Edition) -> Certificate | None:
    """Return the days of a filing of a major change; the other obligations have named days."""
    if obligation.kind != "major-change" or filing is None or obligation.due_on is None:
        return None
    return certificate(edition, obligation.trigger.on, filing.months, "months")


def _fixed(obligation: Obligation, book: Rulebook, edition: Edition) -> FixedDay | None:
    if obligation.due_on is None:
        return None
    report = next((each for each in book.reports if each.kind == obligation.kind), None)
    if report is None:
        announced = isinstance(obligation.trigger.body, ReviewRoundOpened)
        return FixedDay(by="announced" if announced else "year-end", stated_on=obligation.due_on)
    includes, last = by_includes_the_day(book), report_day(book, report, int(obligation.period))
    rolls = annual_days_roll(book)
    return FixedDay(
        by="annual-day",
        stated_on=last if includes else last + DAY,
        includes_the_day=includes,
        rolls=rolls,
        days=_rolled(edition, last, obligation.due_on) if rolls else (),
    )


def _rolled(edition: Edition, last: date, due_on: date) -> tuple[CertifiedDay, ...]:
    """List the days from a last day to the working day it rolls to; none of them is numbered."""
    reasons = [edition.reason(last + n * DAY) for n in range((due_on - last).days + 1)]
    return tuple(
        CertifiedDay(
            day=each.day,
            counted=False,
            number=None,
            working=each.working,
            why=each.why,
            notice=each.notice,
            basis=each.basis,
        )
        for each in reasons
    )


# --- what a reader does -----------------------------------------------------------------------


def check_deadline(deadline: Deadline) -> bool:
    """Count a deadline again; False when it contradicts itself.

    As in `check_certificate`, what each day is said to be is for the edition to tell.
    """
    if deadline.counted is not None:
        reached = _reached_by_counting(deadline.counted, deadline)
    elif deadline.fixed is not None:
        reached = _reached_from_fixed(deadline.fixed)
    else:
        return deadline.due_on is None
    if reached is None or deadline.due_on is None:
        return False
    return deadline.due_on == max(reached, deadline.told_last_day or reached)


def _reached_by_counting(counted: Certificate, deadline: Deadline) -> date | None:
    """Return the last day that the count gives, or None where it does not hold."""
    same = (counted.start, counted.calendar) == (deadline.start.opens_on, deadline.calendar)
    return counted.due_on if same and check_certificate(counted) else None


def _reached_from_fixed(fixed: FixedDay) -> date | None:
    """Return the day that a named day leads to, or None where the listed days contradict it."""
    last = fixed.stated_on if fixed.includes_the_day else fixed.stated_on - DAY
    if not fixed.rolls:
        return None if fixed.days else last
    listed = [each.day for each in fixed.days]
    follows = listed == [last + n * DAY for n in range(len(listed))] != []
    worked = [each.working for each in fixed.days]
    return listed[-1] if follows and worked == [False] * (len(worked) - 1) + [True] else None
