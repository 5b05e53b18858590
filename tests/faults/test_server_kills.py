"""A PostgreSQL server killed with all its processes: what was confirmed is there when it is back."""

from tests.faults.trials import trial


def test_nothing_that_was_confirmed_is_lost_when_the_server_is_killed_under_load() -> None:
    outcome = trial("server_kills", "--kills=2")
    assert outcome["broken"] == []
    assert [outcome[name] for name in ("fsync", "full_page_writes", "synchronous_commit")] == ["on"] * 3
    assert (outcome["kills"], outcome["lost"]) == (2, 0)
    assert min(outcome["confirmed"], outcome["refused"]) > 0


def test_the_same_comparison_finds_the_loss_where_commits_do_not_wait_for_the_disk() -> None:
    outcome = trial("server_kills", "--kills=2", "--asynchronous")
    assert outcome["lost"] > 0
    assert outcome["broken"] == [f"I1: {outcome['lost']} of {outcome['confirmed']} confirmed events are lost"]
