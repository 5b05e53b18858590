"""Small forms that do one thing, what was done, and secrets that are told once."""

from collections.abc import Mapping

from htpy import Node, button, code, div, form, p
from htpy import input as input_

from monitor.http.asking import Asked
from monitor.web.frame import token_field
from monitor.wording import say


def act(
    asked: Asked, address: str, words: str, sent: Mapping[str, str] = {}, *, kind: str | None = None
) -> Node:
    """Return a button that sends a form of its own; `kind` is its class: primary, danger."""
    return form(method="post", action=address)[
        token_field(asked),
        (input_(type="hidden", name=name, value=value) for name, value in sent.items()),
        button(type="submit", class_=kind)[words],
    ]


def done_box(sentence: str) -> Node:
    """Return what says that something was done."""
    return div(".done", role="status")[p[sentence]]


def secret_box(asked: Asked, sentence: str, secret: str) -> Node:
    """Return a secret with what it is; it is on this page and nowhere else."""
    return div(".done", role="status")[
        p[sentence],
        p[code(".secret")[secret]],
        p(".hint")[say("secret-shown-once", asked.language)],
    ]
