"""The header of a table: which field each column is, for each type of fact, and what is wrong with it."""

from collections.abc import Callable, Iterator

import msgspec

from domain.events import FACTS
from monitor.intake.allowed import allowed, listed
from monitor.intake.check import Path, as_one_path, nearest
from monitor.intake.columns import headers, kind_at, path_of, plain
from monitor.intake.decode import SHAPES
from monitor.intake.labels import TYPES
from monitor.intake.line import Pair, Place, Problem, shown
from monitor.intake.naming import field_label

Locate = Callable[[int, int | None], Place]
"""The place of a row, or of a cell of it (row from 1, column from 0)."""

TYPE: Path = ("type",)
_ENVELOPE_NAMES = ("type", "cluster", "effective_on")


class Header(msgspec.Struct):
    """The first row that is not empty; `type_name` where the file or sheet names the type."""

    row: int
    names: list[str]
    type_name: str | None
    locate: Locate
    known: dict[str, dict[int, Path]] = {}

    def columns(self, type_name: str) -> dict[int, Path]:
        """Return the field of each column in a fact of this type."""
        if type_name not in self.known:
            paths = {place: path_of(name, type_name) for place, name in enumerate(self.names) if name}
            self.known[type_name] = {place: path for place, path in paths.items() if path}
        return self.known[type_name]

    def column_of(self, wanted: Path) -> int | None:
        """Return the column of a field that all types have."""
        columns = self.columns(self.type_name or next(iter(SHAPES)))
        return next((place for place, path in columns.items() if path == wanted), None)

    def types(self) -> list[str]:
        """Return the types that rows may have: any where a column says, else the one that is named."""
        if self.column_of(TYPE) is not None:
            return list(SHAPES)
        return [self.type_name] if self.type_name else []

    def is_column(self, place: int) -> bool:
        """Tell whether a column is a field of any type its rows may have."""
        return any(place in self.columns(type_name) for type_name in self.types())


def header_problems(header: Header) -> Iterator[Problem]:
    """Yield columns nobody knows, columns that stand there twice, and columns that are missing."""
    if not header.types():
        whole = header.locate(header.row, None)
        yield Problem(code="type-unnamed", place=whole, allowed=all_types())
        return
    seen: set[Path] = set()
    for place, name in enumerate(header.names):
        paths = [path for each in header.types() if (path := header.columns(each).get(place))]
        if name and (not paths or paths[0] in seen):
            yield _column_problem(header, place, paths)
        seen.update(paths[:1])
    yield from (_missing_column(header, path) for path in missing_columns(header))


def _column_problem(header: Header, place: int, paths: list[Path]) -> Problem:
    here = header.locate(header.row, place)
    name = header.names[place]
    if paths:
        return Problem(code="duplicate-column", place=here, field=field_name(paths[0]), found=shown(name))
    return Problem(code="unknown-column", place=here, found=shown(name), allowed=_known(name, header.types()))


def missing_columns(header: Header) -> list[Path]:
    """Return the fields that every row needs and no column has."""
    types = header.types()
    needed: list[Path] = [("cluster",), ("effective_on",)]
    if len(types) == 1:
        needed += [("data", field.encode_name) for field in SHAPES[types[0]].fields if field.required]
    present = {path[: 1 + (path[0] == "data")] for path in header.columns(types[0]).values()}
    return [path for path in needed if path not in present]


def _missing_column(header: Header, path: Path) -> Problem:
    place = header.locate(header.row, None)
    kind = kind_at(path, header.types()[0])
    return Problem(code="missing-column", place=place, field=field_name(path), allowed=allowed(kind))


def field_name(path: Path) -> str:
    """Return a path as a column names it: without "data."."""
    return as_one_path(path[1:] if path[:1] == ("data",) else path)


def all_types() -> Pair:
    """Return the types of facts."""
    return listed(list(FACTS), [TYPES.get(name) for name in FACTS])


def _known(name: str, types: list[str]) -> Pair:
    """Return the columns that may stand instead of an unknown one."""
    names = list(headers(types[0])) if len(types) == 1 else list(_ENVELOPE_NAMES)
    return nearest_column(name, names, types[0])


def nearest_column(name: str, names: list[str], type_name: str) -> Pair:
    """Return the columns of a type, the nearest to a name first, in the language of the name."""
    labels = [field_label(each, type_name) for each in names]
    chinese, _ = nearest(
        plain(name), [label or each for label, each in zip(labels, names, strict=True)], listed(names, labels)
    )
    _, english = nearest(plain(name), names, listed(names, labels))
    return chinese, english
