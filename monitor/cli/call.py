"""One call of the command line: what is said of every command, whichever it is.

Nothing heavy is imported here; every command takes a `Call` as its first argument.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import click

from monitor.wording import Language, say

LANGUAGE_VARIABLE = "MONITOR_LANG"
DEBUG = "--debug"
_LANGUAGES = ("zh", "en")
_LANGUAGE = click.Option(["--lang"], envvar=LANGUAGE_VARIABLE)


@dataclass(slots=True)
class Call:
    """The options that any command may take, as given; `at` is an aware UTC instant.

    `simulation` is found out when the database is opened.
    """

    language: Language = "zh"
    db: str | None = None
    at: datetime | None = None
    by: str | None = None
    as_json: bool = False
    quiet: bool = False
    debug: bool = False
    simulation: bool = False

    @classmethod
    def of(cls, words: Sequence[str]) -> "Call":
        """Return the call as far as it is known before anything is parsed: how to speak of errors."""
        return cls(language=language_of(words), debug=DEBUG in words)

    def says(self, code: str, /, **values: object) -> str:
        """Return a sentence in the language of the call."""
        return say(code, self.language, **values)

    def tells(self, code: str, /, **values: object) -> None:
        """Write a sentence to stdout, marked where it is said of a simulation."""
        mark = self.says("simulation-mark") if self.simulation else ""
        click.echo(mark + self.says(code, **values))


def language_of(words: Sequence[str]) -> Language:
    """Return the language that the words ask for by --lang, else the environment, else Chinese.

    It must be known before the words are parsed, since help and refusals are told in it.
    """
    asked = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    asked += [following for word, following in pairwise(words) if word == "--lang"]
    nowhere = click.Context(click.Command("cluster-monitor"))
    known = [word for word in asked if word in _LANGUAGES]
    chosen = known[-1] if known else _LANGUAGE.resolve_envvar_value(nowhere)
    return "en" if (chosen or "").lower().startswith("en") else "zh"
