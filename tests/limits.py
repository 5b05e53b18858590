"""What holds for every test: it ends, it leaves nothing open behind, and the long ones begin first.

Promise: a test that waits for ever fails by name, and a leak is told in the file that made it, not
in the test during which it happens to be collected.
"""

import faulthandler
import gc
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

ENDS_WITHIN = 300.0  # seconds, for one test with all that is set up for it
_AGAIN = 5.0  # seconds, where what a test does at its end waits too
_MEMORY = Path("/dev/shm")  # noqa: S108 - a place, every name in it is made by tempfile
_ROOM = 3 << 30  # bytes; a whole run leaves less than one
LONGEST = (  # files and folders that begin first, so that at the end each process is busy with short ones
    "tests/truth/test_truth_table.py",
    "tests/monitor/test_random_facts.py",
    "tests/browser/",
    "tests/truth/",
    "tests/monitor/api/test_schemathesis.py",
    "tests/monitor/audit/log/test_tampering.py",
    "tests/simulation/",
    "tests/scaling/",
    "tests/test_doc_examples.py",
    "tests/faults/",
    "tests/acceptance/",
    "tests/monitor/api/",
)


class NeverEndedError(BaseException):
    """A test did not end in time; nothing that catches every `Exception` hides it."""


@contextmanager
def ending(seconds: float) -> Iterator[None]:
    """Let something last so many seconds, then raise, and show where every thread is.

    Raises:
        NeverEndedError: and once more every few seconds, for who waits in a `finally`.
    """

    def ring(_number: int, _frame: FrameType | None) -> None:
        faulthandler.dump_traceback()
        message = f"it did not end within {seconds:g} s"
        raise NeverEndedError(message)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Iterator[None]:
    with ending(ENDS_WITHIN):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    with ending(ENDS_WITHIN):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Collect what a file has left: an unclosed connection fails the last test of its own file.

    What is still in use then is not looked at with every other file, which took longer than most of
    them, but once more after the last.
    """
    with ending(ENDS_WITHIN):
        yield
        if nextitem is None or nextitem.path != item.path:
            if nextitem is None:
                gc.unfreeze()
            left = unclosed()
            gc.freeze()
            assert not left, f"{item.path.name} leaves open: {left}"


def unclosed() -> list[str]:
    """Collect all garbage, and return what in it should have been closed."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        gc.collect()
    return [str(each.message) for each in seen if issubclass(each.category, ResourceWarning)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first: pytest itself makes one of arguments that overlap, and sorts."""

    def rank(item: pytest.Item) -> int:
        longest = [item.nodeid.startswith(each) for each in LONGEST]
        return [*longest, True].index(True)

    items.sort(key=rank)


def pytest_collection_finish() -> None:
    """Look no more at what the collection made: a garbage collection then takes milliseconds."""
    gc.collect()
    gc.freeze()


def pytest_configure() -> None:
    """Work in memory where there is room: no test needs a disk, and a disk slows with every database."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM
    if roomy and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)
