"""Every failure as one sentence each on stderr, and its exit code.

0 done, 1 the answer is "no", 2 bad input, 3 conflict, 4 not found, 5 database unavailable; besides
them 70 for a fault of ours and 130 for an interrupt.
"""

import sys
import traceback
from collections.abc import Sequence

import click

from domain.refusal import Kind, RefusedError
from monitor.answers.refusals import refusal_sentence
from monitor.cli.call import Call
from monitor.cli.values import BadValueError, MisuseError, name_of
from monitor.intake.line import escaped
from monitor.redaction import without_secrets
from monitor.wording import Language, say

EXIT_CODES: dict[Kind, int] = {
    "answer-is-no": 1,
    "bad-input": 2,
    "conflict": 3,
    "not-found": 4,
    "unavailable": 5,
    "not-signed-in": 2,
    "not-permitted": 2,
}
USAGE, FAULT, INTERRUPTED = 2, 70, 130


class SeveralError(Exception):
    """Several things are wrong; each has its sentence."""

    def __init__(self, told: Sequence[tuple[str, Kind]]) -> None:
        """Hold the sentences, each with what sort of refusal it is."""
        super().__init__(f"{len(told)} refused")
        self.sentences = tuple(sentence for sentence, _ in told)
        self.kinds = frozenset(kind for _, kind in told)

    @property
    def exit_code(self) -> int:
        """The code of the whole: bad input before not found before conflict."""
        order: tuple[Kind, ...] = ("unavailable", "bad-input", "not-found", "conflict")
        return next(EXIT_CODES[kind] for kind in order if kind in self.kinds)


def told(error: BaseException, call: Call) -> int:
    """Say on stderr what went wrong and return the exit code."""
    if call.debug:
        sys.stderr.write(without_secrets("".join(traceback.format_exception(error))))
    sentences, code = _told(error, call)
    for sentence in sentences:
        click.echo(sentence, err=True)
    return code


def _told(error: BaseException, call: Call) -> tuple[Sequence[str], int]:
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return [error.format_message()], USAGE
        case click.UsageError():
            return [usage_sentence(error, call.language)], USAGE
        case RefusedError():
            return [refusal_sentence(error, call.language)], EXIT_CODES[error.kind]
        case SeveralError():
            return error.sentences, error.exit_code
        case click.Abort() | KeyboardInterrupt():
            return [call.says("interrupted")], INTERRUPTED
        case _:
            return [_fault(error, call)], FAULT


def _fault(error: BaseException, call: Call) -> str:
    reason = escaped(" ".join(without_secrets(f"{type(error).__name__}: {error}").split()))
    return call.says("internal-error", reason=reason[:300])


# --- the use of the command line --------------------------------------------------------------


def usage_sentence(error: click.UsageError, language: Language) -> str:
    """Return the sentence of a usage error, with where to find help."""
    code, values = _usage(error, language)
    path = error.ctx.command_path if error.ctx else "cluster-monitor"
    shown = {name: escaped(str(value)) for name, value in values.items()}
    return say(code, language, **shown) + say("usage-see-help", language, path=path)


def _usage(error: click.UsageError, language: Language) -> tuple[str, dict[str, object]]:
    """Return the code of a usage error's sentence, and what it names."""
    told: tuple[str, dict[str, object]]
    match error:
        case BadValueError():
            words = say(error.allowed, language, **error.values)
            told = "usage-bad-value", {"param": error.param, "found": error.found, "allowed": words}
        case MisuseError():
            told = error.code, error.values
        case click.MissingParameter():
            told = "usage-missing", {"param": name_of(error.param, error.ctx)}
        case click.BadOptionUsage():
            told = _value_of_option(error), {"param": error.option_name}
        case _:
            told = _unknown_word(error)
    return told


def _value_of_option(error: click.BadOptionUsage) -> str:
    params = error.ctx.command.params if error.ctx else []
    option = next((each for each in params if error.option_name in each.opts), None)
    is_flag = isinstance(option, click.Option) and option.is_flag
    return "usage-option-takes-no-value" if is_flag else "usage-option-needs-value"


def _unknown_word(error: click.UsageError) -> tuple[str, dict[str, object]]:
    """Return the same of an option or command that there is not, with the one that may be meant."""
    if isinstance(error, click.NoSuchOption):
        code, found, near = "usage-no-option", error.option_name, error.possibilities
    elif isinstance(error, click.NoSuchCommand):
        code, found, near = "usage-no-command", error.command_name, error.possibilities
    else:
        return "usage-other", {"reason": error.format_message()}
    return (f"{code}-but", {"found": found, "near": near[0]}) if near else (code, {"found": found})
