"""Look a label up, by the path of a field or the value of an enumeration."""

from collections.abc import Iterable

from monitor.intake.labels import FIELDS, INDICATORS, VALUES

_ENVELOPE_ONLY = "data."


def field_label(path: str, kind: str | None = None) -> str | None:
    """Return the label of a field by its path, with or without "data."; None where there is none.

    >>> field_label("data.enterprise.uscc"), field_label("indicators.output_yi.2022")
    ('统一社会信用代码', '指标.总产值（亿元）.2022')
    """
    short = path.removeprefix(_ENVELOPE_ONLY)
    known = FIELDS.get(f"{kind}.{short}") or FIELDS.get(short)
    return known or _indicator_label(short)


def value_label(value: str, kind: str | None = None) -> str | None:
    """Return the label of an enumeration's value."""
    return VALUES.get(f"{kind}.{value}") or VALUES.get(value)


def in_order(values: Iterable[object]) -> list[str]:
    """Return the values of an enumeration in the order of their labels, which is that of meaning.

    >>> in_order(["major", "ordinary", "larger"])
    ['ordinary', 'larger', 'major']
    """
    places = {value: place for place, value in enumerate(VALUES)}
    return sorted(map(str, values), key=lambda value: places.get(value, len(places)))


def _indicator_label(path: str) -> str | None:
    first, _, rest = path.partition(".")
    if first != "indicators":
        return None
    name, *years = rest.split(".", 1)
    return ".".join([FIELDS[first], INDICATORS.get(name, name), *years])
