"""The examples: doctests of every module, Python in the documents, and the tour of the README."""

import doctest
import os
import pkgutil
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
from sybil import Document
from sybil.parsers.markdown import PythonCodeBlockParser

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PACKAGES = ("domain", "monitor", "projections", "scheduler", "tools")
ELISION = "…"


def modules() -> Iterator[str]:
    """Yield every module but those that do something when they are imported."""
    for package in PACKAGES:
        yield package
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not found.name.endswith((".__main__", ".migrations.env")):
                yield found.name


@pytest.mark.parametrize("name", [*modules()])
def test_the_doctests_of_a_module_hold(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_doctests() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    assert any(test.examples for test in finder.find(import_module("domain.period")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_python_in_a_page_runs(page: Path) -> None:
    for example in Document.parse(str(page), PythonCodeBlockParser()).examples():
        example.evaluate()


# --- the tour ---------------------------------------------------------------------------------


class Typed(NamedTuple):
    """A command of the tour and what the page says it prints; an elision stands for any lines."""

    command: str
    shown: tuple[str, ...]


def tour() -> list[Typed]:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    typed = [step for block in blocks for step in re.split(r"^\$ ", block, flags=re.MULTILINE) if step]
    return [Typed(lines[0], tuple(lines[1:])) for lines in (step.splitlines() for step in typed)]


def printed(command: str, database: Path) -> list[str]:
    program, *words = shlex.split(command)
    assert program == "cluster-monitor"
    done = subprocess.run(  # noqa: S603 - the words are those of our own page
        [sys.executable, "-m", "monitor.cli", *words],
        cwd=ROOT,
        env={
            **os.environ,
            "MONITOR_DATABASE_URL": str(database),
            "MONITOR_ACTOR": "zhang",
            "MONITOR_LANG": "zh",
            "PYTHONUTF8": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return [line.rstrip() for line in done.stdout.splitlines()]


def pattern(shown: tuple[str, ...]) -> str:
    """Return the pattern of what is shown: every line, with any lines at an elision."""
    return "".join(r"(?:.*\n)*?" if line == ELISION else re.escape(line) + r"\n" for line in shown)


def test_the_tour_prints_what_the_readme_shows(tmp_path: Path) -> None:
    steps = tour()
    assert len(steps) > 10
    for step in steps:
        output = "\n".join([*printed(step.command, tmp_path / "tour.db"), ""])
        assert re.fullmatch(pattern(step.shown), output), f"$ {step.command}\n{output}"
