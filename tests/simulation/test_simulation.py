"""The simulation in short: worlds hold, a seed does the same twice, and planted defects are found."""

from collections.abc import Iterable

import pytest

from tests.simulation.invariants import INVARIANTS, Checker
from tests.simulation.options import Options, Size, options_of
from tests.simulation.run import Limits, Report, run
from tests.simulation.sabotage import DEFECTS, Defect
from tests.simulation.world import steps

BUSY = Size(days=60, programmes=1, clusters=2, acts_a_year=180, busy=8.0, checks=20.0)
SEEDS = range(5, 13)
SEEN = [
    pytest.param(defect, name, id=f"{name}: {defect.name}") for defect in DEFECTS for name in defect.seen_by
]


def _until_broken(worlds: Iterable[Options], checkers: dict[str, Checker]) -> Report | None:
    for options in worlds:
        report = run(options, Limits(checkers=checkers))
        if report.broken:
            return report
    return None


def test_every_invariant_holds_in_a_busy_world() -> None:
    report = run(options_of(11, BUSY))
    assert report.broken is None
    assert report.deaths > 1
    assert report.events > 50
    assert report.checked >= 12
    assert min(report.counts[name] for name in ("tick", "notice", "rebuild", "interleaved", "ask")) > 0


def test_a_seed_does_the_same_again() -> None:
    options = options_of(5, BUSY)
    first, second = (run(options, Limits(until=90, checkers={})) for _ in range(2))
    assert (first.events, first.deaths, first.counts, first.refused) == (
        second.events,
        second.deaths,
        second.counts,
        second.refused,
    )
    assert first.events > 20


def test_a_step_left_out_changes_no_other() -> None:
    options = options_of(5, BUSY)
    whole = {step.number: (step.at, step.what, step.rng.random()) for step in steps(options)}
    some = {step.number: (step.at, step.what, step.rng.random()) for step in steps(options, {3, 4})}
    assert {number: told for number, told in whole.items() if number not in {3, 4}} == some


def test_each_of_the_twelve_invariants_has_a_defect_that_it_must_see() -> None:
    assert {name for defect in DEFECTS for name in defect.seen_by} == set(INVARIANTS)
    assert len(INVARIANTS) == 12


@pytest.mark.parametrize(("defect", "invariant"), SEEN)
def test_a_planted_defect_is_found_by_one_invariant_alone(defect: Defect, invariant: str) -> None:
    worlds = (options_of(seed, BUSY) for seed in SEEDS)
    with defect.planted:
        report = _until_broken(worlds, {invariant: INVARIANTS[invariant]})
    assert report is not None, f"{defect.name} was not found in {len(SEEDS)} seeds"
    assert report.broken is not None
    assert report.broken.invariant == invariant
