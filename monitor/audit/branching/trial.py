"""One cluster tried under another law, calendar or history, beside how it is judged now."""

from collections.abc import Sequence
from datetime import date

import msgspec

from domain.assessment import Law
from domain.calendar import Calendar
from domain.causes import responsible_clause
from domain.comparison import Difference
from domain.history import History
from domain.implications import Implication, implications
from domain.transition import as_granted, from_start
from domain.viewpoint import Citation, Viewpoint


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """How a cluster is judged (`view`), and what is put in its place from a start date on."""

    view: Viewpoint
    history: History
    calendar: Calendar
    start: date | None

    def under(self, base: Sequence[Implication], law: Law) -> tuple[Implication, ...]:
        """Return what follows under another law; `base` is what follows now."""
        history, book = self.history, law.book
        if self.start is not None:
            corrected = msgspec.structs.replace(self.view, history=history)
            history, book = as_granted(corrected, book, self.start)
        tried = msgspec.structs.replace(self.view, history=history, book=book, calendar=self.calendar)
        return from_start(base, implications(tried), self.start)

    def responsible(
        self, base: Sequence[Implication], laws: tuple[Law, Law], first: Difference
    ) -> tuple[Citation, str | None]:
        """Return the clause responsible for a difference between two laws, and its section.

        The first section that alone makes a difference to its subject; where none does, or the laws
        are the same, the clause that speaks of the subject.
        """

        def outcome(law: Law) -> frozenset[object]:
            things = self.under(base, law)
            return frozenset(each.told for each in things if each.subject == (first.what, first.about))

        found = responsible_clause(*laws, outcome) if laws[0] != laws[1] else None
        if found is None or found.clause is None:
            return first.cited, None
        if found.clause == first.cited.clause:
            return first.cited, found.section
        basis = laws[1].book.basis(first.on)
        return Citation(clause=found.clause, rulebook=found.rulebook, basis=basis), found.section
