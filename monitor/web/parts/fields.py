"""The fields of forms, and the box that says why a form was not taken.

Promise: each field has its label, its hint and its error beside it, tied together for who cannot see them.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from htpy import Node, a, div, h2, label, li, option, p, select, span, textarea, ul
from htpy import input as input_

from monitor.wording import Language, say


class Flawed(NamedTuple):
    """A field that was not taken, and why."""

    field: str
    sentence: str


def field(
    name: str, words: str, *, hint: Node = None, error: str | None = None, **attributes: str | bool
) -> Node:
    """Return a field of one line; `attributes` are those of its input."""
    made = input_(
        **_attributes(name, hint, error),
        **attributes,
    )
    return _framed(name, words, made, hint=hint, error=error)


def text_field(
    name: str,
    words: str,
    value: str = "",
    *,
    hint: Node = None,
    error: str | None = None,
    **attributes: str | bool,
) -> Node:
    """Return a field of several lines."""
    made = textarea(
        rows="3",
        **_attributes(name, hint, error),
        **attributes,
    )[value]
    return _framed(name, words, made, hint=hint, error=error)


def choice_field(  # noqa: PLR0913 - what a field is made of
    name: str,
    words: str,
    options: Iterable[tuple[str, str]],
    chosen: str = "",
    *,
    hint: Node = None,
    error: str | None = None,
    **attributes: str | bool,
) -> Node:
    """Return a field in which one of several values is chosen; `options` are values and words."""
    made = select(
        **_attributes(name, hint, error),
        **attributes,
    )[(option(value=value, selected=value == chosen)[shown] for value, shown in options)]
    return _framed(name, words, made, hint=hint, error=error)


def refusal_box(sentence: str, language: Language, flaws: Sequence[Flawed] = ()) -> Node:
    """Return the box above a form that was not taken: why, with a way to each field."""
    return div("#refused.refused", role="alert", tabindex="-1")[
        h2[say("form-refused", language)],
        p[sentence],
        ul[(li[a(href=f"#f-{flaw.field}")[flaw.sentence]] for flaw in flaws)] if flaws else None,
    ]


def _framed(name: str, words: str, made: Node, *, hint: Node, error: str | None) -> Node:
    return div(class_=["field", "flawed" if error else None])[
        label(for_=f"f-{name}")[words],
        span(".hint", id=f"h-{name}")[hint] if hint else None,
        span(".error", id=f"e-{name}")[error] if error else None,
        made,
    ]


def _attributes(name: str, hint: Node, error: str | None) -> dict[str, str | None]:
    """Return the attributes that tie a field to its label, its hint and its error."""
    described = [f"h-{name}"] * bool(hint) + [f"e-{name}"] * bool(error)
    return {
        "id": f"f-{name}",
        "name": name,
        "aria_describedby": " ".join(described) or None,
        "aria_invalid": "true" if error else None,
    }
