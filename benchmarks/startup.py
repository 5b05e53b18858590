"""How long a status takes, against the bare import of SQLAlchemy: `python benchmarks/startup.py`.

The promise: at most three times as long. The median of some runs, each in its own process.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

RUNS = 15
AT = ("--at", "2026-02-10T12:00:00+08:00")
FACT = {
    "type": "cluster-recognised",
    "cluster": "c",
    "effective_on": "2023-07-10",
    "data": {"programme": "fujian", "name": "甲", "province": "福建省", "city": "泉州市", "county": "晋江市"},
}


def seconds(words: Sequence[str]) -> float:
    """Return the median time of a command."""
    times = []
    for _ in range(RUNS):
        began = perf_counter()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
        times.append(perf_counter() - began)
    return median(times)


def main() -> None:
    """Measure and print."""
    program = [sys.executable, "-m", "monitor.cli"]
    with tempfile.TemporaryDirectory() as folder:
        about = ("--db", str(Path(folder) / "small.db"), *AT)
        facts = Path(folder) / "facts.jsonl"
        facts.write_text(json.dumps(FACT), encoding="utf-8")
        seconds_of = {"import sqlalchemy": seconds([sys.executable, "-c", "import sqlalchemy"])}
        for words in (["init", "--simulation"], ["import", str(facts)]):
            subprocess.run([*program, *words, *about], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        for words in (["--help"], ["status", "--help"], ["calendar", "due", "2026-02-02", "15"]):
            seconds_of[" ".join(words)] = seconds([*program, *words])
        for words in (["status"], ["status", "c"], ["status", "c", "--json"]):
            seconds_of[" ".join(words)] = seconds([*program, *words, *about])
    bare = seconds_of["import sqlalchemy"]
    for name, taken in seconds_of.items():
        print(f"{name:28} {taken * 1000:6.0f} ms   {taken / bare:4.2f}x")  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
