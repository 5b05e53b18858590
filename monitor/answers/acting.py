"""Whose turn it is: who has to do what is due, as the rulebook names the one.

Promise: what no text says is said of nobody.
"""

from typing import Literal

from domain.rulebook import Actor, Rulebook

OWN_WINDOWS = frozenset({"answer", "public-notice"})
"""The periods that run against the department itself."""
PARTY_WINDOWS = frozenset({"appeal", "reconsideration", "litigation"})
FILED_BY_APPLICANT = frozenset({"major-change", "review-application"})
"""What the party to a decision, or the applicant, may or must do: the department of the county."""


def acting(kind: str, book: Rulebook) -> Actor | None:
    """Return who has to do what is due, by the kind of obligation or window; None where nobody says."""
    if kind in OWN_WINDOWS:
        return deciding(book)
    if kind in PARTY_WINDOWS or kind in FILED_BY_APPLICANT:
        return "applicant"
    return next((report.by for report in book.reports if report.kind == kind), None)


def deciding(book: Rulebook) -> Literal["province", "ministry"]:
    """Return who recognises, reviews and revokes."""
    return "ministry" if book.programme == "national" else "province"
