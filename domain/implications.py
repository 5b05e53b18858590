"""What the law makes of a history, as dated things: standings, validities, obligations, grounds, windows.

Promise: each thing stands on its own legal day, so that what holds by a day is what is dated up to it;
the rules are those of `assess`, asked without what only a screen needs.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from domain.case import RevocationDecided
from domain.cluster import ReviewDecided
from domain.grounds import grounds
from domain.obligations import Obligation, obligations
from domain.periods import standing_periods
from domain.rulebook import Appeal
from domain.spells import Ground
from domain.standing import StandingName
from domain.text import DAY
from domain.viewpoint import Citation, Viewpoint
from domain.windows import Window, windows

What = Literal["standing", "validity", "obligation", "ground", "window"]


class Implication(msgspec.Struct, frozen=True, kw_only=True):
    """One dated thing that follows.

    `about` names its subject in words that any law would use: ("annual-report", "2024"). `state` is
    what comes to hold on the day: "due", "overdue", "established". Things of one `unit` belong under
    one law: an obligation and the ground it makes, all the windows of a case.
    """

    what: What
    about: tuple[str, ...]
    state: str
    on: date
    unit: str
    cited: Citation

    @property
    def subject(self) -> tuple[What, tuple[str, ...]]:
        """What it is said of, under whichever law."""
        return self.what, self.about

    @property
    def told(self) -> tuple[What, tuple[str, ...], str, date]:
        """What it says, wherever it is cited from."""
        return self.what, self.about, self.state, self.on


def implications(view: Viewpoint) -> tuple[Implication, ...]:
    """Return all that follows by the end of the day of a view, oldest first.

    What is open then has its last day later.
    """
    owed = obligations(view)
    found = [*_standings(view), *_validities(view)]
    for obligation in owed:
        found += _of_obligation(obligation)
    unknown_since = {(each.kind, each.period): each.opens_on for each in owed}
    for ground in grounds(view, owed):
        opened_on = unknown_since.get((ground.obligation or "", ground.period or ""), view.day)
        found += _of_ground(ground, opened_on)
    for window in windows(view):
        found += _of_window(window)
    return tuple(sorted(found, key=lambda each: each.on))


# --- standing and validity --------------------------------------------------------------------


def _standings(view: Viewpoint) -> Iterator[Implication]:
    """Yield each standing on the first day on which it holds."""
    seen = msgspec.structs.replace(view, history=view.seen)
    earlier: StandingName | None = None
    for period in standing_periods(seen):
        if period.standing not in (None, earlier) and period.legal_from <= view.day:
            cited = view.cite(_standing_clause(view, period.standing, period.legal_from), period.legal_from)
            yield Implication(
                what="standing",
                about=(),
                state=str(period.standing),
                on=period.legal_from,
                unit="standing",
                cited=cited,
            )
        earlier = period.standing


def _standing_clause(view: Viewpoint, standing: StandingName | None, day: date) -> str:
    """Return the clause a standing rests on from a day: that of its end, of the remedy, of the validity."""
    book, course = view.book, view.course
    if standing == "title-cancelled":
        return book.review.article
    is_granted = any(day in (term.granted.on, term.valid_from) for term in course.terms)
    revoking = (case.step(RevocationDecided) for case in course.cases)
    is_case = any(decided is not None and decided.on <= day for decided in revoking)
    if isinstance(book.appeal, Appeal) and standing != "lapsed" and is_case and not is_granted:
        return book.appeal.article
    return book.validity.article


def _validities(view: Viewpoint) -> Iterator[Implication]:
    """Yield the last day of each term that was not cut short."""
    for number, term in enumerate(view.course.terms, start=1):
        if term.over_on is None or term.over_on > term.valid_to:
            renewed = isinstance(term.granted.body, ReviewDecided)
            article = view.book.review.article if renewed else view.book.validity.article
            about = (str(number),)
            cited = view.cite(article, term.valid_to)
            yield _implied("validity", about, f"validity {number}", cited, "ends", term.valid_to)


# --- obligations, grounds, windows ------------------------------------------------------------


def _of_obligation(obligation: Obligation) -> Iterator[Implication]:
    about = (obligation.kind, obligation.period)
    days = {
        "due": obligation.due_on,
        "overdue": obligation.overdue_from,
        "met-late": obligation.met_on if obligation.state == "met-late" else None,
        "undetermined": _undetermined_on(obligation),
    }
    for state, on in days.items():
        if on is not None:
            yield _implied("obligation", about, " ".join(about), obligation.cited, state, on)


def _undetermined_on(obligation: Obligation) -> date | None:
    """Return the day from which nobody can tell whether it was missed."""
    if obligation.state != "undetermined" and obligation.due_on is not None:
        return None
    return obligation.opens_on if obligation.due_on is None else obligation.due_on + DAY


def _of_ground(ground: Ground, opened_on: date) -> Iterator[Implication]:
    """Yield a ground; one that has no first day is unknown since what it is about began."""
    since = ground.since or opened_on
    parts = (ground.code, ground.limb, ground.obligation, ground.period, ground.subject)
    about = tuple(part for part in parts if part is not None)
    unit = f"{ground.obligation} {ground.period}" if ground.obligation else " ".join(about)
    state = "unknown" if ground.state == "unknown" else "established"
    yield _implied("ground", about, unit, ground.cited, state, since)
    if ground.state == "cured":
        yield _implied("ground", about, unit, ground.cited, "cured", ground.cured_on or since)


def _of_window(window: Window) -> Iterator[Implication]:
    about = (window.kind, window.case or window.opened_on.isoformat())
    unit = f"case {window.case}" if window.case else " ".join(about)
    yield _implied("window", about, unit, window.cited, "opened", window.opened_on)
    yield _implied("window", about, unit, window.cited, "due", window.due_on)
    if window.state == "lapsed":
        yield _implied("window", about, unit, window.cited, "lapsed", window.due_on + DAY)
    elif window.met_on is not None:
        yield _implied("window", about, unit, window.cited, window.state, window.met_on)


def _implied(  # noqa: PLR0913, PLR0917 - one thing, told in one call
    what: What, about: tuple[str, ...], unit: str, cited: Citation, state: str, on: date
) -> Implication:
    return Implication(what=what, about=about, state=state, on=on, unit=unit, cited=cited)
