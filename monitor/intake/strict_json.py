"""JSON read strictly: no key twice, no NaN, numbers exact, bounded depth; never a traceback.

RFC 8259 leaves these open and readers differ; a fact must mean one thing to all of them.
"""

import json
from decimal import Decimal, InvalidOperation

_MOST_DIGITS = 40
_DEEPEST = 32


class JsonError(ValueError):
    """Text is no JSON we accept.

    Attributes:
        code: "not-json", "duplicate-key", "not-finite" or "too-deep".
        found: the key or word found, or the column where reading stopped.
    """

    def __init__(self, code: str, found: str = "") -> None:
        """Refuse for the reason `code`."""
        super().__init__(code)
        self.code = code
        self.found = found


def loads(text: str) -> object:
    """Return the value of a JSON text; numbers as int or Decimal.

    Raises:
        JsonError: it is no JSON we accept.
    """
    try:
        value: object = _DECODER.decode(text)
        if text.count("[") + text.count("{") > _DEEPEST and _depth(value) > _DEEPEST:
            raise JsonError("too-deep")
    except json.JSONDecodeError as error:
        raise JsonError("not-json", str(error.pos + 1)) from None
    except RecursionError:
        raise JsonError("too-deep") from None
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    unique = dict(pairs)
    if len(unique) != len(pairs):
        names = [name for name, _ in pairs]
        raise JsonError("duplicate-key", next(name for name in unique if names.count(name) > 1))
    return unique


def _refuse_constant(word: str) -> object:
    raise JsonError("not-finite", word)


def _whole(digits: str) -> int | Decimal:
    """Return an int; a Decimal where there are so many digits that it is outside all bounds."""
    return int(digits) if len(digits) <= _MOST_DIGITS else Decimal(digits)


def _exact(digits: str) -> Decimal:
    """Return the number as written; infinity where no Decimal can hold its exponent."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("Infinity")


def _depth(value: object) -> int:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, parts), default=0)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique,
    parse_float=_exact,
    parse_int=_whole,
    parse_constant=_refuse_constant,
)
