"""The projections kept up: followed, rebuilt, and assessed anew where a day or a notice has come."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Date, Engine, bindparam, text

from domain.events import legal_day
from monitor.alerting.filling import AlertFilling
from monitor.assessor import Assessor
from monitor.database import driving, reading, writing
from monitor.feed import LogFeed
from monitor.library import calendar_size
from monitor.notify.filling import Filling
from projections import roster
from projections.follow import Follower, hold_all, live_generation
from projections.shadow import Compared

OnProgress = Callable[[int], None]
_IS_BEHIND = """
SELECT position < coalesce((SELECT max(position) FROM events), 0)
    OR position > coalesce((SELECT max(position) FROM outbox_progress), position)
  FROM projection_progress WHERE live
"""
_LIVE = text("""
SELECT generation, position, (SELECT coalesce(max(position), 0) FROM events) AS last,
       EXISTS (SELECT 1 FROM roster WHERE generation = live.generation AND stale_from <= :day)
    OR EXISTS (SELECT 1 FROM roster WHERE generation = live.generation AND calendar_size < :size)
    OR EXISTS (SELECT 1 FROM roster WHERE generation = live.generation AND calendar_size > :size) AS is_stale,
       EXISTS (SELECT 1 FROM projection_quarantine WHERE generation = live.generation) AS is_poisoned
  FROM projection_progress AS live WHERE live
""").bindparams(bindparam("day", type_=Date))
_AT_A_TIME = 200


class Live(NamedTuple):
    """The generation that is read, whether all its rows hold, and whether it has clusters in quarantine."""

    generation: int
    holds: bool
    is_poisoned: bool


class Upkeep:
    """Keeps the projections of one database."""

    def __init__(self, engine: Engine, feed: LogFeed, assessor: Assessor) -> None:
        """Follow a feed into the tables of a database."""
        self._engine = engine
        self._assessor = assessor
        outgoing = Filling(engine, feed.log, AlertFilling(engine, feed.log).begin).fill
        self._follower = Follower(feed, assessor.view, self._writing, outgoing)

    def catch_up(self, on_progress: OnProgress | None = None) -> None:
        """Bring the projections up to date with the log, and the outbox with them.

        Where they are, one question tells it and no lock is taken.
        """
        self._assessor.forget_calendar()
        with driving(self._engine) as driver:
            live = driver.execute(_IS_BEHIND).fetchone()
        if live is None or live[0]:  # none is a damaged database: the follower says so
            self._follower.catch_up(on_progress)

    def rebuild(self, on_progress: OnProgress | None = None) -> None:
        """Build the projections anew beside the live ones, then swap."""
        self._assessor.forget_calendar()
        known = len(self._assessor.adoptions())
        self._follower.rebuild(on_progress, lambda connection: self._wake_adopted(connection, known))

    def waking(self, at: datetime, limit: int) -> list[str]:
        """Return clusters that have to be looked at by an instant."""
        day = legal_day(at)
        with reading(self._engine) as connection:
            size = calendar_size(self._assessor.calendar(), day)
            return roster.waking(connection, live_generation(connection), day, size, limit)

    def shadow(self, at: datetime, on_progress: OnProgress | None = None) -> tuple[Compared, ...]:
        """Compare the live projections with new ones that are built beside them and thrown away."""
        self.catch_up()
        self.settle_stale(at)
        return self._follower.shadow(on_progress)

    def wake(self, programmes: Sequence[str], at: datetime) -> None:
        """Have every cluster of some programmes looked at again: the law they are judged by changed."""
        if programmes:
            with writing(self._engine) as connection:
                hold_all(connection)
                roster.wake(connection, programmes, legal_day(at))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Write a page by the law that is adopted now; who adopts another one wakes what we wrote."""
        with writing(self._engine) as connection:
            self._assessor.forget_adoptions()
            yield connection

    def _wake_adopted(self, connection: Connection, known: int) -> None:
        """Wake whatever a rebuild may have assessed by a law that another one has followed meanwhile."""
        self._assessor.forget_adoptions()
        for each in self._assessor.adoptions()[known:]:
            roster.wake(connection, [each.programme], legal_day(each.adopted_at))

    def settle(self, clusters: Sequence[str], at: datetime) -> None:
        """Note that clusters were looked at, so that they wake on their next day.

        Whose findings were recorded on that day was assessed with them already.
        """
        day = legal_day(at)
        with reading(self._engine) as connection:
            size = calendar_size(self._assessor.calendar(), day)
            done = roster.settled(connection, live_generation(connection), clusters, day, size)
        if left := [cluster for cluster in clusters if cluster not in done]:
            self._follower.refresh(left, day)

    def settle_stale(self, at: datetime) -> None:
        """Assess anew every cluster whose line in the roster holds no more."""
        while clusters := self._stale(at):
            self.settle(clusters, at)

    @contextmanager
    def settled(self, at: datetime) -> Iterator[tuple[Connection, "Live"]]:
        """Give one state of the live rows, up to date with the log and each assessed as of an instant.

        Where they are already, one question tells it, in the state that is given.
        """
        with reading(self._engine) as connection:
            live = self._live(connection, at)
            if live.holds:
                yield connection, live
                return
        self.catch_up()
        self.settle_stale(at)
        with reading(self._engine) as connection:
            yield connection, self._live(connection, at)

    def _live(self, connection: Connection, at: datetime) -> "Live":
        day = legal_day(at)
        read = self._assessor.last_reading()
        values = {"day": day, "size": calendar_size(read.calendar, day)}
        found = connection.execute(_LIVE, values).one()
        holds = found.position == found.last == read.position and not found.is_stale
        return Live(found.generation, holds, bool(found.is_poisoned))

    def _stale(self, at: datetime) -> list[str]:
        day = legal_day(at)
        with reading(self._engine) as connection:
            size = calendar_size(self._assessor.calendar(), day)
            return roster.stale(connection, live_generation(connection), day, size, _AT_A_TIME)
