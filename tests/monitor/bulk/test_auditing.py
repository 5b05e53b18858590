"""The self-audit apart: recorded by another process, which ends quietly or is told to have died."""

import os
import signal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.audit.self_audit import audits
from monitor.bulk.auditing import audited_apart
from monitor.bulk.spread import apart
from monitor.version import VERSION
from tests.office import Office, evening, line, recognised


def test_it_is_recorded_as_if_it_had_been_done_here(engine: Engine) -> None:
    office = Office(engine)
    office.record("2024-07-10", recognised(), line("annual-report-filed", "2024-07-09", year=2023))
    office.tick("2025-05-03")
    size = office.monitor.log.last_position()
    found = audited_apart(office.monitor, evening("2025-05-03"))
    (recorded,) = audits(office.monitor)
    assert recorded.found == found
    assert recorded.at == evening("2025-05-03")
    assert found.is_clean
    assert (found.size, found.code_version) == (size, VERSION)


def test_what_it_is_refused_by_comes_back(engine: Engine) -> None:
    office = Office(engine)
    office.record("2025-07-10", recognised())
    with pytest.raises(RefusedError, match="clock-before-last-record"):
        audited_apart(office.monitor, evening("2025-05-03"))
    assert audits(office.monitor) == []


def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="workers-died"):
        apart(_die, tmp_path / "begun")
    assert (tmp_path / "begun").read_text(encoding="utf-8") != str(os.getpid())


def _die(path: Path) -> None:
    path.write_text(str(os.getpid()), encoding="utf-8")
    os.kill(os.getpid(), signal.SIGKILL)
