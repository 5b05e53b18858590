"""What is sought in the record of attempts, written as one line: "user:zhang outcome:not-permitted".

Promise: a word that says nothing here is refused, so that a mistyped question never finds too much.
"""

from datetime import date, datetime, time, timedelta

from domain.events import SHANGHAI
from domain.refusal import RefusedError
from monitor.access.record import Sought
from monitor.answers.days import read_day

WORDS = ("user", "action", "outcome", "cluster")
DAYS = ("from", "to")


def sought_in(line: str) -> Sought:
    """Return what a line seeks; days are legal days in China, both of them included.

    >>> sought_in("user:zhang action:read").user
    'zhang'

    Raises:
        RefusedError: "qualifier-unknown", "qualifier-twice", "qualifier-day-needed".
    """
    stated: dict[str, str] = {}
    for word in line.split():
        name, colon, value = word.partition(":")
        if not colon or not value or name not in (*WORDS, *DAYS):
            allowed = " ".join(f"{each}:" for each in (*WORDS, *DAYS))
            raise RefusedError("qualifier-unknown", found=word[:60], allowed=allowed)
        if name in stated:
            raise RefusedError("qualifier-twice", found=f"{name}:")
        stated[name] = value
    since, until = (_day(stated[name]) if name in stated else None for name in DAYS)
    return Sought(
        **{name: stated[name] for name in WORDS if name in stated},
        since=_begin(since) if since else None,
        until=_begin(until + timedelta(days=1)) if until else None,
    )


def _day(text: str) -> date:
    day = read_day(text)
    if day is None or day == date.max:
        raise RefusedError("qualifier-day-needed", found=text[:60])
    return day


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
