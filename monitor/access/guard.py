"""The application as one principal may use it: every read, every command, each checked here.

Promise: doors for people talk to this and to nothing behind it, so that no route can forget the check.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import cast

from domain.administration import CalendarNoticeRecorded, CalendarOverridden
from domain.cluster import FactWithdrawn
from domain.events import FACTS, Fact, Recorded
from domain.history import Founding
from domain.notices import Region
from domain.refusal import RefusedError
from monitor.access.confirmation import refuse_unconfirmed
from monitor.access.four_eyes import FIRST_STEPS, refuse_same_person
from monitor.access.place import Place, place_of
from monitor.access.places import Places
from monitor.access.policy import OTHERS_FACT, READ, action_of, allowing, may, not_permitted
from monitor.access.principal import EVERYWHERE, Principal
from monitor.access.record import AccessRecord
from monitor.access.viewing import Office, Viewing
from monitor.application import Monitor
from monitor.intake.line import FactLine
from monitor.recording import LinesRefusedError, Outcome, Refused
from scheduler.tick import tick


class Guard:
    """The one guard of a service; `seen_by` gives each request its own view."""

    def __init__(self, monitor: Monitor, record: AccessRecord | None = None) -> None:
        """Guard an application."""
        self._office = Office(monitor, Places(monitor.engine), record or AccessRecord(monitor.engine))

    @property
    def places(self) -> Places:
        """Return where all clusters are: for counting, since it asks for no right."""
        return self._office.places

    def seen_by(self, principal: Principal, at: datetime) -> "Guarded":
        """Return the application as a principal may use it at an instant."""
        return Guarded(self._office, principal, at)


class Guarded(Viewing):
    """The application as one principal may use it at one instant, in whose name it records."""

    def record(
        self,
        lines: Sequence[FactLine],
        *,
        allow_repeats: bool = False,
        dry_run: bool = False,
        expected: Mapping[str, int] | None = None,
    ) -> Outcome:
        """Record facts in the principal's name, all or none, upon the versions that are expected.

        Raises:
            LinesRefusedError: with every line that is not this principal's to record (and why), else with
                every line the application refuses.
            RefusedError: as `Monitor.record`; "confirmation-needed", a decision at a session whose user has
                not proved just now to be himself. A dry run asks for no proof.
        """
        self.require_lines(lines)
        if not dry_run:
            self._require_confirmed(lines)
        try:
            return self._monitor.record(
                lines,
                at=self.at,
                by=self.principal.user,
                allow_repeats=allow_repeats,
                dry_run=dry_run,
                expected=expected,
            )
        except LinesRefusedError as error:
            raise LinesRefusedError([self._without_others(each) for each in error.refused]) from None
        except RefusedError as error:
            raise self._masked(error) from None

    def record_calendar(
        self, body: CalendarNoticeRecorded | CalendarOverridden, effective_on: date
    ) -> Recorded:
        """Record a holiday notice, or an override of a day in a region of this principal's."""
        self.require_calendar(body)
        return self._monitor.record_calendar(body, effective_on, at=self.at, by=self.principal.user)

    def tick(self) -> list[Recorded]:
        """Do one pass of the scheduler now; return the findings that may be seen."""
        self.demand("tick")
        found = tick(self._monitor, self._monitor.stamp(self.at))
        return [record for record in found if self.may(READ, record.cluster)]

    def require_calendar(self, body: CalendarNoticeRecorded | CalendarOverridden) -> None:
        """Refuse a notice, or an override, that is not this principal's to record.

        Raises:
            RefusedError: "not-permitted".
        """
        if isinstance(body, CalendarNoticeRecorded):
            self.demand("calendar-notice")
        else:
            self._demand_region(body.region)

    def _demand_region(self, region: str) -> None:
        """Refuse an override of a region that no grant covers: by code it must lie within."""
        grants = allowing(self.principal, "calendar-override")
        if not any(_covers(grant.region, region) for grant in grants):
            raise self.noted(not_permitted("calendar-override"), "calendar-override")

    # --- facts ------------------------------------------------------------------------------

    def require_lines(self, lines: Sequence[FactLine]) -> None:
        """Refuse facts that are not this principal's to record, as things stand now.

        Raises:
            LinesRefusedError: with every line that is not, and why.
        """
        streams = self._monitor.log.streams([line.cluster for line in lines if _rests_on_earlier(line)])
        places, founded = self._places.all(), dict[str, Place]()
        refused = []
        for number, line in enumerate(lines):
            try:
                place = founded.get(line.cluster) or places.get(line.cluster)
                stream = streams.get(line.cluster, [])
                self._refuse_line(line, place, stream)
                refuse_same_person(line, stream, lines[:number], self.principal.user)
            except RefusedError as error:
                refused.append(Refused(line, error))
                self._note_line(line, error)
            else:
                if isinstance(line.body, Founding) and place is None:
                    founded[line.cluster] = place_of(line.cluster, line.body)
        if refused:
            raise LinesRefusedError(refused)
        self._asked = places

    def _require_confirmed(self, lines: Sequence[FactLine]) -> None:
        for line in lines:
            try:
                refuse_unconfirmed(line.body, self.principal, self.at)
            except RefusedError as error:
                self._note_line(line, error)
                raise

    def _refuse_line(self, line: FactLine, place: Place | None, stream: Sequence[Recorded]) -> None:
        if line.restores:
            raise RefusedError("restore-by-file-only", kind="not-permitted")
        action = action_of(line.body)
        stated = place_of(line.cluster, line.body) if isinstance(line.body, Founding) else None
        self._refuse_place(line, action, place, stated)
        if isinstance(line.body, FactWithdrawn) and place is not None:
            self._refuse_withdrawal(line.body, place, stream)

    def _refuse_place(self, line: FactLine, action: str, place: Place | None, stated: Place | None) -> None:
        """Refuse an action where the cluster is, and where a founding fact says that it is."""
        for each in (place, stated):
            if each is None or may(self.principal, action, each):
                continue
            if each is stated or may(self.principal, READ, each):
                raise not_permitted(action)
            raise _unknown(line)
        if place is None and stated is None:
            raise _unknown(line)

    def _refuse_withdrawal(self, body: FactWithdrawn, place: Place, stream: Sequence[Recorded]) -> None:
        """Refuse to withdraw what one may not record, or what others recorded."""
        for record in stream:
            if record.id != body.event or type(record.body) not in FACTS.values():
                continue
            if not may(self.principal, _withdrawn_action(record), place):
                raise not_permitted(_withdrawn_action(record))
            if record.recorded_by != self.principal.user and not may(self.principal, OTHERS_FACT, place):
                raise not_permitted(OTHERS_FACT)

    def _note_line(self, line: FactLine, error: RefusedError) -> None:
        self.noted(error, action_of(line.body), line.cluster)

    # --- nothing of others in a refusal -------------------------------------------------------

    def _without_others(self, refused: Refused) -> Refused:
        return Refused(refused.line, self._masked(refused.error))

    def _masked(self, error: RefusedError) -> RefusedError:
        """Return a refusal without the name of a cluster that may not be seen: a key may be taken by one."""
        cluster = error.values.get("cluster")
        if error.code == "key-taken" and cluster is not None and not self.may(READ, cluster):
            error.values["cluster"] = "-"
        return error


def _rests_on_earlier(line: FactLine) -> bool:
    """Tell whether who may record a fact depends on who recorded what before."""
    return isinstance(line.body, (FactWithdrawn, *FIRST_STEPS))


def _withdrawn_action(record: Recorded) -> str:
    return action_of(cast("Fact", record.body))


def _unknown(line: FactLine) -> RefusedError:
    """Return the refusal of a fact about a cluster that is not there, or not to be seen.

    A new cluster cannot take a name that is taken, which its founder has to be told.
    """
    if isinstance(line.body, Founding):
        return RefusedError("cluster-name-taken", kind="conflict", cluster=line.cluster)
    return RefusedError("cluster-unknown", kind="not-found", cluster=line.cluster)


def _covers(granted: str, region: str) -> bool:
    """Tell whether a region named by code, name or "*" lies within that of a grant."""
    if granted in (EVERYWHERE, region):
        return True
    return region.isdigit() and Region(code=region).lies_in(granted)
