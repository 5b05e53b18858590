"""One run over the clusters that somebody may ask about, bounded, on a branch that cannot be written.

Promise: a run reads what its asker may try and nothing else; one that would take too long is refused first.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from domain.refusal import RefusedError
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.passing import Asked as Question
from monitor.http.asking import Asked, Times
from monitor.http.trying import tried_among


@contextmanager
def branch_of(asked: Asked, times: Times) -> Iterator[Branch]:
    """Open the branch of a request; it ends with it."""
    branch = asked.desk.parts.branch(times.known_at)
    try:
        yield branch
    finally:
        branch.close()


def question_of(
    asked: Asked, times: Times, programme: str | None, cluster: str | None, most: int
) -> Question:
    """Return which clusters a run is about: those asked for of those that may be tried.

    Raises:
        RefusedError: as `tried_among`; "what-if-too-many", there are more than a page can wait for.
    """
    among = tried_among(asked, cluster)
    if len(among) > most:
        raise RefusedError("what-if-too-many", count=len(among), most=most)
    return Question(on=times.on, programme=programme, cluster=cluster, among=among)
