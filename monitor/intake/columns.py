"""From a column's header, or the key of a pair, to the field it means; English and Chinese alike."""

import re
import unicodedata
from functools import cache

import msgspec.inspect as mi

from monitor.intake.allowed import alternatives
from monitor.intake.check import Path
from monitor.intake.decode import ENVELOPE, SHAPES
from monitor.intake.labels import INDICATORS, TYPES
from monitor.intake.naming import field_label

MARK: Path = ("mark",)
# What officers also call the columns of the envelope.
_SYNONYMS = {
    "事实类型": "事项",
    "事项类型": "事项",
    "类型": "事项",
    "集群": "集群编号",
    "集群代号": "集群编号",
    "日期": "发生日期",
    "发生日": "发生日期",
}
_OF_TABLES = ("type", "cluster", "effective_on", "source", "key")
_ENVELOPE_KINDS = {field.encode_name: field.type for field in ENVELOPE.fields}


def plain(header: str) -> str:
    """Return a header without what does not distinguish it.

    >>> plain(" 面积 (平方公里) （必填）*") == plain("面积（平方公里）")
    True
    """
    folded = unicodedata.normalize("NFKC", header).casefold()
    bare = re.sub(r"\s|\(必填\)|\*", "", folded).removeprefix("data.")
    return _SYNONYMS.get(bare, bare)


_TYPES = {plain(word): name for name, label in TYPES.items() if name in SHAPES for word in (name, label)}
_INDICATORS = {plain(label): name for name, label in INDICATORS.items()}
_NUMBERED = re.compile(r"(.*?)[\s._()-]*\d[\s\d._()-]*")


def named_type(name: str) -> str | None:
    """Return the fact type that a cell, a sheet or a file names; a number after it does not matter.

    >>> named_type("年度报送"), named_type("annual-report-filed (2)"), named_type("Sheet1")
    ('annual-report-filed', 'annual-report-filed', None)
    """
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    numbered = _NUMBERED.fullmatch(folded)
    return _TYPES.get(plain(folded)) or (_TYPES.get(plain(numbered[1])) if numbered else None)


def path_of(header: str, type_name: str) -> Path | None:
    """Return the field that a header means in a fact of this type; None where there is none."""
    wanted = plain(header)
    known = _fields(type_name).get(wanted)
    if known:
        return known
    for field, path in _open_fields(type_name).items():
        if wanted.startswith(f"{field}."):
            return _inside(path, unicodedata.normalize("NFKC", header).strip().partition(".")[2], header)
    return None


def headers(type_name: str) -> dict[str, Path]:
    """Return the fields of a type that are columns of a table, by their English names, in order."""
    found: dict[str, Path] = {}
    for name in _OF_TABLES:
        found |= _flat((name,), _ENVELOPE_KINDS[name], name)
    for field in SHAPES[type_name].fields:
        found |= _flat(("data", field.encode_name), field.type, field.encode_name)
    return found


def kind_at(path: Path, type_name: str) -> mi.Type:
    """Return the type of the field at a path that `path_of` gave."""
    kind: mi.Type = SHAPES[type_name] if path[0] == "data" else _ENVELOPE_KINDS[path[0]]
    for name in path[1:]:
        kind = _member(kind, name)
    return kind


def _member(kind: mi.Type, name: str) -> mi.Type:
    for part in alternatives(kind):
        if isinstance(part, mi.StructType):
            return next(field.type for field in part.fields if field.encode_name == name)
        if isinstance(part, mi.DictType):
            return part.value_type
    raise KeyError(name)


def _flat(path: Path, kind: mi.Type, name: str) -> dict[str, Path]:
    """Return a field and the fields inside it."""
    found = {name: path}
    for part in alternatives(kind):
        for field in part.fields if isinstance(part, mi.StructType) else ():
            found[f"{name}.{field.encode_name}"] = (*path, field.encode_name)
    return found


@cache
def _fields(type_name: str) -> dict[str, Path]:
    """Return every accepted header, folded, and the field it means."""
    known = {"mark": MARK, plain(field_label("mark") or ""): MARK}
    for name, path in headers(type_name).items():
        known[plain(name)] = path
        known[plain(field_label(name, type_name) or name)] = path
    return known


@cache
def _open_fields(type_name: str) -> dict[str, Path]:
    """Return the fields that hold others by name (indicators), under both their names."""
    fields = [field for field in SHAPES[type_name].fields if _is_open(field.type)]
    names = [(field.encode_name, field_label(field.encode_name) or "") for field in fields]
    return {plain(word): ("data", pair[0]) for pair in names for word in pair}


def _is_open(kind: mi.Type) -> bool:
    return any(isinstance(part, mi.DictType) for part in alternatives(kind))


def _inside(path: Path, rest: str, header: str) -> Path | None:
    """Return the path of "output_yi.2022" inside indicators."""
    name, *year = rest.split(".", 1)
    inner = (_INDICATORS.get(plain(name), name.strip()), *(part.strip() for part in year))
    return (*path, *inner) if header and all(inner) else None
