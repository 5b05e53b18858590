"""What a holiday notice would move, before it is recorded: found in a branch that cannot write.

Promise: only clusters that may be seen are told of; nothing else of the run leaves here.
"""

from domain.notices import Notice
from monitor.access.policy import READ
from monitor.answers.times import day_asked
from monitor.audit.branching.passing import Asked as Question
from monitor.audit.branching.supposition import Supposition
from monitor.audit.branching.what_if import what_if
from monitor.audit.branching.what_if_answer import flip_answer
from monitor.http.asking import Asked
from monitor.web.parts.text import plain
from monitor.wording.differences import difference_words

_SHOWN = 50


def effect(asked: Asked, notice: Notice) -> list[str]:
    """Return of each cluster that would change the first thing that does, the earliest day first."""
    branch = asked.desk.parts.branch(asked.at)
    try:
        notices = (*branch.library.notices, notice)
        question = Question(on=day_asked(asked.at, None))
        found = what_if(branch, Supposition(notices=notices), question, lambda *_: None)
    finally:
        branch.close()
    seen = [flip_answer(each) for each in found.flips if asked.guarded.may(READ, each.cluster)]
    return [
        f"{plain(each['name'])} {difference_words(each['differences'][0], asked.language)}"
        for each in seen[:_SHOWN]
    ]
