from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import Engine

from domain.events import Source
from domain.refusal import RefusedError
from monitor.exchange.export import export_lines
from monitor.intake.decode import decode
from monitor.intake.line import FactLine, Place
from monitor.recording import LinesRefusedError
from tests.given import noon
from tests.office import Office, line, recognised


@pytest.fixture
def office(engine: Engine) -> Office:
    return Office(engine)


def refusals(office: Office, at: str, *lines: FactLine, **options: bool) -> list[str]:
    """Return the codes with which lines are refused."""
    with pytest.raises(LinesRefusedError) as caught:
        office.record(at, *lines, **options)
    return [refused.error.code for refused in caught.value.refused]


def test_a_batch_is_recorded_in_its_order_with_both_dates_and_who(office: Office) -> None:
    outcome = office.record("2024-08-01", recognised(), line("annual-report-filed", "2024-07-30", year=2024))
    assert [(each.position, each.version) for each in outcome.recorded] == [(1, 1), (2, 2)]
    assert {each.recorded_by for each in outcome.recorded} == {"officer"}
    assert {each.recorded_at for each in outcome.recorded} == {noon("2024-08-01")}
    assert office.monitor.log.stream("c1") == list(outcome.recorded)


def test_one_bad_line_and_nothing_is_recorded_and_every_bad_line_is_told(office: Office) -> None:
    good = recognised()
    codes = refusals(
        office,
        "2024-08-01",
        good,
        line("annual-report-filed", "2024-08-02", year=2024),
        line("appeal-lodged", "2024-08-01", case="k1"),
        line("misconduct-found", "2024-08-01", "nobody", kind="illegality", description="…"),
    )
    assert codes == ["dated-in-future", "case-unknown", "cluster-unknown"]
    assert office.monitor.log.last_position() == 0


def test_a_dry_run_refuses_the_same_and_records_nothing(office: Office) -> None:
    assert office.record("2024-08-01", recognised(), dry_run=True).recorded == ()
    assert refusals(office, "2024-07-01", recognised(), dry_run=True) == ["dated-in-future"]
    assert office.monitor.log.last_position() == 0


def test_an_identical_fact_is_a_duplicate_unless_it_is_allowed_or_was_withdrawn(office: Office) -> None:
    refusal = line("supervision-refused", "2024-08-01", description="…")
    first = office.record("2024-08-01", recognised(), refusal).recorded[1]
    assert refusals(office, "2024-08-02", refusal) == ["duplicate-fact"]
    assert len(office.record("2024-08-02", refusal, allow_repeats=True).recorded) == 1
    withdrawal = line("fact-withdrawn", "2024-08-03", event=first.id, reason="误录")
    office.record("2024-08-03", withdrawal)
    assert refusals(office, "2024-08-03", refusal) == ["duplicate-fact"]
    ids = [each.id for each in office.monitor.log.stream("c1")]
    assert len(set(ids)) == len(ids)


def test_another_source_makes_it_another_fact(office: Office) -> None:
    told = line("supervision-refused", "2024-08-01", description="…")
    office.record("2024-08-01", recognised(), told)
    sourced = msgspec.structs.replace(told, source=Source(number="1号"))
    assert len(office.record("2024-08-01", sourced).recorded) == 1


def test_the_same_key_twice_records_once_and_never_other_content(office: Office) -> None:
    report = line("annual-report-filed", "2024-08-01", year=2023, key="r1")
    assert len(office.record("2024-08-01", recognised(), report, report).recorded) == 2
    again = office.record("2024-08-02", report)
    assert (again.recorded, again.repeated) == ((), 1)
    other = line("annual-report-filed", "2024-08-01", year=2024, key="r1")
    assert refusals(office, "2024-08-02", other) == ["key-taken"]
    assert refusals(
        office,
        "2024-08-02",
        recognised("c2"),
        line("annual-report-filed", "2024-08-01", "c2", year=2023, key="r1"),
    ) == ["key-taken"]


def test_the_clock_never_runs_before_the_last_record(office: Office) -> None:
    office.record("2024-08-02", recognised())
    with pytest.raises(RefusedError) as caught:
        office.record("2024-08-01", recognised("c2"))
    assert (caught.value.code, caught.value.kind) == ("clock-before-last-record", "conflict")
    office.record("2024-08-02", recognised("c2"))


def test_an_unknown_programme_is_named_with_those_there_are(office: Office) -> None:
    assert refusals(office, "2024-08-01", recognised(programme="zhejiang")) == ["programme-unknown"]


def test_an_export_restores_into_an_empty_database_and_answers_the_same(
    office: Office, postgres_and_sqlite_twin: Office
) -> None:
    office.record("2024-08-01", recognised(), recognised("c2", programme="shandong"))
    office.tick("2025-04-01")
    office.record("2025-05-01", line("annual-report-filed", "2025-04-20", year=2024, key="r1"))
    exported = list(export_lines(office.monitor.log.after(0, 10_000)))
    lines = [decode(msgspec.json.decode(each), Place("export", 1)) for each in exported]
    facts = [each for each in lines if isinstance(each, FactLine)]
    assert len(facts) == len(exported) == 3
    twin = postgres_and_sqlite_twin
    twin.record("2026-01-01", *facts)
    for cluster in ("c1", "c2"):
        there = [each for each in office.monitor.log.stream(cluster) if not each.is_finding]
        found = twin.monitor.log.stream(cluster)
        assert [(each.id, each.position, each.recorded_at) for each in found] == [
            (each.id, each.position, each.recorded_at) for each in there
        ]
        assert (
            twin.status("2025-06-01", cluster)["grounds"] == office.status("2025-06-01", cluster)["grounds"]
        )
    with pytest.raises(RefusedError, match="restore-into-used-log"):
        twin.record("2026-01-01", *facts)
    with pytest.raises(RefusedError, match="restore-mixed"):
        office.record("2026-01-01", facts[0], recognised("c3"))


@pytest.fixture
def postgres_and_sqlite_twin(tmp_path: object, initialised_sqlite: object) -> Office:
    """A second, empty database: an export crosses from one kind to the other."""
    import shutil  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from monitor.database import open_database  # noqa: PLC0415

    path = Path(str(tmp_path)) / "twin.db"
    shutil.copy(Path(str(initialised_sqlite)), path)
    return Office(open_database(str(path)))


def test_what_was_known_then_stays_answerable(office: Office) -> None:
    office.record("2024-08-01", recognised())
    office.record("2025-05-01", line("annual-report-filed", "2025-03-20", year=2024))
    then = office.status("2025-04-15", known_at="2025-04-15")
    now = office.status("2025-04-15", known_at="2025-05-01")
    assert [each["state"] for each in then["grounds"]] == ["established"]
    assert now["grounds"] == []
    assert (then["position"], now["position"]) == (1, 2)
    with pytest.raises(RefusedError) as caught:
        office.status("2025-04-15", known_at="2024-07-31")
    assert caught.value.kind == "not-found"


def test_the_history_shows_both_dates_and_what_each_event_changed(office: Office) -> None:
    office.record("2024-08-01", recognised())
    office.tick("2025-04-01")
    office.record("2025-05-01", line("annual-report-filed", "2025-04-20", year=2024))
    found = office.monitor.history("c1", known_at=noon("2025-06-01") + timedelta(days=1))
    recognised_now = {"what": "standing", "from": None, "to": "recognised", "clause": "第十四条"}
    assert found[0]["changed"][0] == recognised_now
    assert [each["type"] for each in found if each["recorded_by"] == "cluster-monitor"] != []
    filed = found[-1]
    assert (filed["effective_on"], filed["recorded_at"]) == ("2025-04-20", "2025-05-01T04:00:00Z")
    changed = {each["subject"]: (each["from"]["state"], each["to"]["state"]) for each in filed["changed"]}
    assert changed["annual-report 2024"] == ("overdue", "met-late")
    assert changed["reporting late-report annual-report 2024"] == ("established", "cured")
    assert {each["clause"] for each in filed["changed"]} == {"第十五条", "第十六条（三）"}


def test_of_two_clerks_at_once_the_second_is_recorded_with_the_instant_of_the_first(office: Office) -> None:
    first = noon("2024-08-01")
    office.monitor.record([recognised()], at=first, by="a")
    second = office.monitor.record([recognised("c2")], at=first - timedelta(seconds=1), by="b")
    assert [each.recorded_at for each in second.recorded] == [first]


def test_clerks_at_work_at_once_are_all_recorded(engine: Engine) -> None:
    def record(number: int) -> int:
        mine = Office(engine)
        at = noon("2024-08-01") + timedelta(milliseconds=number)
        return len(mine.monitor.record([recognised(f"c{number}")], at=at, by="clerk").recorded)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(record, range(24))) == 24


def test_facts_of_one_cluster_recorded_at_once_are_all_kept(engine: Engine, office: Office) -> None:
    office.record("2024-08-01", recognised())

    def record(number: int) -> int:
        fact = line("supervision-refused", "2024-08-01", description=f"第{number}次")
        return len(Office(engine).record("2024-08-02", fact).recorded)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(record, range(16))) == 16
    assert len(office.monitor.log.stream("c1")) == 17
