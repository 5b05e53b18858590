"""What comes in the middle of something: a notice within a rebuild or a tick, a writer within a backup."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.administration import CalendarNoticeRecorded
from monitor.backup.making import make_backup
from monitor.backup.restoring import restore_backup
from monitor.database import open_database
from monitor.event_log import EventLog
from projections import follow
from scheduler import tick as pass_of_scheduler
from tests.conftest import CREATED_AT
from tests.faults.judging import every_record, unsound_log, unsound_rows
from tests.given import noon
from tests.monitor.entries import entry
from tests.office import Office, evening, recognised

ON, NEXT = "2026-12-22", "2026-12-23"
NOTICE = CalendarNoticeRecorded(
    year=2027, off=(noon("2027-01-01").date(),), work=(noon("2027-01-10").date(),), number="1号"
)


class Interrupted(Office):
    """A department in which a calendar notice comes at the first step of whatever is under way."""

    notices = 0

    def interrupt(self, _: int) -> None:
        if not self.notices:
            self.notices += 1
            self.monitor.record_calendar(NOTICE, noon(ON).date(), at=evening(ON), by="admin")


@pytest.fixture
def office(engine: Engine) -> Interrupted:
    working = Interrupted(engine)
    working.record(ON, *(recognised(f"c{number}", "2024-07-10") for number in range(6)))
    return working


def test_a_notice_in_the_middle_of_a_rebuild_is_in_the_new_rows(
    office: Interrupted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "PAGE", 2)
    office.tick(ON)
    office.monitor.rebuild(office.interrupt)
    assert office.notices == 1
    office.tick(NEXT)
    assert list(unsound_rows(office.monitor, evening(NEXT))) == []


def test_a_notice_in_the_middle_of_a_tick_leaves_nothing_undone(
    office: Interrupted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pass_of_scheduler, "BATCH", 2)
    pass_of_scheduler.tick(office.monitor, evening(ON), office.interrupt)
    office.tick(NEXT)
    assert office.notices == 1
    assert office.tick(NEXT) == []
    before = office.roster(NEXT)
    office.monitor.rebuild()
    office.tick(NEXT)
    assert office.roster(NEXT) == before


def test_a_backup_made_under_a_writer_is_a_whole_beginning_of_the_log(engine: Engine, tmp_path: Path) -> None:
    elsewhere = f"sqlite:///{tmp_path}/restored.db"
    log, over = EventLog(engine), threading.Event()
    log.append([entry("first")], {})

    def write() -> None:
        for number in range(5_000):
            if over.is_set():
                return
            log.append([entry(f"{number}-{n}", f"c{number}") for n in range(2)], {})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        make_backup(engine, tmp_path / "backup.zip", at=CREATED_AT)
    finally:
        over.set()
        writer.join()
    restore_backup(elsewhere, tmp_path / "backup.zip")
    restored = open_database(elsewhere)
    try:
        records, all_of_them = every_record(EventLog(restored)), every_record(log)
        assert 0 < len(records) < len(all_of_them)
        assert records == all_of_them[: len(records)]
        assert list(unsound_log(restored, records)) == []
    finally:
        restored.dispose()
