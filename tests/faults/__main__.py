"""Every harness and every control in one table: `make soak`, and `make soak LONG=1` for the long forms.

Ends with 1 where a harness found something broken, or where a control found nothing.
"""

import argparse
import json
import os
import platform
import sys
from typing import Any, NamedTuple

from tests.faults.sabotage import FOUND_AS
from tests.faults.trials import trial

_STORES = ("sqlite", "postgresql")


class Run(NamedTuple):
    """One run: its harness, its options in the short and in the long form, and whether it must fail."""

    harness: str
    short: tuple[str, ...]
    long: tuple[str, ...]
    is_control: bool = False


def _runs() -> list[Run]:
    stores = [f"--store={store}" for store in _STORES]
    return [
        *(Run("kills", (each, "--kills=1000"), (each, "--kills=20000")) for each in stores),
        *(_control("kills", "--kills=66", f"--sabotage={each}") for each in FOUND_AS),
        Run("writers", ("--events=20000",), ("--events=200000", "--most=100")),
        _control("writers", "--events=20000", "--writers=8", "--plain"),
        *(Run("schedulers", (each,), (each, "--windows=4000", "--moments=1500")) for each in stores),
        Run("server_kills", ("--kills=20",), ("--kills=300",)),
        _control("server_kills", "--kills=15", "--asynchronous"),
        *(Run("full_disk", (each,), (each,)) for each in stores),
        _control("full_disk", "--sabotage=answers-first"),
        *(Run("clocks", (each,), (each, "--jumps=1000")) for each in stores),
        _control("clocks", "--hasty"),
        *(Run("network", (each,), (each, "--letters=10000")) for each in stores),
        _control("network", "--no-keys"),
        *(Run("middle", (each,), (each, "--days=600")) for each in stores),
        _control("middle", "--deaf"),
        *(Run("poison", (each,), (each, "--poisons=29")) for each in stores),
        _control("poison", "--silent"),
        *(Run("restores", (each,), (each, "--backups=500")) for each in stores),
        _control("restores", "--stale"),
    ]


def _control(harness: str, *options: str) -> Run:
    return Run(harness, options, options, is_control=True)


def _row(run: Run, outcome: dict[str, Any], *, as_it_must: bool) -> str:
    """Return a run as a line of the table: what it was, what it counted, what it found."""
    told = {
        name: each for name, each in outcome.items() if name not in _BESIDE and each not in ([], None, "")
    }
    figures = ", ".join(f"{name.replace('_', ' ')} {each}" for name, each in told.items())
    found = f"{len(outcome['broken'])} or more" if outcome["broken"] else "nothing"
    harness = f"{run.harness}, control" if run.is_control else run.harness
    wanted = outcome.get("skipped") or ("yes" if as_it_must else "NO")
    return f"| {harness} | {outcome.get('store', 'postgresql')} | {figures} | {found} | {wanted} |"


_BESIDE = frozenset({"harness", "store", "broken", "skipped"})
_HEAD = "| harness | store | figures | broken | as it must |\n|---|---|---|---|---|"


def main() -> int:
    """Run everything, print a line for each as it ends, and a table of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    asked = parser.parse_args()
    wrong, rows = 0, [_HEAD]
    for run in _runs():
        outcome = trial(run.harness, *(run.long if asked.long else run.short))
        as_it_must = "skipped" in outcome or bool(outcome["broken"]) == run.is_control
        wrong += not as_it_must
        rows.append(_row(run, outcome, as_it_must=as_it_must))
        line = {**outcome, "control": run.is_control, "as_it_must": as_it_must}
        sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n")
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    sys.stdout.write("\n".join([f"{machine}; {wrong} not as it must be", "", *rows, ""]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
