"""completion: the script by which a shell completes our commands."""

import click
import msgspec
from click.shell_completion import get_completion_class

from monitor.cli.call import Call

PROGRAM = "cluster-monitor"
VARIABLE = "_CLUSTER_MONITOR_COMPLETE"


class Asked(msgspec.Struct, frozen=True):
    """For which shell."""

    shell: str


def run(_: Call, asked: Asked) -> None:
    """Print the script of a shell."""
    kind = get_completion_class(asked.shell)
    if kind is None:
        raise click.UsageError(asked.shell)
    click.echo(kind(click.Group(PROGRAM), {}, PROGRAM, VARIABLE).source())
