"""The only home of YAML: reads rulebooks, statutes and their cases from files.

Promise: what is returned is well-formed and carries the hash of its content; anything else is
refused with file, key and reason. A province is added by adding its file, without Python.

Of YAML only the plain part is read: no anchors, no tags, no yes/no/on/off as truth values.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from domain.refusal import RefusedError
from domain.rulebook import Rulebook, Statutes
from domain.rulebook_checks import faults
from domain.rulebook_hash import rulebook_sha256

Shape = TypeVar("Shape")

LARGEST_BYTES = 1_000_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLACE = re.compile(r"(?s)(.*?)(?: - at `(?:key in )?\$\.?(.*)`)?")
_FIELD = re.compile(r"(?:missing required|contains unknown) field `([^`]*)`")


def load_rulebooks(extra: Path | None = None) -> dict[str, Rulebook]:
    """Return all rulebooks by edition: those of the package, then those of an extra folder.

    Raises:
        RefusedError: `rulebook-malformed`; `rulebook-twice` for an edition that comes twice;
            `rulebook-folder-missing`.
    """
    books: dict[str, Rulebook] = {}
    for file in _rulebook_files(extra):
        book = load_rulebook(file.read_bytes(), file.name)
        if file.name != f"{book.edition}.yaml":
            raise _malformed(file.name, "edition", f"`{book.edition}` is not the name of the file")
        if book.edition in books:
            raise RefusedError("rulebook-twice", file=file.name, edition=book.edition)
        books[book.edition] = book
    return books


def load_rulebook(source: Path | bytes, name: str | None = None) -> Rulebook:
    """Read one rulebook from a file or from its bytes; `name` is what a refusal calls it.

    Raises:
        RefusedError: `rulebook-malformed`, with file, key and reason.
    """
    file = name or (source.name if isinstance(source, Path) else "rulebook.yaml")
    book = _shaped(_content(source, file), Rulebook, file)
    if book.sha256:
        raise _malformed(file, "sha256", "is computed, never stated")
    for fault in faults(book):
        raise _malformed(file, fault.key, fault.reason)
    return msgspec.structs.replace(book, sha256=rulebook_sha256(book))


def load_statutes() -> Statutes:
    """Return the national procedure law that applies under every rulebook."""
    file = resources.files("domain") / "statutes.yaml"
    return load_shape(file.read_bytes(), Statutes, file.name)


def load_shape(source: Path | bytes, shape: type[Shape], name: str) -> Shape:
    """Read any YAML document of a given type, such as the cases beside a rulebook.

    Raises:
        RefusedError: `rulebook-malformed`, with file, key and reason.
    """
    return _shaped(_content(source, name), shape, name)


def rulebook_folder() -> Traversable:
    """Return the folder of the package that holds the rulebooks and their cases."""
    return resources.files("domain") / "rulebooks"


def _rulebook_files(extra: Path | None) -> Iterator[Traversable]:
    if extra and not extra.is_dir():
        raise RefusedError("rulebook-folder-missing", kind="not-found", folder=extra)
    for folder in (rulebook_folder(), *((extra,) if extra else ())):
        files = sorted(folder.iterdir(), key=lambda file: file.name)
        yield from (each for each in files if each.name.endswith(".yaml") and ".cases." not in each.name)


def _content(source: Path | bytes, file: str) -> object:
    """Return a YAML document as plain values."""
    text = source if isinstance(source, bytes) else _bytes(source)
    if len(text) > LARGEST_BYTES:
        raise _malformed(file, "", f"is larger than {LARGEST_BYTES} bytes")
    try:
        root = yaml.compose(text.decode(), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise _malformed(file, "", " ".join(str(error).split())) from error
    return None if root is None else _Reader(file).value(root, "")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _malformed(file.name, "", error.strerror or "cannot be read") from error


def _shaped(content: object, shape: type[Shape], file: str) -> Shape:
    try:
        return msgspec.convert(content, type=shape)
    except msgspec.ValidationError as error:
        reason, place = _PLACE.fullmatch(str(error)).groups()  # type: ignore[union-attr]
        field = _FIELD.search(reason)
        key = ".".join(part for part in (place, field.group(1) if field else None) if part)
        raise _malformed(file, key, reason) from error


def _malformed(file: str, key: str, reason: str) -> RefusedError:
    return RefusedError("rulebook-malformed", file=file, key=key or "$", reason=reason)


class _Reader:
    """Turns the nodes of one YAML document into plain values."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._read: set[int] = set()

    def value(self, node: yaml.Node, key: str) -> object:
        """Return the value of a node that lies at a key."""
        if id(node) in self._read:
            raise _malformed(self._file, key, "anchors and aliases are not read")
        self._read.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, f"{key}[{index}]") for index, each in enumerate(node.value)]
        return self._scalar(node, key)

    def _mapping(self, node: yaml.MappingNode, key: str) -> dict[str, object]:
        values: dict[str, object] = {}
        for name, each in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise _malformed(self._file, key, "a key must be a word")
            place = f"{key}.{name.value}".removeprefix(".")
            if name.value in values:
                raise _malformed(self._file, place, "the key comes twice")
            values[name.value] = self.value(each, place)
        return values

    def _scalar(self, node: yaml.Node, key: str) -> object:
        kind, text = node.tag.removeprefix("tag:yaml.org,2002:"), str(node.value)
        if kind not in _SCALARS:
            raise _malformed(self._file, key, f"the tag {node.tag} is not read")
        form, read = _SCALARS[kind]
        return read(text) if form.fullmatch(text) else text


def _day(text: str) -> date | str:
    """Return a day, or the text as it stands where the calendar has no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


# What a scalar of each YAML kind must look like to be read as more than its text.
_SCALARS: dict[str, tuple[re.Pattern[str], Callable[[str], object]]] = {
    "null": (re.compile(r"~|null|"), lambda _: None),
    "bool": (re.compile(r"true|false"), lambda text: text == "true"),
    "int": (re.compile(r"-?(0|[1-9]\d*)"), int),
    "float": (re.compile(r"-?\d+\.\d+"), Decimal),
    "timestamp": (re.compile(r"\d{4}-\d{2}-\d{2}"), _day),
    "str": (re.compile(r"(?s).*"), str),
    "value": (re.compile(r"="), str),
}
