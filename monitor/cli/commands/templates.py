"""templates: an empty table to fill in for each type of fact."""

from pathlib import Path

import click
import msgspec

from domain.refusal import RefusedError
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.intake.line import shown_path
from monitor.intake.templates import write_templates


class Asked(msgspec.Struct, frozen=True):
    """Where to write."""

    folder: str


def run(call: Call, asked: Asked) -> None:
    """Write the templates and name them."""
    try:
        written = write_templates(Path(asked.folder))
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RefusedError("file-not-written", file=shown_path(asked.folder), reason=reason) from None
    names = [shown_path(str(path)) for path in written]
    if call.as_json:
        write_json(names)
        return
    call.tells("templates-written", count=len(names))
    for name in names:
        click.echo(name)
