"""One page a command, in both languages, made from the help of the command line itself.

Run `python -m tools.describe_commands` to write `docs/commands`; a test keeps the pages current.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from monitor.cli.call import Call
from monitor.cli.door import PROGRAM, Group
from monitor.cli.grammar import COMMANDS
from monitor.cli.help import short_help
from monitor.wording import Language

FOLDER = Path(__file__).parents[1] / "docs" / "commands"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
HEAD = """# Commands

Made by `python -m tools.describe_commands` from the help of the program; do not edit by hand.

Every command has `--help` and `--lang zh|en`; those that answer have `--json`, whose shape is stable.
Stdout carries the answer only; refusals and progress go to stderr, each refusal in one sentence.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | the answer is "no" (`verify`, `replay` found something) |
| 2 | bad input or usage |
| 3 | conflict with newer facts: read again and decide again |
| 4 | not found |
| 5 | database unavailable |
| 70 | a fault of ours (`--debug` shows the details) |
| 130 | interrupted |

A simulation database has no clock: every command on it takes `--at INSTANT`, and a real one refuses it.

| command | | |
|---|---|---|
"""


def pages() -> dict[str, str]:
    """Return the pages by the name of their file."""
    return {"README.md": HEAD + "".join(_lines())} | {
        file_of(each.name): _page(each.name) for each in COMMANDS
    }


def file_of(command: str) -> str:
    """Return the name of the file that describes a command.

    >>> file_of("calendar due")
    'calendar-due.md'
    """
    return f"{command.replace(' ', '-')}.md"


def _lines() -> Iterator[str]:
    for each in COMMANDS:
        chinese, english = (short_help(each.name, language) for language in LANGUAGES)
        yield f"| [`{each.name}`]({file_of(each.name)}) | {chinese} | {english} |\n"


def _page(command: str) -> str:
    helps = (f"```text\n{_help(command, language)}\n```\n" for language in LANGUAGES)
    return "\n".join([f"# `{PROGRAM} {command}`\n", *helps])


def _help(command: str, language: Language) -> str:
    context = click.Context(Group(), info_name=PROGRAM, obj=Call(language=language))
    for word in command.split():
        group = context.command
        found = group.get_command(context, word) if isinstance(group, click.Group) else None
        if found is None:
            raise KeyError(command)
        context = click.Context(found, parent=context, info_name=word)
    return context.get_help().rstrip()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, text in pages().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
