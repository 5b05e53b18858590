"""Backups under a writer: each restores all that was acknowledged before, and proves it."""

from tests.faults.trials import trial


def test_what_was_acknowledged_before_a_backup_is_in_what_it_restores(backend: str, bare_url: str) -> None:
    outcome = trial("restores", f"--store={backend}", f"--url={bare_url}", "--backups=4")
    assert outcome["broken"] == []
    assert outcome["restored"] == 4
    assert outcome["older_ones_told"] == 3
    assert min(outcome["killed"], outcome["acknowledged"]) > 0


def test_the_same_comparison_finds_that_an_older_backup_was_restored() -> None:
    outcome = trial("restores", "--backups=2", "--stale")
    assert any("I1" in problem for problem in outcome["broken"])
