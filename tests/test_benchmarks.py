"""The benchmarks run and agree with one another; how fast anything is, is no matter here."""

from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import report
from benchmarks.drawing import bars
from benchmarks.log_rounds import log_round
from benchmarks.places import SqliteFiles
from benchmarks.targets import target
from benchmarks.timing import Figure, Tally
from benchmarks.workload import EVENTS_A_CLUSTER, events

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


def test_a_page_keeps_what_people_wrote_and_has_its_pictures_beside_it(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    run = report.Run(
        machine="a machine", at="a day", rounds=1, figures=(figure(0.2, 0.25),), costs=(), not_run=("a peer",)
    )
    report.write(run, page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    assert "**missed**" in text
    assert "Not run: a peer." in text
    picture = (tmp_path / "performance" / "ratios-sqlite.svg").read_text(encoding="utf-8")
    assert picture == bars(
        "SQLite: the product against the raw limit of the same round (1 = raw)", run.figures
    )
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314 - our own picture
