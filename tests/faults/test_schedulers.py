"""Several schedulers that each believe to lead, killed and paused: each window closes once, and not early."""

from tests.faults.trials import trial

WINDOWS = 60


def test_each_window_is_opened_and_closed_once_and_never_early(backend: str, bare_url: str) -> None:
    outcome = trial("schedulers", f"--url={bare_url}", f"--windows={WINDOWS}", "--moments=60")
    assert outcome["broken"] == []
    assert (outcome["store"], outcome["closed"]) == (backend, WINDOWS)
    assert min(outcome["kills"], outcome["pauses"]) > 0
    assert outcome["naive_doubled"] > 0  # the control: the same schedulers do without versions
