"""One trial as a process of its own, as `make soak` runs it, or here, and the line that it prints."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stdout
from importlib import import_module
from typing import Any


def trial(harness: str, *options: str) -> dict[str, Any]:
    """Run a harness and return what it printed; one that finds something ends with 1.

    Raises:
        AssertionError: it did not come to its end.
    """
    command = [sys.executable, "-m", f"tests.faults.{harness}", *options]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert ended.stdout, ended.stderr
    outcome: dict[str, Any] = json.loads(ended.stdout)
    assert ended.returncode == (1 if outcome["broken"] else 0), ended.stderr
    return outcome


def trial_here(harness: str, *options: str) -> dict[str, Any]:
    """Run a harness that forks nothing in this process, which is quicker, and return what it printed."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        status = import_module(f"tests.faults.{harness}").main(options)
    outcome: dict[str, Any] = json.loads(printed.getvalue())
    assert status == (1 if outcome["broken"] else 0)
    return outcome
