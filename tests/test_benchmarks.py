"""The benchmarks run and agree with one another; how fast anything is, is no matter here."""

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from benchmarks import report
from benchmarks.curve import Cost
from benchmarks.drawing import bars, curves
from benchmarks.http_load import Load
from benchmarks.http_scene import checked, filled, take_out
from benchmarks.log_rounds import log_round
from benchmarks.memory import Held
from benchmarks.places import SqliteFiles
from benchmarks.targets import target
from benchmarks.timing import Figure, Tally
from benchmarks.workload import EVENTS_A_CLUSTER, events, name_of
from domain.cluster import AnnualReportFiled
from domain.events import Source
from monitor.codec import Envelope
from monitor.database import open_database
from monitor.event_log import EventLog
from tests.given import noon

CLUSTERS = 20


def figure(ratio: float, aim: float | None, *, at_most: bool = False) -> Figure:
    return Figure(
        store="SQLite",
        operation="verify the log",
        against="raw",
        clusters=CLUSTERS,
        rate=ratio,
        limit=1,
        ratio=ratio,
        lowest=ratio,
        highest=ratio,
        rounds=1,
        target=aim,
        at_most=at_most,
    )


def test_a_workload_is_the_same_every_time_and_has_24_events_a_cluster() -> None:
    told = list(events(CLUSTERS))
    assert told == list(events(CLUSTERS))
    by_cluster = groupby(sorted(each.cluster for each in told))
    assert {len(list(mine)) for _, mine in by_cluster} == {EVENTS_A_CLUSTER}
    assert [each.recorded_at for each in told] == sorted(each.recorded_at for each in told)


def test_a_round_measures_the_log_against_the_bare_driver(tmp_path: Path) -> None:
    tally = Tally("SQLite", CLUSTERS)
    log_round(SqliteFiles(tmp_path), CLUSTERS, tally)
    figures = list(tally.figures(target))
    assert {each.operation for each in figures} >= {"verify the log", "single append, p95"}
    assert all(each.ratio > 0 and each.is_met is not None for each in figures)


@pytest.mark.parametrize(
    ("ratio", "aim", "at_most", "met"),
    [
        (0.3, 0.25, False, True),
        (0.2, 0.25, False, False),
        (12.0, 10.0, True, False),
        (0.1, None, False, None),
    ],
)
def test_a_target_is_met_or_missed(ratio: float, aim: float | None, at_most: bool, met: bool | None) -> None:
    assert figure(ratio, aim, at_most=at_most).is_met is met


def test_a_filing_that_is_acknowledged_and_not_in_the_log_is_found(bare_postgresql_url: str) -> None:
    filled(bare_postgresql_url, 2, noon("2026-11-21"))
    engine = open_database(bare_postgresql_url)
    log = EventLog(engine)
    filing = Envelope(
        id="a filing",
        cluster=name_of(0),
        effective_on=date(2026, 11, 20),
        recorded_at=noon("2026-11-21"),
        recorded_by="officer",
        body=AnnualReportFiled(year=2025),
        source=Source(number="run-1"),
    )
    log.append([filing], {name_of(0): EVENTS_A_CLUSTER})
    engine.dispose()
    acknowledged = [("run-1", "a filing")]
    assert checked(bare_postgresql_url, acknowledged, "run") == ((), ())
    assert checked(bare_postgresql_url, [("run-1", "another")], "run").missing == ("run-1",)
    take_out(bare_postgresql_url, "a filing")
    assert checked(bare_postgresql_url, acknowledged, "run").missing == ("run-1",)


def load(**changes: Any) -> Load:
    stated = {
        "phase": "held",
        "clients": 16,
        "seconds": 60.0,
        "sent": 30_000,
        "recorded": 30_000,
        "a_second": 500.0,
        "p50": 0.03,
        "p99": 0.15,
        "shed": 0,
        "failed": 0,
        "lost": 0,
        "doubled": 0,
        "server_ms": 3.0,
        "client_ms": 0.4,
    }
    return Load(**{**stated, **changes})


@pytest.mark.parametrize(
    ("changes", "met"),
    [
        ({}, True),
        ({"a_second": 399.0}, False),
        ({"p99": 0.21}, False),
        ({"phase": "burst", "a_second": 100.0, "p99": 4.0, "shed": 9_000}, True),
        ({"phase": "burst", "lost": 1}, False),
        ({"phase": "burst", "failed": 1}, False),
    ],
)
def test_a_load_is_held_or_shed_without_loss(changes: dict[str, Any], met: bool) -> None:
    assert load(**changes).is_met is met


def test_memory_is_bounded_where_that_is_demanded() -> None:
    small, large = Cost("verify", 10, 240, 1.0, 99.0), Cost("verify", 10, 240, 1.0, 101.0)
    assert [Held("SQLite", each).is_met for each in (small, large)] == [True, False]
    assert Held("SQLite", Cost("record", 10, 240, 1.0, 500.0)).is_met is None


def test_the_names_of_curves_do_not_lie_upon_each_other() -> None:
    drawn = ET.fromstring(curves("t", "x", "y", {"a": [(1, 5), (10, 7)], "b": [(1, 5), (10, 7)]}))  # noqa: S314
    named = [each for each in drawn if each.text in {"a", "b"}]
    assert len({each.get("y") for each in named}) == 2


def test_a_page_keeps_what_people_wrote_and_has_its_pictures_beside_it(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    run = report.Run(
        machine="a machine",
        at="a day",
        rounds=1,
        figures=(figure(0.2, 0.25),),
        costs=(),
        not_run=("a peer",),
        held=(Held("SQLite", Cost("verify", 10, 240, 1.0, 99.0)),),
        loads=(load(lost=3),),
    )
    report.write(run, page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    assert "**missed**" in text
    assert "Not run: a peer." in text
    assert "| verify | SQLite | 240 | 1.0 | 99 |" in text
    assert (
        "| held | 16 | 60 | 30,000 | 500 | 30 | 150 | 30,000 | 0 | 0 | 3 | 0 | 3.0 | 0.4 | **missed** |"
        in text
    )
    picture = (tmp_path / "performance" / "ratios-sqlite.svg").read_text(encoding="utf-8")
    assert picture == bars(
        "SQLite: the product against the raw limit of the same round (1 = raw)", run.figures
    )
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 - our own picture
