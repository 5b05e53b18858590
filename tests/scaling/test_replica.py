"""A streaming replica: what is read from it is never old, and what was acknowledged outlives the primary."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Event
from time import monotonic

import msgspec
import pytest
from sqlalchemy import Engine, text

from domain.refusal import RefusedError
from monitor.audit.log.verification import verify_log
from monitor.bootstrap import open_session
from monitor.database import open_database, reading
from monitor.event_log import EventLog
from monitor.health import State, examine
from monitor.intake.line import FactLine
from monitor.migrate import initialise
from monitor.replica import Replica, open_nearest
from tests.conftest import CREATED_AT, Server
from tests.office import Office, evening, recognised
from tests.scaling.pair import FOLLOWER, Node, anew, both, following, room

SYNCHRONOUS, ASYNCHRONOUS = FOLLOWER, ""
DAY = "2024-07-10"
_WITHIN = 20.0  # seconds
_NEW = (f"c{number:04}" for number in count())


class Pair:
    """A primary and its follower; after a failover a new one follows."""

    def __init__(self, folder: Path) -> None:
        self._folders = (folder / str(number) for number in count())
        self.primary = anew(next(self._folders))
        engine = open_database(self.primary.url)
        initialise(engine, simulation=False, at=CREATED_AT)
        engine.dispose()
        self.follow()

    def follow(self) -> None:
        self.follower = following(self.primary, next(self._folders))

    def fail_over(self) -> None:
        self.primary.die()
        self.follower.promote()
        self.follower.sets("synchronous_standby_names", ASYNCHRONOUS)
        self.primary = self.follower


@pytest.fixture(scope="module")
def pair(postgres: Server) -> Iterator[Pair]:
    """Two servers; the server of the other tests made the login that they run as."""
    del postgres
    with room() as folder:
        yield Pair(folder)


@pytest.fixture
def office(pair: Pair) -> Iterator[Office]:
    """A department whose address leads to whichever of the two takes writes."""
    engine = open_database(both(pair.primary, pair.follower))
    yield Office(engine)
    engine.dispose()


def until(is_so: Callable[[], object]) -> None:
    begun = monotonic()
    while not is_so():
        assert monotonic() - begun < _WITHIN


def port_of(engine: Engine) -> int | None:
    return engine.url.port


def seen(pair: Pair) -> tuple[int | None, int]:
    """Return from which server a question is answered, and how many events it sees."""
    engine = open_nearest(pair.primary.url, pair.follower.url)
    try:
        return port_of(engine), EventLog(engine).last_position()
    finally:
        engine.dispose()


def positions(node: Node) -> int:
    return int(node.asks("SELECT coalesce(max(position), 0) FROM events"))


def states(office: Office, replica: Replica) -> dict[str, State]:
    return {check.name: check.state for check in examine(office.monitor, evening(DAY), replica).checks}


def test_a_question_sees_all_that_was_recorded_before_it_wherever_it_is_answered(
    pair: Pair, office: Office
) -> None:
    for _ in range(5):
        office.record(DAY, recognised(next(_NEW)))
        assert seen(pair) == (pair.follower.port, office.monitor.log.last_position())
    pair.follower.asks("SELECT pg_wal_replay_pause()")
    office.record(DAY, recognised(next(_NEW)))
    recorded = office.monitor.log.last_position()
    assert positions(pair.follower) < recorded  # what a reader without the comparison would see
    assert seen(pair) == (pair.primary.port, recorded)
    pair.follower.asks("SELECT pg_wal_replay_resume()")
    assert seen(pair) == (pair.follower.port, recorded)


def test_the_readiness_tells_how_far_the_replica_is(pair: Pair, office: Office) -> None:
    replica = Replica(office.monitor.engine, pair.follower.url)
    try:
        assert states(office, replica)["replica"] == "ok"
        pair.follower.asks("SELECT pg_wal_replay_pause()")
        office.record(DAY, recognised(next(_NEW)))
        lag = replica.lag(attempts=1)
        assert lag is not None
        assert (lag.follows, lag.bytes_behind > 0) == (True, True)
        assert states(office, replica)["replica"] == "warning"
        assert "replica" not in {check.name for check in examine(office.monitor, evening(DAY)).checks}
        pair.follower.asks("SELECT pg_wal_replay_resume()")
        assert states(office, replica)["replica"] == "ok"
    finally:
        replica.engine.dispose()


def test_another_primary_is_no_replica_and_neither_is_a_server_that_is_away(
    pair: Pair, office: Office, postgresql_url: str
) -> None:
    for url in (postgresql_url, pair.primary.url, "postgresql+psycopg://postgres@127.0.0.1:9/postgres"):
        replica = Replica(office.monitor.engine, url)
        lag = replica.lag(attempts=2)
        replica.engine.dispose()
        assert lag is None or not lag.follows
        engine = open_nearest(pair.primary.url, url)
        engine.dispose()
        assert port_of(engine) == pair.primary.port


def test_a_file_has_no_replica(sqlite_url: str, postgresql_url: str) -> None:
    for first, second in ((sqlite_url, postgresql_url), (postgresql_url, sqlite_url)):
        with pytest.raises(RefusedError, match="replica-not-postgresql"):
            open_nearest(first, second)


def test_the_setting_counts_for_the_database_of_the_settings_only(
    pair: Pair, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.record(DAY, recognised(next(_NEW)))
    monkeypatch.setenv("MONITOR_DATABASE_URL", pair.primary.url)
    monkeypatch.setenv("MONITOR_REPLICA_URL", pair.follower.url)
    asked = {"studies": True}, {"studies": False}, {"studies": True, "url": pair.primary.url}
    ports = []
    for each in asked:
        session = open_session(each.get("url"), None, studies=bool(each["studies"]))  # type: ignore[arg-type]
        ports.append(port_of(session.monitor.engine))
        session.monitor.engine.dispose()
    assert ports == [pair.follower.port, pair.primary.port, pair.primary.port]


# --- failover ---------------------------------------------------------------------------------


class Clerk:
    """Records one cluster after another until the database is away, and keeps what was acknowledged."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.acknowledged: list[str] = []
        self.tried = ""
        self.ended = Event()

    def works(self) -> str:
        try:
            for self.tried in _NEW:
                self._office.record(DAY, sent(self.tried))
                self.acknowledged.append(self.tried)
        except RefusedError as error:
            return error.code
        finally:
            self.ended.set()
        return "never"


def sent(cluster: str) -> FactLine:
    """Return a recognition under a key of its own, by which it is known when it is sent again."""
    return msgspec.structs.replace(recognised(cluster), key=f"of {cluster}")


@pytest.mark.parametrize("waits_for", [SYNCHRONOUS, ASYNCHRONOUS], ids=["synchronous", "asynchronous"])
def test_a_failover_loses_no_acknowledged_event_if_the_primary_waits_for_its_follower(
    pair: Pair, office: Office, waits_for: str
) -> None:
    pair.primary.sets("synchronous_standby_names", waits_for)
    state = "sync" if waits_for else "async"
    until(lambda: pair.primary.asks("SELECT sync_state FROM pg_stat_replication") == state)
    clerk = Clerk(office)
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(clerk.works)
        until(lambda: len(clerk.acknowledged) >= 20 or clerk.ended.is_set())
        pair.follower.sets("primary_conninfo", "")  # the line between the two is cut
        until(lambda: pair.follower.asks("SELECT count(*) FROM pg_stat_wal_receiver") == 0)
        reached = len(clerk.acknowledged)
        waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        until(lambda: len(clerk.acknowledged) >= reached + 10 or pair.primary.asks(waits))
        pair.fail_over()
        assert working.result(_WITHIN) == "database-unavailable"
    lost = set(clerk.acknowledged) - set(clusters(office.monitor.engine))
    pair.follow()
    assert bool(lost) is (waits_for == ASYNCHRONOUS), sorted(lost)
    office.record(DAY, recognised(next(_NEW)))  # the same address, and nobody set anything anew
    assert verify_log(office.monitor.engine).ok
    assert seen(pair) == (pair.follower.port, office.monitor.log.last_position())


def test_what_the_follower_never_confirmed_is_not_acknowledged_and_may_be_sent_again(
    pair: Pair, office: Office
) -> None:
    pair.primary.sets("synchronous_standby_names", "nobody")
    clerk = Clerk(office)
    waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(clerk.works)
        until(lambda: pair.primary.asks(f"SELECT count(*) {waiting}") or clerk.ended.is_set())
        pair.primary.asks(f"SELECT pg_cancel_backend(pid) {waiting}")  # as the limit of a statement does
        assert working.result(_WITHIN) == "not-replicated"
    pair.primary.sets("synchronous_standby_names", ASYNCHRONOUS)
    office.record(DAY, sent(clerk.tried))
    assert clerk.tried not in clerk.acknowledged
    assert clusters(office.monitor.engine).count(clerk.tried) == 1


def clusters(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        found = connection.execute(text("SELECT originator_id FROM events WHERE originator_version = 1"))
        return list(found.scalars())
