"""Every harness and every control, one line each: `make soak`, and `make soak LONG=1` for the long forms.

Ends with 1 where a harness found something broken, or where a control found nothing.
"""

import argparse
import json
import sys
from typing import NamedTuple

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
        *(_control("kills", "--kills=40", f"--sabotage={each}") for each in FOUND_AS),
        Run("writers", ("--events=20000",), ("--events=200000", "--most=100")),
        _control("writers", "--events=20000", "--writers=8", "--plain"),
        *(Run("schedulers", (each,), (each, "--windows=4000", "--moments=1500")) for each in stores),
        Run("server_kills", ("--kills=20",), ("--kills=300",)),
        _control("server_kills", "--kills=15", "--asynchronous"),
        *(Run("full_disk", (each,), (each,)) for each in stores),
        _control("full_disk", "--sabotage=answers-first"),
        *(Run("clocks", (each,), (each, "--jumps=1000")) for each in stores),
        _control("clocks", "--hasty"),
    ]


def _control(harness: str, *options: str) -> Run:
    return Run(harness, options, options, is_control=True)


def main() -> int:
    """Run everything and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    asked = parser.parse_args()
    wrong = 0
    for run in _runs():
        outcome = trial(run.harness, *(run.long if asked.long else run.short))
        is_skipped = "skipped" in outcome
        as_it_must = is_skipped or bool(outcome["broken"]) == run.is_control
        wrong += not as_it_must
        line = {**outcome, "control": run.is_control, "as_it_must": as_it_must}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
