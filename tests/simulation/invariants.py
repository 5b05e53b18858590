"""The twelve invariants of `docs/simulation.md`, one function each; what one yields is broken.

Promise: they compare the log with what the outside world was told and with opinions formed elsewhere, and
change nothing but what a question changes (projections are caught up).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import msgspec
from sqlalchemy import select

from domain import case as steps
from domain.administration import is_administrative
from domain.events import DECISIONS, FACTS, Recorded
from domain.findings import Finding
from domain.refusal import RefusedError
from monitor.audit.log.verification import verify_log
from monitor.audit.replaying.replay import Replay
from monitor.codec import encode
from monitor.database import reading
from monitor.law_archive import LawArchive
from monitor.notify.tables import outbox
from projections.follow import live_generation, live_progress
from projections.tables import timeline
from tests.simulation.clerk import users_of
from tests.simulation.invariants_of_windows import closed_early, closed_in_time, never_too_late
from tests.simulation.naive_tree import naive_leaves, root
from tests.simulation.seen import Seen

Checker = Callable[[Seen], Iterator[str]]


def promises_kept(seen: Seen) -> Iterator[str]:
    """I1: every acknowledged event is in the log once, as acknowledged, and nothing is there twice."""
    stored = {each.id: encode(each) for each in seen.records}
    for name, content in seen.world.ledger.acknowledged.items():
        if stored.get(name) != content:
            yield f"{name} was acknowledged and is not in the log as it was"
    yield from (
        f"{name} is there {n} times" for name, n in Counter(e.id for e in seen.records).items() if n > 1
    )
    for stream in seen.clusters.values():
        said = [msgspec.structs.replace(each.body, **_UNPINNED) for each in stream if _is_level(each)]
        yield from (f"the same finding stands twice: {one}" for one, two in pairwise(said) if one == two)


_UNPINNED = {"computed_from_position": 0}


def _is_level(record: Recorded) -> bool:
    return isinstance(record.body, Finding)


def versions_without_holes(seen: Seen) -> Iterator[str]:
    """I2: versions of a stream and positions of the log count from 1, and instants never fall."""
    if [each.position for each in seen.records] != list(range(1, len(seen.records) + 1)):
        yield "positions have holes"
    for name, stream in seen.streams.items():
        if [each.version for each in stream] != list(range(1, len(stream) + 1)):
            yield f"versions of {name} have holes"
    for one, two in pairwise(seen.records):
        if two.recorded_at < one.recorded_at:
            yield f"the clock falls at position {two.position}"


def views_are_folds(seen: Seen) -> Iterator[str]:
    """I3: every table of the projections is what the log folds to, row by row."""
    for table in seen.monitor.shadow(seen.world.at):
        if table.differs:
            yield f"{table.table}: {table.differs} rows differ from those built anew"
    for row in seen.monitor.roster(on=seen.today, known_at=seen.world.at, is_now=True):
        folded = seen.monitor.status(row["cluster"], on=seen.today, known_at=seen.world.at)
        wrong = [name for name in _SHOWN if row[name] != folded[name]]
        if wrong:
            yield f"the roster says of {row['cluster']} another {wrong} than its events"


_SHOWN = ("standing", "stage", "valid_from", "valid_to", "case", "next_change_on")


def nothing_unread(seen: Seen) -> Iterator[str]:
    """I4: the projections stand at the end of the log and have passed over nothing."""
    seen.monitor.catch_up()
    with reading(seen.monitor.engine) as connection:
        _, position = live_progress(connection)
        mine = timeline.c.generation == live_generation(connection)
        told = set(connection.scalars(select(timeline.c.position).where(mine)))
    if position != len(seen.records):
        yield f"the projections stand at {position} of {len(seen.records)}"
    missed = {each.position for each in seen.records if not is_administrative(each.cluster)} - told
    yield from (f"position {each} was passed over" for each in sorted(missed)[:3])
    yield from (f"{name} is in quarantine" for name in seen.monitor.quarantined())


def decisions_are_grounded(seen: Seen) -> Iterator[str]:
    """I8: every decision and finding names law, calendar, inputs and people, and they are there."""
    archive = LawArchive(seen.monitor.engine)
    for stream in seen.clusters.values():
        for record in stream:
            if isinstance(record.body, Finding) or type(record.body) in DECISIONS:
                yield from _grounded(record, stream, archive)
        yield from _same_person(stream)


def _grounded(record: Recorded, stream: list[Recorded], archive: LawArchive) -> Iterator[str]:
    pinned = record.body if isinstance(record.body, Finding) else record.pinned
    if pinned is None:
        yield f"the decision {record.id} names nothing"
        return
    earlier = {each.id for each in stream if each.position < record.position}
    if not earlier.issuperset(pinned.events):
        yield f"{record.id} names events that were not there"
    names = (pinned.rulebook_sha256, pinned.statutes_sha256, pinned.notices_sha256, pinned.calendar_sha256)
    for name in filter(None, names):
        try:
            archive.read(name)
        except RefusedError as error:
            yield f"{record.id} names a text that is not kept: {error.code}"


def _same_person(stream: list[Recorded]) -> Iterator[str]:
    who = {each.body.case: each.recorded_by for each in stream if isinstance(each.body, steps.CaseOpened)}
    for each in stream:
        body = each.body
        if isinstance(body, steps.RevocationDecided) and who.get(body.case) == each.recorded_by:
            yield f"{each.recorded_by} opened and decided {body.case}"


def no_foreign_hand(seen: Seen) -> Iterator[str]:
    """I9: no event of a cluster was recorded by somebody of another county or province."""
    facts = tuple(FACTS.values())
    for name, stream in seen.clusters.items():
        own = users_of(name.rpartition("-")[0])
        for each in stream:
            if isinstance(each.body, facts) and each.recorded_by not in own:
                yield f"{each.recorded_by} recorded {each.id} of {name}"


def told_once(seen: Seen) -> Iterator[str]:
    """I10: every event of a cluster waits in the outbox once, and what was sent had its effect once."""
    with reading(seen.monitor.engine) as connection:
        rows = connection.execute(select(outbox.c.event, outbox.c.state)).all()
    waiting = Counter(row.event for row in rows)
    due = {each.id for each in seen.records if not is_administrative(each.cluster)}
    if set(waiting) != due:
        yield f"outbox and log differ by {sorted(set(waiting) ^ due)[:3]}"
    yield from (f"{name} waits {n} times" for name, n in waiting.items() if n > 1)
    effects = seen.world.ledger.effects
    yield from (
        f"{row.event} was sent and never came"
        for row in rows
        if row.state == "sent"
        if row.event not in effects
    )


def sealed(seen: Seen) -> Iterator[str]:
    """I11: the stored trees are those of the stored bytes, and every root seen before is a prefix of them."""
    verdict = verify_log(seen.monitor.engine)
    if not verdict.ok:
        yield f"the log does not verify: {[each.code for each in verdict.problems][:3]}"
    leaves = naive_leaves(seen.monitor.engine)
    for size, before in seen.world.ledger.roots:
        if root(leaves[:size]) != before:
            yield f"the root at size {size} is another than before"
    seen.world.ledger.roots.append((len(leaves), root(leaves)))


def verdicts_stay(seen: Seen) -> Iterator[str]:
    """I12: every finding and act is computed again as it was, and every answer given is given again."""
    for each in Replay(seen.monitor, seen.world.at, "simulated").everything():
        if each.then != "same":
            yield f"{each.type} of {each.cluster} at {each.position}: {each.then} {each.reason}"
    for asked in seen.world.ledger.answers[-40:]:
        again = seen.monitor.status(asked.cluster, on=asked.on, known_at=asked.known_at)
        if msgspec.json.encode(again, order="sorted") != asked.answer:
            yield f"{asked.cluster} on {asked.on} as known at {asked.known_at} is answered otherwise now"


INVARIANTS: dict[str, Checker] = {
    "I1": promises_kept,
    "I2": versions_without_holes,
    "I3": views_are_folds,
    "I4": nothing_unread,
    "I5": closed_early,
    "I6": closed_in_time,
    "I7": never_too_late,
    "I8": decisions_are_grounded,
    "I9": no_foreign_hand,
    "I10": told_once,
    "I11": sealed,
    "I12": verdicts_stay,
}
