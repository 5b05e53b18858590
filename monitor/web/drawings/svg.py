"""Numbers as the attributes of a drawing have them: short, and the same on every machine."""


def number(value: float) -> str:
    """Return a number with at most two decimals.

    >>> number(12.0), number(12.345), number(-0.001)
    ('12', '12.35', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def numbers(**values: float) -> dict[str, str]:
    """Return several attributes at once, by their names.

    >>> numbers(x=1.5, width=20)
    {'x': '1.5', 'width': '20'}
    """
    return {name: number(value) for name, value in values.items()}
