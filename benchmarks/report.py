"""The page of the figures: `docs/performance.md`, its pictures and the figures as JSON beside it.

Promise: what stands between the two marks is what a run printed; what stands outside them is written
by people and stays.
"""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

import msgspec

from benchmarks.curve import Cost
from benchmarks.drawing import bars, curves
from benchmarks.timing import Figure

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
_HEAD = (
    "| operation | against | clusters | product | limit | ratio | from - to | target | |\n" + "|---" * 9 + "|"
)
_MET = {True: "met", False: "**missed**", None: ""}


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run: its figures, its costs, the machine, the day, and which peers could not be run."""

    machine: str
    at: str
    rounds: int
    figures: tuple[Figure, ...]
    costs: tuple[Cost, ...]
    not_run: tuple[str, ...]


def machine() -> str:
    """Return what the figures were measured on."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load averages at the end {load}"
    )


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a table a database."""
    parts = []
    for store, mine in groupby(figures, key=lambda each: each.store):
        parts.append(f"### {store}\n\n{_HEAD}\n" + "\n".join(map(_line, mine)))
    return "\n\n".join(parts)


def _line(figure: Figure) -> str:
    bound = "" if figure.target is None else f"{'≤' if figure.at_most else '≥'} {figure.target:g}"
    cells = (
        figure.operation,
        figure.against,
        f"{figure.clusters:,}",
        _rate(figure.rate),
        _rate(figure.limit),
        f"{figure.ratio:.3g}",
        f"{figure.lowest:.3g} - {figure.highest:.3g}",
        bound,
        _MET[figure.is_met],
    )
    return f"| {' | '.join(cells)} |"


def _rate(rate: float) -> str:
    return f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.3g}"  # noqa: PLR2004 - three digits are enough


def _costs(costs: Sequence[Cost]) -> str:
    lines = ["| operation | clusters | events | seconds | peak MB |", "|---" * 5 + "|"]
    lines += [
        f"| {c.operation} | {c.clusters:,} | {c.events:,} | {c.seconds:.2f} | {c.megabytes:.0f} |"
        for c in costs
    ]
    return "\n".join(lines)


def _pictures(run: Run) -> dict[str, str]:
    """Return the pictures by file name."""
    found = {}
    against_raw = [each for each in run.figures if each.against == "raw"]
    for store, mine in groupby(against_raw, key=lambda each: each.store):
        title = f"{store}: the product against the raw limit of the same round (1 = raw)"
        found[f"ratios-{store.lower()}.svg"] = bars(title, list(mine))
    by_operation = sorted(run.costs, key=lambda each: each.operation)
    grouped = {name: list(mine) for name, mine in groupby(by_operation, key=lambda each: each.operation)}
    if grouped:
        seconds = {name: [(c.events, c.seconds) for c in mine] for name, mine in grouped.items()}
        memory = {name: [(c.events, c.megabytes) for c in mine] for name, mine in grouped.items()}
        found["cost-time.svg"] = curves("Cost on SQLite: time", "events", "seconds", seconds)
        found["cost-memory.svg"] = curves("Cost on SQLite: memory", "events", "peak MB", memory)
    return found


def write(run: Run, page: Path) -> None:
    """Put a run into the page, and its pictures and its JSON into a folder beside it."""
    folder = page.with_suffix("")
    folder.mkdir(exist_ok=True)
    pictures = _pictures(run)
    for name, picture in pictures.items():
        (folder / name).write_text(picture, encoding="utf-8")
    figures = msgspec.json.format(msgspec.json.encode(run), indent=1)
    (folder / "figures.json").write_bytes(figures + b"\n")
    shown = "\n".join(f"![{name.removesuffix('.svg')}]({folder.name}/{name})" for name in pictures)
    not_run = "".join(f"\nNot run: {each}.\n" for each in run.not_run)
    measured = (
        f"{BEGIN}\n\nMeasured {run.at} on {run.machine}; medians of {run.rounds} rounds.\n{not_run}\n"
        f"{table(run.figures)}\n\n### Cost curves (SQLite)\n\n{_costs(run.costs)}\n\n{shown}\n\n{END}"
    )
    text = page.read_text(encoding="utf-8") if page.exists() else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    page.write_text(before + measured + rest.partition(END)[2], encoding="utf-8")


def stamp(at: datetime) -> str:
    """Return the day and hour of a run."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
