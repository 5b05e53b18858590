"""Errands for workers: functions of a module, as those of the product are."""

import os
import signal
from pathlib import Path
from typing import NamedTuple


class Errand(NamedTuple):
    """A number to be doubled; of the `fatal` one a worker dies, once: then its name is in the `grave`."""

    number: int
    fatal: int | None
    grave: str


def double(errand: Errand) -> int:
    """Return twice the number; die once, of the fatal one."""
    stone = Path(errand.grave) / str(errand.number)
    if errand.number == errand.fatal and not stone.exists():
        stone.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * errand.number


def die(_: int) -> None:
    """Die, whoever tries."""
    os.kill(os.getpid(), signal.SIGKILL)
