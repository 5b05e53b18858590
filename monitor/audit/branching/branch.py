"""The branch: a log that can be read and supposed about, and never written.

Promise: there is no method here that writes, and the connection beneath refuses it; what is supposed
lives in memory and ends with the question.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Engine

from domain.administration import CALENDAR_STREAM
from domain.assessment import Law
from domain.calendar import Calendar
from domain.events import Recorded
from domain.history import History
from domain.notices import Notice
from domain.refusal import RefusedError
from monitor.event_log import EventLog
from monitor.feed import LogFeed
from monitor.law_archive import LawArchive
from monitor.library import Library
from projections.view import Poison

_ADMINISTRATIVE = ":"  # the first character of the streams that are no clusters


class Branch:
    """The clusters of a log as known at an instant, with the law and the calendar of then."""

    def __init__(self, engine: Engine, library: Library, *, known_at: datetime, simulation: bool) -> None:
        """Read through an engine made by `open_read_only`."""
        log = EventLog(engine)
        self.close = engine.dispose
        self._names = log.clusters
        self._calendar = log.stream
        self._feed = LogFeed(log)
        self._archive = LawArchive(engine)
        self.library = library
        self.known_at = known_at
        self.simulation = simulation

    def clusters(self) -> Iterator[str]:
        """Yield the names of all clusters, in their order."""
        beyond = ""
        while names := self._names(beyond):
            yield from (name for name in names if not name.startswith(_ADMINISTRATIVE))
            beyond = names[-1]

    def streams(
        self, among: Collection[str] | None = None
    ) -> Iterator[tuple[str, Sequence[Recorded] | Poison]]:
        """Yield every cluster, or those `among`, with what was recorded of it or what of it cannot be read.

        One of which nothing was known yet is left out. At no time are more than 500 of them held.
        """
        every = self._feed.every_stream() if among is None else self._feed.streams_of(sorted(among))
        for cluster, stream in every:
            if not cluster.startswith(_ADMINISTRATIVE):
                seen = stream if isinstance(stream, Poison) else self._known(stream)
                if seen:
                    yield cluster, seen

    def stream(self, cluster: str) -> Sequence[Recorded] | Poison:
        """Return the same of one cluster; empty where nothing was known of it."""
        if cluster.startswith(_ADMINISTRATIVE):
            return []
        ((_, stream),) = self._feed.streams([cluster])
        return stream if isinstance(stream, Poison) else self._known(stream)

    def _known(self, stream: Sequence[Recorded]) -> list[Recorded]:
        return [record for record in stream if record.recorded_at <= self.known_at]

    # --- law and calendar -----------------------------------------------------------------

    @property
    def programmes(self) -> list[str]:
        """The programmes that have a law."""
        return sorted({*self.library.programmes, *(each.programme for each in self._archive.adoptions)})

    def law_of(self, programme: str) -> Law:
        """Return the law that a programme was judged by.

        Raises:
            RefusedError: "what-if-programme-unknown".
        """
        adopted = self._archive.law_of(programme, self.known_at)
        if adopted is None and programme not in self.library.programmes:
            allowed = ", ".join(self.programmes)
            raise RefusedError(
                "what-if-programme-unknown", kind="not-found", found=programme, allowed=allowed
            )
        return adopted or self.library.law_of(programme)

    def calendar(self, notices: tuple[Notice, ...] | None = None) -> Calendar:
        """Return the calendar as recorded, over the notices of the release or over others instead."""
        library = Library(
            books=self.library.books,
            statutes=self.library.statutes,
            notices=self.library.notices if notices is None else notices,
        )
        return library.calendar(self._calendar(CALENDAR_STREAM)).recorded_by(self.known_at)


def programme_of(history: History) -> str | None:
    """Return the programme that a cluster belongs to, or None where nothing says what it is."""
    founding = history.founding()
    return founding.programme if founding else None
