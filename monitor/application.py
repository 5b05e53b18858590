"""The use cases: record, ask, tick, rebuild. Each reads, folds, decides and appends; in that order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid5

import msgspec
from sqlalchemy import Engine

from domain.administration import CALENDAR_STREAM, CalendarNoticeRecorded, CalendarOverridden
from domain.assessment import Assessment, assess
from domain.calendar import Calendar
from domain.conclusions import conclude
from domain.events import Recorded, legal_day
from domain.history import History, known
from domain.recall import Draft, Inputs
from domain.refusal import RefusedError
from domain.reminders import next_wake_on
from monitor.changes import history_answer
from monitor.codec import Entry
from monitor.database import reading, writing
from monitor.event_log import ConflictError, EventLog
from monitor.feed import LogFeed
from monitor.intake.line import FactLine
from monitor.library import Library, calendar_size
from monitor.recording import NAMESPACE, Outcome, Progress, Recording
from projections import alerts, due, roster, tallies, timeline
from projections.answer import Json, full_answer, roster_answer
from projections.follow import Follower, live_generation
from projections.view import ClusterView, Poison

SYSTEM = "cluster-monitor"


class Monitor:
    """The service over one database. Time is an argument of whatever needs it."""

    def __init__(
        self, engine: Engine, log: EventLog, library: Library, *, simulation: bool, code_version: str
    ) -> None:
        """Serve a database that is initialised and current."""
        self.engine = engine
        self.log = log
        self.library = library
        self.simulation = simulation
        self.code_version = code_version
        self._feed = LogFeed(log)
        self._follower = Follower(self._feed, self.view, lambda: writing(engine))
        self._calendar: Calendar | None = None

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
    ) -> Outcome:
        """Record facts in one transaction, or restore an export into an empty log.

        Raises:
            LinesRefusedError: with every line that may not be recorded; then none was.
            RefusedError: clock before the last record, a stream that moved on, a database away.
        """
        if any(line.restores for line in lines):
            return self._restore(lines, dry_run=dry_run)
        self.refuse_early_clock(at)
        recording = Recording(self.log, self.library, at, by, allow_repeats=allow_repeats)
        return recording.record(lines, dry_run=dry_run, on_progress=on_progress)

    def refuse_early_clock(self, at: datetime) -> None:
        """Refuse to write by a clock that stands before the last record.

        Raises:
            RefusedError: "clock-before-last-record".
        """
        last = self.log.last_recorded_at()
        if last is not None and at < last:
            raise RefusedError("clock-before-last-record", kind="conflict", at=at, last=last)

    def _restore(self, lines: Sequence[FactLine], *, dry_run: bool) -> Outcome:
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
        return Outcome(tuple(records), 0)

    def record_calendar(
        self, body: CalendarNoticeRecorded | CalendarOverridden, effective_on: date, *, at: datetime, by: str
    ) -> Recorded:
        """Record a holiday notice or a regional override."""
        self.refuse_early_clock(at)
        stream = self.log.stream(CALENDAR_STREAM)
        if effective_on > legal_day(at):
            raise RefusedError("calendar-dated-in-future", on=effective_on, today=legal_day(at))
        if any(each.body == body and each.effective_on == effective_on for each in stream):
            raise RefusedError("calendar-recorded-already", kind="conflict")
        content = msgspec.json.encode(body, order="deterministic").decode()
        entry = Entry(
            id=str(uuid5(NAMESPACE, f"calendar|{effective_on}|{content}")),
            cluster=CALENDAR_STREAM,
            effective_on=effective_on,
            recorded_at=at,
            recorded_by=by,
            body=body,
        )
        self._calendar = None
        return self.log.append([entry], {CALENDAR_STREAM: len(stream)})[0]

    # --- questions ------------------------------------------------------------------------

    def status(self, cluster: str, *, on: date, known_at: datetime) -> Json:
        """Return everything that is answered of a cluster for a day, as known at an instant.

        Raises:
            RefusedError: "cluster-not-found", nothing was known of it.
        """
        stream = self._known_stream(cluster, known_at)
        history, assessment = self._assess(stream, on, known_at)
        return {
            **full_answer(cluster, history, assessment),
            **self._frame(known_at, stream[-1].position),
        }

    def roster(self, *, on: date, known_at: datetime, is_now: bool) -> Iterator[Json]:
        """Yield one line a cluster; from the roster table where it is about now, else folded anew."""
        if not is_now:
            yield from self._folded_roster(on, known_at)
            return
        self.catch_up()
        with reading(self.engine) as connection:
            generation = live_generation(connection)
            size = calendar_size(self.calendar(), legal_day(known_at))
            found = list(roster.lines(connection, generation, on, size))
            poisoned = roster.quarantined(connection, generation)
        stale = [cluster for cluster, line in found if line is None]
        streams = self.log.streams([cluster for cluster in stale if cluster not in poisoned])
        for cluster, line in found:
            if cluster in poisoned:
                continue
            yield (
                self._framed(line, on, known_at)
                if line
                else self._line(cluster, streams[cluster], on, known_at)
            )
        for cluster, reason in poisoned.items():
            yield self._unreadable(cluster, reason, on, known_at)

    def _folded_roster(self, on: date, known_at: datetime) -> Iterator[Json]:
        for cluster, stream in self._feed.every_stream():
            if isinstance(stream, Poison):
                reason = {"position": stream.position, "reason": stream.reason}
                yield self._unreadable(cluster, reason, on, known_at)
                continue
            seen = [each for each in stream if each.recorded_at <= known_at]
            if seen and cluster != CALENDAR_STREAM:
                yield self._line(cluster, seen, on, known_at)

    def _line(self, cluster: str, stream: Sequence[Recorded], on: date, known_at: datetime) -> Json:
        history, assessment = self._assess(stream, on, known_at)
        line = roster_answer(cluster, history, assessment)
        return {**line, **self._frame(known_at, stream[-1].position)}

    def _framed(self, line: Json, on: date, known_at: datetime) -> Json:
        return {**line, "on": on.isoformat(), **self._frame(known_at, self.log.last_position())}

    def _frame(self, known_at: datetime, position: int) -> Json:
        return {"simulation": self.simulation, "known_at": instant(known_at), "position": position}

    def _unreadable(self, cluster: str, reason: Json, on: date, known_at: datetime) -> Json:
        """Return the line of a cluster in quarantine: everything unknown, with the reason."""
        return {
            "cluster": cluster,
            "on": on.isoformat(),
            "standing": "unknown",
            "stage": None,
            "grounds": [],
            "attention": [],
            "open_grounds": [],
            "quarantine": reason,
            **self._frame(known_at, int(reason["position"])),
        }

    def history(self, cluster: str, *, known_at: datetime) -> list[Json]:
        """Return every event of a cluster with both dates and what it changed."""
        stream = self._known_stream(cluster, known_at)
        return history_answer(stream, self._assess)

    def due(self, *, on: date, known_at: datetime, within: int | None) -> list[Json]:
        """Return what is open, earliest last day first; overdue ones included."""
        self.catch_up()
        self._settle_stale(known_at)
        until = on + timedelta(days=within) if within is not None else None
        with reading(self.engine) as connection:
            found = due.items(connection, live_generation(connection), until)
        return [{**item, "days_left": (date.fromisoformat(item["due_on"]) - on).days} for item in found]

    def alerts(self, *, limit: int, before: int | None = None, cluster: str | None = None) -> list[Json]:
        """Return findings, newest first."""
        self.catch_up()
        with reading(self.engine) as connection:
            return alerts.newest(connection, live_generation(connection), limit, before, cluster)

    def activity(self, *, limit: int, before: int | None = None) -> list[Json]:
        """Return the newest events of all clusters."""
        self.catch_up()
        with reading(self.engine) as connection:
            return timeline.latest(connection, live_generation(connection), limit, before)

    def statistics(self) -> list[Json]:
        """Return counts by programme, province, city, year and measure."""
        self.catch_up()
        with reading(self.engine) as connection:
            return tallies.by_region(connection, live_generation(connection))

    def quarantined(self) -> Mapping[str, Json]:
        """Return the clusters whose events cannot be read."""
        with reading(self.engine) as connection:
            return roster.quarantined(connection, live_generation(connection))

    def calendar(self, known_at: datetime | None = None) -> Calendar:
        """Return the calendar with what was recorded of it by an instant."""
        if known_at is not None:
            return self.library.calendar(self.log.stream(CALENDAR_STREAM), known_at)
        if self._calendar is None:
            self._calendar = self.library.calendar(self.log.stream(CALENDAR_STREAM))
        return self._calendar

    # --- projections and the pass of the scheduler ----------------------------------------

    def catch_up(self, on_progress: Callable[[int], None] | None = None) -> None:
        """Bring the projections up to date with the log."""
        self._calendar = None
        self._follower.catch_up(on_progress)

    def rebuild(self, on_progress: Callable[[int], None] | None = None) -> None:
        """Build the projections anew beside the live ones, then swap."""
        self._follower.rebuild(on_progress)

    def waking(self, at: datetime, limit: int) -> list[str]:
        """Return clusters that have to be looked at by an instant."""
        day = legal_day(at)
        with reading(self.engine) as connection:
            size = calendar_size(self.calendar(), day)
            return roster.waking(connection, live_generation(connection), day, size, limit)

    def conclude(self, clusters: Sequence[str], at: datetime) -> list[Recorded]:
        """Assess clusters, record what follows in one transaction, and return it.

        Where a stream moved on meanwhile, each cluster is done again by itself.
        """
        streams = self.log.streams(clusters)
        entries = [entry for cluster in clusters for entry in self._conclusions(streams[cluster], at)]
        if not entries:
            return []
        touched = dict.fromkeys(entry.cluster for entry in entries)
        try:
            return self.log.append(entries, {name: len(streams[name]) for name in touched})
        except ConflictError:
            if len(clusters) == 1:
                return []
            return [found for cluster in clusters for found in self.conclude([cluster], at)]

    def settle(self, clusters: Sequence[str], at: datetime) -> None:
        """Note that clusters were looked at, so that they wake on their next day."""
        self._follower.refresh(clusters, legal_day(at))

    def _settle_stale(self, known_at: datetime) -> None:
        while clusters := self.stale(known_at):
            self.settle(clusters, known_at)

    def stale(self, at: datetime, limit: int = 200) -> list[str]:
        """Return clusters whose line in the roster no longer holds."""
        with reading(self.engine) as connection:
            generation = live_generation(connection)
            size = calendar_size(self.calendar(), legal_day(at))
            return roster.stale(connection, generation, legal_day(at), size, limit)

    def _conclusions(self, stream: Sequence[Recorded], at: datetime) -> list[Entry]:
        history, assessment = self._assess(stream, legal_day(at), at)
        drafts = conclude(assessment, stream, self._inputs(history, assessment, stream[-1].position))
        return [_entry(draft, stream[-1].cluster, at) for draft in drafts]

    def _inputs(self, history: History, assessment: Assessment, position: int) -> Inputs:
        founding = history.founding()
        return Inputs(
            law=self.library.law_of(founding.programme if founding else ""),
            calendar_sha256=assessment.calendar,
            position=position,
            code_version=self.code_version,
        )

    # --- assessing ------------------------------------------------------------------------

    def _known_stream(self, cluster: str, known_at: datetime) -> list[Recorded]:
        stream = [each for each in self.log.stream(cluster) if each.recorded_at <= known_at]
        if not stream or cluster == CALENDAR_STREAM:
            raise RefusedError(
                "cluster-not-found", kind="not-found", cluster=cluster, known_at=instant(known_at)
            )
        return stream

    def _assess(self, stream: Sequence[Recorded], on: date, known_at: datetime) -> tuple[History, Assessment]:
        history = known(stream, known_at)
        founding = history.founding()
        law = self.library.law_of(founding.programme if founding else "")
        return history, assess(history, law, self.calendar(), on, legal_day(known_at))

    def view(self, cluster: str, stream: Sequence[Recorded], day: date) -> ClusterView:
        """Assess a cluster for the projections: everything recorded, on a day."""
        history = known(stream)
        founding = history.founding()
        law = self.library.law_of(founding.programme if founding else "")
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


def _entry(draft: Draft, cluster: str, at: datetime) -> Entry:
    return Entry(
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
)


def instant(at: datetime) -> str:
    """Return an instant as RFC 3339 in UTC: "2026-11-21T02:00:00Z"."""
    return at.isoformat().replace("+00:00", "Z")
