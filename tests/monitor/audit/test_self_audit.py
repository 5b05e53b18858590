"""The self-audit: clean on what is as it must be, not clean on each kind of damage, and never silent."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from sqlite3 import connect

import pytest
from sqlalchemy import Engine, text

from domain.administration import AUDIT_STREAM
from monitor.audit.self_audit import Audited, audits, is_due, self_audit, silences
from monitor.database import writing
from tests.given import noon
from tests.monitor.cli.terminal import Terminal
from tests.office import Office, evening, line, recognised

CHANGE = """
UPDATE events SET state = CAST(replace(CAST(state AS TEXT), '35.1', '36.1') AS BLOB) WHERE position = 2
"""


@pytest.fixture
def office(engine: Engine) -> Office:
    office = Office(engine)
    office.record("2023-07-12", recognised("c1", "2023-07-10"), recognised("c2", "2023-07-10"))
    office.tick("2024-04-20")
    office.record("2024-05-02", line("annual-report-filed", "2024-05-01", "c1", year=2023))
    office.tick("2025-04-20")
    return office


def test_a_service_that_is_as_it_must_be_is_found_clean_and_says_so_in_its_log(office: Office) -> None:
    size = office.monitor.log.last_position()
    told: list[str] = []

    audited = self_audit(office.monitor, evening("2025-05-03"), lambda part, *_: told.append(part))

    assert audited.found.is_clean
    assert audited.found.size == size
    assert audited.position == size + 1
    assert audited.found.replayed > 5
    assert {each.table for each in audited.found.shadow} >= {"roster", "standing_periods"}
    assert audited.found.calendar_days > 365 * 17
    assert set(told) == {"verify", "shadow", "replay"}
    assert audits(office.monitor) == [audited]


def test_an_audit_is_no_cluster_and_changes_no_answer(office: Office) -> None:
    before = office.roster("2025-05-03")
    self_audit(office.monitor, evening("2025-05-03"))
    self_audit(office.monitor, evening("2025-05-04"))
    after = office.roster("2025-05-03")
    assert [line["cluster"] for line in after] == ["c1", "c2"]
    assert [line["standing"] for line in before] == [line["standing"] for line in after]
    assert office.monitor.log.stream(AUDIT_STREAM)[1].version == 2


def test_a_changed_projection_is_found(office: Office, engine: Engine) -> None:
    office.roster("2025-05-03")
    with writing(engine) as connection:
        connection.execute(text("UPDATE roster SET standing = 'revoked' WHERE cluster = 'c2'"))
    found = self_audit(office.monitor, evening("2025-05-03")).found
    assert not found.is_clean
    assert [each.table for each in found.shadow if each.differs] == ["roster"]
    assert (found.problems, found.replay_differs) == (0, 0)


def test_a_day_without_an_audit_shows(office: Office) -> None:
    began = noon("2023-07-12")
    done = [self_audit(office.monitor, evening(day)) for day in ("2025-05-03", "2025-05-04", "2025-05-07")]
    gaps = silences(done, began, evening("2025-05-09"))
    assert [(gap.since, gap.until) for gap in gaps] == [
        (began, evening("2025-05-03")),
        (evening("2025-05-04"), evening("2025-05-07")),
        (evening("2025-05-07"), evening("2025-05-09")),
    ]
    assert silences([], None, evening("2025-05-09")) == []
    assert silences(done, began, evening("2025-05-08"))[-1].until == evening("2025-05-07")


@pytest.mark.parametrize(("hours", "due"), [(23, False), (24, True), (25, True)])
def test_an_audit_is_due_a_day_after_the_last(office: Office, hours: int, due: bool) -> None:
    last: Audited = self_audit(office.monitor, evening("2025-05-03"))
    assert is_due([last], last.at + timedelta(hours=hours)) is due
    assert is_due([], last.at)


# --- the command ------------------------------------------------------------------------------


def test_the_command_tells_and_lists(told: Terminal) -> None:
    assert told.types("tick").code == 0
    assert "还没有自查记录" in told.types("self-audit", "--list").out
    said = told.types("self-audit", "--json")
    assert said.code == 0, said
    assert said.json["clean"] is True
    assert said.json["simulation"] is True
    assert said.json["root_sha256"].startswith("sha256:")
    screen = told.types("self-audit", at="2026-11-25T10:00:00+08:00")
    assert "一切如故" in screen.out
    listed = told.types("self-audit", "--list", "--json", at="2026-11-28T10:00:00+08:00").json
    assert len(listed["audits"]) == 2
    assert [each["until"] for each in listed["missing"]] == ["2026-11-25T02:00:00Z", "2026-11-28T02:00:00Z"]
    assert "缺少自查" in told.types("self-audit", "--list", at="2026-11-28T10:00:00+08:00").out


def test_a_changed_record_is_found_and_the_audit_is_recorded_all_the_same(told: Terminal) -> None:
    with closing(connect(told.db)) as connection:
        connection.execute("DROP TRIGGER events_no_update")
        assert connection.execute(CHANGE).rowcount == 1
        connection.commit()
    said = told.types("self-audit", "--lang", "en")
    assert said.code == 1
    assert "1 problems" in said.out
    assert said.sentences == [
        "The self-audit found problems, recorded at position 6; see verify, replay and rebuild."
    ]
    (listed,) = told.types("self-audit", "--list", "--json").json["audits"]
    assert (listed["clean"], listed["problems"]) == (False, 1)


@pytest.fixture
def told(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path).with_story()
