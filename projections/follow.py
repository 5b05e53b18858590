"""How the projections follow the log: pull a page, write its rows and the position in one commit.

A record that cannot be read stops its own cluster, which is put in quarantine and reported; the others
go on. A rebuild fills the next generation cluster by cluster, follows what came meanwhile, and then moves
the pointer.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date

import msgspec
from sqlalchemy import Connection, select, text

from domain.administration import CALENDAR_STREAM, is_administrative
from domain.events import Recorded, legal_day
from domain.periods import rectangles
from projections import alerts, cluster_rows, generations, roster, standing_periods, timeline
from projections.shadow import Compared, compared
from projections.tables import progress
from projections.view import Assessor, ClusterView, Feed, Poison, Stream

PAGE = 1_000
_LIVE = text("SELECT generation FROM projection_progress WHERE live")
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

    def rebuild(
        self,
        on_progress: Progress | None = None,
        before_swap: Callable[[Connection], None] = lambda _connection: None,
    ) -> None:
        """Build all projections anew beside the live ones, then swap, in one transaction with `before_swap`.

        Raises:
            RefusedError: "rebuild-overtaken", another rebuild or comparison began meanwhile.
        """
        following = self._begun()
        self._build(following, on_progress)
        with self._writing() as connection:
            generations.locked_position(connection, following)
            before_swap(connection)
            generations.swap(connection, following)

    def shadow(self, on_progress: Progress | None = None) -> tuple[Compared, ...]:
        """Build all projections anew beside the live ones, compare row by row, and throw them away.

        What nobody looked at since is compared as it was last assessed; nothing is written to while
        the rows are compared.

        Raises:
            RefusedError: "rebuild-overtaken", a rebuild or another comparison began meanwhile.
        """
        following = self._begun()
        try:
            self._build(following, on_progress)
            while True:
                self._follow(None, None)
                self._follow(following, None)
                with self._writing() as connection:
                    live, reached = generations.locked_live(connection)
                    if reached == generations.locked_position(connection, following):
                        self._settle_alike(connection, live, following)
                        return tuple(compared(connection, live, following))
        finally:
            with self._writing() as connection:
                generations.clear(connection, following)

    def _begun(self) -> int:
        with self._writing() as connection:
            return generations.begin(connection)

    def _build(self, generation: int, on_progress: Progress | None) -> None:
        """Fill a new generation from the log, to its end."""
        self._fill(generation, self._feed.last_position(), on_progress)
        self._follow(generation, None)

    def _fill(self, generation: int, until: int, on_progress: Progress | None) -> None:
        """Fill a generation cluster by cluster, each from its whole stream up to a position.

        What is read and assessed of some clusters is written by one short transaction.
        """
        beyond, done, noticed = "", 0, 0
        while clusters := self._feed.clusters(beyond, until):
            streams = dict(self._feed.streams(clusters, until))
            records = [each for name, some in streams.items() for each in self._readable(name, some, until)]
            theirs = [each for each in streams.items() if not is_administrative(each[0])]
            views, poisons = self._views(theirs, None)
            with self._writing() as connection:
                generations.locked_position(connection, generation)
                _write_records(connection, generation, sorted(records, key=_position))
                cluster_rows.write(connection, generation, views, poisons)
            noticed = max([noticed, *(each.position for each in records if each.cluster == CALENDAR_STREAM)])
            beyond, done = clusters[-1], done + len(records)
            if on_progress is not None:
                on_progress(done)
        with self._writing() as connection:
            generations.locked_position(connection, generation)
            roster.disturb(connection, generation, before=noticed)
            generations.move(connection, generation, until)

    def _readable(self, cluster: str, stream: Stream, until: int) -> Sequence[Recorded]:
        """Return what can be read of a stream."""
        return self._feed.readable(cluster, until) if isinstance(stream, Poison) else stream

    def _settle_alike(self, connection: Connection, live: int, following: int) -> None:
        """Assess in one generation whatever another has assessed on another day."""
        for day, clusters in roster.assessed_otherwise(connection, live, following).items():
            cluster_rows.write(connection, following, *self._views(self._feed.streams(clusters), day))

    def refresh(self, clusters: Sequence[str], day: date) -> None:
        """Write clusters as assessed on a later day, without a new event."""
        with self._writing() as connection:
            generation, _ = generations.locked_live(connection)
            cluster_rows.write(connection, generation, *self._views(self._feed.streams(clusters), day))

    def _follow(self, generation: int | None, on_progress: Progress | None) -> None:
        written: dict[str, int] = {}
        while True:
            with self._writing() as connection:
                target, position = generations.locked(connection, generation)
                page = self._feed.page(position, PAGE)
                reached = page[-1].position if page else position
                if page:
                    self._apply(connection, target, page, written)
                    generations.move(connection, target, reached)
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
        records = [each for each in page if isinstance(each, Recorded)]
        _write_records(connection, generation, records)
        stopped = set(roster.quarantined(connection, generation))
        poisons = [each for each in page if isinstance(each, Poison) and each.cluster not in stopped]
        stopped |= {poison.cluster for poison in poisons}
        mine = (
            each for each in records if each.cluster not in stopped and not is_administrative(each.cluster)
        )
        touched = dict.fromkeys(each.cluster for each in mine if each.position > written.get(each.cluster, 0))
        views, unread = self._views(
            self._feed.streams([each for each in touched if each not in stopped]), None
        )
        written |= {view.cluster: view.position for view in views}
        cluster_rows.write(connection, generation, views, [*poisons, *unread])
        if any(each.cluster == CALENDAR_STREAM for each in records):
            roster.disturb(connection, generation)
            written.clear()
            self._learn(connection, generation)

    def _learn(self, connection: Connection, generation: int) -> None:
        """Write anew as known whatever standing a calendar notice may have changed."""
        resting = standing_periods.resting_on_calendar(connection, generation)
        views, poisons = self._views(self._feed.streams(resting), None)
        standing_periods.apply(connection, generation, views)
        cluster_rows.stop(connection, generation, poisons)

    def _views(
        self, streams: Iterable[tuple[str, Stream]], day: date | None
    ) -> tuple[list[ClusterView], list[Poison]]:
        """Assess clusters, on the day of their last record where none is given.

        One that cannot be read or assessed becomes a poison and holds up no other.
        """
        views: list[ClusterView] = []
        poisons: list[Poison] = []
        for cluster, stream in streams:
            found = self._view(cluster, stream, day)
            if isinstance(found, Poison):
                poisons.append(found)
            else:
                views.append(found)
        return views, poisons

    def _view(self, cluster: str, stream: Stream, day: date | None) -> ClusterView | Poison:
        if isinstance(stream, Poison):
            return stream
        try:
            view = self._assess(cluster, stream, day or legal_day(stream[-1].recorded_at))
            return msgspec.structs.replace(view, rectangles=rectangles(stream, view.knowledge))
        except Exception as error:  # noqa: BLE001 - whatever it is, it must stop this cluster only
            return Poison(stream[-1].position, cluster, f"{type(error).__name__}: {error}")


def live_generation(connection: Connection) -> int:
    """Return the generation that queries read."""
    generation: int = connection.execute(_LIVE).scalar_one()
    return generation


def live_progress(connection: Connection) -> tuple[int, int]:
    """Return the generation that queries read, and the position that its rows have come to."""
    query = select(progress.c.generation, progress.c.position).where(progress.c.live)
    found = connection.execute(query).one()
    return found.generation, found.position


def _write_records(connection: Connection, generation: int, records: Sequence[Recorded]) -> None:
    """Write what follows from each record by itself."""
    timeline.apply(connection, generation, records)
    alerts.apply(connection, generation, records)


def hold_all(connection: Connection) -> None:
    """Wait for whoever writes any generation, and let the next one wait."""
    connection.execute(select(progress.c.position).with_for_update()).all()


def _position(record: Recorded) -> int:
    return record.position
