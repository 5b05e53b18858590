"""`python -m tests.simulation`: simulate seeds for a number of supervised years, or hours, and tell."""

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.simulation.invariants import INVARIANTS
from tests.simulation.options import Size, options_of, told
from tests.simulation.run import Broken, Limits, Report, run, shrink, tail

SECONDS = 3600


def main(words: Sequence[str] | None = None) -> int:
    """Simulate; return 1 where an invariant is broken."""
    given = _arguments(words)
    size = Size(days=given.days, programmes=given.programmes, clusters=given.clusters)
    if given.until is not None:
        return _tell_broken(run(options_of(given.seed, size), Limits(until=given.until)))
    reports: list[Report] = []
    started, worked = time.monotonic(), time.process_time()
    for seed in _seeds(given, size, started):
        report = _simulated(seed, size)
        reports.append(report)
        if report.broken:
            _tell_broken(report)
    _summarise(reports, size, time.monotonic() - started, time.process_time() - worked)
    return int(any(report.broken for report in reports))


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--years", type=float, default=48, help="supervised years (default 48)")
    length.add_argument("--hours", type=float, help="hours instead of years")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--until", type=int, help="run one seed to this step and check there")
    parser.add_argument("--commit", help="the commit that a failure was seen at; only told")
    for name, value in (
        ("days", Size().days),
        ("programmes", Size().programmes),
        ("clusters", Size().clusters),
    ):
        parser.add_argument(f"--{name}", type=int, default=value, help=f"{name} of a world")
    return parser.parse_args(words)


def _seeds(given: argparse.Namespace, size: Size, started: float) -> Iterator[int]:
    """Yield seeds until the years, or the hours, are over."""
    seed, years = given.seed, 0.0
    while time.monotonic() - started < given.hours * SECONDS if given.hours else years < given.years:
        yield seed
        seed, years = seed + 1, years + size.supervised_years


def _simulated(seed: int, size: Size) -> Report:
    options = options_of(seed, size)
    console = Console(stderr=True)
    console.print(told(options), highlight=False, soft_wrap=True)
    with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task(f"seed {seed}", total=size.days)
        return run(options, on_day=lambda day: progress.update(task, completed=day))


def _tell_broken(report: Report) -> int:
    """Print the one line that sees it again, and the fewest steps that lead there."""
    broken = report.broken
    if broken is None:
        print(f"seed {report.options.seed}: all invariants hold after step {report.steps}")  # noqa: T201 - its purpose
        return 0
    print(_line(report, broken))  # noqa: T201 - its purpose
    print(f"{broken.invariant}: {broken.what}", flush=True)  # noqa: T201 - its purpose
    for step in tail(report.options, shrink(report.options, broken)):
        print(f"  {step.number} {step.at:%Y-%m-%dT%H:%M:%SZ} {step.what}")  # noqa: T201 - its purpose
    return 1


def _line(report: Report, broken: Broken) -> str:
    size = report.options.size
    form = f"--days {size.days} --programmes {size.programmes} --clusters {size.clusters}"
    return (
        f"python -m tests.simulation --seed {report.options.seed} --commit {_commit()} "
        f"--until {broken.step} {form}"
    )


def _commit() -> str:
    words = ("git", "rev-parse", "--short", "HEAD")
    found = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    return found.stdout.strip() or "unknown"


def _summarise(reports: Sequence[Report], size: Size, wall: float, worked: float) -> None:
    counts = sum((report.counts for report in reports), Counter[str]())
    years = len(reports) * size.supervised_years
    table = Table(title="a supervised year: one programme for one year, with all its clusters, ticked daily")
    table.add_column("what")
    table.add_column("how many", justify="right")
    for name, value in (
        ("seeds", len(reports)),
        ("clusters of a programme", size.clusters),
        ("supervised years", round(years)),
        ("events", sum(report.events for report in reports)),
        ("findings", counts["findings"]),
        ("ticks", counts["tick"]),
        ("deaths of a process", sum(report.deaths for report in reports)),
        ("interleaved acts", counts["interleaved"]),
        ("notices, overrides, laws", counts["notice"] + counts["override"] + counts["law"]),
        ("rebuilds", counts["rebuild"]),
        ("refusals", sum(sum(report.refused.values()) for report in reports)),
        ("invariants checked", sum(report.checked for report in reports)),
        ("invariants broken", sum(report.broken is not None for report in reports)),
        ("seconds on the clock, of the processor", f"{wall:.0f}, {worked:.0f}"),
        ("supervised years an hour of one core", round(years * SECONDS / worked) if worked else 0),
    ):
        table.add_row(name, str(value))
    Console().print(table)
    print(f"checkers: {' '.join(INVARIANTS)}")  # noqa: T201 - its purpose


if __name__ == "__main__":
    sys.exit(main())
