"""The same truth on PostgreSQL: every prompt history, one tick at the end."""

from datetime import date

import pytest

from tests.truth.conftest import HISTORIES
from tests.truth.running import run_histories

PROMPT = [history for history in HISTORIES if history.mode == "prompt"]


@pytest.mark.parametrize("until", sorted({history.truth.until for history in PROMPT}), ids=str)
def test_postgresql_finds_exactly_what_is_true(until: date, bare_postgresql_url: str) -> None:
    histories = [history for history in PROMPT if history.truth.until == until]
    run = run_histories(histories, "once", until, bare_postgresql_url)
    run.monitor.engine.dispose()
    found = {history.cluster: run.findings[history.cluster] for history in histories}
    assert found == {history.cluster: history.truth.findings for history in histories}
    assert run.again == []
