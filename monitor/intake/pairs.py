"""One fact from KEY=VALUE words: `record annual-report-filed fj-a --on 2025-03-30 year=2024`.

Values are text converted as in a table's cells; JSON is accepted where a field takes a list or an object.
"""

from collections.abc import Iterable, Iterator

from monitor.intake.check import Path
from monitor.intake.columns import MARK, headers, named_type, path_of
from monitor.intake.decode import type_flaw
from monitor.intake.header import TYPE, nearest_column
from monitor.intake.jsonl import at_place
from monitor.intake.line import COMMAND_LINE, FactLine, Place, Problem, shown
from monitor.intake.record import Stated, fact_of

_HERE = Place(COMMAND_LINE)
_EXAMPLE = "year=2024"
_SAID_ELSEWHERE: frozenset[Path] = frozenset({TYPE, MARK, ("cluster",), ("effective_on",)})


def read_pairs(
    type_name: str,
    cluster: str,
    day: str,
    pairs: Iterable[str],
) -> tuple[FactLine | None, list[Problem]]:
    """Return the fact that the words of a command state, or what is wrong with them (one of both)."""
    named = named_type(type_name)
    if named is None:
        return None, [at_place(type_flaw(type_name, TYPE), _HERE)]
    stated = [Stated(("cluster",), cluster), Stated(("effective_on",), day)]
    problems: list[Problem] = []
    for read in _read_words(pairs, named):
        (stated if isinstance(read, Stated) else problems).append(read)  # type: ignore[arg-type]
    fact = fact_of(named, stated, lambda _: _HERE)
    if isinstance(fact, FactLine):
        return (None, problems) if problems else (fact, [])
    return None, problems + fact


def _read_words(pairs: Iterable[str], type_name: str) -> Iterator[Stated | Problem]:
    for word in pairs:
        key, sign, text = word.partition("=")
        path = path_of(key, type_name) if sign else None
        if not sign or not key.strip():
            yield Problem(code="pair-malformed", place=_HERE, found=shown(word), allowed=(_EXAMPLE, _EXAMPLE))
        elif path is None or path in _SAID_ELSEWHERE:
            instead = nearest_column(key, _fields(type_name), type_name)
            yield Problem(code="unknown-field", place=_HERE, field=key, found=shown(key), allowed=instead)
        else:
            yield Stated(path, text)


def _fields(type_name: str) -> list[str]:
    return [name for name, path in headers(type_name).items() if path not in _SAID_ELSEWHERE]
