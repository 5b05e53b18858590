"""What the address of a run supposes: other edition, other readings, a notice not issued, a fact otherwise.

Promise: the address is the whole question; who opens it asks the same again.
"""

from datetime import date
from typing import NamedTuple, cast

from domain.events import Fact, Recorded, type_name
from domain.notices import Notice
from domain.refusal import RefusedError
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.supposition import Supposition, choices_named, start_of
from monitor.http.asking import Asked, day_at
from monitor.intake.line import FactLine, Place
from projections.view import Poison

CHOICE = "choice."
NAMES = ("rulebook", "programme", "cluster", "notice", "fact", "fact_on", "from")
_LONGEST, _MOST_CHOICES = 200, 40


class Wanted(NamedTuple):
    """The parameters of a run that are not empty."""

    values: dict[str, str]

    def text(self, name: str) -> str | None:
        """Return what a parameter says; None where it says nothing."""
        return self.values.get(name)

    @property
    def choices(self) -> dict[str, str]:
        """The readings that are to be taken otherwise, by name."""
        return {
            name.removeprefix(CHOICE): value for name, value in self.values.items() if name.startswith(CHOICE)
        }

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is supposed yet."""
        return not (self.choices or any(self.text(name) for name in ("rulebook", "notice", "fact")))


def wanted_of(asked: Asked) -> Wanted:
    """Read the address of a run."""
    query = asked.request.query_params
    choices = [name for name in query if name.startswith(CHOICE)][:_MOST_CHOICES]
    read = {name: query.get(name, "").strip()[:_LONGEST] for name in (*NAMES, *choices)}
    return Wanted({name: value for name, value in read.items() if value})


def supposed(asked: Asked, wanted: Wanted, branch: Branch) -> Supposition:
    """Return what an address supposes.

    Raises:
        RefusedError: "edition-unknown", "notice-unknown", "what-if-event-unknown",
            "what-if-programme-unknown"; as `choices_named`.
        FaultsError: "parameters-not-accepted".
    """
    named = wanted.text("rulebook")
    book = branch.library.book(named) if named else None
    programme = wanted.text("programme")
    programmes = [programme] if programme else branch.programmes
    books = [book] if book else [branch.law_of(each).book for each in programmes]
    without, added = _corrected(asked, wanted, branch)
    return Supposition(
        book=book,
        choices=choices_named([f"{name}={value}" for name, value in wanted.choices.items()], books),
        notices=_notices(wanted, branch),
        without=without,
        added=added,
        start=day_at("from", wanted.text("from"), asked.language) or start_of(book),
    )


# --- a notice that had not been issued ----------------------------------------------------------


def key_of(notice: Notice) -> str:
    """Return how an address names a notice of the release."""
    return f"{notice.year}-of-{notice.issued_on}"


def _notices(wanted: Wanted, branch: Branch) -> tuple[Notice, ...] | None:
    named = wanted.text("notice")
    if named is None:
        return None
    left = tuple(each for each in branch.library.notices if key_of(each) != named)
    if len(left) == len(branch.library.notices):
        raise RefusedError("notice-unknown", kind="not-found")
    return left


# --- a fact left out, or on another day ---------------------------------------------------------


def _corrected(
    asked: Asked, wanted: Wanted, branch: Branch
) -> tuple[frozenset[str], dict[str, tuple[FactLine, ...]]]:
    fact, cluster = wanted.text("fact"), wanted.text("cluster")
    other_day = day_at("fact_on", wanted.text("fact_on"), asked.language)
    if fact is None:
        return frozenset(), {}
    if cluster is None or other_day is None:
        return frozenset([fact]), {}
    return frozenset([fact]), {cluster: (_moved(_recorded(branch, cluster, fact), other_day),)}


def _recorded(branch: Branch, cluster: str, fact: str) -> Recorded:
    stream = branch.stream(cluster)
    if not isinstance(stream, Poison):
        for record in stream:
            if record.id == fact and not record.is_finding:
                return record
    raise RefusedError("what-if-event-unknown", kind="not-found", found="-", count=1)


def _moved(record: Recorded, effective_on: date) -> FactLine:
    """Return a recorded fact as if it had happened on another day."""
    kind = type_name(type(record.body))
    return FactLine(
        type=kind,
        cluster=record.cluster,
        effective_on=effective_on,
        body=cast("Fact", record.body),
        source=record.source,
        place=Place(file=kind),
    )
