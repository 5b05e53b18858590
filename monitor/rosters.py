"""What can be asked of all clusters at once: who stands how, on any day, as known at any instant."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Engine

from domain.events import Recorded, legal_day
from monitor.assessor import Assessor
from monitor.database import reading
from monitor.event_log import EventLog
from monitor.feed import LogFeed
from monitor.hindsight import Hindsight
from monitor.library import calendar_size
from monitor.upkeep import Upkeep
from projections import roster, standing_periods
from projections.answer import Json, roster_answer
from projections.follow import live_generation
from projections.standing_periods import EVERY, Selection


class Rosters:
    """The roster of one database, from its tables about now, else as known then."""

    def __init__(self, engine: Engine, log: EventLog, assessor: Assessor, *, simulation: bool) -> None:
        """Answer from a log and the projections beside it."""
        self._engine = engine
        self._log = log
        self._assessor = assessor
        self._simulation = simulation
        self._feed = LogFeed(log)
        self._upkeep = Upkeep(engine, self._feed, assessor)
        self._hindsight = Hindsight(self._feed, assessor)

    def roster(
        self, *, on: date, known_at: datetime, is_now: bool, selection: Selection = EVERY
    ) -> Iterator[Json]:
        """Yield one line a cluster, by name; from the roster table where it is about now.

        About another time the standing periods say which clusters there were and stood how, and only
        those that are shown are folded.
        """
        if is_now and not self._is_behind(known_at):
            every = (line for line in self._live_roster(on, known_at) if selection.passes(line))
            yield from selection.page(every)
            return
        found = self.standings(on=on, known_at=known_at, selection=selection)
        readable = [line["cluster"] for line in found if "quarantine" not in line]
        streams = self._hindsight.streams(readable, known_at)
        for line in found:
            cluster = line["cluster"]
            if cluster in streams:
                yield self._line(cluster, streams[cluster], on, known_at)
            else:
                yield self._unreadable(cluster, line["quarantine"], on, known_at)

    def _live_roster(self, on: date, known_at: datetime) -> Iterator[Json]:
        self._upkeep.catch_up()
        with reading(self._engine) as connection:
            generation = live_generation(connection)
            size = calendar_size(self._assessor.calendar(), legal_day(known_at))
            found = dict(roster.lines(connection, generation, on, size))
            poisoned = roster.quarantined(connection, generation)
        stale = [cluster for cluster, line in found.items() if line is None and cluster not in poisoned]
        streams = self._log.streams(stale)
        for cluster in sorted({*found, *poisoned}):
            if cluster in poisoned:
                yield self._unreadable(cluster, poisoned[cluster], on, known_at)
            elif line := found[cluster]:
                yield self._framed(line, on, known_at)
            else:
                yield self._line(cluster, streams[cluster], on, known_at)

    def standings(self, *, on: date, known_at: datetime, selection: Selection = EVERY) -> list[Json]:
        """Return who stood how on a legal day as known at an instant, by name: one indexed query."""
        with self._upkeep.settled(known_at) as (connection, live):
            poisoned = roster.quarantined(connection, live.generation) if live.is_poisoned else {}
            asked = selection.unpaged if poisoned else selection
            found = standing_periods.lines(connection, live.generation, on, known_at, asked)
        frame = {"on": on.isoformat(), "known_at": instant(known_at), "simulation": self._simulation}
        for line in found:
            line.update(frame)
        if not poisoned:
            return found
        unreadable = [self._unreadable(cluster, reason, on, known_at) for cluster, reason in poisoned.items()]
        passing = (line for line in unreadable if selection.passes(line))
        return list(selection.page(sorted((*found, *passing), key=lambda line: str(line["cluster"]))))

    def count_standings(self, *, on: date, known_at: datetime, selection: Selection = EVERY) -> int:
        """Return how many lines `standings` has, pages aside."""
        with self._upkeep.settled(known_at) as (connection, live):
            poisoned = roster.quarantined(connection, live.generation) if live.is_poisoned else {}
            readable = standing_periods.count(connection, live.generation, on, known_at, selection)
        lines = (self._unreadable(cluster, reason, on, known_at) for cluster, reason in poisoned.items())
        return readable + sum(1 for line in lines if selection.passes(line))

    def _is_behind(self, at: datetime) -> bool:
        """Tell whether something was recorded after an instant: the tables hold it, the answer must not."""
        last = self._log.last_recorded_at()
        return last is not None and at < last

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


def instant(at: datetime) -> str:
    """Return an instant as RFC 3339 in UTC: "2026-11-21T02:00:00Z"."""
    return at.isoformat().replace("+00:00", "Z")
