"""From one law to another: what belongs to the law in use, and what to the one tried, by a start date.

Promise: nothing dated before the start differs from what the law in use says. Source: a law does not
reach back (立法法 第一百零四条).
"""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from domain.cluster import ClusterRecognised, ReviewApplied, ReviewDecided
from domain.history import AnyEntry, History
from domain.implications import Implication
from domain.rulebook import Rulebook
from domain.viewpoint import Viewpoint


def from_start(
    base: Sequence[Implication], branch: Sequence[Implication], start: date | None
) -> tuple[Implication, ...]:
    """Return what holds where the law in use gives way to another on a day (None: from the beginning).

    A unit of which anything, under either law, is dated before the start stays under the law in use to
    its end: a report due before is judged by the old text, an appeal opened before keeps its term. The
    standing is that of the law in use up to the eve, and that of the other from the day on.
    """
    if start is None:
        return tuple(branch)
    older = {each.unit for each in (*base, *branch) if each.on < start and each.what != "standing"}
    kept = [each for each in base if each.unit in older]
    new = [each for each in branch if each.unit not in older and each.what != "standing"]
    spliced = [*kept, *new, *_standings(base, branch, start)]
    return tuple(sorted(spliced, key=lambda each: each.on))


def _standings(
    base: Sequence[Implication], branch: Sequence[Implication], start: date
) -> Iterator[Implication]:
    before = [each for each in base if each.what == "standing" and each.on < start]
    steps = [each for each in branch if each.what == "standing"]
    begun = [each for each in steps if each.on <= start]
    yield from before
    if begun and [each.state for each in before[-1:]] != [begun[-1].state]:
        yield msgspec.structs.replace(begun[-1], on=start)
    yield from (each for each in steps if each.on > start)


# --- what was granted before the start --------------------------------------------------------


def as_granted(view: Viewpoint, other: Rulebook, start: date) -> tuple[History, Rulebook]:
    """Return the history and the other book as they meet: what was granted before the start stands.

    `view` looks at the history under the law in use. Terms of validity granted before keep their days,
    a passed review that left them open leaves them open, and a failed one has the consequence it had.
    """
    granted = {term.granted.id: term.valid_to for term in view.course.terms if term.granted.on < start}
    entries = [_as_granted(entry, granted, start) for entry in view.history.entries]
    return History(entries), _as_failed(view, other, start)


def _as_granted(entry: AnyEntry, granted: dict[str, date], start: date) -> AnyEntry:
    body = entry.body
    if entry.on >= start or entry.withdrawal is not None:
        return entry
    if isinstance(body, (ClusterRecognised, ReviewDecided)) and entry.id in granted:
        stated = msgspec.structs.replace(body, valid_to=granted[entry.id].isoformat())
        return msgspec.structs.replace(entry, body=stated)
    if isinstance(body, ReviewDecided) and body.outcome == "passed":
        return msgspec.structs.replace(entry, body=ReviewApplied())
    return entry


def _as_failed(view: Viewpoint, other: Rulebook, start: date) -> Rulebook:
    """Return the other book with the consequence of a failed review that was decided before."""
    failed = (entry for entry in view.history.of(ReviewDecided) if entry.body.outcome == "failed")
    if not any(entry.on < start for entry in failed):
        return other
    cancels = view.book.review.failed_cancels_title
    review = msgspec.structs.replace(other.review, failed_cancels_title=cancels)
    return msgspec.structs.replace(other, review=review)
