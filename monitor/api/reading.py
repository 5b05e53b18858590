"""What a body states -> facts as intake hands them on, or every fault with its JSON pointer.

Promise: what a file may not state a body may not state, and the other way round: one decoder reads both.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from domain.refusal import RefusedError
from domain.text import Indicators, check_indicators
from monitor.http.problems import Fault, FaultsError, faults_of
from monitor.intake.check import Flaw, Path, flaws
from monitor.intake.decode import decode, shape
from monitor.intake.line import FactLine, Place, shown
from monitor.intake.strict_json import JsonError, loads
from monitor.wording import Language

Shape = TypeVar("Shape", bound=msgspec.Struct)
_PLACE = "request"
_EXAMPLE = '{"type": "review-applied", "effective_on": "2025-03-30"}'


class Position(NamedTuple):
    """Where a record stands in a body: its place for sentences, its path for pointers."""

    place: Place
    path: Path


def read_json(body: bytes, language: Language) -> object:
    """Return the value of a body, read as strictly as a file.

    Raises:
        FaultsError: "body-not-json".
    """
    value = _value(body)
    if isinstance(value, Flaw):
        raise FaultsError("body-not-json", 400, faults_of([value], Place(_PLACE), (), language))
    return value


def _value(content: bytes) -> object:
    """Return the value of a JSON text, or the flaw that keeps it from being one."""
    try:
        return loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Flaw((), "not-utf8", str(error.start + 1))
    except JsonError as error:
        return Flaw((), error.code, shown(error.found))


def read_as(body: bytes, kind: type[Shape], language: Language) -> Shape:
    """Return a body as a struct of this type.

    Raises:
        FaultsError: "body-not-json", "body-not-accepted" with everything that is wrong.
    """
    value = read_json(body, language)
    try:
        return msgspec.convert(value, kind)
    except (msgspec.ValidationError, ArithmeticError, ValueError) as error:
        found = list(flaws(value, shape(kind))) or [Flaw((), "not-accepted", shown(str(error)))]
    raise FaultsError("body-not-accepted", 422, faults_of(found, Place(_PLACE), (), language))


def read_fact(body: bytes, cluster: str, language: Language) -> FactLine:
    """Return the one fact of a body; its cluster is that of the address.

    Raises:
        FaultsError: "body-not-json"; "facts-not-accepted", with everything that is wrong.
    """
    record = read_json(body, language)
    if isinstance(record, dict):
        stated = record.setdefault("cluster", cluster)
        if stated != cluster:
            raise FaultsError("facts-not-accepted", 422, [_other_cluster(stated, cluster, language)])
    found = _read(record, Position(Place(_PLACE), ()), language)
    if isinstance(found, FactLine):
        return found
    raise FaultsError("facts-not-accepted", 422, found)


def read_batch(body: bytes, *, is_lines: bool, most: int, language: Language) -> list[FactLine]:
    """Return the facts of a JSON array, or of JSON lines; each with the number of its line (from 1).

    Raises:
        RefusedError: "body-not-array", "too-many-lines".
        FaultsError: "body-not-json"; "facts-not-accepted", with everything that is wrong in any of them.
    """
    if is_lines:
        stated = ((Position(Place(_PLACE, number), ()), record) for number, record in _lines(body, most))
    else:
        array = enumerate(_array(read_json(body, language), most))
        stated = ((Position(Place(_PLACE, number + 1), (str(number),)), record) for number, record in array)
    return _all(stated, language)


def facts_of(records: Sequence[object], path: Path, language: Language) -> list[FactLine]:
    """Return the facts of a list inside a body.

    Raises:
        FaultsError: "facts-not-accepted", with everything that is wrong in any of them.
    """
    places = (Position(Place(_PLACE, n + 1), (*path, str(n))) for n in range(len(records)))
    return _all(zip(places, records, strict=True), language)


def _all(stated: Iterable[tuple[Position, object]], language: Language) -> list[FactLine]:
    facts: list[FactLine] = []
    faults: list[Fault] = []
    for position, record in stated:
        found = _read(record, position, language)
        if isinstance(found, FactLine):
            facts.append(found)
        else:
            faults += found
    if faults:
        raise FaultsError("facts-not-accepted", 422, faults)
    return facts


def _array(value: object, most: int) -> list[object]:
    if not isinstance(value, list):
        raise RefusedError("body-not-array", found=shown(value))
    if len(value) > most:
        raise RefusedError("too-many-lines", most=most)
    return value


def _lines(body: bytes, most: int) -> Iterator[tuple[int, object]]:
    lines = body.split(b"\n")
    if len(lines) > 2 * most:  # blank ones may stand between
        raise RefusedError("too-many-lines", most=most)
    stated = [(number, line) for number, line in enumerate(lines, start=1) if line.strip(b" \t\r")]
    if len(stated) > most:
        raise RefusedError("too-many-lines", most=most)
    for number, line in stated:
        yield number, _value(line)


def _read(record: object, position: Position, language: Language) -> FactLine | list[Fault]:
    if isinstance(record, Flaw):
        found = [record]
    elif not isinstance(record, dict):
        found = [Flaw((), "not-object", shown(record), (_EXAMPLE, _EXAMPLE))]
    else:
        decoded = decode(record, position.place)
        if isinstance(decoded, FactLine):
            return decoded
        found = decoded
    return faults_of(found, position.place, position.path, language)


def _other_cluster(stated: object, cluster: str, language: Language) -> Fault:
    flaw = Flaw(("cluster",), "not-in-list", shown(stated), (cluster, cluster))
    return faults_of([flaw], Place(_PLACE), (), language)[0]


def indicators_in(body: bytes, language: Language) -> Indicators:
    """Return the indicators that a body states.

    Raises:
        FaultsError: "body-not-json", "body-not-accepted".
    """
    value = read_json(body, language)
    try:
        found: Indicators = msgspec.convert(value, Indicators)
        check_indicators(found)
    except (msgspec.ValidationError, ArithmeticError, ValueError) as error:
        flaw = Flaw((), "not-accepted", shown(str(error)))
        raise FaultsError("body-not-accepted", 422, faults_of([flaw], Place(_PLACE), (), language)) from None
    return found
