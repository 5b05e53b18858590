"""The examples: doctests of every module, Python in the documents, and the tour of the README."""

import doctest
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
from sybil import Document
from sybil.parsers.markdown import PythonCodeBlockParser

from tests.monitor.audit.authority import Authority
from tests.warm import warm

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


# --- the commands of the pages ----------------------------------------------------------------

STAMPED_AT = datetime(2026, 3, 17, 1, 0, tzinfo=UTC)
WALKED = ("README.md", "docs/auditor-guide.zh.md", "docs/auditor-guide.md")


class Typed(NamedTuple):
    """A command of a page and what the page says it prints; an elision stands for anything."""

    command: str
    shown: tuple[str, ...]


def typed(page: Path) -> list[Typed]:
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    steps = [step for block in blocks for step in re.split(r"^\$ ", block, flags=re.MULTILINE) if step]
    return [Typed(lines[0], tuple(lines[1:])) for lines in (step.splitlines() for step in steps)]


class Reader:
    """Somebody who types what a page says, in a folder with the files it speaks of and the verifier."""

    def __init__(self, folder: Path, language: str) -> None:
        (folder / "bin").mkdir()
        self.folder = folder
        self.exit_code = 0
        self.environment = {
            **os.environ,
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "MONITOR_DATABASE_URL": "tour.db",
            "MONITOR_ACTOR": "zhang",
            "MONITOR_LANG": language,
        }
        shutil.copytree(ROOT / "docs" / "tour", folder / "docs" / "tour")
        shutil.copy(ROOT / "monitor" / "audit" / "papers" / "verifier.py", folder / "verify.py")
        python = folder / "bin" / "python3"  # nothing but its standard library
        python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -I -S "$@"\n')
        python.chmod(0o755)
        self.authority = Authority()
        (folder / "tsa-ca.pem").write_bytes(self.authority.root_pem)

    def types(self, command: str) -> str:
        """Return what a command prints, without spaces at the ends of its lines."""
        words = ["bash", "-o", "pipefail", "-c", f"(exit {self.exit_code})\n{command}"]
        done = subprocess.run(  # noqa: S603 - the words are those of our own pages
            words,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.exit_code = done.returncode
        self._carry_request()
        return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())

    def _carry_request(self) -> None:
        """Carry a request for a time stamp, once there is one, to an authority and back."""
        request, response = self.folder / "checkpoint.tsq", self.folder / "checkpoint.tsr"
        if request.exists() and not response.exists():
            response.write_bytes(self.authority.answers(request.read_bytes(), at=STAMPED_AT))


def can_be_typed(step: Typed) -> bool:
    """Tell whether the program of a command is here: openssl need not be, it is no part of this project."""
    return not step.command.startswith("openssl ") or shutil.which("openssl") is not None


def pattern(shown: tuple[str, ...]) -> str:
    """Return the pattern of what is shown: any lines at an elision of its own, any text at one in a line."""
    return "".join(
        r"(?:.*\n)*?" if line == ELISION else ".*".join(map(re.escape, line.split(ELISION))) + r"\n"
        for line in shown
    )


@pytest.mark.parametrize("name", WALKED)
def test_the_commands_of_a_page_print_what_it_shows(name: str, tmp_path: Path) -> None:
    steps = typed(ROOT / name)
    assert len(steps) > 10
    reader = Reader(tmp_path, "en" if name == "docs/auditor-guide.md" else "zh")
    with warm(tmp_path / "bin" / "cluster-monitor"):
        for step in filter(can_be_typed, steps):
            output = reader.types(step.command)
            assert re.fullmatch(pattern(step.shown), output), f"$ {step.command}\n{output}"


def test_what_a_page_shows_is_held_to_every_line_and_its_order() -> None:
    assert re.fullmatch(
        pattern(("first", ELISION, "root sha256:…, done")), "first\nx\ny\nroot sha256:ab, done\n"
    )
    assert not re.fullmatch(pattern(("first", "third")), "first\nsecond\nthird\n")
    assert not re.fullmatch(pattern(("first", "root …, done")), "first\nroot ab, failed\n")
    assert not re.fullmatch(pattern((ELISION, "second", "first")), "first\nsecond\n")
    assert not re.fullmatch(pattern(("first",)), "first\nsecond\n")
