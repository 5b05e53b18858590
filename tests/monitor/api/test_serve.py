"""`serve` as a process: what it says, whom it answers, and how it ends."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import httpx2
import pytest
from sqlalchemy import text

from domain.refusal import RefusedError
from monitor.bootstrap import initialise_database
from monitor.cli.commands.serve import Asked, hosts_of
from monitor.database import open_database, reading
from monitor.http.settings import LOOPBACK_HOSTS
from tests.given import noon
from tests.monitor.cli.terminal import typed
from tests.monitor.cli.test_process import PROGRAM, environment

DEADLINE = 60


class Running:
    """A process that serves."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self.address = ""

    def wait_until_it_serves(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if found := re.search(r"http://[\d.]+:\d+/api/v1", line):
                self.address = found[0]
                return
        raise AssertionError(self.said, self.process.stderr and self.process.stderr.read())

    def ends(self, how: signal.Signals) -> tuple[int, list[str]]:
        """Tell it to end and return its exit code and its log."""
        self.process.send_signal(how)
        _, logged = self.process.communicate(timeout=DEADLINE)
        return self.process.returncode, logged.splitlines()


@contextmanager
def served(database: str, *words: str) -> Iterator[Running]:
    command = [*PROGRAM, "serve", "--db", database, "--port", "0", "--lang", "en", *words]
    process = subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(PYTHONUNBUFFERED="1"),
    )
    watchdog = Timer(DEADLINE, process.kill)
    watchdog.start()
    running = Running(process)
    try:
        running.wait_until_it_serves()
        yield running
    finally:
        watchdog.cancel()
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_it_serves_tells_a_secret_once_and_ends_gracefully(sqlite_url: str) -> None:
    with served(sqlite_url) as running:
        secret = re.search(r"administrator (\S+) is (\S+);", running.said[0])
        assert secret is not None
        with httpx2.Client(base_url=running.address) as client:
            refused = client.get("/clusters")
            began = client.post("/session", json={"user": secret[1], "password": secret[2]})
        code, logged = running.ends(signal.SIGTERM)
    assert refused.status_code == 401
    assert set(began.json()["must"]) == {"password", "second-factor"}
    assert code == 0
    told = [json.loads(line) for line in logged]
    assert {line["event"] for line in told} >= {"looked", "answered", "stopped"}
    assert secret[2] not in "".join(logged)
    engine = open_database(sqlite_url)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM scheduler_leases")).scalar_one() == 0
    engine.dispose()


def test_an_interrupt_ends_it_as_any_command(sqlite_url: str) -> None:
    with served(sqlite_url, "--no-scheduler") as running:
        assert httpx2.get(f"{running.address}/me").status_code == 401
        code, logged = running.ends(signal.SIGINT)
    assert code == 130
    assert [json.loads(line)["event"] for line in logged if line.startswith("{")] == ["answered", "stopped"]


def test_a_simulation_is_marked_and_stands_still(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/simulation.db"
    initialise_database(database, simulation=True, at=noon("2025-01-01"))
    refused = typed("serve", "--db", database, "--port", "0")
    assert (refused.code, refused.out) == (2, "")
    with served(database, "--at", "2025-06-01T12:00:00+08:00") as running:
        with httpx2.Client(base_url=running.address) as client:
            answer = client.get("/clusters")
        code, logged = running.ends(signal.SIGTERM)
    assert answer.headers["Monitor-Simulation"] == "true"
    assert code == 0
    assert "looked" not in {json.loads(line)["event"] for line in logged}


def asked(host: str, *names: str) -> Asked:
    return Asked(host=host, port=0, allow_host=names, proxy=(), no_scheduler=True)


def test_nothing_is_open_beyond_loopback_unless_it_is_named() -> None:
    assert hosts_of(asked("127.0.0.1")) == (*LOOPBACK_HOSTS, "127.0.0.1")
    assert hosts_of(asked("0.0.0.0", "monitor.example")) == (*LOOPBACK_HOSTS, "0.0.0.0", "monitor.example")  # noqa: S104
    for everywhere in ("0.0.0.0", "::"):  # noqa: S104
        with pytest.raises(RefusedError, match="serve-needs-hosts"):
            hosts_of(asked(everywhere))


def test_a_port_that_is_taken_is_told(sqlite_url: str) -> None:
    with served(sqlite_url, "--no-scheduler") as running:
        port = running.address.split(":")[2].partition("/")[0]
        refused = typed("serve", "--db", sqlite_url, "--port", port, "--lang", "en")
    assert refused.code == 5
    assert f"Cannot listen on 127.0.0.1:{port}" in refused.err


def test_other_commands_do_not_load_the_server() -> None:
    program = "import sys; import monitor.cli.door, monitor.cli.grammar; print('fastapi' in sys.modules)"
    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment()
    )
    assert said.stdout == "False\n"
