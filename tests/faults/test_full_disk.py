"""A disk that is full: everything is refused by name, nothing is recorded by half, and room cures it."""

import pytest

from tests.faults.full_disk import NO_RIGHT
from tests.faults.trials import trial


def test_a_full_disk_is_refused_by_name_and_the_same_process_goes_on_when_there_is_room(backend: str) -> None:
    outcome = trial("full_disk", f"--store={backend}")
    if outcome.get("skipped") == NO_RIGHT:
        pytest.skip(NO_RIGHT)
    assert outcome["broken"] == []
    assert outcome["refused"] == 20
    assert min(outcome["answered"], outcome["answered_with_room"]) > 0


def test_the_same_comparison_finds_an_answer_that_was_given_too_early() -> None:
    outcome = trial("full_disk", "--sabotage=answers-first")
    if outcome.get("skipped") == NO_RIGHT:
        pytest.skip(NO_RIGHT)
    assert any(problem.startswith("I1") for problem in outcome["broken"])
