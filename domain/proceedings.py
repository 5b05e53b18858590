"""Revocation cases as they stand: which step was taken when, read from the facts."""

from collections.abc import Iterable
from datetime import date
from typing import cast

import msgspec

from domain import case as steps
from domain.history import AnyEntry, Entry, History, Step
from domain.text import DAY

Service = Entry[steps.DecisionServed]

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
    def service(self) -> Service | None:
        """The service that took effect first."""
        return self.step(steps.DecisionServed)

    @property
    def served_on(self) -> date | None:
        """The day of service: that of the act, or the deemed day after a public notice was posted."""
        return service_day(self.service, self.deemed_service_days) if self.service else None


def revocation_day(decided: Entry[steps.RevocationDecided]) -> date:
    """Return the day from which a revocation takes effect."""
    return decided.body.revoked_from or decided.on


def service_day(service: Service, deemed_service_days: int) -> date:
    """Return the day a service takes effect (民诉法 87-95; a deemed day does not roll)."""
    if service.body.method == "public-notice":
        return service.on + deemed_service_days * DAY
    return service.on


def cases_of(history: History, deemed_service_days: int) -> list[Case]:
    """Return all cases in the order in which they were opened."""
    return cases_among(history.standing_entries(), deemed_service_days)


def cases_among(standing: Iterable[AnyEntry], deemed_service_days: int) -> list[Case]:
    """Return the same of the entries that were not withdrawn, in legal order."""
    found: dict[str, list[AnyEntry]] = {}
    for entry in standing:
        if isinstance(entry.body, steps.CaseStep):
            found.setdefault(entry.body.case, []).append(entry)
    return [
        Case(id=name, taken=_taken(entries, deemed_service_days), deemed_service_days=deemed_service_days)
        for name, entries in found.items()
    ]


def _taken(entries: list[AnyEntry], deemed_service_days: int) -> dict[type[steps.CaseStep], AnyEntry]:
    """Return the first record of each step; of several services the one that took effect first."""
    taken: dict[type[steps.CaseStep], AnyEntry] = {}
    for entry in entries:
        taken.setdefault(cast("type[steps.CaseStep]", type(entry.body)), entry)
    if steps.DecisionServed in taken:
        services = [entry for entry in entries if isinstance(entry.body, steps.DecisionServed)]
        taken[steps.DecisionServed] = min(
            services, key=lambda entry: service_day(cast("Service", entry), deemed_service_days)
        )
    return taken


def case_to_show(cases: list[Case]) -> Case | None:
    """Return the case a reader wants: the newest open one, else the newest."""
    return next((case for case in reversed(cases) if not case.is_closed), cases[-1] if cases else None)
