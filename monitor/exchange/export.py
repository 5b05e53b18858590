"""Facts and decisions of clusters as JSON lines, in the form that the import reads.

Findings are left out: they are computed anew. An export restores the log it came from: each line
carries id, position, instant and who recorded it.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from domain.events import FACTS, Recorded, type_name

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_KINDS = frozenset(FACTS.values())
_FORMULA_STARTS = frozenset("=+-@|%\t\r\n\0")


def export_lines(recorded: Iterable[Recorded]) -> Iterator[bytes]:
    """Yield one line, with its line feed, for each fact and decision, in the order given."""
    for event in recorded:
        if type(event.body) in _KINDS:
            yield _ENCODER.encode(_stated(event)) + b"\n"


def _stated(event: Recorded) -> dict[str, Any]:
    """Return a record as section 1 of the public contract has it, its names in that order."""
    body = msgspec.structs.asdict(event.body)
    record: dict[str, Any] = {
        "type": type_name(type(event.body)),
        "cluster": event.cluster,
        "effective_on": event.effective_on,
        "data": {name: value for name, value in body.items() if value is not None},
    }
    if event.source is not None:
        record["source"] = event.source
    if event.key is not None:
        record["key"] = event.key
    record |= {
        "id": event.id,
        "position": event.position,
        "recorded_at": _instant(event.recorded_at),
        "recorded_by": event.recorded_by,
    }
    return record | ({"pinned": event.pinned} if event.pinned is not None else {})


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def neutralise(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula when it opens a CSV.

    Such text gets an apostrophe before it; a number, signed or not, stays a number. Spaces, invisible
    characters and full-width signs before or as the first sign do not hide a formula (OWASP ASVS 1.2.10).

    >>> [neutralise(each) for each in ("=1+1", " ＝1+1", "-2+3", "-2.5", "泉州")]
    ["'=1+1", "' ＝1+1", "'-2+3", '-2.5', '泉州']
    """
    if cell[:1] in _FORMULA_STARTS and cell:
        return cell if _is_number(cell) else f"'{cell}"
    visible = "".join(letter for letter in cell if unicodedata.category(letter)[0] not in "ZC")
    first = unicodedata.normalize("NFKC", visible[:1])[:1]
    return f"'{cell}" if first and first in _FORMULA_STARTS else cell


def _is_number(cell: str) -> bool:
    return (
        cell[0] in "+-" and cell[1:].replace(".", "", 1).isascii() and cell[1:].replace(".", "", 1).isdigit()
    )
