"""How a cluster is assessed: by the law its programme had adopted, the calendar as recorded."""

from collections.abc import Sequence
from datetime import date, datetime

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
from monitor.law_archive import LawArchive, UsedLaw
from monitor.library import Library, calendar_size
from projections.view import ClusterView


class Assessor:
    """Assesses streams; the same function for answers, projections and findings."""

    def __init__(self, log: EventLog, library: Library, archive: LawArchive, code_version: str) -> None:
        """Assess by what was adopted, else by a library, and by what a log adds to the calendar."""
        self._log = log
        self._library = library
        self._archive = archive
        self.code_version = code_version
        self._calendar: Calendar | None = None

    def calendar(self, known_at: datetime | None = None) -> Calendar:
        """Return the calendar with what was recorded of it by an instant."""
        found = self._calendar  # once: another thread may forget it meanwhile
        if found is None:
            self._calendar = found = self._library.calendar(self._log.stream(CALENDAR_STREAM))
        return found if known_at is None else found.recorded_by(known_at)

    def forget_calendar(self) -> None:
        """Read calendar and adoptions anew at the next question: more may be recorded of them."""
        self._calendar = None
        self.forget_adoptions()

    def forget_adoptions(self) -> None:
        """Read the adoptions anew at the next question: another process may have noted more."""
        self._archive.forget()

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
        inputs = self._inputs(law, assessment, stream[-1].position)
        edition = calendar.known_on(legal_day(at), region_of(history))
        used = UsedLaw(law=law, calendar=calendar, edition=edition)
        return conclude(assessment, stream, inputs), used

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
        law = self.law(history)
        assessment = assess(history, law, self.calendar(), day, day)
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
            calendar_size=calendar_size(self.calendar(), day),
            knowledge=Knowledge(law=self.law, adopted_at=self.adopted_at, calendar=self.calendar()),
        )


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
