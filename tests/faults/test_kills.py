"""Whatever a process was doing when it was killed: what was answered is there, once."""

import pytest

from tests.faults.sabotage import FOUND_AS
from tests.faults.trials import trial

KILLS = 1_000  # 20,000 on each by `make soak LONG=1`


def test_processes_killed_at_every_step_lose_and_double_nothing(backend: str, bare_url: str) -> None:
    outcome = trial("kills", f"--store={backend}", f"--url={bare_url}", f"--kills={KILLS}")
    assert outcome["broken"] == []
    assert (outcome["store"], outcome["kills"], outcome["unreached"]) == (backend, KILLS, [])
    assert min(outcome["at_statements"], outcome["at_random"], outcome["messages"]) > KILLS // 20
    assert outcome["answered"] > KILLS // 20


@pytest.mark.parametrize(("sabotage", "invariant"), list(FOUND_AS.items())[1:3])
def test_the_same_comparison_finds_a_fault_that_was_put_in(sabotage: str, invariant: str) -> None:
    outcome = trial("kills", "--kills=33", f"--sabotage={sabotage}")
    assert any(problem.startswith(invariant) for problem in outcome["broken"]), outcome
