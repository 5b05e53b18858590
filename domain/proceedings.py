"""Revocation cases as they stand: which step was taken when, read from the facts."""

from datetime import date
from typing import cast

import msgspec

from domain import case as steps
from domain.history import AnyEntry, Entry, History, Step
from domain.text import DAY

# In the order in which a case runs; the last one taken names its state.
STATES: dict[type[steps.CaseStep], str] = {
    steps.CaseOpened: "opened",
    steps.DefenceInvited: "defence-invited",
    steps.DefenceReceived: "defence-received",
    steps.RectificationOrdered: "rectification-ordered",
    steps.RectificationAccepted: "rectification-accepted",
    steps.RectificationFailed: "rectification-failed",
    steps.CaseDismissed: "dismissed",
    steps.RevocationDecided: "decided",
    steps.DecisionServed: "served",
    steps.AppealLodged: "appealed",
    steps.AppealAdmitted: "appeal-admitted",
    steps.AppealRefused: "appeal-refused",
    steps.AppealAnswered: "answered",
}


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One case: the first record of each step, or None where it was not taken."""

    id: str
    taken: dict[type[steps.CaseStep], AnyEntry]
    deemed_service_days: int

    def step(self, kind: type[Step]) -> Entry[Step] | None:
        """Return the first record of a step."""
        return cast("Entry[Step] | None", self.taken.get(cast("type[steps.CaseStep]", kind)))

    @property
    def state(self) -> str:
        """The last step taken, by its name."""
        return next((STATES[kind] for kind in reversed(STATES) if kind in self.taken), "opened")

    @property
    def opened_on(self) -> date | None:
        """The day the case was opened."""
        opened = self.step(steps.CaseOpened)
        return opened.on if opened else None

    @property
    def grounds(self) -> tuple[str, ...]:
        """The grounds of the decision, else those the case was opened on."""
        decided, opened = self.step(steps.RevocationDecided), self.step(steps.CaseOpened)
        if decided:
            return decided.body.grounds
        return opened.body.grounds if opened else ()

    @property
    def decided(self) -> Entry[steps.RevocationDecided] | None:
        """The revocation, unless it fell on appeal."""
        return None if self.has_fallen else self.step(steps.RevocationDecided)

    @property
    def has_fallen(self) -> bool:
        """Tell whether the decision was withdrawn on appeal."""
        answered = self.step(steps.AppealAnswered)
        return answered is not None and answered.body.outcome == "withdrawn"

    @property
    def revoked_from(self) -> date | None:
        """The day from which the revocation takes effect: as decided, else the day of decision."""
        decided = self.decided
        return revocation_day(decided) if decided else None

    @property
    def is_closed(self) -> bool:
        """Tell whether the case came to an end: dismissed, answered, or an appeal refused."""
        ends = (steps.CaseDismissed, steps.AppealAnswered, steps.AppealRefused)
        return any(kind in self.taken for kind in ends)

    @property
    def service(self) -> Entry[steps.DecisionServed] | None:
        """The service that took effect first."""
        return self.step(steps.DecisionServed)

    @property
    def served_on(self) -> date | None:
        """The day of service: that of the act, or the deemed day after a public notice was posted."""
        return service_day(self.service, self.deemed_service_days) if self.service else None


def revocation_day(decided: Entry[steps.RevocationDecided]) -> date:
    """Return the day from which a revocation takes effect."""
    return decided.body.revoked_from or decided.on


def service_day(service: Entry[steps.DecisionServed], deemed_service_days: int) -> date:
    """Return the day a service takes effect (民诉法 87-95; a deemed day does not roll)."""
    if service.body.method == "public-notice":
        return service.on + deemed_service_days * DAY
    return service.on


def cases_of(history: History, deemed_service_days: int) -> list[Case]:
    """Return all cases in the order in which they were opened."""
    found: dict[str, dict[type[steps.CaseStep], AnyEntry]] = {}
    for entry in history.standing_entries():
        if isinstance(entry.body, steps.CaseStep):
            taken = found.setdefault(entry.body.case, {})
            if type(entry.body) not in taken:
                taken[type(entry.body)] = entry
    cases = [
        Case(id=name, taken=taken, deemed_service_days=deemed_service_days) for name, taken in found.items()
    ]
    for case in cases:
        _take_first_service(history, case)
    return cases


def _take_first_service(history: History, case: Case) -> None:
    """Take the service that took effect first, where there were several."""
    services = [entry for entry in history.of(steps.DecisionServed) if entry.body.case == case.id]
    if len(services) > 1:
        first = min(services, key=lambda entry: service_day(entry, case.deemed_service_days))
        case.taken[steps.DecisionServed] = cast("AnyEntry", first)


def case_to_show(cases: list[Case]) -> Case | None:
    """Return the case a reader wants: the newest open one, else the newest."""
    return next((case for case in reversed(cases) if not case.is_closed), cases[-1] if cases else None)
