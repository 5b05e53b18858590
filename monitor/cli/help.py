"""Help in two languages: what a command is for, its parameters, one example."""

import unicodedata
from collections.abc import Iterator, Sequence

import click

from monitor.cli.call import Call
from monitor.cli.declared import Declared
from monitor.cli.values import name_of
from monitor.wording import SENTENCES, Language, say

WIDTH = 100
_INDENT = "  "


def command_help(declared: Declared, params: Sequence[click.Parameter], ctx: click.Context) -> str:
    """Return the help of one command."""
    language = _language(ctx)
    arguments = [each for each in params if isinstance(each, click.Argument)]
    usage = " ".join([ctx.command_path, *map(_usage_of, arguments), say("help-options-word", language)])
    parts = [
        say("help-usage", language, usage=usage),
        _filled(say(f"help {declared.name}", language)),
        _listed("help-arguments", [_row(declared.name, each, language) for each in arguments], language),
        _listed("help-options", _options(declared.name, params, language), language),
        say("help-example", language, example=example_of(declared.name)),
    ]
    return "\n".join(part for part in parts if part)


def group_help(
    words: str, names: Sequence[str], params: Sequence[click.Parameter], ctx: click.Context
) -> str:
    """Return the help of the whole program, or of a group of commands."""
    language = _language(ctx)
    rows = [(name, short_help(f"{words} {name}".strip(), language)) for name in names]
    parts = [
        say("help-usage", language, usage=f"{ctx.command_path} {say('help-command-word', language)}"),
        _filled(say(f"help {words}".strip(), language)),
        _listed("help-commands", rows, language),
        _listed("help-options", _options(words, params, language), language),
    ]
    return "\n".join(parts)


def short_help(name: str, language: Language) -> str:
    """Return the first sentence of a command's help."""
    stop = ". " if language == "en" else "。"
    return say(f"help {name}", language).partition(stop)[0].rstrip("。.")


def example_of(name: str) -> str:
    """Return the example of a command, as typed."""
    return SENTENCES[f"example {name}"][0]


def parameter_help(name: str, param: click.Parameter, language: Language) -> str:
    """Return what is said of a parameter: of this command's own, else of all that share its name."""
    own = f"help {name} {name_of(param)}"
    shared = f"help {name_of(param)}"
    return say(own if own in SENTENCES else shared, language)


def _language(ctx: click.Context) -> Language:
    call = ctx.find_object(Call)
    return call.language if call else "zh"


def _usage_of(argument: click.Argument) -> str:
    metavar = argument.metavar or ""
    return metavar if argument.required else f"[{metavar}]"


def _options(name: str, params: Sequence[click.Parameter], language: Language) -> list[tuple[str, str]]:
    return [_row(name, each, language) for each in params if isinstance(each, click.Option)]


def _row(name: str, param: click.Parameter, language: Language) -> tuple[str, str]:
    shown = name_of(param)
    if isinstance(param, click.Option) and not param.is_flag:
        shown = f"{shown} {param.type.name}"
    return shown, parameter_help(name, param, language)


def _listed(code: str, rows: Sequence[tuple[str, str]], language: Language) -> str:
    if not rows:
        return ""
    lines = [say(code, language)]
    column = min(max(len(name) for name, _ in rows) + 2, 30)
    for name, told in rows:
        first, *rest = [*wrapped(told, WIDTH - column - 2)]
        lines.append(_INDENT + _lead(name, column) + first)
        lines += [_INDENT + " " * column + line for line in rest]
    return "\n".join(lines) + "\n"


def _lead(name: str, column: int) -> str:
    """Return a name filled up to its column, or on a line of its own where it is too long."""
    return name.ljust(column) if len(name) < column else f"{name}\n{_INDENT}{' ' * column}"


def _filled(text: str) -> str:
    return "\n".join(wrapped(text, WIDTH)) + "\n"


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield lines of at most so many columns; Chinese characters take two and break anywhere."""
    line, columns = "", 0
    for piece in _pieces(text):
        if line and columns + display_width(piece.rstrip()) > width:
            yield line.rstrip()
            line, columns = "", 0
            piece = piece.lstrip()  # noqa: PLW2901 - a line does not begin with a space
        line += piece
        columns += display_width(piece)
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Yield what must not be broken: a word with the space after it, or one wide character."""
    word = ""
    for letter in text:
        if _is_wide(letter):
            yield from filter(None, (word, letter))
            word = ""
        else:
            word += letter
            if letter == " ":
                yield word
                word = ""
    if word:
        yield word


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def display_width(text: str) -> int:
    """Return how many columns a text takes on a terminal.

    >>> display_width("申诉 appeal")
    11
    """
    return sum(2 if _is_wide(letter) else 1 for letter in text)
