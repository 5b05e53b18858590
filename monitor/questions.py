"""What can be asked: one cluster, all of them, what is due, what was found; on any day, as known then."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Engine

from domain.administration import CALENDAR_STREAM
from domain.events import Recorded, legal_day
from domain.refusal import RefusedError
from monitor.assessor import Assessor
from monitor.changes import history_answer
from monitor.database import reading
from monitor.event_log import EventLog
from monitor.feed import LogFeed
from monitor.library import calendar_size
from monitor.upkeep import Upkeep
from projections import alerts, due, roster, tallies, timeline
from projections.answer import Json, full_answer, roster_answer
from projections.follow import live_generation
from projections.view import Poison


class Questions:
    """The answers over one database."""

    def __init__(self, engine: Engine, log: EventLog, assessor: Assessor, *, simulation: bool) -> None:
        """Answer from a log and the projections beside it."""
        self._engine = engine
        self._log = log
        self._assessor = assessor
        self._simulation = simulation
        self._feed = LogFeed(log)
        self._upkeep = Upkeep(engine, self._feed, assessor)

    def status(self, cluster: str, *, on: date, known_at: datetime) -> Json:
        """Return everything that is answered of a cluster for a day, as known at an instant.

        Raises:
            RefusedError: "cluster-not-found", nothing was known of it.
        """
        stream = self._known_stream(cluster, known_at)
        history, assessment = self._assessor.assess(stream, on, known_at)
        return {
            **full_answer(cluster, history, assessment),
            **self._frame(known_at, stream[-1].position),
        }

    def roster(self, *, on: date, known_at: datetime, is_now: bool) -> Iterator[Json]:
        """Yield one line a cluster; from the roster table where it is about now, else folded anew."""
        if not is_now or self._is_behind(known_at):
            yield from self._folded_roster(on, known_at)
            return
        self._upkeep.catch_up()
        with reading(self._engine) as connection:
            generation = live_generation(connection)
            size = calendar_size(self._assessor.calendar(), legal_day(known_at))
            found = list(roster.lines(connection, generation, on, size))
            poisoned = roster.quarantined(connection, generation)
        stale = [cluster for cluster, line in found if line is None]
        streams = self._log.streams([cluster for cluster in stale if cluster not in poisoned])
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

    def _is_behind(self, at: datetime) -> bool:
        """Tell whether something was recorded after an instant: the tables hold it, the answer must not."""
        last = self._log.last_recorded_at()
        return last is not None and at < last

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
        history, assessment = self._assessor.assess(stream, on, known_at)
        line = roster_answer(cluster, history, assessment)
        return {**line, **self._frame(known_at, stream[-1].position)}

    def _framed(self, line: Json, on: date, known_at: datetime) -> Json:
        return {**line, "on": on.isoformat(), **self._frame(known_at, line["position"])}

    def _frame(self, known_at: datetime, position: int) -> Json:
        return {"simulation": self._simulation, "known_at": instant(known_at), "position": position}

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
        return history_answer(stream, self._assessor.assess)

    def due(self, *, on: date, known_at: datetime, within: int | None) -> list[Json]:
        """Return what is open, earliest last day first; overdue ones included."""
        self._upkeep.catch_up()
        self._upkeep.settle_stale(known_at)
        until = on + timedelta(days=within) if within is not None else None
        with reading(self._engine) as connection:
            found = due.items(connection, live_generation(connection), until)
        return [{**item, "days_left": (date.fromisoformat(item["due_on"]) - on).days} for item in found]

    def alerts(self, *, limit: int, before: int | None = None, cluster: str | None = None) -> list[Json]:
        """Return findings, newest first."""
        self._upkeep.catch_up()
        with reading(self._engine) as connection:
            return alerts.newest(connection, live_generation(connection), limit, before, cluster)

    def activity(self, *, limit: int, before: int | None = None) -> list[Json]:
        """Return the newest events of all clusters."""
        self._upkeep.catch_up()
        with reading(self._engine) as connection:
            return timeline.latest(connection, live_generation(connection), limit, before)

    def statistics(self) -> list[Json]:
        """Return counts by programme, province, city, year and measure."""
        self._upkeep.catch_up()
        with reading(self._engine) as connection:
            return tallies.by_region(connection, live_generation(connection))

    def quarantined(self) -> Mapping[str, Json]:
        """Return the clusters whose events cannot be read."""
        with reading(self._engine) as connection:
            return roster.quarantined(connection, live_generation(connection))

    def _known_stream(self, cluster: str, known_at: datetime) -> list[Recorded]:
        stream = [each for each in self._log.stream(cluster) if each.recorded_at <= known_at]
        if not stream or cluster == CALENDAR_STREAM:
            raise RefusedError(
                "cluster-not-found", kind="not-found", cluster=cluster, known_at=instant(known_at)
            )
        return stream


def instant(at: datetime) -> str:
    """Return an instant as RFC 3339 in UTC: "2026-11-21T02:00:00Z"."""
    return at.isoformat().replace("+00:00", "Z")
