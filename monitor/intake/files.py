"""Files of facts, whatever their kind: all their facts, and all that is wrong with them."""

import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from monitor.intake.csv_file import read_csv
from monitor.intake.jsonl import Advance, Reading, read_lines
from monitor.intake.line import FactLine, Place, Problem, escaped, shown
from monitor.intake.workbook import read_workbook

OnProgress = Callable[[int, int], None]
Read = Callable[[BinaryIO, str, Advance], Reading]

MOST_PROBLEMS = 10_000
STDIN = "-"
_READERS: dict[str, Read] = {".jsonl": read_lines, ".csv": read_csv, ".xlsx": read_workbook}


def read_files(
    paths: Iterable[str | Path],
    on_progress: OnProgress | None = None,
    stdin: BinaryIO | None = None,
) -> tuple[list[FactLine], list[Problem]]:
    """Return the facts of all files in their order, and the problems of all files ("-" is standard input).

    `on_progress` is told bytes done and bytes in all; what standard input holds is counted as it comes.
    Where there is any problem, nothing should be recorded. After 10,000 problems no more are looked for.
    """
    names = [str(path) for path in paths]
    meter = _Meter(sum(map(_size, names)), on_progress)
    facts: list[FactLine] = []
    problems: list[Problem] = []
    with closing(_read_all(names, stdin, meter)) as found:
        for read in found:
            if isinstance(read, FactLine):
                facts.append(read)
            else:
                problems.append(read)
            if len(problems) >= MOST_PROBLEMS:
                problems.append(_too_many(problems[-1].place))
                break
    return facts, problems


def _read_all(
    names: list[str], stdin: BinaryIO | None, meter: "_Meter"
) -> Generator[FactLine | Problem, None, None]:
    for name in names:
        yield from _read_file(name, stdin, meter)


def _too_many(place: Place) -> Problem:
    return Problem(code="too-many-problems", place=place, found=f"{MOST_PROBLEMS:,}")


class _Meter:
    """Bytes read so far; tells of them each time another 64 KiB are done."""

    def __init__(self, total: int, on_progress: OnProgress | None) -> None:
        self._total = total
        self._done = 0
        self._told = 0
        self._on_progress = on_progress

    def advance(self, count: int) -> None:
        self._done += count
        if self._on_progress and self._done - self._told >= 2**16:
            self.tell()

    def tell(self) -> None:
        self._told = self._done
        if self._on_progress:
            self._on_progress(self._done, max(self._done, self._total))


def _size(name: str) -> int:
    try:
        return 0 if name == STDIN else Path(name).stat().st_size
    except (OSError, ValueError):
        return 0


def _read_file(name: str, stdin: BinaryIO | None, meter: _Meter) -> Iterator[FactLine | Problem]:
    try:
        if name == STDIN:
            yield from read_lines(stdin or sys.stdin.buffer, name, meter.advance)
        else:
            yield from _read_named(name, meter)
    except FileNotFoundError:
        yield Problem(code="file-missing", place=Place(name))
    except OSError as error:
        yield Problem(code="file-unreadable", place=Place(name), found=shown(error.strerror or str(error)))
    meter.tell()


def _read_named(name: str, meter: _Meter) -> Reading:
    if "\0" in name:
        raise FileNotFoundError(name)
    path = Path(name)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        path.stat()
        kinds = ", ".join(_READERS)
        found = escaped(path.suffix or path.name)
        yield Problem(code="file-kind-unknown", place=Place(name), found=shown(found), allowed=(kinds, kinds))
        return
    with path.open("rb") as stream:
        yield from reader(stream, name, meter.advance)
