"""The kinds of values that options and arguments take; what is refused names what is allowed."""

import re
from datetime import date, datetime
from typing import NoReturn

import click
from click.shell_completion import CompletionItem

from monitor.answers.days import EARLIEST, LATEST, read_day

_WHOLE = re.compile(r"-?[0-9]{1,9}")


class BadValueError(click.UsageError):
    """A value is not of its kind; `allowed` is the code of the words for what is."""

    def __init__(self, param: str, found: str, allowed: str, **values: object) -> None:
        """Refuse what was found at a parameter."""
        super().__init__(allowed)
        self.param = param
        self.found = found
        self.allowed = allowed
        self.values = values


class MisuseError(click.UsageError):
    """The words of the call do not fit together; `code` names the sentence."""

    def __init__(self, code: str, **values: object) -> None:
        """Refuse for the reason `code`."""
        super().__init__(code)
        self.code = code
        self.values = values


def name_of(param: click.Parameter | None, ctx: click.Context | None = None) -> str:
    """Return what a person calls a parameter: "--on", "DAY"."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    if param is None:
        return ""
    return (param.metavar or param.make_metavar(ctx or click.Context(click.Command("")))).rstrip(".")


class Kind(click.ParamType[object]):
    """A kind of value; `allowed` is the code of the words for what it may be."""

    allowed = ""

    def refuse(self, found: object, param: click.Parameter | None, **values: object) -> NoReturn:
        """Refuse a value.

        Raises:
            BadValueError: always.
        """
        raise BadValueError(name_of(param), str(found), self.allowed, **values)


class DayKind(Kind):
    """A day as YYYY-MM-DD, within the years that facts may have."""

    name = "DAY"
    allowed = "allowed-day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        del ctx
        day = read_day(str(value))
        if day is None:
            self.refuse(value, param)
        return day


class InstantKind(Kind):
    """An instant with its offset (RFC 3339); a bare day means its end in Asia/Shanghai."""

    name = "INSTANT"
    allowed = "allowed-instant"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the instant in UTC."""
        del ctx
        from monitor.bootstrap import read_instant  # noqa: PLC0415 - bootstrap is heavy, help is not

        try:
            instant = read_instant(str(value))
        except (ValueError, OverflowError):
            self.refuse(value, param)
        if not EARLIEST <= instant.year <= LATEST:
            self.refuse(value, param)
        return instant


class WholeKind(Kind):
    """A whole number between two bounds."""

    name = "N"
    allowed = "allowed-whole"

    def __init__(self, least: int, most: int) -> None:
        """Allow the numbers from `least` to `most`."""
        self.least = least
        self.most = most

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        del ctx
        text = str(value)
        if not _WHOLE.fullmatch(text) or not self.least <= int(text) <= self.most:
            self.refuse(value, param, least=self.least, most=self.most)
        return int(text)


class OneOfKind(Kind):
    """One of a few words."""

    name = "WORD"
    allowed = "allowed-words"

    def __init__(self, *words: str) -> None:
        """Allow these words."""
        self.words = words
        self.name = "|".join(words)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word."""
        del ctx
        if value not in self.words:
            self.refuse(value, param, words=" ".join(self.words))
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the words that begin as what is typed."""
        del ctx, param
        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class FactTypeKind(Kind):
    """The name of a type of fact; checked with the fact itself, offered to the shell."""

    name = "TYPE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as given."""
        del param, ctx
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the types that begin as what is typed."""
        del ctx, param
        from domain.events import FACTS  # noqa: PLC0415 - only the shell asks

        return [CompletionItem(name) for name in FACTS if name.startswith(incomplete)]


class TextKind(Kind):
    """Any words that are text at all; named by what they are."""

    allowed = "allowed-text"

    def __init__(self, name: str) -> None:
        """Name what is expected: "NAME", "URL"."""
        self.name = name

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words as given."""
        del ctx
        text = str(value)
        if not text or any("\ud800" <= letter <= "\udfff" for letter in text):
            self.refuse(value, param)
        return text


class FileKind(Kind):
    """A path, whatever its bytes; the shell offers files."""

    allowed = "allowed-file"

    def __init__(self, name: str) -> None:
        """Name what is expected: "FILE", "FOLDER"."""
        self.name = name

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the path as given."""
        del ctx
        if not value:
            self.refuse(value, param)
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Let the shell offer files."""
        del ctx, param
        return [CompletionItem(incomplete, type="file")]


DAY = DayKind()
INSTANT = InstantKind()
