"""What a body supposes to be otherwise -> a supposition; no file of this machine is ever opened for it."""

from datetime import date
from typing import Any

import msgspec

from domain.notices import Notice
from domain.text import ClusterId, Name, Programme
from monitor.answers.times import day_asked
from monitor.api.reading import facts_of
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.supposition import Supposition, choices_named, start_of
from monitor.http.asking import Asked, Times, knowledge_of
from monitor.intake.line import FactLine
from monitor.wording import Language


class Supposed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another edition, other readings by choice, other notices, facts left out, facts added."""

    rulebook: Name | None = None
    programme: Programme | None = None
    cluster: ClusterId | None = None
    choices: dict[Name, Name] = {}
    calendar: tuple[Notice, ...] | None = None
    without: tuple[Name, ...] = ()
    added: tuple[dict[str, Any], ...] = ()
    start: date | None = None
    on: date | None = None
    known_at: Name | None = None

    @property
    def named(self) -> list[str]:
        """The clusters to which facts are added, as far as they are stated as text."""
        found = {each.get("cluster") for each in self.added}
        return sorted(each for each in found if isinstance(each, str) and each)

    def times(self, caller: Asked) -> Times:
        """Return the times of the question.

        Raises:
            FaultsError: "parameters-not-accepted".
            RefusedError: "known-at-in-future".
        """
        instant = knowledge_of(caller, self.known_at)
        return Times(day_asked(instant, self.on), instant, is_now=False)


def supposition_of(supposed: Supposed, branch: Branch, language: Language) -> Supposition:
    """Return what is supposed.

    Raises:
        RefusedError: "edition-unknown", and as `choices_named`.
        FaultsError: "facts-not-accepted".
    """
    book = branch.library.book(supposed.rulebook) if supposed.rulebook else None
    programmes = [supposed.programme] if supposed.programme else branch.programmes
    books = [book] if book else [branch.law_of(programme).book for programme in programmes]
    return Supposition(
        book=book,
        choices=choices_named([f"{name}={value}" for name, value in supposed.choices.items()], books),
        notices=supposed.calendar,
        without=frozenset(supposed.without),
        added=_by_cluster(facts_of(supposed.added, ("added",), language)),
        start=supposed.start or start_of(book),
    )


def _by_cluster(facts: list[FactLine]) -> dict[str, tuple[FactLine, ...]]:
    found: dict[str, tuple[FactLine, ...]] = {}
    for fact in facts:
        found[fact.cluster] = (*found.get(fact.cluster, ()), fact)
    return found
