"""What rests on a reading: every case again under each other reading that its text allows.

Promise: one reading is changed at a time; what is not listed comes out alike under each of them, by the
facts. That a deadline lies on another day is no other outcome as long as it is met, or missed, by both.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from domain.assessment import Law
from domain.comparison import Change, Difference, changes, compare
from domain.implications import Implication, implications
from domain.rulebook import Choice, ChoiceValue
from domain.viewpoint import Viewpoint
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.joint_readings import Combination, combined, only_together
from monitor.audit.branching.passing import Advance, Asked, Passed, Subject, subjects
from monitor.audit.branching.supposition import reading


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of an open text and one other that it allows."""

    rulebook: str
    choice: str
    question: str
    value: ChoiceValue
    alternative: ChoiceValue


class Resting(msgspec.Struct, frozen=True, kw_only=True):
    """A cluster of which something would be otherwise by the other reading."""

    cluster: str
    name: str
    programme: str
    reading: Reading
    changes: tuple[Change, ...]
    differences: tuple[Difference, ...]


class Jointly(msgspec.Struct, frozen=True, kw_only=True):
    """A cluster of which something would be otherwise by several other readings together only."""

    cluster: str
    name: str
    programme: str
    readings: tuple[Reading, ...]
    changes: tuple[Change, ...]
    differences: tuple[Difference, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What rests on readings; `checked` clusters less `on_readings` rest on the facts alone.

    `jointly` is None where combinations were not asked for. `tried` are all readings tried, with the
    number of clusters that each decides.
    """

    programme: str | None
    checked: int
    unreadable: tuple[str, ...]
    resting: tuple[Resting, ...]
    jointly: tuple[Jointly, ...] | None
    tried: tuple[tuple[Reading, int], ...]

    @property
    def on_readings(self) -> int:
        """How many clusters rest on some reading."""
        resting = {each.cluster for each in self.resting}
        return len(resting | {each.cluster for each in self.jointly or ()})


def interpretations(branch: Branch, asked: Asked, advance: Advance, *, combinations: bool = False) -> Report:
    """Try every other reading of every rulebook in use on the clusters asked about.

    With `combinations` also several at once.

    Raises:
        RefusedError: a programme or cluster that there is not; "too-many-combinations".
    """
    run, passed = _Run(branch, asked), Passed()
    for subject in subjects(branch, asked, passed, advance):
        run.look(subject)
        if combinations:
            run.look_together(subject)
    return Report(
        programme=asked.programme,
        checked=passed.checked,
        unreadable=tuple(passed.unreadable),
        resting=tuple(run.resting),
        jointly=tuple(run.jointly) if combinations else None,
        tried=tuple(run.tried.items()),
    )


class _Run:
    """One run; what it keeps is bounded by what rests on readings."""

    def __init__(self, branch: Branch, asked: Asked) -> None:
        self._branch = branch
        self._asked = asked
        self._calendar = branch.calendar()
        self._others: dict[str, list[tuple[Reading, Law]]] = {}
        self._combined: dict[str, list[Combination]] = {}
        self.resting: list[Resting] = []
        self.jointly: list[Jointly] = []
        self.tried: dict[Reading, int] = {}

    def look(self, subject: Subject) -> None:
        """Note which readings decide something of a cluster."""
        case = _Looked(subject.viewpoint(self._calendar, self._asked, self._branch))
        for other, law in self._readings(subject.law):
            found = case.outcomes(law)
            self.tried[other] = self.tried.get(other, 0) + bool(found)
            if found:
                told = case.told(subject, law, found)
                self.resting.append(Resting(**told, reading=other))

    def look_together(self, subject: Subject) -> None:
        """Note which readings decide something of a cluster together only."""
        case = _Looked(subject.viewpoint(self._calendar, self._asked, self._branch))
        key = subject.law.book.sha256
        if key not in self._combined:
            self._combined[key] = combined(subject.law)
        laws = {each.taken: each.law for each in self._combined[key]}
        others = {(each.choice, each.alternative): each for each, _ in self._readings(subject.law)}
        for taken, found in only_together(self._combined[key], case.outcomes):
            told = case.told(subject, laws[taken], found)
            readings = tuple(each for key, each in others.items() if key in taken)
            self.jointly.append(Jointly(**told, readings=readings))

    def _readings(self, law: Law) -> list[tuple[Reading, Law]]:
        key = law.book.sha256
        if key not in self._others:
            self._others[key] = list(_other_readings(law))
        return self._others[key]


class _Looked:
    """One cluster as it is judged now, beside other readings."""

    def __init__(self, view: Viewpoint) -> None:
        self._view = view
        self._base = implications(view)

    def outcomes(self, law: Law) -> list[Difference]:
        return [each for each in compare(self._base, self._under(law)) if each.is_outcome]

    def told(self, subject: Subject, law: Law, found: Sequence[Difference]) -> dict[str, Any]:
        return {
            "cluster": subject.cluster,
            "name": subject.name,
            "programme": law.book.programme,
            "changes": changes(self._base, self._under(law), found, self._view.day),
            "differences": tuple(found),
        }

    def _under(self, law: Law) -> tuple[Implication, ...]:
        return implications(msgspec.structs.replace(self._view, book=law.book))


def _other_readings(law: Law) -> Iterator[tuple[Reading, Law]]:
    for name, choice in law.book.choices.items():
        for alternative in choice.alternatives:
            book = reading(law.book, {name: alternative})
            yield _reading(law, name, choice, alternative), Law(book=book, statutes=law.statutes)


def _reading(law: Law, name: str, choice: Choice, alternative: ChoiceValue) -> Reading:
    return Reading(
        rulebook=law.book.edition,
        choice=name,
        question=choice.question,
        value=choice.value,
        alternative=alternative,
    )
