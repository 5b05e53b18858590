"""How a cluster is assessed: by the law its programme had adopted, the calendar as recorded."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from domain.administration import CALENDAR_STREAM
from domain.assessment import Assessment, Law, assess
from domain.calendar import Calendar
from domain.conclusions import conclude
from domain.events import Recorded, legal_day
from domain.history import History, known
from domain.periods import Knowledge
from domain.recall import Draft, Inputs
from domain.reminders import next_wake_on
from domain.rulebook_hash import notices_sha256
from domain.viewpoint import region_of
from monitor.event_log import EventLog
from monitor.law_archive import Adoption, LawArchive, UsedLaw
from monitor.library import Library, calendar_size
from projections.view import ClusterView


class Reading(NamedTuple):
    """The calendar as read when the log ended at a position, of so many records.

    It is old once more may be recorded.
    """

    calendar: Calendar
    position: int
    records: int
    is_old: bool = False


class _Asked(NamedTuple):
    """What an assessment follows from; the facts by their ids."""

    day: date
    facts: list[str]
    law: Law
    calendar: Calendar


class _Assessed(NamedTuple):
    asked: _Asked
    assessment: Assessment


_KEPT = 1_000  # assessments at most, between what is concluded and what is written


class Assessor:
    """Assesses streams; the same function for answers, projections and findings."""

    def __init__(self, log: EventLog, library: Library, archive: LawArchive, code_version: str) -> None:
        """Assess by what was adopted, else by a library, and by what a log adds to the calendar."""
        self._log = log
        self._library = library
        self._archive = archive
        self.code_version = code_version
        self._read: Reading | None = None
        self._assessed: dict[str, _Assessed] = {}

    def calendar(self, known_at: datetime | None = None) -> Calendar:
        """Return the calendar with what was recorded of it by an instant."""
        found = self._read  # once: another thread may forget it meanwhile
        if found is None or found.is_old:
            self._read = found = self._read_anew(found)
        return found.calendar if known_at is None else found.calendar.recorded_by(known_at)

    def _read_anew(self, before: Reading | None) -> Reading:
        """Read the calendar; where nothing was recorded of it since, it stays the same instance."""
        position = self._log.last_position()
        if before is not None and before.position == position:
            return before._replace(is_old=False)
        recorded = self._log.stream(CALENDAR_STREAM)
        if before is not None and before.records == len(recorded):
            return Reading(before.calendar, position, before.records)
        return Reading(self._library.calendar(recorded), position, len(recorded))

    def last_reading(self) -> Reading:
        """Return the calendar as it was read last, and where the log ended then."""
        found = self._read
        if found is None:
            self._read = found = self._read_anew(None)
        return found

    def forget_calendar(self) -> None:
        """Look at calendar and adoptions anew at the next question: more may be recorded of them."""
        found = self._read
        self._read = found and found._replace(is_old=True)
        self.forget_adoptions()

    def forget_adoptions(self) -> None:
        """Read the adoptions anew at the next question: another process may have noted more."""
        self._archive.forget()

    def adoptions(self) -> list[Adoption]:
        """Return all adoptions, oldest first."""
        return self._archive.adoptions

    def assess(self, stream: Sequence[Recorded], on: date, known_at: datetime) -> tuple[History, Assessment]:
        """Return what was known of a cluster at an instant, assessed on a day."""
        history = known(stream, known_at)
        law = self.law(history, known_at)
        return history, assess(history, law, self.calendar(known_at), on, legal_day(known_at))

    def conclusions(self, stream: Sequence[Recorded], at: datetime) -> tuple[list[Draft], UsedLaw]:
        """Return the findings about a cluster that are due by an instant and not recorded yet.

        With them comes the law that they pin.
        """
        history = known(stream, at)
        law, calendar = self.law(history), self.calendar()
        assessment = assess(history, law, calendar, legal_day(at), legal_day(at))
        self._keep(stream[-1].cluster, _asked(history, law, calendar, legal_day(at)), assessment)
        inputs = self._inputs(law, assessment, stream[-1].position)
        edition = calendar.known_on(legal_day(at), region_of(history))
        used = UsedLaw(law=law, calendar=calendar, edition=edition)
        return conclude(assessment, stream, inputs), used

    def _keep(self, cluster: str, asked: _Asked, assessment: Assessment) -> None:
        """Keep an assessment for the rows: a finding is no fact, so that it holds once those are recorded."""
        if len(self._assessed) >= _KEPT:
            self._assessed.clear()
        self._assessed[cluster] = _Assessed(asked, assessment)

    def _kept(self, cluster: str, asked: _Asked) -> Assessment | None:
        """Return what was kept of a cluster, if nothing that it follows from has changed."""
        found = self._assessed.pop(cluster, None)
        return found.assessment if found is not None and found.asked == asked else None

    def law(self, history: History, known_at: datetime | None = None) -> Law:
        """Return the law a cluster was judged by at an instant (None: now)."""
        founding = history.founding()
        programme = founding.programme if founding else ""
        return self._archive.law_of(programme, known_at) or self._library.law_of(programme)

    def adopted_at(self, programme: str) -> list[datetime]:
        """Return the instants at which a programme came to be judged by another law than before."""
        mine = [each for each in self._archive.adoptions if each.programme == programme]
        return [each.adopted_at for each in mine[1:]]

    def law_to_adopt(self, programme: str, cluster: str) -> Law:
        """Return the law to decide by: that of the library, where it has the programme.

        Raises:
            RefusedError: "programme-unknown", names the cluster that it was asked for.
        """
        if programme not in self._library.programmes:
            adopted = self._archive.law_of(programme, None)
            if adopted is not None:
                return adopted
        return self._library.law_of(programme, cluster)

    def _inputs(self, law: Law, assessment: Assessment, position: int) -> Inputs:
        return Inputs(
            law=law,
            notices_sha256=notices_sha256(self.calendar()),
            calendar_sha256=assessment.calendar,
            position=position,
            code_version=self.code_version,
        )

    def view(self, cluster: str, stream: Sequence[Recorded], day: date) -> ClusterView:
        """Assess a cluster for the projections: everything recorded, on a day."""
        history = known(stream)
        law, calendar = self.law(history), self.calendar()
        kept = self._kept(cluster, _asked(history, law, calendar, day))
        assessment = kept or assess(history, law, calendar, day, day)
        inputs = self._inputs(law, assessment, stream[-1].position)
        announced = min((each.on for each in history.entries if each.on > day), default=None)
        pending = conclude(assessment, stream, inputs)
        return ClusterView(
            cluster=cluster,
            records=tuple(stream),
            history=history,
            assessment=assessment,
            wake_on=day if pending else _earliest(next_wake_on(assessment), announced),
            stale_from=_earliest(assessment.next_change_on, announced),
            calendar_size=calendar_size(calendar, day),
            knowledge=Knowledge(law=self.law, adopted_at=self.adopted_at, calendar=calendar),
        )


def _asked(history: History, law: Law, calendar: Calendar, day: date) -> _Asked:
    return _Asked(day, [entry.id for entry in history.entries], law, calendar)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
