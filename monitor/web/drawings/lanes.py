"""What a timeline shows: events, periods, lanes, marked days; values without a place."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

Shape = Literal["circle", "triangle", "square", "diamond"]


class Mark(NamedTuple):
    """An event: its number, both its days, how it looks, what it says; `gone` if it was withdrawn.

    `address` is where it is told; its row on the same page where nothing is stated.
    """

    number: int
    on: date
    recorded_on: date
    shape: Shape
    tone: str
    words: str
    gone: bool = False
    address: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it was recorded on a later day than its own."""
        return self.recorded_on > self.on


class Bar(NamedTuple):
    """A period, both days included; `late` is the span after it that is overdue, `met` when it was met."""

    start: date
    end: date
    tone: str
    words: str
    late: tuple[date, date] | None = None
    met: date | None = None


class Lane(NamedTuple):
    """A row of the picture."""

    name: str
    bars: Sequence[Bar] = ()
    marks: Sequence[Mark] = ()


class Line(NamedTuple):
    """A day that is marked through all lanes."""

    on: date
    words: str
    kind: Literal["asked", "known"]


class Frame(NamedTuple):
    """What is said of the whole picture; `key` sets its parts apart from those of others on the page.

    `off` are days that are shaded: those on which nobody works.
    """

    key: str
    title: str
    told: str
    first: date
    last: date
    lines: Sequence[Line]
    off: Sequence[date] = ()
