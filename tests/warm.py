"""The command line, loaded once: each command runs in a process of its own, forked from the loaded one.

Promise: a command has the arguments, folder, environment and streams of whoever typed it, and its exit
code comes back; all that it does without is to load the same modules again, most of what a short one costs.
"""

import array
import json
import os
import pkgutil
import shlex
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from monitor.cli import commands
from monitor.cli.door import main

ROOT = Path(__file__).parents[1]
_MOST = 1 << 20  # bytes of arguments and environment
# What is typed: it hands its streams over and waits. Builtin modules only, it starts in milliseconds.
_TYPED = """
import array, json, os, sys
import _socket
there = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
there.connect(sys.argv[1])
told = json.dumps([sys.argv[2:], os.getcwd(), dict(os.environ)]).encode()
streams = array.array("i", [0, 1, 2]).tobytes()
there.sendmsg([len(told).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)])
there.sendall(told)
os._exit(there.recv(1)[0])
"""


@contextmanager
def warm(script: Path) -> Iterator[None]:
    """Keep the command line loaded, and make `script` a program that runs it."""
    address = script.with_suffix(".socket")
    words = [sys.executable, "-m", "tests.warm", str(address)]
    with subprocess.Popen(  # noqa: S603 - our own module
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"}
    ) as loaded:
        assert loaded.stdin is not None
        assert loaded.stdout is not None
        assert loaded.stdout.readline() == b"loaded\n"
        typed = script.with_suffix(".typed")
        typed.write_text(_TYPED)
        line = shlex.join([sys.executable, "-I", "-S", str(typed), str(address)])
        script.write_text(f'#!/bin/sh\nexec {line} "$@"\n')
        script.chmod(0o755)
        try:
            yield
        finally:
            loaded.terminate()


def serve(address: str) -> None:
    """Run what is typed, each command in a process of its own, until somebody ends this one."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        sys.stdout.write("loaded\n")
        sys.stdout.flush()
        while True:
            typed, _ = listener.accept()
            with typed:
                if os.fork() == 0:
                    _answer(typed)
            while _reaped():
                pass


def _reaped() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


def _answer(typed: socket.socket) -> None:
    """Run one command in a child and answer with its exit code, in the way of a shell."""
    try:
        streams = array.array("i")
        head, passed, _, _ = typed.recvmsg(4, socket.CMSG_LEN(3 * streams.itemsize))
        streams.frombytes(passed[0][2])
        told = typed.makefile("rb").read(int.from_bytes(head, "big"))
        child = os.fork()
        if child == 0:
            os._exit(_run(told, list(streams)))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        typed.sendall(bytes([code if code >= 0 else 128 - code]))
    finally:
        os._exit(0)


def _run(told: bytes, streams: list[int]) -> int:
    """Become the command; return its exit code."""
    words, folder, environment = json.loads(told)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    sys.stdin, sys.stdout = os.fdopen(0, closefd=False), os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, errors="backslashreplace", closefd=False)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["cluster-monitor", *words]
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - what Python itself does with what nobody catches
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    for found in pkgutil.iter_modules(commands.__path__):
        import_module(f"{commands.__name__}.{found.name}")
    serve(sys.argv[1])
