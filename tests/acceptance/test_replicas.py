"""Replicas are killed under load: nothing acknowledged is lost, no session either, nothing is doubled."""

from pathlib import Path

from tests.acceptance.replicas import endured

SECONDS = 9


def test_two_replicas_lose_nothing_acknowledged_while_one_is_killed(
    postgresql_url: str, tmp_path: Path
) -> None:
    outcome = endured(postgresql_url, tmp_path, SECONDS)
    assert outcome.broken == []
    assert outcome.figures["kills"] >= 2
    assert outcome.figures["acknowledged"] >= 100
    assert outcome.figures["answers_lost"] >= 10
    assert outcome.figures["replayed"] >= 1
    assert outcome.figures["turned_away"] == 0
