"""`serve` as a process on a port of loopback that it always gets back: killed, and started again."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event
from time import monotonic

import httpx2

from tests.monitor.api.serving import NO_TLS

PROGRAM = (sys.executable, "-m", "monitor.cli", "serve")
_PATIENCE = 60


class Replica:
    """One of several processes that serve the same database."""

    def __init__(self, name: str, database: str, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.kills = 0
        self._log = folder / f"{name}.log"
        self._command = [*PROGRAM, "--db", database, "--port", str(self.port), "--lang", "en"]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        quiet = {
            name: value for name, value in os.environ.items() if not name.startswith(("MONITOR_", "COV"))
        }
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                self._command, stdout=subprocess.DEVNULL, stderr=log, env=quiet
            )
        began = monotonic()
        while not self._answers():
            if monotonic() - began > _PATIENCE or self._process.poll() is not None:
                raise TimeoutError(self.logged()[-2000:])
            Event().wait(0.05)

    def _answers(self) -> bool:
        try:
            return httpx2.get(f"{self.address}/healthz", timeout=2, verify=NO_TLS).status_code == 200
        except httpx2.TransportError:
            return False

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)
        self.kills += 1

    def stop(self) -> int:
        """Tell it to end, and return its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        return self._process.wait(_PATIENCE)

    def logged(self) -> str:
        """Return its log so far."""
        return self._log.read_text(encoding="utf-8")


def free_port() -> int:
    """Return a port of loopback that nobody has now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
