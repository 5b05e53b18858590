"""The pass over a whole log: streaming, resumable to one item, honest about what cannot be read."""

from collections.abc import Iterator
from itertools import islice

import msgspec
import pytest
from sqlalchemy import Engine, text

from domain.administration import CalendarOverridden
from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.audit.replaying.replay import Replay
from monitor.audit.replaying.replayed import Replayed, protocol_answer, replayed_answer
from monitor.codec import microseconds
from monitor.database import open_database, reading, writing
from monitor.event_log import EventLog
from monitor.exchange.export import export_lines
from monitor.feed import LogFeed
from monitor.intake.decode import decode
from monitor.intake.line import FactLine, Place
from monitor.migrate import initialise
from tests.conftest import CREATED_AT
from tests.given import noon
from tests.monitor.audit.replaying import ON, bring_in, grades
from tests.office import LIBRARY, Office, evening, line, recognised
from tests.procedure_seeds import APPEALED, REVOKED, told

_SPOIL = text(
    "INSERT INTO events (position, originator_id, originator_version, topic, state, recorded_at,"
    " leaf_position, leaf_sha256, leaf_sm3) "
    "VALUES (:position, 'bad', 1, 'from-the-future.v1', :state, :at, :position, zeroblob(32), zeroblob(32))"
)


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    engine = open_database(sqlite_url)
    yield Office(engine)
    engine.dispose()


def everything(office: Office, on: str = ON) -> list[Replayed]:
    return list(Replay(office.monitor, evening(on), "test").everything())


def a_province(office: Office) -> None:
    """Record two revocations in one batch and three clusters that reported nothing, and look."""
    bring_in(office, {"r1": told(REVOKED), "r2": told(APPEALED)})
    office.record("2026-11-03", *(recognised(name, "2024-05-08") for name in ("c1", "c2", "c3")))
    office.tick("2026-11-04")


def test_a_whole_log_is_replayed_cluster_by_cluster(engine: Engine) -> None:
    office = Office(engine)
    a_province(office)
    found = everything(office)
    assert [each.cluster for each in found] == sorted(each.cluster for each in found)
    assert grades(found) == {"sound"}
    recorded = office.monitor.log.after(0, 10_000)
    assert {each.id for each in found} >= {each.id for each in recorded if each.is_finding}


def test_a_replay_writes_nothing(office: Office) -> None:
    a_province(office)
    before = counted(office)
    everything(office)
    assert counted(office) == before


def counted(office: Office) -> list[int]:
    tables = ("events", "law_texts", "adoptions", "gaps", "tiles", "checkpoints", "time_stamps")
    with reading(office.monitor.engine) as connection:
        found = [connection.execute(text(f"SELECT COUNT(*) FROM {table}")) for table in tables]  # noqa: S608
        return [int(each.scalar_one()) for each in found]


def test_nothing_recorded_is_nothing_to_replay(office: Office) -> None:
    assert everything(office) == []


def test_the_progress_counts_clusters_and_leaves_out_our_own_streams(office: Office) -> None:
    a_province(office)
    body = {"region": "*", "day": "2026-12-01", "working": False, "basis": "某公告"}
    override = msgspec.convert(body, CalendarOverridden)
    office.monitor.record_calendar(override, noon("2026-11-05").date(), at=noon("2026-11-05"), by="officer")
    seen: list[tuple[int, int]] = []
    list(Replay(office.monitor, evening(ON), "test").everything(lambda *each: seen.append(each)))
    assert seen == [(number, 5) for number in range(1, 6)]


def test_it_reads_on_only_when_asked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    a_province(office)
    monkeypatch.setattr("monitor.audit.replaying.replay._STREAMS", 1)
    read: list[str] = []
    original = LogFeed.streams

    def counting(feed: LogFeed, clusters: list[str]) -> Iterator[object]:
        read.extend(clusters)
        yield from original(feed, clusters)

    monkeypatch.setattr(LogFeed, "streams", counting)
    first = list(islice(Replay(office.monitor, evening(ON), "test").everything(), 1))
    assert (first[0].cluster, read) == ("c1", ["c1"])


# --- one item ---------------------------------------------------------------------------------


def test_one_item_is_found_by_its_id_and_by_its_position(office: Office) -> None:
    a_province(office)
    replay = Replay(office.monitor, evening(ON), "test")
    decided = next(each for each in everything(office) if each.type == "revocation-decided")
    assert decided.id is not None
    assert replay.one(decided.id) == decided
    assert replay.one(str(decided.position)) == decided
    assert replay.one(decided.id, "r1") == decided
    protocol = protocol_answer(decided)
    assert protocol["pinned"]["rulebook"] == "fujian-2022"
    assert len(protocol["checks"]) > 10
    assert all(each["article"] and each["source"] for each in protocol["checks"])
    assert replayed_answer(decided)["class"] == "sound"


@pytest.mark.parametrize(
    ("named", "cluster", "code"),
    [
        ("no-such-id", None, "replay-event-unknown"),
        ("999999", None, "replay-event-unknown"),
        (str(10**30), None, "replay-event-unknown"),
        ("0", None, "replay-event-unknown"),
        ("1", "c2", "replay-event-unknown"),
        ("2", None, "nothing-to-replay"),
    ],
)
def test_what_is_not_there_or_is_no_decision_is_refused(
    office: Office, named: str, cluster: str | None, code: str
) -> None:
    a_province(office)
    with pytest.raises(RefusedError, match=code):
        Replay(office.monitor, evening(ON), "test").one(named, cluster)


@pytest.mark.parametrize("name", ["nobody", ":calendar"])
def test_a_cluster_of_which_nothing_is_recorded_is_refused(office: Office, name: str) -> None:
    with pytest.raises(RefusedError, match="replay-cluster-unknown"):
        list(Replay(office.monitor, evening(ON), "test").cluster(name))


# --- what cannot be read, what was restored ---------------------------------------------------


def test_a_cluster_with_an_unreadable_event_is_told_and_the_rest_goes_on(office: Office) -> None:
    a_province(office)
    position = office.monitor.log.last_position() + 1
    row = {"position": position, "state": b"{}", "at": microseconds(noon("2026-11-05"))}
    with writing(office.monitor.engine) as connection:
        connection.execute(_SPOIL, row)
    found = everything(office)
    (bad,) = [each for each in found if each.cluster == "bad"]
    assert (bad.then, bad.position, bad.grade) == ("cannot", position, "undetermined")
    assert bad.reason == "event-unreadable event-form-unknown: from-the-future.v1"
    assert replayed_answer(bad)["recorded_at"] is None
    assert grades(each for each in found if each.cluster != "bad") == {"sound"}
    replay = Replay(office.monitor, evening(ON), "test")
    assert replay.one(str(position)) == bad
    assert replay.one(next(each.id for each in found if each.cluster == "r2" and each.id)).then == "same"


def restored(office: Office, url: str) -> Office:
    """Return a department that restored an export of another, which leaves the findings out."""
    engine = open_database(url, create=True)
    initialise(engine, simulation=False, at=CREATED_AT)
    lines = [
        decode(msgspec.json.decode(each), Place("export.jsonl"))
        for each in export_lines(office.monitor.log.after(0, 10_000))
    ]
    facts = [each for each in lines if isinstance(each, FactLine)]
    assert len(facts) == len(lines)
    there = Office(engine)
    there.monitor.record(facts, at=noon("2026-11-06"), by="officer")
    return there


def test_a_restored_export_proves_its_decisions_without_the_findings(
    office: Office, tmp_path: object
) -> None:
    office.record("2023-07-12", recognised("c1", "2023-07-10"))
    office.tick("2024-04-01")
    office.record("2024-04-02", line("case-opened", "2024-04-02", case="k", grounds=["reporting"]))
    there = restored(office, f"{tmp_path}/restored.db")
    found = everything(there)
    assert [(each.type, each.then) for each in found] == [
        ("cluster-recognised", "same"),
        ("case-opened", "same"),
    ]
    there.tick("2026-11-07")
    assert {each.then for each in everything(there)} == {"same"}
    there.monitor.engine.dispose()


def test_a_restored_export_of_an_earlier_release_is_proved_by_the_notices_of_its_time(
    office: Office, tmp_path: object
) -> None:
    newest = max(LIBRARY.notices, key=lambda each: each.issued_on)
    fewer = msgspec.structs.replace(
        LIBRARY, notices=tuple(each for each in LIBRARY.notices if each != newest)
    )
    engine = office.monitor.engine
    office.monitor = Monitor(engine, EventLog(engine), fewer, simulation=False, code_version="test")
    office.record("2023-07-12", recognised("c1", "2023-07-10"))
    there = restored(office, f"{tmp_path}/restored.db")
    assert [each.then for each in everything(there)] == ["same"]
    there.monitor.engine.dispose()


def test_a_restored_export_whose_calendar_was_recorded_by_hand_cannot_be_proved(
    office: Office, tmp_path: object
) -> None:
    body = {"region": "*", "day": "2024-12-03", "working": False, "basis": "某公告"}
    override = msgspec.convert(body, CalendarOverridden)
    office.monitor.record_calendar(override, noon("2023-07-11").date(), at=noon("2023-07-11"), by="officer")
    office.record("2023-07-12", recognised("c1", "2023-07-10"))
    assert [each.then for each in everything(office)] == ["same"]
    there = restored(office, f"{tmp_path}/restored.db")
    assert [(each.then, each.reason) for each in everything(there)] == [("cannot", "law-text-missing")]
    there.monitor.engine.dispose()
