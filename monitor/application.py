"""The service over one database: what it is asked, what it records, and the pass of the scheduler."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid5

import msgspec
from sqlalchemy import Engine

from domain.administration import CALENDAR_STREAM, CalendarNoticeRecorded, CalendarOverridden
from domain.calendar import Calendar
from domain.events import Recorded, legal_day
from domain.recall import Draft
from domain.refusal import RefusedError
from domain.rulebook_hash import law_text
from monitor.assessor import Assessor
from monitor.codec import Envelope
from monitor.event_log import ConflictError, EventLog
from monitor.intake.line import FactLine
from monitor.law_archive import LawArchive, LawText, UsedLaw
from monitor.library import Library
from monitor.questions import Questions
from monitor.recording import NAMESPACE, Command, Outcome, Progress, Recording
from projections.shadow import Compared
from projections.view import Poison

SYSTEM = "cluster-monitor"
AT_ONCE = timedelta(seconds=10)
_TRIES = 20  # as many clerks may come first between our look at the clock and our turn


class Monitor(Questions):
    """The service. Time is an argument of whatever needs it."""

    def __init__(
        self, engine: Engine, log: EventLog, library: Library, *, simulation: bool, code_version: str
    ) -> None:
        """Serve a database that is initialised and current."""
        self.archive = LawArchive(engine)
        assessor = Assessor(log, library, self.archive, code_version)
        super().__init__(engine, log, assessor, simulation=simulation)
        self.engine = engine
        self.log = log
        self.library = library
        self.simulation = simulation
        self._has_adopted = False

    def calendar(self, known_at: datetime | None = None) -> Calendar:
        """Return the calendar with what was recorded of it by an instant."""
        self._assessor.forget_calendar()
        return self._assessor.calendar(known_at)

    # --- recording ------------------------------------------------------------------------

    def record(  # noqa: PLR0913 - one import, told in one call
        self,
        lines: Sequence[FactLine],
        *,
        at: datetime,
        by: str,
        allow_repeats: bool = False,
        dry_run: bool = False,
        on_progress: Progress | None = None,
        expected: Mapping[str, int] | None = None,
    ) -> Outcome:
        """Record facts in one transaction, or restore an export into an empty log.

        `expected` maps clusters to the version they were last seen at (0: not there yet).

        Raises:
            LinesRefusedError: with every line that may not be recorded; then none was.
            RefusedError: clock before the last record, a database away; "version-moved-on", a cluster is
                not at its expected version.
        """
        self._assessor.forget_calendar()  # another process may have recorded a notice
        if any(line.restores for line in lines):
            return self._restore(lines, at, dry_run=dry_run)
        for _ in range(_TRIES):
            command = Command(at=self.stamp(at), by=by, allow_repeats=allow_repeats, expected=expected or {})
            recording = Recording(self.log, self._assessor, command, partial(self._stand_by, command.at))
            try:
                return recording.record(lines, dry_run=dry_run, on_progress=on_progress)
            except ConflictError as error:
                if error.code != "stream-changed":
                    raise
            except RefusedError as error:
                if error.code != "clock-before-last-record" or self.simulation:
                    raise
        raise RefusedError(
            "database-busy", kind="unavailable", database=self.engine.url.database, reason=f"{_TRIES} tries"
        )

    def _stand_by(self, at: datetime, used: Iterable[UsedLaw]) -> None:
        """Adopt the law of this release, and keep the texts that are about to be pinned."""
        self._adopt(at)
        self.archive.keep_used(used)

    def _adopt(self, at: datetime) -> None:
        """Judge by the law of this release from now on; clusters whose law changed are looked at again."""
        if not self._has_adopted:
            changed = self.archive.adopt(self.library.laws, at)
            self.archive.keep([LawText("notices", law_text(self.calendar()))])
            self._upkeep.wake(changed, at)
            self._has_adopted = True

    def stamp(self, at: datetime) -> datetime:
        """Return the instant to record at: never before the last record.

        Of two clerks at once, the one who comes second is recorded with the instant of the first; a
        clock further behind than that is wrong and is not written by.

        Raises:
            RefusedError: "clock-before-last-record".
        """
        last = self.log.last_recorded_at()
        if last is None or at >= last:
            return at
        if self.simulation or last - at > AT_ONCE:
            raise RefusedError("clock-before-last-record", kind="conflict", at=at, last=last)
        return last

    def _restore(self, lines: Sequence[FactLine], at: datetime, *, dry_run: bool) -> Outcome:
        if not all(line.restores for line in lines):
            raise RefusedError("restore-mixed")
        last = self.log.last_position()
        if last:
            raise RefusedError("restore-into-used-log", kind="conflict", position=last)
        versions: dict[str, int] = {}
        records = []
        for line in sorted(lines, key=lambda each: each.position or 0):
            versions[line.cluster] = versions.get(line.cluster, 0) + 1
            records.append(_restored(line, versions[line.cluster]))
        if not dry_run:
            self.log.restore(records)
            self._adopt(at)
        return Outcome(tuple(records), 0)

    def record_calendar(
        self, body: CalendarNoticeRecorded | CalendarOverridden, effective_on: date, *, at: datetime, by: str
    ) -> Recorded:
        """Record a holiday notice or a regional override."""
        at = self.stamp(at)
        stream = self.log.stream(CALENDAR_STREAM)
        if effective_on > legal_day(at):
            raise RefusedError("calendar-dated-in-future", on=effective_on, today=legal_day(at))
        if any(each.body == body and each.effective_on == effective_on for each in stream):
            raise RefusedError("calendar-recorded-already", kind="conflict")
        content = msgspec.json.encode(body, order="deterministic").decode()
        entry = Envelope(
            id=str(uuid5(NAMESPACE, f"calendar|{effective_on}|{content}")),
            cluster=CALENDAR_STREAM,
            effective_on=effective_on,
            recorded_at=at,
            recorded_by=by,
            body=body,
        )
        self._assessor.forget_calendar()
        return self.log.append([entry], {CALENDAR_STREAM: len(stream)})[0]

    # --- projections and the pass of the scheduler ----------------------------------------

    def catch_up(self, on_progress: Callable[[int], None] | None = None) -> None:
        """Bring the projections up to date with the log."""
        self._upkeep.catch_up(on_progress)

    def rebuild(self, on_progress: Callable[[int], None] | None = None) -> None:
        """Build the projections anew beside the live ones, then swap."""
        self._upkeep.rebuild(on_progress)

    def shadow(self, at: datetime, on_progress: Callable[[int], None] | None = None) -> tuple[Compared, ...]:
        """Compare the live projections with new ones that are built beside them and thrown away."""
        return self._upkeep.shadow(at, on_progress)

    def waking(self, at: datetime, limit: int) -> list[str]:
        """Return clusters that have to be looked at by an instant."""
        self._adopt(at)
        return self._upkeep.waking(at, limit)

    def settle(self, clusters: Sequence[str], at: datetime) -> None:
        """Note that clusters were looked at, so that they wake on their next day."""
        self._upkeep.settle(clusters, at)

    def conclude(self, clusters: Sequence[str], at: datetime) -> list[Recorded]:
        """Assess clusters, record what follows in one transaction, and return it.

        Where a stream moved on meanwhile, each cluster is done again by itself.
        """
        readable = self._feed.streams(clusters)
        streams = {name: stream for name, stream in readable if not isinstance(stream, Poison)}
        used: list[UsedLaw] = []
        entries = [entry for stream in streams.values() for entry in self._conclusions(stream, at, used)]
        if not entries:
            return []
        self._stand_by(at, used)
        touched = dict.fromkeys(entry.cluster for entry in entries)
        try:
            return self.log.append(entries, {name: len(streams[name]) for name in touched})
        except ConflictError:
            if len(clusters) == 1:
                return []
            return [found for cluster in clusters for found in self.conclude([cluster], at)]

    def _conclusions(self, stream: Sequence[Recorded], at: datetime, used: list[UsedLaw]) -> list[Envelope]:
        drafts, law = self._assessor.conclusions(stream, at)
        if drafts:
            used.append(law)
        return [_entry(draft, stream[-1].cluster, at) for draft in drafts]


def _entry(draft: Draft, cluster: str, at: datetime) -> Envelope:
    return Envelope(
        id=str(uuid5(NAMESPACE, f"finding|{cluster}|{draft.key}")),
        cluster=cluster,
        effective_on=draft.finding.legal_on,
        recorded_at=at,
        recorded_by=SYSTEM,
        body=draft.finding,
    )


def _restored(line: FactLine, version: int) -> Recorded:
    values: dict[str, Any] = {name: getattr(line, name) for name in _RESTORED}
    return Recorded(version=version, **values)


_RESTORED = (
    "id",
    "cluster",
    "position",
    "effective_on",
    "recorded_at",
    "recorded_by",
    "body",
    "source",
    "key",
    "pinned",
)
