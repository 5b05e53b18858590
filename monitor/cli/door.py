"""The entrance: finds the command, runs it, and turns every failure into a sentence and an exit code.

Promise: stdout carries the answer only, no traceback is ever shown unasked, and what is not needed
for a command is not loaded.
"""

import gc
import os
import sys
from collections.abc import MutableMapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

from monitor.cli.call import Call
from monitor.cli.declared import DEBUG, LANGUAGE, VERSION, Declared, perform
from monitor.cli.grammar import COMMANDS
from monitor.cli.help import command_help, group_help, short_help
from monitor.cli.values import MisuseError

PROGRAM = "cluster-monitor"


class Command(click.Command):
    """One command of the grammar."""

    def __init__(self, declared: Declared) -> None:
        """Make the command that is declared."""
        super().__init__(
            declared.name.rpartition(" ")[2],
            params=[*declared.params, LANGUAGE, DEBUG],
            context_settings={"allow_extra_args": True},
        )
        self.declared = declared

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words apart; refuse those that are too many."""
        try:
            rest = super().parse_args(ctx, args)
            if ctx.args and not ctx.resilient_parsing:
                raise MisuseError("usage-extra-words", found=" ".join(ctx.args))
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        return rest

    def invoke(self, ctx: click.Context) -> None:
        """Run the command."""
        perform(self.declared, ctx, ctx.params)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the call."""
        formatter.write(command_help(self.declared, self.get_params(ctx), ctx))

    def get_short_help_str(self, limit: int = 60) -> str:
        """Return the first sentence of the help, for the shell."""
        return short_help(self.declared.name, "zh")[:limit]


class Group(click.Group):
    """The commands whose names begin with some words; made when asked for."""

    def __init__(self, words: str = "") -> None:
        """Hold the commands below `words`; all of them without."""
        params = [LANGUAGE, DEBUG] if words else [LANGUAGE, DEBUG, VERSION]
        super().__init__(words or PROGRAM, no_args_is_help=True, params=params)
        self.words = words

    def _declared(self) -> dict[str, Declared]:
        begin = f"{self.words} " if self.words else ""
        return {each.name.removeprefix(begin): each for each in COMMANDS if each.name.startswith(begin)}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the grammar."""
        del ctx
        return list(dict.fromkeys(name.partition(" ")[0] for name in self._declared()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command or a group of them, or None."""
        declared = self._declared().get(cmd_name)
        if declared is not None:
            return Command(declared)
        if cmd_name in self.list_commands(ctx):
            return Group(cmd_name)
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; refuse an unknown one with the names there are."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise click.NoSuchCommand(args[0], possibilities=self.list_commands(ctx), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands in the language of the call."""
        formatter.write(group_help(self.words, self.list_commands(ctx), self.get_params(ctx), ctx))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands that begin as what is typed."""
        return [
            CompletionItem(name, help=short_help(f"{self.words} {name}".strip(), "zh"))
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]


class Door(Group):
    """The whole command line."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        **extra: Any,  # noqa: ANN401 - handed on to click as it came
    ) -> NoReturn:
        """Run the words and end the process with the exit code of the contract."""
        extra.pop("standalone_mode", None)
        words = list(sys.argv[1:] if args is None else args)
        extra["obj"] = Call.of(words)
        sys.exit(self._ended(words, prog_name or PROGRAM, complete_var, extra))

    def _ended(
        self, words: list[str], program: str, variable: str | None, extra: MutableMapping[str, Any]
    ) -> int:
        call: Call = extra["obj"]
        try:
            self._main_shell_completion(extra, program, variable)
            with self.make_context(program, words, **extra) as ctx:
                self.invoke(ctx)
            sys.stdout.flush()
        except click.exceptions.Exit as end:
            return end.exit_code
        except BrokenPipeError:
            _abandon_stdout()
            return 0
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last place to tell it
            return int(import_module("monitor.cli.failures").told(error, call))
        return 0


def _abandon_stdout() -> None:
    """Write the rest to nowhere: who reads us has heard enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


cli = Door()


# Long histories are many small objects without cycles: at Python's own 700 they are looked through
# again and again, which takes a sixth of an import.
_NEW_OBJECTS, _YOUNG_ROUNDS, _MIDDLE_ROUNDS = 50_000, 20, 20


def collect_seldom() -> None:
    """Let Python look for cycles of objects more seldom than it would by itself."""
    gc.set_threshold(_NEW_OBJECTS, _YOUNG_ROUNDS, _MIDDLE_ROUNDS)


def main() -> NoReturn:
    """Run the command line with the words of the process; what its terminal cannot show is escaped."""
    collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    cli.main(prog_name=PROGRAM)
