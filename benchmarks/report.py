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
from benchmarks.http_load import Load
from benchmarks.memory import Held
from benchmarks.timing import Figure

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
_HEAD = (
    "| operation | against | clusters | product | limit | ratio | from - to | target | |\n" + "|---" * 9 + "|"
)
_LOADED = {
    "clients": ("clients", 1, 0),
    "seconds": ("seconds", 1, 0),
    "recorded": ("recorded", 1, 0),
    "a second": ("a_second", 1, 0),
    "p50 ms": ("p50", 1_000, 0),
    "p99 ms": ("p99", 1_000, 0),
    "sent": ("sent", 1, 0),
    "shed (429, 503)": ("shed", 1, 0),
    "failed": ("failed", 1, 0),
    "lost": ("lost", 1, 0),
    "doubled": ("doubled", 1, 0),
    "processor ms a filing: replicas": ("server_ms", 1, 1),
    "clients' own": ("client_ms", 1, 1),
}
"""The columns of a load: the field, its scale, and how many digits are shown."""
_ACROSS = "clusters of 24 events"
_MET = {True: "met", False: "**missed**", None: ""}


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run: its figures and costs, the machine, the day, and which peers could not be run.

    `held` are the costs of the long runs over a large database, `loads` what HTTP came to under load.
    """

    machine: str
    at: str
    rounds: int
    figures: tuple[Figure, ...]
    costs: tuple[Cost, ...]
    not_run: tuple[str, ...]
    held: tuple[Held, ...] = ()
    loads: tuple[Load, ...] = ()


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


def _held(held: Sequence[Held]) -> str:
    lines = ["| operation | database | events | seconds | peak MB | bytes a cluster | |", "|---" * 7 + "|"]
    lines += [
        f"| {each.cost.operation} | {each.store} | {each.cost.events:,} | {each.cost.seconds:.1f} "
        f"| {each.cost.megabytes:.0f} | {each.bytes_a_cluster:,.0f} | {_MET[each.is_met]} |"
        for each in held
    ]
    return "\n".join(lines)


def _loads(loads: Sequence[Load]) -> str:
    lines = [f"| load | {' | '.join(_LOADED)} | |", "|---" * (len(_LOADED) + 2) + "|"]
    for each in loads:
        cells = [f"{getattr(each, name) * scale:,.{digits}f}" for name, scale, digits in _LOADED.values()]
        lines.append(f"| {each.phase} | {' | '.join(cells)} | {_MET[each.is_met]} |")
    return "\n".join(lines)


def tables(run: Run) -> str:
    """Return everything that a run measured, as tables under headings."""
    parts = [table(run.figures)]
    if run.costs:
        parts.append(f"### Cost curves (SQLite)\n\n{_costs(run.costs)}")
    if run.held:
        parts.append(f"### A large database: time and memory\n\n{_held(run.held)}")
    if run.loads:
        parts.append(f"### Filings over HTTP (two replicas, PostgreSQL)\n\n{_loads(run.loads)}")
    return "\n\n".join(part for part in parts if part)


def _pictures(run: Run) -> dict[str, str]:
    """Return the pictures by file name."""
    found = {}
    against_raw = [each for each in run.figures if each.against == "raw"]
    for store, mine in groupby(against_raw, key=lambda each: each.store):
        title = f"{store}: the product against the raw limit of the same round (1 = raw)"
        found[f"ratios-{store.lower()}.svg"] = bars(title, list(mine))
    measured = [*run.costs, *(each.cost for each in run.held)]
    by_operation = sorted(measured, key=lambda each: each.operation)
    grouped = {name: list(mine) for name, mine in groupby(by_operation, key=lambda each: each.operation)}
    if grouped:
        seconds = {name: [(c.clusters, c.seconds) for c in mine] for name, mine in grouped.items()}
        memory = {name: [(c.clusters, c.megabytes) for c in mine] for name, mine in grouped.items()}
        found["cost-time.svg"] = curves("Cost on SQLite: time", _ACROSS, "seconds", seconds)
        found["cost-memory.svg"] = curves(
            "Cost on SQLite: memory", _ACROSS, "peak MB of the process", memory, from_zero=True
        )
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
    not_run = "".join(f"\nNot run: {' '.join(each.split())}.\n" for each in run.not_run)
    measured = (
        f"{BEGIN}\n\nMeasured {run.at} on {run.machine}; medians of {run.rounds} rounds.\n{not_run}\n"
        f"{tables(run)}\n\n{shown}\n\n{END}"
    )
    text = page.read_text(encoding="utf-8") if page.exists() else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    page.write_text(before + measured + rest.partition(END)[2], encoding="utf-8")


def stamp(at: datetime) -> str:
    """Return the day and hour of a run."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
