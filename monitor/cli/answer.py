"""Answers on stdout as JSON: UTF-8 whatever the terminal, indented, nothing a terminal would obey."""

from collections.abc import Iterable
from typing import Any

import click
import msgspec

from monitor.cli.call import Call

_CONTROLS = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}
_encoder = msgspec.json.Encoder(decimal_format="number")


def write_json(answer: object) -> None:
    """Write an answer for programs."""
    text = msgspec.json.format(_encoder.encode(answer), indent=2).decode()
    click.echo(text.translate(_CONTROLS).encode())


def marked(call: Call, answers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return answers that say of themselves whether they come from a simulation."""
    return [{**answer, "simulation": call.simulation} for answer in answers]
