"""One long work done by a process of its own, so that no thread of this one waits for the interpreter.

Promise: told to stop, it is broken off, and whoever waits for it goes on at once.
"""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Event
from typing import Any, TypeVar

from domain.refusal import RefusedError

Task = TypeVar("Task")
Result = TypeVar("Result")

_GIVES_WAY = 10  # of 19, the most that a process can
_LOOKS_EVERY = 0.2  # seconds
_TOLD_WITHIN = 2.0  # seconds: who stops a service may have told its processes one after another


class FailedApartError(Exception):
    """The work ended in a fault, which is told by its type alone: a trace could hold what no log may."""


def apart(work: Callable[[Task], Result], task: Task, stopping: Event) -> Result | None:
    """Return what `work`, a function of a module, makes of a task; None where it was told to stop before.

    Raises:
        RefusedError: "workers-died"; whatever `work` is refused by.
        FailedApartError: it ended in a fault.
    """
    context = get_context("spawn")
    answers, answer = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, task, answer), daemon=True)
    process.start()
    answer.close()
    try:
        found: Result | None = _awaited(answers, stopping)
        return found
    finally:
        process.terminate()
        process.join()
        answers.close()


def _awaited(answers: "Connection[Any, Any]", stopping: Event) -> Any:  # noqa: ANN401 - whatever the work makes
    while not answers.poll(_LOOKS_EVERY):
        if stopping.is_set():
            return None
    try:
        found = answers.recv()
    except EOFError:
        if stopping.wait(_TOLD_WITHIN):
            return None
        raise RefusedError("workers-died", kind="unavailable", count=1) from None
    if isinstance(found, Exception):
        raise found
    return found


def _do(work: Callable[[Task], Result], task: Task, answer: "Connection[Any, Any]") -> None:
    """Do the work in the process of its own; whoever is interrupted is the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_GIVES_WAY)
    try:
        answer.send(work(task))
    except RefusedError as error:
        answer.send(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        answer.send(FailedApartError(type(error).__name__))
