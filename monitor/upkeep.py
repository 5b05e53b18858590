"""The projections kept up: followed, rebuilt, and assessed anew where a day or a notice has come."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine

from domain.events import legal_day
from monitor.alerting.filling import AlertFilling
from monitor.assessor import Assessor
from monitor.database import reading, writing
from monitor.feed import LogFeed
from monitor.library import calendar_size
from monitor.notify.filling import Filling
from projections import roster
from projections.follow import Follower, hold_all, live_generation
from projections.shadow import Compared

OnProgress = Callable[[int], None]
_AT_A_TIME = 200


class Upkeep:
    """Keeps the projections of one database."""

    def __init__(self, engine: Engine, feed: LogFeed, assessor: Assessor) -> None:
        """Follow a feed into the tables of a database."""
        self._engine = engine
        self._assessor = assessor
        outgoing = Filling(engine, feed.log, AlertFilling(engine, feed.log).begin).fill
        self._follower = Follower(feed, assessor.view, self._writing, outgoing)

    def catch_up(self, on_progress: OnProgress | None = None) -> None:
        """Bring the projections up to date with the log."""
        self._assessor.forget_calendar()
        self._follower.catch_up(on_progress)

    def rebuild(self, on_progress: OnProgress | None = None) -> None:
        """Build the projections anew beside the live ones, then swap."""
        self._assessor.forget_calendar()
        self._follower.rebuild(on_progress)

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

    def settle(self, clusters: Sequence[str], at: datetime) -> None:
        """Note that clusters were looked at, so that they wake on their next day."""
        self._follower.refresh(clusters, legal_day(at))

    def settle_stale(self, at: datetime) -> None:
        """Assess anew every cluster whose line in the roster holds no more."""
        while clusters := self._stale(at):
            self.settle(clusters, at)

    def _stale(self, at: datetime) -> list[str]:
        day = legal_day(at)
        with reading(self._engine) as connection:
            size = calendar_size(self._assessor.calendar(), day)
            return roster.stale(connection, live_generation(connection), day, size, _AT_A_TIME)
