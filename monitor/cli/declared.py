"""How a command is declared: its name, where it is done, its parameters.

Options that any command may take set the `Call`; the others reach the command as what is asked.
"""

from importlib import import_module
from typing import Any, NamedTuple

import click

from monitor.cli.values import DAY, INSTANT, Kind, OneOfKind, TextKind
from monitor.version import VERSION as RELEASE


class Declared(NamedTuple):
    """A command: `module` below `monitor.cli.commands` holds `Asked` and `run`."""

    name: str
    module: str
    params: tuple[click.Parameter, ...]


def argument(name: str, kind: Kind, *, required: bool = True, nargs: int = 1) -> click.Argument:
    """Return an argument, shown by the name of its kind."""
    return click.Argument([name], type=kind, required=required, nargs=nargs, metavar=_metavar(kind, nargs))


def _metavar(kind: Kind, nargs: int) -> str:
    return f"{kind.name}..." if nargs < 0 else kind.name


def option(flag: str, kind: Kind, default: object = None, *, required: bool = False) -> click.Option:
    """Return an option with a value."""
    if required:  # click takes even None for a value given
        return click.Option([flag], type=kind, required=True)
    return click.Option([flag], type=kind, default=default)


def several(flag: str, kind: Kind, *, required: bool = False) -> click.Option:
    """Return an option that may come several times."""
    return click.Option([flag], type=kind, multiple=True, required=required)


def pair(flag: str, kind: Kind) -> click.Option:
    """Return an option with two values."""
    return click.Option([flag], type=kind, nargs=2)


def switch(flag: str) -> click.Option:
    """Return an option without a value."""
    return click.Option([flag], is_flag=True, default=False)


def _of_call(flag: str, attribute: str, kind: Kind | None = None) -> click.Option:
    """Return an option that sets an attribute of the call."""

    def keep(ctx: click.Context, _: click.Parameter, value: object) -> None:
        if value not in (None, False):
            setattr(ctx.obj, attribute, value)

    if kind is None:
        return click.Option([flag], is_flag=True, default=False, expose_value=False, callback=keep)
    return click.Option([flag], type=kind, expose_value=False, callback=keep)


LANGUAGE = _of_call("--lang", "language", OneOfKind("zh", "en"))
AT = _of_call("--at", "at", INSTANT)
DATABASE = (_of_call("--db", "db", TextKind("URL")), AT)
BY = _of_call("--by", "by", TextKind("NAME"))
JSON = _of_call("--json", "as_json")
QUIET = _of_call("--no-progress", "quiet")
DEBUG = _of_call("--debug", "debug")


def _tell_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click calls it
    if value and not ctx.resilient_parsing:
        click.echo(f"cluster-monitor {RELEASE}")
        ctx.exit()


VERSION = click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_tell_version)
KNOWN_AT = option("--known-at", INSTANT)
ON = option("--on", DAY)


def perform(declared: Declared, ctx: click.Context, given: dict[str, Any]) -> None:
    """Load the module of a command and run it."""
    module = import_module(f"monitor.cli.commands.{declared.module}")
    module.run(ctx.obj, module.Asked(**given))
