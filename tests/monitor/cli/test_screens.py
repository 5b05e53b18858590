"""Screens for people: empty sections, narrow terminals, progress; nothing but text in a pipe."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.monitor.cli.terminal import CLUSTER, STORY, Terminal, typed

PLACES = {name: STORY[0]["data"][name] for name in ("programme", "name", "province", "city", "county")}
APPLICATION = {
    "type": "application-submitted",
    "cluster": "new",
    "effective_on": "2026-11-02",
    "data": PLACES,
}


def test_a_cluster_with_nothing_yet_says_so(terminal: Terminal) -> None:
    assert terminal.imports({**APPLICATION, "data": {**PLACES, "programme": "hainan"}}).code == 0
    out = terminal.types("status", "new").out
    assert all(
        words in out for words in ("申报中 · 已提交", "没有期限。", "没有义务。", "没有情形。", "无。")
    )
    assert "申报中" in terminal.types("status").out


def test_a_validity_stated_as_years_is_shown_as_stated(terminal: Terminal) -> None:
    stated = {**STORY[0], "data": {**STORY[0]["data"], "valid_from": "2023", "valid_to": "2025"}}
    assert terminal.imports(stated).code == 0
    out = terminal.types("status", CLUSTER).out
    assert "2023-01-01 至 2025-12-31（公布为 2023 至 2025）" in out
    assert terminal.types("status", CLUSTER, "--json").json["validity_stated"] == {
        "from": "2023",
        "to": "2025",
    }


def test_a_roll_is_told_with_the_day_it_rolled_from() -> None:
    out = typed("calendar", "due", "2026-01-30", "1", "--unit", "days", "--known-at", "2026-11-21").out
    assert "顺延自          2026-01-31 星期六" in out
    assert "2026-02-02 星期一" in out


def test_templates_are_named(tmp_path: Path) -> None:
    out = typed("templates", str(tmp_path)).out
    assert out.startswith("已写入 74 个模板：")
    assert "annual-report-filed.xlsx" in out


def test_an_override_answers_programs(terminal: Terminal) -> None:
    words = (
        "calendar",
        "override",
        "*",
        "2026-12-07",
        "rest",
        "--basis",
        "公告",
        "--decided-on",
        "2026-11-20",
    )
    assert terminal.types(*words, "--json").json["position"] == 1


@pytest.mark.parametrize("size", [0, 1_000_001])
def test_a_file_that_cannot_be_read_as_indicators_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "indicators.json"
    if size:
        path.write_bytes(b" " * size)
    said = typed("assess-criteria", "fujian-2022", str(path))
    assert (said.code, len(said.sentences)) == (2, 1)


# --- a real terminal --------------------------------------------------------------------------


def on_screen(*words: str, columns: int) -> str:
    """Return what a command writes to a terminal of some width."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {
        name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "MONITOR_LANG")
    }
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "monitor.cli", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**kept, "TERM": "xterm-256color"},
    ) as running:
        os.close(theirs)
        written = b"".join(iter(lambda: _read(ours), b""))
        assert running.wait(60) == 0
    os.close(ours)
    return written.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end was closed
        return b""


def about(terminal: Terminal) -> tuple[str, ...]:
    return ("--db", terminal.db, "--at", terminal.at)


def test_a_terminal_shows_progress_and_colour(terminal: Terminal) -> None:
    shown = on_screen("import", terminal.file(*STORY), *about(terminal), columns=120)
    assert "100%" in shown
    assert "已记录 5 条" in shown
    assert "\x1b[1;31m" in on_screen("status", CLUSTER, *about(terminal), columns=120)
    quiet = on_screen("tick", "--no-progress", *about(terminal), columns=120)
    assert "检查集群" not in quiet


def test_a_narrow_terminal_gets_what_matters_most(told: Terminal) -> None:
    narrow = on_screen("status", *about(told), columns=80)
    assert "设区市" not in narrow
    assert "地区" not in narrow
    assert "地区" in on_screen("status", *about(told), columns=200)
    days = on_screen("status", CLUSTER, *about(told), columns=80)
    assert "2026-02-28" in days
