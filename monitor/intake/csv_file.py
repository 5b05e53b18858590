"""Facts as CSV: UTF-8, UTF-16 with its mark, or GB18030; separated by comma, semicolon or tab.

A first pass finds the encoding, a second reads the rows; neither holds the file.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from monitor.intake.cells import Cell
from monitor.intake.columns import path_of
from monitor.intake.decode import SHAPES
from monitor.intake.jsonl import LONGEST_LINE, Advance, Reading
from monitor.intake.line import Pair, Place, Problem
from monitor.intake.table import read_table

ENCODINGS: Pair = ("UTF-8、GB18030、UTF-16", "UTF-8, GB18030, UTF-16")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CHUNK = 2**16


class _MalformedError(Exception):
    """The table cannot be told into cells from this line on."""


def read_csv(stream: BinaryIO, file: str, advance: Advance) -> Reading:
    """Yield the fact of each row of a file that can be read twice, or its problems."""
    encoding, bad_byte = find_encoding(stream)
    if encoding is None:
        place = Place(file)
        yield Problem(code="encoding-unknown", place=place, found=str(bad_byte), allowed=ENCODINGS)
        return
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    rows = _Rows(text, stream, advance)
    try:
        yield from read_table(rows.cells(), lambda row, _: Place(file, row), Path(file).stem)
    except (csv.Error, _MalformedError):
        limit = f"{csv.field_size_limit():,}"
        yield Problem(code="csv-malformed", place=Place(file, rows.started), allowed=(limit, limit))
    finally:
        text.detach()


def find_encoding(stream: BinaryIO) -> tuple[str | None, int]:
    """Return the encoding of a stream, read from its start; else None and the byte that fits none."""
    start = stream.read(3)
    for mark, encoding in _MARKS.items():
        if start.startswith(mark):
            bad_byte = _first_bad_byte(stream, encoding)
            return (None, bad_byte) if bad_byte else (encoding, 0)
    bad_byte = 0
    for encoding in ("utf-8", "gb18030"):
        bad_byte = _first_bad_byte(stream, encoding)
        if not bad_byte:
            return encoding, 0
    return None, bad_byte


def _first_bad_byte(stream: BinaryIO, encoding: str) -> int:
    """Return the place, from 1, of the first byte that is not of this encoding; 0 where all are."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
            done += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return max(1, done + error.start + 1)
    return 0


class _Rows:
    """The records of a CSV, each with the line it starts on."""

    def __init__(self, text: io.TextIOWrapper, stream: BinaryIO, advance: Advance) -> None:
        self.started = 1
        self._text = text
        self._stream = stream
        self._advance = advance
        self._read = 0

    def cells(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield line and cells of each record."""
        lines = self._lines()
        first = next(lines, "")
        reader = csv.reader(_again(first, lines), delimiter=_delimiter(first), strict=True)
        for record in reader:
            yield self.started, list(record)
            self.started = reader.line_num + 1

    def _lines(self) -> Iterator[str]:
        while line := self._text.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE:
                raise _MalformedError
            self._advance(self._newly_read())
            yield line

    def _newly_read(self) -> int:
        before, self._read = self._read, self._stream.tell()
        return self._read - before


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(header: str) -> str:
    """Return the separator by which most of a header's words are columns; a comma in doubt."""
    return max(",;\t", key=lambda sign: sum(map(_is_column, _split(header, sign))))


def _split(header: str, sign: str) -> list[str]:
    try:
        return next(csv.reader([header], delimiter=sign), [])
    except csv.Error:
        return []


def _is_column(name: str) -> bool:
    return any(path_of(name, type_name) for type_name in SHAPES)
