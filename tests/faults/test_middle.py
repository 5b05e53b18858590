"""Law and calendar that change while a process is at work: its next pass leaves nothing undone."""

from tests.faults.trials import trial_here


def test_a_change_in_the_middle_of_a_tick_or_a_rebuild_leaves_nothing_undone(
    backend: str, bare_url: str
) -> None:
    outcome = trial_here("middle", f"--store={backend}", f"--url={bare_url}", "--days=12")
    assert outcome["broken"] == []
    changes = [f"{change}_in_a_{under}" for change in _CHANGES for under in ("tick", "rebuild")]
    assert min(outcome[name] for name in changes) > 0


_CHANGES = ("law", "notice", "override")


def test_the_same_comparison_finds_that_nobody_looks_again_when_the_law_changes() -> None:
    outcome = trial_here("middle", "--days=8", "--deaf")
    assert any(problem.startswith("I3") for problem in outcome["broken"])
