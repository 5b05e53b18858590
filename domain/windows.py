"""The windows: public notice, appeal, answer, and the statutory remedies; open, met or gone."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import msgspec

from domain import case as steps
from domain.calendar import Due, Edition
from domain.cluster import PublicNoticePosted
from domain.events import legal_day
from domain.findings import Certainty
from domain.history import Entry
from domain.proceedings import Case
from domain.rulebook import Appeal, StatutoryWindow, Unit
from domain.viewpoint import Citation, Viewpoint, ids

Service = Entry[steps.DecisionServed]
Kind = Literal["public-notice", "appeal", "answer", "reconsideration", "litigation"]
State = Literal["open", "met", "lapsed", "late"]


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """What a window counts: from which entry and day, how long, told to end when."""

    opened_by: Entry[Any]
    opens_on: date
    length: int
    unit: Unit
    from_first_day: bool = False
    rolls: bool = True
    told_last_day: date | None = None

    def due(self, edition: Edition) -> Due:
        """Count it under a calendar edition."""
        return edition.due(
            self.opens_on, self.length, self.unit, from_first_day=self.from_first_day, rolls=self.rolls
        )

    def last_day(self, edition: Edition) -> date:
        """Return the last day: never before the one that the party was told."""
        counted = self.due(edition).due_on
        return max(counted, self.told_last_day) if self.told_last_day else counted


class Revision(msgspec.Struct, frozen=True):
    """The last day as known from a day on."""

    known_on: date
    due_on: date
    certainty: Certainty


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """One window. `opened_on` is the day that started it; `starts_on` the first day that counts."""

    kind: Kind
    case: str | None
    opened_on: date
    starts_on: date
    due_on: date
    certainty: Certainty
    state: State
    met_on: date | None
    closed_on: date | None
    cited: Citation
    calendar: str
    revisions: tuple[Revision, ...]
    events: tuple[str, ...]
    told_last_day: date | None = None
    counted: Period


def windows(view: Viewpoint) -> list[Window]:
    """Return every window that has opened by the day."""
    found = [*public_notices(view)]
    for case in view.course.cases:
        served_on = case.served_on
        if case.service and served_on and served_on <= view.day and steps.RevocationDecided in case.taken:
            found += case_windows(view, case, case.service, served_on)
    return found


def case_windows(view: Viewpoint, case: Case, service: Service, served_on: date) -> Iterator[Window]:
    """Yield the windows that the service of a decision opens."""
    appeal = view.book.appeal
    if isinstance(appeal, Appeal):
        lodging = appeal_window(view, case, appeal, service, served_on)
        yield lodging
        yield from answer_windows(view, case, appeal, lodging)
    for statutory in view.statutes.windows:
        yield statutory_window(view, case, statutory, service, served_on)


def public_notices(view: Viewpoint) -> Iterator[Window]:
    """Yield the public notices (公示) whose length is known; their first day counts."""
    rule = view.book.recognition.public_notice
    for entry in view.seen.of(PublicNoticePosted):
        body = entry.body
        length = body.days or body.working_days or rule.working_days
        if length is not None:
            period = Period(
                opened_by=entry,
                opens_on=entry.on,
                length=length,
                unit="days" if body.days else "working-days",
                from_first_day=rule.first_day_counts,
                rolls=False,
            )
            yield _window(view, "public-notice", None, period, view.cite(rule.article, entry.on))


def appeal_window(view: Viewpoint, case: Case, appeal: Appeal, service: Service, served_on: date) -> Window:
    """Return the window for the appeal; it never ends before the day the party was told."""
    keeps_promise = view.book.chosen("never_shorten_a_notified_window", default=True)
    told = service.body.told_last_day if keeps_promise else None
    period = Period(
        opened_by=service,
        opens_on=served_on,
        length=appeal.lodge.length,
        unit=appeal.lodge.unit,
        told_last_day=told,
    )
    cited = view.cite(appeal.lodge.article, served_on, ("never_shorten_a_notified_window",) if told else ())
    return _window(view, "appeal", case, period, cited, met_by=case.step(steps.AppealLodged))


def answer_windows(view: Viewpoint, case: Case, appeal: Appeal, lodging: Window) -> Iterator[Window]:
    """Yield the department's own window: from the appeal's receipt, if it was in time or admitted."""
    lodged, admitted = case.step(steps.AppealLodged), case.step(steps.AppealAdmitted)
    if lodged is None or (lodging.state == "late" and admitted is None):
        return
    period = Period(
        opened_by=admitted if lodging.state == "late" and admitted else lodged,
        opens_on=lodged.on,
        length=appeal.answer.length,
        unit=appeal.answer.unit,
    )
    answered = case.taken.get(steps.AppealAnswered) or case.taken.get(steps.AppealRefused)
    yield _window(view, "answer", case, period, view.cite(appeal.answer.article, lodged.on), met_by=answered)


def statutory_window(
    view: Viewpoint, case: Case, statutory: StatutoryWindow, service: Service, served_on: date
) -> Window:
    """Return a remedy of national law; every decision served opens it, and nothing else closes it."""
    period = Period(opened_by=service, opens_on=served_on, length=statutory.length, unit=statutory.unit)
    cited = Citation(clause=statutory.article, rulebook=None, basis="in-force")
    return _window(view, statutory.kind, case, period, cited)


def _window(  # noqa: PLR0913 - one window, told in one call
    view: Viewpoint,
    kind: Kind,
    case: Case | None,
    period: Period,
    cited: Citation,
    *,
    met_by: Entry[Any] | None = None,
) -> Window:
    due = period.due(view.edition)
    due_on = period.last_day(view.edition)
    met_on = met_by.on if met_by else None
    state = _state(due_on, met_on, view.day)
    return Window(
        kind=kind,
        case=case.id if case else None,
        opened_on=period.opens_on,
        starts_on=due.starts_on,
        due_on=due_on,
        certainty=due.certainty,
        state=state,
        met_on=met_on,
        closed_on=_closed_on(state, due_on, met_on),
        cited=cited,
        calendar=view.edition.sha256,
        revisions=_revisions(view, period),
        events=ids(period.opened_by, met_by),
        told_last_day=period.told_last_day,
        counted=period,
    )


def _state(due_on: date, met_on: date | None, day: date) -> State:
    if met_on is not None:
        return "met" if met_on <= due_on else "late"
    return "open" if day <= due_on else "lapsed"


def _closed_on(state: State, due_on: date, met_on: date | None) -> date | None:
    """Return the day a window closed: when it was met, else its last day."""
    if state == "met":
        return met_on
    return None if state == "open" else due_on


def _revisions(view: Viewpoint, period: Period) -> tuple[Revision, ...]:
    """Return the last day as first known, then each move by a later calendar edition."""
    began = max(period.opens_on, legal_day(period.opened_by.record.recorded_at))
    began = min(began, view.known_on)
    found = [_revision(period, began, view.calendar.known_on(began, view.region))]
    for day, edition in view.calendar.editions_between(began, min(view.known_on, view.day), view.region):
        revised = _revision(period, day, edition)
        if revised.due_on != found[-1].due_on:
            found.append(revised)
    return tuple(found)


def _revision(period: Period, known_on: date, edition: Edition) -> Revision:
    return Revision(known_on, period.last_day(edition), period.due(edition).certainty)
