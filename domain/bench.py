"""What a refusal is judged by: the intent, the facts so far, the law; and how a refusal is made."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from domain.cluster import ClusterRecognised
from domain.events import Fact
from domain.history import History
from domain.proceedings import Case
from domain.refusal import Kind, RefusedError
from domain.rulebook import Rulebook, Statutes
from domain.standing import Course, course_of
from domain.viewpoint import Viewpoint


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that somebody wants recorded, and the day of the clock."""

    cluster: str
    effective_on: date
    body: Fact
    today: date


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """What a refusal is judged by: the cluster's facts so far, the law, the calendar."""

    history: History
    book: Rulebook
    statutes: Statutes
    viewpoint: Callable[[], Viewpoint]

    @property
    def course(self) -> Course:
        """The course of the recognition by all that is recorded."""
        return course_of(self.history, self.book, self.statutes)

    def case(self, name: str) -> Case | None:
        """Return the case with this id."""
        return next((case for case in self.course.cases if case.id == name), None)


Rule = Callable[[Any, Intent, Bench], None]


def refuse(
    code: str, intent: Intent, article: str | None = None, kind: Kind = "bad-input", **values: object
) -> RefusedError:
    """Return the refusal of an intent, naming its cluster."""
    return RefusedError(code, kind=kind, article=article, cluster=intent.cluster, **values)


def refuse_unrecognised(intent: Intent, bench: Bench) -> None:
    """Refuse what only a recognised cluster can do, where no recognition is on record."""
    if not bench.history.of(ClusterRecognised):
        raise refuse("cluster-not-recognised", intent, article=bench.book.validity.article)
