"""How the projections follow the log: pull a page, write its rows and the position in one commit.

A record that cannot be read stops its own cluster, which is put in quarantine and reported; the others
go on. A rebuild fills the next generation and then moves the pointer.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date

import msgspec
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import StatementError

from domain.administration import CALENDAR_STREAM, is_administrative
from domain.events import Recorded, legal_day
from domain.periods import rectangles
from projections import alerts, due, roster, standing_periods, tallies, timeline
from projections.rows import add, replace_clusters
from projections.shadow import Compared, compared
from projections.tables import METADATA, progress, quarantine
from projections.tables import due as due_table
from projections.tables import roster as roster_table
from projections.tables import standing_periods as periods_table
from projections.tables import tallies as tallies_table
from projections.view import Assessor, ClusterView, Feed, Poison

PAGE = 1_000
Transaction = Callable[[], AbstractContextManager[Connection]]
Progress = Callable[[int], None]
Outgoing = Callable[[Connection, int], None]


class Follower:
    """Keeps the projections up to date with the log."""

    def __init__(
        self, feed: Feed, assessor: Assessor, writing: Transaction, outgoing: Outgoing | None = None
    ) -> None:
        """Follow a feed; `writing` opens a transaction that commits at its end.

        `outgoing` is told how far the live rows have come, in the transaction that brought them there: it
        notes what is to be told to others. A rebuild and a shadow never call it.
        """
        self._feed = feed
        self._assess = assessor
        self._writing = writing
        self._outgoing = outgoing

    def catch_up(self, on_progress: Progress | None = None) -> None:
        """Apply everything after the live position, page by page."""
        self._follow(None, on_progress)

    def rebuild(self, on_progress: Progress | None = None) -> None:
        """Build all projections anew beside the live ones, then swap."""
        following = self._begin()
        self._follow(following, on_progress)
        with self._writing() as connection:
            connection.execute(update(progress).values(live=progress.c.generation == following))
            for generation in connection.scalars(
                select(progress.c.generation).where(progress.c.generation != following)
            ).all():
                _clear(connection, generation)

    def shadow(self, on_progress: Progress | None = None) -> tuple[Compared, ...]:
        """Build all projections anew beside the live ones, compare row by row, and throw them away.

        What nobody looked at since is compared as it was last assessed; nothing is written to while
        the rows are compared.
        """
        following = self._begin()
        try:
            while True:
                self._follow(None, None)
                self._follow(following, on_progress)
                with self._writing() as connection:
                    live = live_generation(connection)
                    reached = [_locked_position(connection, each) for each in (live, following)]
                    if reached[0] == reached[1]:
                        self._settle_alike(connection, live, following)
                        return tuple(compared(connection, live, following))
        finally:
            with self._writing() as connection:
                _clear(connection, following)

    def _begin(self) -> int:
        """Make room for the next generation and return it."""
        with self._writing() as connection:
            following = live_generation(connection) + 1
            _clear(connection, following)
            connection.execute(insert(progress).values(generation=following, position=0, live=False))
        return following

    def _settle_alike(self, connection: Connection, live: int, following: int) -> None:
        """Assess in one generation whatever another has assessed on another day."""
        for day, clusters in roster.assessed_otherwise(connection, live, following).items():
            views, poisons = self._views(clusters, day)
            unwritten = _write_views(connection, following, views)
            _quarantine(connection, following, [*poisons, *unwritten])

    def refresh(self, clusters: Sequence[str], day: date) -> None:
        """Write clusters as assessed on a later day, without a new event."""
        with self._writing() as connection:
            generation = live_generation(connection)
            _locked_position(connection, generation)
            views, poisons = self._views(clusters, day)
            _quarantine(connection, generation, [*poisons, *_write_views(connection, generation, views)])

    def _follow(self, generation: int | None, on_progress: Progress | None) -> None:
        written: dict[str, int] = {}
        while True:
            with self._writing() as connection:
                target = live_generation(connection) if generation is None else generation
                position = _locked_position(connection, target)
                page = self._feed.page(position, PAGE)
                reached = page[-1].position if page else position
                if page:
                    self._apply(connection, target, page, written)
                    mine = progress.c.generation == target
                    connection.execute(update(progress).where(mine).values(position=reached))
                if generation is None and self._outgoing is not None:
                    self._outgoing(connection, reached)
                if not page:
                    return
            if on_progress is not None:
                on_progress(page[-1].position)

    def _apply(
        self,
        connection: Connection,
        generation: int,
        page: Sequence[Recorded | Poison],
        written: dict[str, int],
    ) -> None:
        """Write a page; `written` says up to which position each cluster was assessed on the way.

        A cluster is assessed from its whole stream, so that its rows are ahead of the page already; a
        calendar notice disturbs them, and they are made anew.
        """
        stopped = set(roster.quarantined(connection, generation))
        poisons = [each for each in page if isinstance(each, Poison) and each.cluster not in stopped]
        stopped |= {poison.cluster for poison in poisons}
        records = [each for each in page if isinstance(each, Recorded) and each.cluster not in stopped]
        timeline.apply(connection, generation, records)
        alerts.apply(connection, generation, records)
        mine = (each for each in records if not is_administrative(each.cluster))
        touched = dict.fromkeys(each.cluster for each in mine if each.position > written.get(each.cluster, 0))
        views, unread = self._views(list(touched), None)
        written |= {view.cluster: view.position for view in views}
        unwritten = _write_views(connection, generation, views)
        _quarantine(connection, generation, [*poisons, *unread, *unwritten])
        if any(each.cluster == CALENDAR_STREAM for each in records):
            roster.disturb(connection, generation)
            written.clear()
            self._learn(connection, generation)

    def _learn(self, connection: Connection, generation: int) -> None:
        """Write anew as known whatever standing a calendar notice may have changed."""
        views, poisons = self._views(standing_periods.resting_on_calendar(connection, generation), None)
        standing_periods.apply(connection, generation, views)
        _quarantine(connection, generation, poisons)

    def _views(self, clusters: Sequence[str], day: date | None) -> tuple[list[ClusterView], list[Poison]]:
        """Assess clusters, on the day of their last record where none is given.

        One that cannot be read or assessed becomes a poison and holds up no other.
        """
        views: list[ClusterView] = []
        poisons: list[Poison] = []
        for cluster, stream in self._feed.streams(clusters):
            found = self._view(cluster, stream, day)
            if isinstance(found, Poison):
                poisons.append(found)
            else:
                views.append(found)
        return views, poisons

    def _view(
        self, cluster: str, stream: Sequence[Recorded] | Poison, day: date | None
    ) -> ClusterView | Poison:
        if isinstance(stream, Poison):
            return stream
        try:
            view = self._assess(cluster, stream, day or legal_day(stream[-1].recorded_at))
            return msgspec.structs.replace(view, rectangles=rectangles(stream, view.knowledge))
        except Exception as error:  # noqa: BLE001 - whatever it is, it must stop this cluster only
            return Poison(stream[-1].position, cluster, f"{type(error).__name__}: {error}")


def live_generation(connection: Connection) -> int:
    """Return the generation that queries read."""
    generation: int = connection.scalars(select(progress.c.generation).where(progress.c.live)).one()
    return generation


def live_progress(connection: Connection) -> tuple[int, int]:
    """Return the generation that queries read, and the position that its rows have come to."""
    query = select(progress.c.generation, progress.c.position).where(progress.c.live)
    found = connection.execute(query).one()
    return found.generation, found.position


def _locked_position(connection: Connection, generation: int) -> int:
    """Return how far a generation has come; whoever else would write it waits."""
    mine = select(progress.c.position).where(progress.c.generation == generation)
    position: int = connection.scalars(mine.with_for_update()).one()
    return position


def hold_all(connection: Connection) -> None:
    """Wait for whoever writes any generation, and let the next one wait."""
    connection.execute(select(progress.c.position).with_for_update()).all()


def _write_views(connection: Connection, generation: int, views: Sequence[ClusterView]) -> list[Poison]:
    """Write what was assessed; a cluster whose rows the database refuses holds up no other."""
    try:
        with connection.begin_nested():
            for projection in (roster, due, tallies, standing_periods):
                projection.apply(connection, generation, views)
    except StatementError as error:
        if len(views) == 1:
            return [Poison(views[0].position, views[0].cluster, f"{type(error.orig).__name__}: {error.orig}")]
        return [poison for view in views for poison in _write_views(connection, generation, [view])]
    return []


def _quarantine(connection: Connection, generation: int, poisons: Sequence[Poison]) -> None:
    """Note what cannot be read, and take its cluster off the other tables: unknown is never shown as fine."""
    rows = {poison.cluster: msgspec.structs.asdict(poison) for poison in reversed(poisons)}
    add(connection, quarantine, generation, list(rows.values()))
    for table in (roster_table, due_table, tallies_table, periods_table):
        replace_clusters(connection, table, generation, list(rows), [])


def _clear(connection: Connection, generation: int) -> None:
    for table in METADATA.sorted_tables:
        connection.execute(delete(table).where(table.c.generation == generation))
