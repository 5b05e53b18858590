"""Facts as JSON lines: UTF-8, one object a line, blank lines ignored.

Read as a stream: what stays in memory is one line, of at most a mebibyte.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from monitor.intake.check import Flaw, as_one_path
from monitor.intake.decode import decode
from monitor.intake.line import FactLine, Place, Problem, shown
from monitor.intake.strict_json import JsonError, loads

Reading = Iterator[FactLine | Problem]
Advance = Callable[[int], None]

LONGEST_LINE = 2**20
_BOM = b"\xef\xbb\xbf"
_EXAMPLE = '{"type": "review-applied", "cluster": "c1", "effective_on": "2025-03-30"}'


def read_lines(stream: BinaryIO, file: str, advance: Advance) -> Reading:
    """Yield the fact of each line, or its problems; `advance` is told the bytes of each line."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        place = Place(file, number)
        advance(len(line))
        if len(line) > LONGEST_LINE:
            yield _too_long(place)
            _skip_line(stream, line, advance)
        else:
            yield from _read_line(line.removeprefix(_BOM) if number == 1 else line, place)


def at_place(flaw: Flaw, place: Place) -> Problem:
    """Return the problem that a flaw makes at a place."""
    return Problem(
        code=flaw.code,
        place=place,
        field=as_one_path(flaw.path),
        found=flaw.found,
        allowed=flaw.allowed,
    )


def json_problem(error: JsonError, place: Place, field: str = "") -> Problem:
    """Return the problem that unacceptable JSON makes."""
    return Problem(code=error.code, place=place, field=field, found=shown(error.found))


def _read_line(line: bytes, place: Place) -> Reading:
    try:
        text = line.decode("utf-8").strip(" \t\r\n")
        record = loads(text) if text else None
    except UnicodeDecodeError as error:
        yield Problem(code="not-utf8", place=place, found=str(error.start + 1))
        return
    except JsonError as error:
        yield json_problem(error, place)
        return
    if text:
        yield from _read_record(record, place)


def _read_record(record: object, place: Place) -> Reading:
    if not isinstance(record, dict):
        yield Problem(code="not-object", place=place, found=shown(record), allowed=(_EXAMPLE, _EXAMPLE))
        return
    decoded = decode(record, place)
    if isinstance(decoded, FactLine):
        yield decoded
    else:
        yield from (at_place(flaw, place) for flaw in decoded)


def _too_long(place: Place) -> Problem:
    return Problem(code="line-too-long", place=place, allowed=(f"{LONGEST_LINE:,}", f"{LONGEST_LINE:,}"))


def _skip_line(stream: BinaryIO, line: bytes, advance: Advance) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LONGEST_LINE)
        advance(len(line))
