"""The two times of a question: the legal day, and the end of knowledge."""

from datetime import date, datetime

from domain.events import legal_day
from domain.refusal import RefusedError


def knowledge_ends(at: datetime, known_at: datetime | None) -> datetime:
    """Return the instant by which something was recorded: as asked, else that of the question, `at`.

    Raises:
        RefusedError: "known-at-in-future", nobody knows yet what will be recorded.
    """
    if known_at is not None and known_at > at:
        raise RefusedError("known-at-in-future", known_at=known_at.isoformat(), at=at.isoformat())
    return known_at or at


def day_asked(known_at: datetime, on: date | None) -> date:
    """Return the legal day asked about: as asked, else the day on which knowledge ends."""
    return on or legal_day(known_at)
