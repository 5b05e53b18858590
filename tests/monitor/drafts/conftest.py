"""One department for all tests of a module: drafts only read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.application import Monitor
from tests.monitor.drafts.department import department


@pytest.fixture(scope="module")
def monitor(initialised_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Monitor]:
    """The application over a department with a case at each stage."""
    file = tmp_path_factory.mktemp("drafts") / "monitor.db"
    shutil.copy(initialised_sqlite, file)
    with department(file) as found:
        yield found
