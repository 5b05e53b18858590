"""A replay over partitions: each is replayed by whoever takes it, and the tallies are joined in order."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import msgspec

from monitor.answers.replay import Tally
from monitor.audit.replaying.replay import Replay
from monitor.bootstrap import Session, open_session
from monitor.bulk.partitions import Hands, Place, mark, partitions, require_same
from monitor.bulk.spread import spread

Advance = Callable[[int, int | None], None]


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """One partition to replay; `at` is today, whichever clock the worker has.

    Whether the log `has_gaps` is counted once, by the one who asks.
    """

    place: Place
    at: datetime
    has_gaps: bool
    clusters: tuple[str, ...]


class Done(NamedTuple):
    """What came of an errand, and what it was judged by."""

    mark: str
    clusters: int
    tally: Tally


def replay_part(errand: Errand) -> Done:
    """Replay one partition.

    Raises:
        RefusedError: the database cannot be used.
    """
    session = open_session(errand.place.db, errand.place.clock, studies=True)
    try:
        tally = Tally()
        replay = Replay(session.monitor, errand.at, has_gaps=errand.has_gaps)
        for each in replay.of(errand.clusters):
            tally.take(each)
    finally:
        session.monitor.engine.dispose()
    return Done(mark(session.monitor.library), len(errand.clusters), tally)


def replay_all(session: Session, hands: Hands, advance: Advance) -> Tally:
    """Replay everything; the same as one process comes to.

    Raises:
        RefusedError: as `spread`; "workers-differ".
    """
    replay, whole, done = Replay(session.monitor, session.at), Tally(), 0
    own, total = mark(session.monitor.library), replay.size
    runs = partitions(replay.names(), total)
    errands = (
        Errand(place=hands.place, at=session.at, has_gaps=replay.has_gaps, clusters=clusters)
        for clusters in runs
    )
    for part in spread(replay_part, errands, hands.crew):
        require_same(part.mark, own)
        whole.join(part.tally)
        done += part.clusters
        advance(done, total)
    return whole
