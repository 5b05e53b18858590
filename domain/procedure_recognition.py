"""How a recognition is granted, extended and cancelled.

Sources: the articles of the rulebook on public notice (经公示无异议的), validity, and review.
"""

from datetime import date
from typing import TypeVar

from domain import cluster
from domain.cluster import Happening
from domain.history import Entry
from domain.procedure_matter import Check, Matter, Seen, seen
from domain.standing import Term, years_on
from domain.text import DAY, first_stated_day, last_stated_day
from domain.windows import public_notices

Act = TypeVar("Act", bound=Happening)
RECOGNITION, REVIEW, TITLE = (cluster.ClusterRecognised,), (cluster.ReviewDecided,), (cluster.TitleCancelled,)


def _public_notice(matter: Matter) -> str:
    return matter.view.book.recognition.public_notice.article


def _validity(matter: Matter) -> str:
    return matter.view.book.validity.article


def _review(matter: Matter) -> str:
    return matter.view.book.review.article


# --- recognition ------------------------------------------------------------------------------


def _of_this_round(matter: Matter, kind: type[Act]) -> list[Entry[Act]]:
    """Return the acts of a kind since the recognition before this one."""
    earlier = [each.on for each in matter.before.seen.of(cluster.ClusterRecognised)]
    since = max(earlier, default=date.min)
    return [each for each in matter.before.seen.of(kind) if each.on >= since]


def _during_notice(matter: Matter) -> Seen | None:
    posted = _of_this_round(matter, cluster.PublicNoticePosted)
    shown = public_notices(matter.before) if posted else ()
    running = [each for each in shown if each.events[0] == posted[-1].id]
    if not running:
        return None
    return seen(matter.day <= running[0].due_on, due_on=running[0].due_on, on=matter.day)


def _open_objection(matter: Matter) -> Seen | None:
    raised = _of_this_round(matter, cluster.ObjectionRaised)
    if not raised:
        return None
    resolved = _of_this_round(matter, cluster.ObjectionResolved)
    is_open = not resolved or resolved[-1].on < raised[-1].on
    return seen(is_open, raised_on=raised[-1].on, on=matter.day)


def _without_notice(matter: Matter) -> Seen | None:
    """Asked only where the application is on record: else the record begins with the recognition."""
    if not _of_this_round(matter, cluster.ApplicationSubmitted):
        return None
    return seen(not _of_this_round(matter, cluster.PublicNoticePosted), on=matter.day)


def _validity_miscounted(matter: Matter) -> Seen | None:
    """Asked only where both days are stated: what a notice leaves open is counted by the book."""
    body: cluster.ClusterRecognised = matter.body
    if body.valid_from is None or body.valid_to is None:
        return None
    counted = years_on(first_stated_day(body.valid_from), matter.view.book.validity.years)
    return seen(not _is_by_the_book(body.valid_to, counted), valid_to=body.valid_to, counted=counted)


def _is_by_the_book(stated: str, counted: date) -> bool:
    """Tell whether a stated last day is the counted one, the day before it, or later in the same year.

    Lists are published that run to the end of the year, or of the month, in which the period ends.
    """
    return counted - DAY <= last_stated_day(stated) <= date(counted.year, 12, 31)


# --- review and title -------------------------------------------------------------------------


def _term(matter: Matter) -> Term | None:
    return matter.before.course.term


def _extension_miscounted(matter: Matter) -> Seen | None:
    body: cluster.ReviewDecided = matter.body
    term = _term(matter)
    if term is None or body.outcome == "failed" or body.valid_to is None:
        return None
    counted = years_on(term.valid_to, matter.view.book.review.extension_years)
    return seen(not _is_by_the_book(body.valid_to, counted), valid_to=body.valid_to, counted=counted)


def _not_applied(matter: Matter) -> Seen | None:
    """Asked where the book wants an application: in the year of expiry, or as a voluntary one."""
    review, term = matter.view.book.review, _term(matter)
    if term is None or not (review.started_by == "cluster" or review.voluntary):
        return None
    return seen(not term.applications, on=matter.day)


def _no_failed_review(matter: Matter) -> Seen | None:
    if not matter.view.book.review.failed_cancels_title:
        return None
    return seen(matter.holding("review") in ("absent", "cured"), on=matter.day)


def _no_such_clause(matter: Matter) -> Seen:
    has_clause = matter.view.book.review.failed_cancels_title
    return seen(not has_clause, rulebook=matter.view.book.edition)


RECOGNITION_CHECKS: tuple[Check, ...] = (
    Check(
        "recognised-during-public-notice", "fault", RECOGNITION, "rulebook", _public_notice, _during_notice
    ),
    Check(
        "recognised-with-open-objection", "fault", RECOGNITION, "rulebook", _public_notice, _open_objection
    ),
    Check("recognised-without-notice", "remark", RECOGNITION, "rulebook", _public_notice, _without_notice),
    Check("validity-miscounted", "fault", RECOGNITION, "rulebook", _validity, _validity_miscounted),
    Check("extension-miscounted", "fault", REVIEW, "rulebook", _review, _extension_miscounted),
    Check("review-without-application", "remark", REVIEW, "rulebook", _review, _not_applied),
    Check("title-cancelled-without-failed-review", "fault", TITLE, "rulebook", _review, _no_failed_review),
    Check("title-cancelled-without-clause", "fault", TITLE, "rulebook", _review, _no_such_clause),
)
