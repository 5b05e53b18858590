"""How tests replay: a department whose log is replayed, and a hand that writes past the rules."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from domain.assessment import Law
from domain.events import DECISIONS, Pinned, Recorded, legal_day
from domain.history import known
from domain.premises import premises
from domain.rulebook_hash import law_text, notices_sha256
from domain.viewpoint import Viewpoint
from monitor.audit.replaying.replay import Replay
from monitor.audit.replaying.replay_pins import fact_in
from monitor.audit.replaying.replayed import Replayed
from monitor.codec import Envelope, unplaced
from monitor.law_archive import LawText
from tests.given import Story
from tests.office import LIBRARY, Office, evening

ON = "2026-11-20"


def replayed(office: Office, on: str = ON, cluster: str = "c1") -> list[Replayed]:
    """Replay one cluster on a day."""
    return list(Replay(office.monitor, evening(on), "test").cluster(cluster))


def only(found: Iterable[Replayed], kind: str, /, **said: Any) -> Replayed:
    """Return the one that says so."""
    (one,) = [
        each
        for each in found
        if each.type == kind and all(getattr(each.body, name) == value for name, value in said.items())
    ]
    return one


def verdicts(replayed: Replayed) -> tuple[str, str, str, str]:
    return replayed.then, replayed.now, replayed.today, replayed.grade


def grades(found: Iterable[Replayed]) -> set[str]:
    return {each.grade for each in found}


def append(office: Office, *envelopes: Envelope) -> list[Recorded]:
    """Write past the rules, at the end of the streams."""
    streams = office.monitor.log.streams([each.cluster for each in envelopes])
    return office.monitor.log.append(list(envelopes), {name: len(each) for name, each in streams.items()})


def again(record: Recorded, at: datetime, identity: str = "forged", **changed: Any) -> Envelope:
    """Return a record as it would be written once more, with fields of its body changed."""
    body = msgspec.structs.replace(record.body, **changed)
    return msgspec.structs.replace(unplaced(record), id=identity, recorded_at=at, body=body, key=None)


def bring_in(office: Office, stories: dict[str, Story]) -> None:
    """Write stories in one batch past the rules, each decision pinned as the service pins it."""
    position = office.monitor.log.last_position()
    entries = [
        entry for name, story in stories.items() for entry in _pinned(office, name, story.records, position)
    ]
    office.monitor.archive.adopt(LIBRARY.laws, entries[0].recorded_at)
    office.monitor.archive.keep([LawText("notices", law_text(office.monitor.calendar()))])
    append(office, *entries)


def _pinned(office: Office, name: str, records: Sequence[Recorded], position: int) -> Iterable[Envelope]:
    told: list[Recorded] = []
    for record in records:
        own = msgspec.structs.replace(record, id=f"{name}-{record.id}", cluster=name)
        if type(own.body) in DECISIONS:
            own = msgspec.structs.replace(own, pinned=_pins(office, own, told, position))
        told.append(own)
        yield unplaced(own)


def _pins(office: Office, record: Recorded, before: Sequence[Recorded], position: int) -> Pinned:
    founding = known([*before, record]).founding()
    law = LIBRARY.law_of(founding.programme if founding else "")
    view = viewpoint(office, before, law, record.effective_on, legal_day(record.recorded_at))
    found = premises(fact_in(record), view)
    return Pinned(
        position=position,
        version=len(before),
        events=found.events,
        rulebook=law.book.edition,
        rulebook_sha256=law.book.sha256,
        statutes_sha256=law.statutes_sha256,
        notices_sha256=notices_sha256(view.calendar),
        calendar_sha256=view.edition.sha256,
        choices=found.choices,
        code_version="test",
    )


def viewpoint(office: Office, records: Iterable[Recorded], law: Law, day: date, known_on: date) -> Viewpoint:
    return Viewpoint(
        history=known(records),
        book=law.book,
        statutes=law.statutes,
        calendar=office.monitor.calendar(),
        day=day,
        known_on=known_on,
    )
