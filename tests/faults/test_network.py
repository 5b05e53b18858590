"""Requests that come twice, late and in another order, to a real server: each fact is recorded once."""

from tests.faults.trials import trial_here

LETTERS = 48


def test_each_letter_is_recorded_once_however_its_requests_arrive(backend: str, bare_url: str) -> None:
    outcome = trial_here("network", f"--store={backend}", f"--url={bare_url}", f"--letters={LETTERS}")
    assert outcome["broken"] == []
    assert outcome["requests"] > LETTERS
    assert min(outcome[name] for name in ("overtaken", "held_back", "answers_lost", "replayed")) > 0


def test_the_same_comparison_finds_what_requests_without_a_key_double() -> None:
    outcome = trial_here("network", "--letters=24", "--no-keys")
    assert any(problem.startswith("I1") for problem in outcome["broken"])
