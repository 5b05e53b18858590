"""Replicas are killed under load: nothing acknowledged is lost, no session either, nothing is doubled."""

from pathlib import Path

from tests.acceptance.replicas import endured

AT_MOST = 60.0  # seconds; a machine with nothing else to do needs a tenth
ENOUGH = {"kills": 2, "acknowledged": 100, "answers_lost": 10, "replayed": 1}


def test_two_replicas_lose_nothing_acknowledged_while_one_is_killed(
    postgresql_url: str, tmp_path: Path
) -> None:
    outcome = endured(postgresql_url, tmp_path, AT_MOST, enough=ENOUGH)
    assert outcome.broken == []
    assert {name: outcome.figures[name] for name in ENOUGH if outcome.figures[name] < ENOUGH[name]} == {}
    assert outcome.figures["turned_away"] == 0
