"""What a check of procedure looks at: one recorded act, the law, and what is known of its cluster.

Promise: a check says passed, broken, or that it does not apply; it never guesses what is not on record.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec

from domain.case import CaseStep
from domain.cluster import ClusterRecognised
from domain.events import Fact, Recorded
from domain.grounds import grounds
from domain.obligations import obligations
from domain.once import Once
from domain.proceedings import Case
from domain.spells import Ground
from domain.viewpoint import Viewpoint
from domain.windows import Window, windows

Severity = Literal["fault", "remark"]
Holding = Literal["established", "cured", "unknown", "absent"]
# Where the article of a check stands: in the rulebook, in the statutes, or in general administrative law.
Source = Literal["rulebook", "statutes", "general"]

# 国务院《全面推进依法行政实施纲要》: before a decision to the disadvantage of a party it is told and heard;
# the authority keeps to its own word (the heading on honesty and trust).
HEARING = "全面推进依法行政实施纲要（国发〔2004〕10号）第20条"
GOOD_FAITH = "全面推进依法行政实施纲要（国发〔2004〕10号）第5条"


class Seen(msgspec.Struct, frozen=True):
    """What a check saw: whether its rule is broken, and the days and names that its sentence tells."""

    is_broken: bool
    values: dict[str, str]


def seen(is_broken: bool, **values: object) -> Seen:  # noqa: FBT001 - the one thing a check says
    """Return what a check saw."""
    return Seen(is_broken, {name: str(value) for name, value in values.items() if value is not None})


class Matter(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One act seen from a viewpoint: on its own day, with what is known of its cluster.

    `machine` is the name in which the system itself records.
    """

    record: Recorded
    view: Viewpoint
    machine: str

    @property
    def body(self) -> Any:  # noqa: ANN401 - a check is asked only about the types it names
        """The act itself."""
        return self.record.body

    @property
    def day(self) -> date:
        """The legal day of the act."""
        return self.record.effective_on

    @Once
    def case(self) -> Case | None:
        """The case the act belongs to, as far as it had come by the day."""
        body = self.record.body
        name = body.case if isinstance(body, CaseStep) else None
        return next((each for each in self.view.course.cases if each.id == name), None)

    def taken_on(self, kind: type[CaseStep]) -> date | None:
        """Return the day of a step of the case; None where none is on record by the day."""
        entry = self.case.taken.get(kind) if self.case else None
        return entry.on if entry else None

    @Once
    def before(self) -> Viewpoint:
        """The same view without the act: a decision is no reason for itself."""
        others = self.view.history.without(self.record.id)
        return msgspec.structs.replace(self.view, history=others)

    @Once
    def held(self) -> list[Ground]:
        """The grounds on the day, without the act."""
        return grounds(self.before, obligations(self.before))

    def holding(self, code: str) -> Holding:
        """Return how a ground stood on the day; one whose fact was withdrawn never held."""
        states = {each.state for each in self.held if each.code == code and each.reason != "withdrawn"}
        order: tuple[Holding, ...] = ("established", "unknown", "cured")
        return next((state for state in order if state in states), "absent")

    def window(self, kind: str) -> Window | None:
        """Return the window of a kind that the case has on the day of the view."""
        name = self.case.id if self.case else None
        return next((each for each in windows(self.view) if (each.kind, each.case) == (kind, name)), None)

    @property
    def competence_article(self) -> str:
        """The article by which the province (or the ministry) recognises, and so takes recognition back."""
        book = self.view.book
        upper = (step.article for step in book.recognition.steps if step.by in ("province", "ministry"))
        return next(upper, book.validity.article)

    @property
    def recognised(self) -> ClusterRecognised | None:
        """The newest recognition on record."""
        published = self.view.history.of(ClusterRecognised)
        return published[-1].body if published else None


class Check(NamedTuple):
    """One rule of procedure: of which acts it is asked, which article states it, what it looks at."""

    code: str
    severity: Severity
    kinds: tuple[type[Fact], ...]
    source: Source
    article: Callable[[Matter], str]
    look: Callable[[Matter], Seen | None]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A check that applied to an act, passed or broken."""

    code: str
    severity: Severity
    source: Source
    article: str
    is_broken: bool
    values: dict[str, str] = {}

    @property
    def is_fault(self) -> bool:
        """Tell whether the procedure was faulty."""
        return self.is_broken and self.severity == "fault"


def general(article: str) -> Callable[[Matter], str]:
    """Return the article that is the same under every rulebook."""
    return lambda _: article
