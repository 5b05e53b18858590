"""The runs of the truth table: one database for all histories with the same end and rhythm."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from monitor.demo.generator import generate
from monitor.demo.truth import History
from tests.truth.running import Run, Ticks, run_histories

HISTORIES = generate()
Running = Callable[[History, Ticks], Run]


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Running:
    @cache
    def together(ticks: Ticks, until: date) -> Run:
        same = [each for each in HISTORIES if each.truth.until == until]
        chosen = [each for each in same if ticks == "daily" or each.mode == "prompt"]
        return run_histories(chosen, ticks, until, str(tmp_path_factory.mktemp("truth") / "truth.db"))

    return lambda history, ticks: together(ticks, history.truth.until)
