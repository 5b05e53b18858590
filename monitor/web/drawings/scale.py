"""Days as places on a line, with the marks of a calendar along it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_STEPS = (1, 3, 6, 12, 24, 60, 120)  # months between two labels
_MONTH_DAYS = 30.44
_WIDE, _NARROW = 12.0, 6.8  # of a Chinese and of a Latin letter, in units of the drawing


class Scale(NamedTuple):
    """The days from `first` to `last`, both included, over the places from `left` to `right`."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return where a day begins; one outside is held at the edge.

        >>> Scale(date(2026, 1, 1), date(2026, 1, 11), 100, 200).at(date(2026, 1, 6))
        150.0
        """
        held = min(max(day, self.first), self.last)
        share = (held - self.first).days / max(1, (self.last - self.first).days)
        return self.left + share * (self.right - self.left)

    def holds(self, day: date) -> bool:
        """Tell whether a day lies on the line."""
        return self.first <= day <= self.last

    def ticks(self, room: float) -> Iterator[tuple[date, str]]:
        """Yield first days of months with their labels, so far apart that each label has `room`."""
        width = (self.right - self.left) / max(1, (self.last - self.first).days) * _MONTH_DAYS
        step = next((each for each in _STEPS if each * width >= room), _STEPS[-1])
        for month in range(self.first.year * 12, (self.last.year + 1) * 12):
            day = date(month // 12, month % 12 + 1, 1)
            if month % step == 0 and self.holds(day):
                yield day, str(day.year) if day.month == 1 else f"{day:%Y-%m}"


def text_width(text: str) -> float:
    """Return about how wide a text is, in units of the drawing."""
    return sum(_NARROW if letter.isascii() else _WIDE for letter in text)


def fitted(text: str, room: float) -> str:
    """Return a text, cut where it does not fit.

    >>> fitted("申诉答复", 30), fitted("申诉", 30)
    ('申…', '申诉')
    """
    if text_width(text) <= room:
        return text
    kept = ""
    for letter in text:
        if text_width(kept + letter) + _WIDE > room:
            break
        kept += letter
    return f"{kept}…"


def in_rows(extents: list[tuple[float, float]], gap: float = 4) -> list[int]:
    """Return for each extent, left to right, the first row in which it touches none before it.

    >>> in_rows([(0, 10), (5, 15), (20, 30)])
    [0, 1, 0]
    """
    ends: list[float] = []
    rows = [0] * len(extents)
    for place in sorted(range(len(extents)), key=lambda each: extents[each]):
        left, right = extents[place]
        row = next((number for number, end in enumerate(ends) if end + gap <= left), len(ends))
        ends[row:] = [right, *ends[row + 1 :]]
        rows[place] = row
    return rows
