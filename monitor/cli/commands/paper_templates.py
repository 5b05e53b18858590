"""paper templates: our templates of papers, for an office to edit."""

from pathlib import Path

import click
import msgspec

from domain.refusal import RefusedError
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.drafts.draft import write_templates
from monitor.intake.line import shown_path


class Asked(msgspec.Struct, frozen=True):
    """Where to write."""

    to: str


def run(call: Call, asked: Asked) -> None:
    """Write the templates that are not there yet and name them."""
    try:
        written = write_templates(Path(asked.to))
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RefusedError("file-not-written", file=shown_path(asked.to), reason=reason) from None
    names = [shown_path(str(path)) for path in written]
    if call.as_json:
        write_json(names)
        return
    call.tells("paper-templates-written", count=len(names))
    for name in names:
        click.echo(name)
