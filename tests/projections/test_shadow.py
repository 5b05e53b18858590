"""Projections built anew beside the live ones: equal, or the difference is counted."""

import pytest
from sqlalchemy import Engine, text

from domain.administration import CalendarNoticeRecorded
from monitor.database import reading, writing
from projections.shadow import Compared
from tests.given import noon
from tests.office import Office, evening, line, recognised

TABLES = {
    "projection_quarantine",
    "roster",
    "timeline",
    "due",
    "alert_marks",
    "alerts",
    "tallies",
    "standing_periods",
}


@pytest.fixture
def office(engine: Engine) -> Office:
    """Return an office with clusters that were last looked at on different days."""
    office = Office(engine)
    office.record("2023-07-12", *(recognised(f"c{n}", "2023-07-10") for n in range(4)))
    office.tick("2024-04-20")
    office.record("2024-05-02", line("annual-report-filed", "2024-05-01", "c1", year=2023))
    office.tick("2025-04-20")
    office.record("2025-05-01", line("supervision-refused", "2025-04-30", "c2", description="…"))
    return office


def shadow(office: Office, on: str) -> dict[str, Compared]:
    return {each.table: each for each in office.monitor.shadow(evening(on))}


def differing(found: dict[str, Compared]) -> dict[str, int]:
    return {name: each.differs for name, each in found.items() if each.differs}


def test_an_untouched_database_equals_its_shadow_in_every_table(office: Office, engine: Engine) -> None:
    found = shadow(office, "2025-05-02")
    assert found.keys() == TABLES
    assert differing(found) == {}
    assert found["roster"].rows == 4
    assert found["timeline"].rows == office.monitor.log.last_position()
    with reading(engine) as connection:
        generations = connection.execute(text("SELECT generation, live FROM projection_progress")).all()
        left = connection.execute(text("SELECT count(DISTINCT generation) FROM roster")).scalar_one()
    assert [bool(row.live) for row in generations] == [True]
    assert left == 1


def test_the_hashes_are_the_same_after_a_rebuild(office: Office) -> None:
    before = shadow(office, "2025-05-02")
    office.monitor.rebuild()
    office.roster("2025-05-02")
    after = shadow(office, "2025-05-02")
    assert differing(after) == {}
    assert [each.sha256 for each in before.values()] != []
    kept = TABLES - {"roster", "due", "tallies"}  # these tell of the day on which they were last assessed
    assert {name: before[name].sha256 for name in kept} == {name: after[name].sha256 for name in kept}


@pytest.mark.parametrize(
    ("tampering", "table", "count"),
    [
        ("UPDATE roster SET standing = 'revoked' WHERE cluster = 'c1'", "roster", 2),
        ("DELETE FROM alerts WHERE cluster = 'c2'", "alerts", None),
        ("UPDATE timeline SET type = 'case-dismissed' WHERE position = 1", "timeline", 2),
        ("DELETE FROM due WHERE cluster = 'c3'", "due", None),
        (
            "UPDATE tallies SET count = count + 1 WHERE cluster = 'c1' AND measure = 'recognised'",
            "tallies",
            2,
        ),
        ("UPDATE standing_periods SET standing = 'lapsed' WHERE cluster = 'c0'", "standing_periods", None),
    ],
)
def test_a_row_that_somebody_changed_is_counted_in_its_table(
    office: Office, engine: Engine, tampering: str, table: str, count: int | None
) -> None:
    office.roster("2025-05-02")
    with writing(engine) as connection:
        assert connection.execute(text(tampering)).rowcount > 0
    found = differing(shadow(office, "2025-05-02"))
    assert found.keys() == {table}
    assert count is None or found[table] == count


def test_a_calendar_notice_of_the_same_day_is_no_difference(office: Office) -> None:
    office.roster("2025-05-02")
    notice = CalendarNoticeRecorded(year=2028, off=(noon("2028-01-01").date(),), work=())
    at = evening("2025-05-02")
    office.monitor.record_calendar(notice, noon("2025-05-02").date(), at=at, by="officer")
    assert differing(shadow(office, "2025-05-02")) == {}
    assert differing(shadow(office, "2025-06-02")) == {}
