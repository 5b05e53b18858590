"""The command line as a process: pipes, signals, encodings, and what is not loaded."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from scheduler.plan import JOBS
from tests.monitor.cli.terminal import CLUSTER, STORY, Terminal

PROGRAM = (sys.executable, "-m", "monitor.cli")
SECONDS = 60


def environment(**others: str) -> dict[str, str]:
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("MONITOR_", "COV_"))}
    return {**quiet, **others}


def run(*words: str, **others: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own program
        [*PROGRAM, *words], capture_output=True, check=False, timeout=SECONDS, env=environment(**others)
    )


def about(terminal: Terminal) -> tuple[str, ...]:
    return ("--db", terminal.db, "--at", terminal.at)


@pytest.mark.parametrize("words", [["status"], ["status", "--json"], ["export"], ["history", CLUSTER]])
def test_a_closed_pipe_is_silent(told: Terminal, words: list[str]) -> None:
    many = [{**STORY[0], "cluster": f"c{number}"} for number in range(150)]
    assert told.imports(*many).code == 0
    command = " ".join([*PROGRAM, *words, *about(told)])
    piped = subprocess.run(  # noqa: S602 - the shell makes the pipe
        f"set -o pipefail; {command} | head -c 10",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        check=False,
        timeout=SECONDS,
        env=environment(),
    )
    assert (piped.returncode, piped.stderr, len(piped.stdout)) == (0, b"", 10)


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_a_poor_terminal_gets_what_it_can_show(told: Terminal, encoding: str) -> None:
    said = run("status", CLUSTER, *about(told), PYTHONIOENCODING=encoding)
    assert (said.returncode, said.stderr) == (0, b"")
    refused = run("status", "nobody", *about(told), PYTHONIOENCODING=encoding)
    assert refused.returncode == 4


def test_json_is_utf8_on_every_terminal(told: Terminal) -> None:
    said = run("status", CLUSTER, "--json", *about(told), PYTHONIOENCODING="ascii")
    assert "晋江鞋服产业集群" in said.stdout.decode()


def test_bytes_that_are_no_text_are_refused() -> None:
    said = subprocess.run(  # noqa: S603 - our own program
        [os.fsencode(word) for word in PROGRAM] + [b"status", b"\xff"],
        capture_output=True,
        check=False,
        timeout=SECONDS,
        env=environment(),
    )
    assert (said.returncode, said.stdout, said.stderr.count(b"\n")) == (2, b"", 1)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_watching_ends_in_order(real: Terminal, number: signal.Signals, code: int) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [*PROGRAM, "watch", "--db", real.db], stderr=subprocess.PIPE, env=environment()
    ) as watching:
        assert watching.stderr is not None
        lines: list[bytes] = []
        while not lines or b"findings" not in lines[-1]:
            lines.append(watching.stderr.readline())
            assert lines[-1], "it ended before it had looked"
        watching.send_signal(number)
        rest = watching.stderr.read()
        assert watching.wait(SECONDS) == code
    assert all(line.startswith(b"{") for line in lines)
    watched = {json.loads(each)["job"] for each in lines if b'"watching"' in each}
    assert watched == {job.name for job in JOBS}
    assert b"stopped" in rest
    assert b"Traceback" not in rest
    with closing(sqlite3.connect(real.db)) as database:  # the next process leads at once
        assert database.execute("SELECT count(*) FROM scheduler_leases").fetchone() == (0,)


def test_a_simulation_is_not_watched(told: Terminal) -> None:
    for words in ((), ("--at", told.at)):
        said = run("watch", "--db", told.db, *words)
        assert (said.returncode, said.stderr.count(b"\n")) == (2, 1)


HEAVY = (
    "sqlalchemy", "rich", "yaml", "alembic", "xlsxwriter", "python_calamine", "apscheduler", "structlog",
    "icalendar",
)  # fmt: skip


def loaded(*words: str) -> set[str]:
    """Return which heavy packages a command loads."""
    script = (
        "import sys\n"
        "from monitor.cli.door import cli\n"
        "try:\n"
        f"    cli.main({list(words)!r}, prog_name='cluster-monitor')\n"
        "except SystemExit:\n"
        f"    print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script], capture_output=True, check=True, timeout=SECONDS, env=environment()
    )
    return set(said.stderr.decode().split())


def test_what_is_heavy_is_loaded_only_where_it_is_needed(told: Terminal) -> None:
    assert loaded("--help") == set()
    assert loaded("status", "--help") == set()
    assert loaded("status", CLUSTER, *about(told)) <= {"sqlalchemy", "rich", "yaml"}
    assert loaded("tick", *about(told)) <= {"sqlalchemy", "rich", "yaml"}


def test_a_terminal_gets_colour_and_a_pipe_does_not(told: Terminal, tmp_path: Path) -> None:
    del tmp_path
    plain = run("status", CLUSTER, *about(told))
    forced = run("status", CLUSTER, *about(told), FORCE_COLOR="1", COLUMNS="100", TERM="xterm-256color")
    assert b"\x1b[" not in plain.stdout
    assert b"\x1b[" in forced.stdout
    assert "已撤销" in forced.stdout.decode()
