"""assess-criteria: the recognition criteria of an edition against indicators."""

import sys
from pathlib import Path

import msgspec
from rich.text import Text

from domain.criteria import Assessed, Judgement, assess_criteria
from domain.refusal import RefusedError
from domain.text import Indicators, check_indicators
from monitor.answers.law import criteria_answer
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.commands.rulebook import edition_named
from monitor.cli.screen import ALERT, CAUTION, NOTHING, Cell, Screen, shown
from monitor.intake.line import shown_path
from monitor.intake.strict_json import JsonError, loads

STDIN = "-"
LARGEST_BYTES = 1_000_000
_EXAMPLE = '{"area_km2": 60}'
_STYLES = {"not-met": ALERT, "unknown": CAUTION, "department-decides": CAUTION}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """By which edition, which indicators, in which year."""

    edition: str
    file: str
    as_of_year: int | None


def run(call: Call, asked: Asked) -> None:
    """Judge every criterion."""
    book = edition_named(asked.edition)
    assessed = assess_criteria(book, read_indicators(asked.file), as_of_year=asked.as_of_year)
    if call.as_json:
        write_json(criteria_answer(assessed))
    else:
        _write(call, assessed)


# --- reading ----------------------------------------------------------------------------------


def read_indicators(file: str) -> Indicators:
    """Return the indicators of a JSON file.

    Raises:
        RefusedError: "file-not-read", "file-not-indicators".
    """
    try:
        indicators = msgspec.convert(loads(_bytes(file).decode("utf-8-sig")), Indicators)
        check_indicators(indicators)
    except (JsonError, ValueError, ArithmeticError) as error:
        reason = " ".join(str(part) for part in (error, getattr(error, "found", "")) if str(part))
        raise RefusedError(
            "file-not-indicators", file=shown_path(file), reason=reason, example=_EXAMPLE
        ) from None
    return indicators


def _bytes(file: str) -> bytes:
    try:
        with sys.stdin.buffer if file == STDIN else Path(file).open("rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RefusedError("file-not-read", file=shown_path(file), reason=reason) from None
    if len(content) > LARGEST_BYTES:
        raise RefusedError("file-not-read", file=shown_path(file), reason=f"> {LARGEST_BYTES} B")
    return content


# --- answering --------------------------------------------------------------------------------


def _write(call: Call, assessed: Assessed) -> None:
    screen = Screen(call)
    verdict = screen.term("verdict", assessed.overall)
    screen.says("criteria-overall", edition=assessed.rulebook, verdict=verdict)
    headers = ("criterion", "verdict", "found", "reason", "article")
    screen.table(headers, [_row(screen, each) for each in assessed.judgements])


def _row(screen: Screen, judgement: Judgement) -> list[Cell]:
    soft = screen.sentence("criteria-soft") if judgement.soft else ""
    verdict = Text(screen.term("verdict", judgement.verdict), style=_STYLES.get(judgement.verdict, ""))
    found = "；".join(_found(each.found) for each in judgement.comparisons)
    return [
        judgement.criterion.title + soft,
        verdict,
        found,
        _why(screen, judgement),
        judgement.criterion.article,
    ]


def _found(found: object) -> str:
    if isinstance(found, dict):
        return ", ".join(f"{shown(year)}: {value}" for year, value in found.items()) or NOTHING
    return shown(str(found).lower() if isinstance(found, bool) else found)


def _why(screen: Screen, judgement: Judgement) -> str:
    if judgement.waived:
        return screen.sentence("criteria-waived", reason=judgement.waived)
    doubts = dict.fromkeys(each.doubt for each in judgement.comparisons if each.doubt)
    return "；".join(screen.term("doubt", doubt) for doubt in doubts) or NOTHING
