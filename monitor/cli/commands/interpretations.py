"""interpretations: which cases rest on how a text is read, and not on the facts alone."""

from datetime import date, datetime

import msgspec

from monitor.answers.times import day_asked
from monitor.audit.branching.interpretations import interpretations
from monitor.audit.branching.passing import Asked as Question
from monitor.audit.branching.what_if_answer import interpretations_answer
from monitor.cli.answer import write_json
from monitor.cli.branching import branch_of
from monitor.cli.call import Call
from monitor.cli.interpretations_screen import write_interpretations
from monitor.cli.progress import progress


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of which clusters, for which day, as known by when."""

    programme: str | None
    cluster: str | None
    on: date | None
    known_at: datetime | None
    combinations: bool


def run(call: Call, asked: Asked) -> None:
    """Try every other reading and tell what would come out otherwise."""
    branch = branch_of(call, asked.known_at)
    question = Question(
        on=day_asked(branch.known_at, asked.on), programme=asked.programme, cluster=asked.cluster
    )
    with progress(call, "progress-what-if") as advance:
        report = interpretations(branch, question, advance, combinations=asked.combinations)
    answer = interpretations_answer(report, branch, question.on)
    if call.as_json:
        write_json(answer)
    else:
        write_interpretations(call, answer)
