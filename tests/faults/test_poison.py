"""Events that cannot be read stop their own clusters, by name, and change nothing of the others."""

from tests.faults.trials import trial_here

POISONS = 14


def test_only_clusters_with_an_event_that_cannot_be_read_are_unknown(backend: str, bare_url: str) -> None:
    outcome = trial_here(
        "poison", f"--store={backend}", f"--url={bare_url}", f"--poisons={POISONS}", "--days=36"
    )
    assert outcome["broken"] == []
    assert outcome["poisons"] == POISONS
    assert outcome["rows_compared"] > 100


def test_the_same_comparison_finds_what_is_passed_over_in_silence() -> None:
    outcome = trial_here("poison", f"--poisons={POISONS}", "--days=8", "--silent")
    assert any(problem.startswith("I3") for problem in outcome["broken"])
