"""What comes into the outbox: each event once for each webhook that wants it, and never again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select, text, update

from domain.administration import NOTIFY_STREAM, SendingResumed
from monitor.audit.replaying.replay import Replay
from monitor.database import reading, writing
from monitor.event_recorder import event_table
from monitor.event_tables import NewRow
from monitor.notify.tables import outbox
from monitor.notify.tables import progress as reached
from projections import follow
from projections.tables import progress
from tests.given import noon
from tests.monitor.notify.conftest import Counting, Station
from tests.office import Office, evening, line, recognised

ANYWHERE = "https://hooks.example/"


@pytest.fixture
def station(engine: Engine) -> Station:
    return Station(engine)


def types(station: Station, webhook: str) -> list[str]:
    """Return what waits for a webhook, oldest first, by the type of its event."""
    log = station.monitor.log
    rows = {each.position: each.topic.rpartition(".")[0] for each in log.rows_after(0, 1_000)}
    return [rows[each.position] for each in station.messages(webhook=webhook)]


def test_an_event_comes_once_for_each_webhook_and_only_from_its_adding_on(station: Station) -> None:
    station.record("2024-08-01", recognised())
    station.adds("a", ANYWHERE)
    station.record("2024-08-01", recognised("c2"))
    station.adds("b", ANYWHERE)
    station.record("2024-08-02", line("annual-report-filed", "2024-08-02", year=2023))
    for _ in range(3):
        station.monitor.catch_up()
    assert types(station, "a") == ["cluster-recognised", "annual-report-filed"]
    assert types(station, "b") == ["annual-report-filed"]


def test_findings_come_too_and_what_the_service_records_of_itself_does_not(station: Station) -> None:
    station.adds("a", ANYWHERE, types=("obligation-overdue", "ground-established"))
    station.adds("all", ANYWHERE)
    station.record("2024-08-01", recognised())
    station.tick("2025-04-01")
    assert set(types(station, "a")) == {"obligation-overdue", "ground-established"}
    assert not [kind for kind in types(station, "all") if kind.startswith(("webhook", "calendar", "user"))]
    assert len(types(station, "all")) > len(types(station, "a"))


def test_a_webhook_gets_what_it_asked_for_only(station: Station) -> None:
    station.adds("one", ANYWHERE, clusters=("c2",))
    station.adds("there", ANYWHERE, region="3505")
    station.adds("named", ANYWHERE, region="泉州市", programme="fujian")
    station.adds("elsewhere", ANYWHERE, region="46")
    station.adds("hainan", ANYWHERE, programme="hainan")
    placed = recognised("c3")
    coded = {"programme": "fujian", "name": "x", "province": "福建省", "city": "泉州市", "county": "晋江市"}
    there = line("cluster-recognised", "2024-07-10", "c4", **coded, county_code="350582")
    station.record("2024-08-01", recognised("c2", programme="hainan"), placed, there)
    station.monitor.catch_up()
    found = {
        name: [each.position for each in station.messages(webhook=name)]
        for name in ("one", "there", "named", "elsewhere", "hainan")
    }
    assert found["one"] == found["hainan"] == [6]
    assert found["there"] == [8]
    assert 8 in found["named"]
    assert 6 not in found["named"]
    assert found["elsewhere"] == []


def test_a_removed_webhook_gets_nothing_that_was_recorded_later(station: Station) -> None:
    station.adds("a", ANYWHERE)
    station.record("2024-08-01", recognised())
    station.webhooks.remove("a", "…", by="lin", at=noon("2024-08-02"))
    station.record("2024-08-03", recognised("c2"))
    station.monitor.catch_up()
    assert types(station, "a") == ["cluster-recognised"]


def test_what_was_back_filled_is_left_out_where_that_was_asked_for(station: Station) -> None:
    station.adds("fresh", ANYWHERE, types=("ground-established",), within_days=30)
    station.adds("all", ANYWHERE, types=("ground-established",))
    station.record("2024-08-01", recognised())
    station.tick("2026-06-01")
    all_of_them = station.messages(webhook="all")
    fresh = station.messages(webhook="fresh")
    late = {
        each.id
        for each in station.monitor.log.after(0, 1_000)
        if (each.recorded_at.date() - each.effective_on).days > 30
    }
    assert late & {each.event for each in all_of_them}
    assert not late & {each.event for each in fresh}
    assert {each.event for each in all_of_them} - late == {each.event for each in fresh}


# --- nothing twice, nothing of the past -------------------------------------------------------


def test_a_hundred_rebuilds_shadows_and_replays_send_nothing(station: Station) -> None:
    station.adds("a", ANYWHERE)
    station.record("2024-08-01", recognised())
    station.tick("2025-04-01")
    sender = Counting()
    station.delivers(sender)
    sent, before = len(sender.letters), station.messages()
    assert sent == len(before) > 0
    for _ in range(34):
        station.monitor.rebuild()
        station.monitor.shadow(evening("2025-04-01"))
        assert [each.grade for each in Replay(station.monitor, station.at).everything()]
    station.delivers(sender)
    station.later(days=400)
    station.delivers(sender)
    assert len(sender.letters) == sent
    assert station.messages() == before


def test_a_rebuild_killed_half_way_sends_nothing(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "PAGE", 2)
    station.adds("a", ANYWHERE)
    station.record("2024-08-01", *(recognised(f"c{number}") for number in range(6)))
    station.monitor.catch_up()
    before = station.messages()

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        station.monitor.rebuild(stop)
    assert station.messages() == before
    station.monitor.rebuild()
    station.monitor.catch_up()
    assert station.messages() == before


def test_what_a_rebuild_saw_first_is_sent_once_when_the_live_rows_have_come_there(station: Station) -> None:
    """Recorded during the rebuild, seen by it, and then swapped in: the live rows never apply it."""
    station.adds("a", ANYWHERE)
    station.record("2024-08-01", recognised())
    station.monitor.catch_up()
    told = False

    def record(_: int) -> None:
        nonlocal told
        if not told:
            told = True
            station.record("2024-08-02", recognised("c2"))

    station.monitor.rebuild(record)
    assert [each.position for each in station.messages()] == [2]
    station.monitor.catch_up()
    assert [each.position for each in station.messages()] == [2, 3]


def test_projections_that_begin_anew_from_nothing_send_nothing(station: Station, engine: Engine) -> None:
    """As a migration makes them do that adds a projection."""
    station.adds("a", ANYWHERE)
    station.record("2024-08-01", recognised())
    station.monitor.catch_up()
    before = station.messages()
    with writing(engine) as connection:
        for table in ("roster", "timeline", "due", "alerts", "tallies", "standing_periods"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - the names above
        connection.execute(update(progress).values(position=0))
        connection.execute(outbox.delete())
    station.monitor.catch_up()
    assert before
    assert station.messages() == []


def test_a_restored_database_sends_nothing_until_it_is_told_to(station: Station, engine: Engine) -> None:
    station.adds("a", ANYWHERE)
    station.record("2024-08-01", recognised())
    station.monitor.catch_up()
    with writing(engine) as connection:
        connection.execute(reached.delete())  # which no backup holds
    sender = Counting()
    station.record("2024-08-02", recognised("c2"))
    station.delivers(sender)
    assert sender.letters == []
    assert station.webhooks.resume(by="lin", at=noon("2024-08-02"))
    station.record("2024-08-03", recognised("c3"))
    assert station.delivers(sender) == {"sent": 2}
    assert [each.position for each in station.messages()] == [2, 5]
    assert isinstance(station.monitor.log.stream(NOTIFY_STREAM)[-1].body, SendingResumed)
    assert not station.webhooks.resume(by="lin", at=station.at)


def test_a_database_without_webhooks_keeps_no_outbox(station: Station, engine: Engine) -> None:
    station.record("2024-08-01", recognised())
    station.monitor.catch_up()
    with reading(engine) as connection:
        assert connection.execute(select(reached)).all() == []
    assert station.delivers(Counting()) == {}


def test_followers_at_once_fill_it_once(station: Station, engine: Engine) -> None:
    station.adds("a", ANYWHERE)
    station.record("2024-08-01", *(recognised(f"c{number}") for number in range(20)))
    others = [Office(engine).monitor for _ in range(3)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda each: each.catch_up(), [*others, station.monitor]))
    assert len(station.messages()) == 20


def test_an_event_that_cannot_be_read_is_tried_and_fails_openly(station: Station, engine: Engine) -> None:
    station.adds("a", ANYWHERE, types=("annual-report-filed",))
    station.record("2024-08-01", recognised())
    event_table(engine).add(
        [NewRow("c1", 2, "annual-report-filed.v1", b"{}", None, 1_800_000_000_000_000)], {"c1": 1}
    )
    sender = Counting()
    assert station.delivers(sender) == {"waiting": 1}
    (message,) = station.messages()
    assert message.last is not None
    assert (message.event, message.last.trouble) == ("", "event-unreadable")
    assert sender.letters == []
