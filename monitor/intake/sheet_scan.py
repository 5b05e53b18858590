"""The cells of one sheet, counted as its XML streams by."""

import re

from monitor.intake.archive import WorkbookError

Cells = dict[tuple[int, int], str]

MOST_CELLS = 4_000_000
MOST_LETTERS = 100_000_000
_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class SheetScan:
    """Handlers for the XML of a sheet.

    Attributes:
        lost: cells that parsing loses, by row and column from 0.
        letters: how long all texts of the workbook are, up to here.
    """

    def __init__(self, lengths: list[int], percents: frozenset[str], cells: int, letters: int) -> None:
        """Count on from the cells and letters of the sheets before."""
        self.lost: Cells = {}
        self.letters = letters
        self._lengths = lengths
        self._percents = percents
        self._before = cells
        self._row = self._column = -1
        self._rows = self._columns = 0
        self._sort = ""
        self._words: list[str] | None = None

    def area(self) -> int:
        """Return the cells of the full rectangles that parsing lays out, up to here."""
        return self._before + self._rows * self._columns

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note where a row or cell begins."""
        if name == "c" or name.endswith(":c"):
            self._start_cell(attributes)
        elif name == "row" or name.endswith(":row"):
            self._row = int(attributes["r"]) - 1 if attributes.get("r", "").isdecimal() else self._row + 1
            self._column = -1
        elif name == "v" or name.endswith(":v"):
            self._words = []

    def text(self, words: str) -> None:
        """Note the text of a cell."""
        self.letters += len(words)
        if self._words is not None:
            self._words.append(words)

    def end(self, name: str) -> None:
        """Note what a cell held."""
        if self._words is None or not (name == "v" or name.endswith(":v")):
            return
        value, self._words = "".join(self._words), None
        if self._sort == "e":
            self.lost[self._row, self._column] = value
        elif self._sort == "s":
            self.letters += self._length(value)
        if self.letters > MOST_LETTERS:
            raise WorkbookError("workbook-too-large", f"{self.letters:,} characters", f"{MOST_LETTERS:,}")

    def _length(self, number: str) -> int:
        place = int(number) if number.strip().isdecimal() else -1
        return self._lengths[place] if 0 <= place < len(self._lengths) else 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._row, self._column = self._next_place(attributes.get("r"))
        self._rows = max(self._rows, self._row + 1)
        self._columns = max(self._columns, self._column + 1)
        if self.area() > MOST_CELLS:
            raise WorkbookError("workbook-too-large", f"{self.area():,} cells", f"{MOST_CELLS:,} cells")
        self._sort = attributes.get("t", "n")
        if self._sort == "n" and attributes.get("s") in self._percents:
            self.lost[self._row, self._column] = "%"

    def _next_place(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            return max(self._row, 0), self._column + 1
        match = _REF.fullmatch(reference)
        if not match:
            raise WorkbookError("workbook-broken", reference)
        return int(match[2]) - 1, column_number(match[1])


def column_number(letters: str) -> int:
    """Return a column's number, from 0.

    >>> column_number("A"), column_number("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """Return a column's letters from its number, from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    before, last = divmod(number, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)
