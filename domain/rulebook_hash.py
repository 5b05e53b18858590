"""The texts of law as they are hashed and archived, and the hash that names each.

Promise: a text follows from what the law says, not from how its file is laid out, nor from fields
that it leaves at their default: a later version of the code finds the same hash.
"""

from functools import lru_cache
from hashlib import sha256

import msgspec

from domain.calendar import Calendar
from domain.rulebook import Rulebook, Statutes


def rulebook_sha256(book: Rulebook) -> str:
    """Return `sha256:<hex>` of all that a rulebook states, written as canonical JSON."""
    return text_sha256(law_text(book))


def law_text(law: Rulebook | Statutes | Calendar) -> bytes:
    """Return a rulebook, the statutes or a whole calendar as canonical JSON."""
    stated = msgspec.structs.replace(law, sha256="") if isinstance(law, Rulebook) else law
    return msgspec.json.encode(_stated(stated), order="sorted")


@lru_cache(maxsize=16)
def notices_sha256(calendar: Calendar) -> str:
    """Return the hash of a whole calendar, with all its notices and overrides."""
    return text_sha256(law_text(calendar))


def text_sha256(text: bytes) -> str:
    """Return the name of a text: `sha256:<hex>` of its bytes."""
    return f"sha256:{sha256(text).hexdigest()}"


def _stated(value: object) -> object:
    """Return a value as plain data, each struct without the fields left at their default."""
    if isinstance(value, msgspec.Struct):
        defaults = _defaults(value)
        return {
            name: _stated(getattr(value, name))
            for name in value.__struct_fields__
            if name not in defaults or getattr(value, name) != defaults[name]
        }
    if isinstance(value, tuple):
        return [_stated(each) for each in value]
    if isinstance(value, dict):
        return {name: _stated(each) for name, each in value.items()}
    return value


def _defaults(value: msgspec.Struct) -> dict[str, object]:
    """Return the defaults of a struct's optional fields, by name."""
    given = value.__struct_defaults__
    names = value.__struct_fields__[len(value.__struct_fields__) - len(given) :]
    return {name: each for name, each in zip(names, given, strict=True) if each is not msgspec.NODEFAULT}
