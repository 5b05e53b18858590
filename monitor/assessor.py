"""How a cluster is assessed: its law by its programme, the calendar by what is recorded of it."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.administration import CALENDAR_STREAM
from domain.assessment import Assessment, Law, assess
from domain.calendar import Calendar
from domain.conclusions import conclude
from domain.events import Recorded, legal_day
from domain.history import History, known
from domain.recall import Draft, Inputs
from domain.reminders import next_wake_on
from monitor.event_log import EventLog
from monitor.library import Library, calendar_size
from projections.view import ClusterView


class Assessor:
    """Assesses streams; the same function for answers, projections and findings."""

    def __init__(self, log: EventLog, library: Library, code_version: str) -> None:
        """Assess by a library, and by what a log adds to the calendar."""
        self._log = log
        self._library = library
        self._code_version = code_version
        self._calendar: Calendar | None = None

    def calendar(self, known_at: datetime | None = None) -> Calendar:
        """Return the calendar with what was recorded of it by an instant."""
        if known_at is not None:
            return self._library.calendar(self._log.stream(CALENDAR_STREAM), known_at)
        if self._calendar is None:
            self._calendar = self._library.calendar(self._log.stream(CALENDAR_STREAM))
        return self._calendar

    def forget_calendar(self) -> None:
        """Read the calendar anew at the next question: more may be recorded of it."""
        self._calendar = None

    def assess(self, stream: Sequence[Recorded], on: date, known_at: datetime) -> tuple[History, Assessment]:
        """Return what was known of a cluster at an instant, assessed on a day."""
        history = known(stream, known_at)
        law = self._law(history)
        return history, assess(history, law, self.calendar(), on, legal_day(known_at))

    def conclusions(self, stream: Sequence[Recorded], at: datetime) -> list[Draft]:
        """Return the findings about a cluster that are due by an instant and not recorded yet."""
        history, assessment = self.assess(stream, legal_day(at), at)
        return conclude(assessment, stream, self._inputs(history, assessment, stream[-1].position))

    def _law(self, history: History) -> Law:
        founding = history.founding()
        return self._library.law_of(founding.programme if founding else "")

    def _inputs(self, history: History, assessment: Assessment, position: int) -> Inputs:
        return Inputs(
            law=self._law(history),
            calendar_sha256=assessment.calendar,
            position=position,
            code_version=self._code_version,
        )

    def view(self, cluster: str, stream: Sequence[Recorded], day: date) -> ClusterView:
        """Assess a cluster for the projections: everything recorded, on a day."""
        history = known(stream)
        law = self._law(history)
        assessment = assess(history, law, self.calendar(), day, day)
        inputs = self._inputs(history, assessment, stream[-1].position)
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
        )


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
