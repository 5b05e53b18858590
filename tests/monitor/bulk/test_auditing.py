"""The self-audit apart: recorded by another process, which ends quietly or is told to have died."""

import os
import signal
from pathlib import Path
from threading import Event, Timer

import pytest
from sqlalchemy import Engine

from domain.refusal import RefusedError
from monitor.audit.self_audit import audits
from monitor.bulk.apart import FailedApartError, apart
from monitor.bulk.auditing import audited_apart
from monitor.version import VERSION
from tests.office import Office, evening, line, recognised


def test_it_is_recorded_as_if_it_had_been_done_here(engine: Engine) -> None:
    office = Office(engine)
    office.record("2024-07-10", recognised(), line("annual-report-filed", "2024-07-09", year=2023))
    office.tick("2025-05-03")
    size = office.monitor.log.last_position()
    found = audited_apart(office.monitor, evening("2025-05-03"), Event())
    (recorded,) = audits(office.monitor)
    assert recorded.found == found
    assert recorded.at == evening("2025-05-03")
    assert found.is_clean
    assert (found.size, found.code_version) == (size, VERSION)


def test_what_it_is_refused_by_comes_back(engine: Engine) -> None:
    office = Office(engine)
    office.record("2025-07-10", recognised())
    with pytest.raises(RefusedError, match="clock-before-last-record"):
        audited_apart(office.monitor, evening("2025-05-03"), Event())
    assert audits(office.monitor) == []


def test_told_to_stop_it_is_broken_off_and_nothing_is_recorded(engine: Engine) -> None:
    office, stopping = Office(engine), Event()
    office.record("2024-07-10", recognised())
    stopping.set()
    assert audited_apart(office.monitor, evening("2025-05-03"), stopping) is None
    assert audits(office.monitor) == []


def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="workers-died"):
        apart(_die, tmp_path / "begun", Event())
    assert (tmp_path / "begun").read_text(encoding="utf-8") != str(os.getpid())


def test_who_stops_a_service_may_tell_its_processes_in_any_order(tmp_path: Path) -> None:
    stopping = Event()
    Timer(1.5, stopping.set).start()  # after the process has died
    assert apart(_die, tmp_path / "begun", stopping) is None


def test_a_fault_is_told_by_its_type_and_leaves_no_trace(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(FailedApartError, match=r"^ValueError$"):
        apart(int, "password=hunter2", Event())
    assert capfd.readouterr().err == ""


def _die(path: Path) -> None:
    path.write_text(str(os.getpid()), encoding="utf-8")
    os.kill(os.getpid(), signal.SIGKILL)
