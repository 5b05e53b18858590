"""what-if: the whole history under another law, calendar or set of facts; nothing is ever written."""

from datetime import date, datetime

import msgspec

from monitor.answers.times import day_asked
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.passing import Asked as Question
from monitor.audit.branching.supposition import (
    Supposition,
    choices_named,
    edition_or_file,
    notices_in,
    start_of,
)
from monitor.audit.branching.what_if import Answer, what_if
from monitor.audit.branching.what_if_answer import what_if_answer
from monitor.bulk.supposing import what_if_all
from monitor.cli.answer import write_json
from monitor.cli.branching import branch_of, hands_of
from monitor.cli.call import Call
from monitor.cli.commands.import_files import sentences
from monitor.cli.failures import SeveralError
from monitor.cli.progress import progress
from monitor.cli.what_if_screen import write_what_if
from monitor.intake.files import read_files
from monitor.intake.line import FactLine
from monitor.recording import LinesRefusedError


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be otherwise, from when on, for which clusters, on which day as known by when; who works."""

    rulebook: str | None
    programme: str | None
    cluster: str | None
    choice: tuple[str, ...]
    calendar: str | None
    without: tuple[str, ...]
    added: tuple[str, ...]
    start: date | None
    on: date | None
    known_at: datetime | None
    workers: int
    scheduler: str | None


def run(call: Call, asked: Asked) -> None:
    """Tell what would differ.

    Raises:
        SeveralError: with every line of the facts that could not be recorded.
    """
    branch = branch_of(call, asked.known_at)
    question = Question(
        on=day_asked(branch.known_at, asked.on), programme=asked.programme, cluster=asked.cluster
    )
    answer = what_if_answer(_answer(call, branch, asked, question), branch, question.on)
    if call.as_json:
        write_json(answer)
    else:
        write_what_if(call, answer)


def _answer(call: Call, branch: Branch, asked: Asked, question: Question) -> Answer:
    supposed = _supposed(call, branch, asked)
    try:
        hands = hands_of(call, asked.workers, asked.scheduler)
        with progress(call, "progress-what-if") as advance:
            if question.cluster is None and not hands.crew.is_alone:
                return what_if_all(branch, supposed, question, hands, advance)
            return what_if(branch, supposed, question, advance)
    except LinesRefusedError as error:
        raise SeveralError(sentences(call, error)) from None


def _supposed(call: Call, branch: Branch, asked: Asked) -> Supposition:
    book = edition_or_file(asked.rulebook, branch.library) if asked.rulebook else None
    programmes = [asked.programme] if asked.programme else branch.programmes
    books = [book] if book else [branch.law_of(programme).book for programme in programmes]
    return Supposition(
        book=book,
        choices=choices_named(asked.choice, books),
        notices=notices_in(asked.calendar) if asked.calendar else None,
        without=frozenset(asked.without),
        added=_facts(call, asked.added),
        start=asked.start or start_of(book),
    )


def _facts(call: Call, files: tuple[str, ...]) -> dict[str, tuple[FactLine, ...]]:
    """Return the facts of files by cluster."""
    facts, problems = read_files(files)
    if problems:
        raise SeveralError([(problem.sentence(call.language), "bad-input") for problem in problems])
    found: dict[str, tuple[FactLine, ...]] = {}
    for fact in facts:
        found[fact.cluster] = (*found.get(fact.cluster, ()), fact)
    return found
