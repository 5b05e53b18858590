"""The hash that names the content of a rulebook.

Promise: it follows from what the edition says, not from how its file is laid out, nor from
fields that it leaves at their default: a later version of the code finds the same hash.
"""

from hashlib import sha256

import msgspec

from domain.rulebook import Rulebook


def rulebook_sha256(book: Rulebook) -> str:
    """Return `sha256:<hex>` of all that a rulebook states, written as canonical JSON."""
    stated = _stated(msgspec.structs.replace(book, sha256=""))
    return f"sha256:{sha256(msgspec.json.encode(stated, order='sorted')).hexdigest()}"


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
