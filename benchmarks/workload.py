"""The work that is measured: the histories of the demonstration, told again under many names.

Promise: the same seed and number of clusters give the same events, byte for byte. A cluster has 24
events: what the demonstration tells of it, and enterprises that join and leave in between, which
change nothing in law. Its recording is spread over the last day, a microsecond an event.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from typing import NamedTuple
from uuid import UUID

import msgspec

from domain.cluster import Enterprise, EnterpriseJoined, EnterpriseLeft, FactWithdrawn
from domain.events import Fact, Source
from monitor.codec import Envelope
from monitor.demo.story import demo_histories
from monitor.demo.truth import History
from monitor.intake.decode import decode
from monitor.intake.line import FactLine, Place

EVENTS_A_CLUSTER = 24
BEGAN = datetime(2026, 11, 20, tzinfo=UTC)
LAST_DAY = date(2026, 11, 20)
FIRST = datetime(2026, 11, 21, 4, tzinfo=UTC)
"""When it is asked about, and when the first pass of the scheduler is made."""
_TOGETHER = 1_000  # clusters whose events are recorded in turns
_PLACE = Place("benchmark")


class Told(NamedTuple):
    """One fact of a history; `withdraws` is the number of the fact that it withdraws."""

    effective_on: date
    body: Fact
    source: Source | None
    withdraws: int | None


def events(clusters: int, seed: int = 7) -> Iterator[Envelope]:
    """Yield the events of so many clusters, in the order in which they are recorded."""
    patterns = [_pattern(history, seed) for history in demo_histories(seed)]
    position = 0
    numbers = iter(range(clusters))
    while together := list(islice(numbers, _TOGETHER)):
        named = [each for number in together for each in _named(number, patterns[number % len(patterns)])]
        for entry in sorted(named, key=lambda each: each.effective_on):
            position += 1
            at = BEGAN + timedelta(microseconds=position)
            yield msgspec.structs.replace(entry, recorded_at=at)


def name_of(number: int) -> str:
    """Return the name of a cluster by its number."""
    return f"bench-{number:07}"


def _pattern(history: History, seed: int) -> list[Told]:
    """Return a history of 24 facts, oldest first."""
    keys = {dated.line["key"]: number for number, dated in enumerate(history.facts)}
    told = [_told(dated.line, keys) for dated in history.facts]
    rng = Random(f"{seed}/{history.cluster}")  # noqa: S311 - reproducible, no secret
    first = told[0].effective_on
    for number in range(EVENTS_A_CLUSTER - len(told)):
        on = first + timedelta(days=rng.randrange((LAST_DAY - first).days + 1))
        kind = EnterpriseLeft if number % 4 == 3 else EnterpriseJoined  # noqa: PLR2004 - one in four leaves
        enterprise = Enterprise(uscc=f"9135{rng.randrange(10**14):014}", name=f"〔演示〕企业{number}")
        told.append(Told(on, kind(enterprise=enterprise), Source(issuer="演示"), None))
    return told


def _told(line: dict[str, object], keys: dict[object, int]) -> Told:
    """Return a line of the demonstration as a fact; a withdrawal says which fact by its number."""
    stated = line["data"]
    withdraws = None
    if line["type"] == "fact-withdrawn" and isinstance(stated, dict):
        withdraws = keys[stated["event"].removeprefix("@")]
    fact = decode(line, _PLACE)
    if not isinstance(fact, FactLine):
        raise TypeError(line)
    return Told(fact.effective_on, fact.body, fact.source, withdraws)


def _named(number: int, pattern: Sequence[Told]) -> Iterator[Envelope]:
    """Yield the events of one cluster; each is recorded under a key of its own."""
    cluster = name_of(number)
    ids = [str(UUID(int=(number << 64) | each, version=4)) for each in range(len(pattern))]
    for place, told in enumerate(pattern):
        body = told.body
        if told.withdraws is not None and isinstance(body, FactWithdrawn):
            body = msgspec.structs.replace(body, event=ids[told.withdraws])
        yield Envelope(
            id=ids[place],
            cluster=cluster,
            effective_on=told.effective_on,
            recorded_at=BEGAN,
            recorded_by="officer",
            body=body,
            source=told.source,
            key=f"{cluster}:{place}",
        )
