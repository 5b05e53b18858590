"""What follows from a look at one cluster: the same two functions that the scheduler calls.

Promise: nothing here knows how a finding comes about; it assesses, concludes, and compares what is said.
"""

from datetime import date, datetime
from typing import NamedTuple

import msgspec

from domain.assessment import Judgement, judge
from domain.conclusions import conclude
from domain.events import AnyFinding, legal_day
from domain.findings import GroundEstablished
from domain.recall import Inputs, subject_of
from monitor.audit.replaying.footing import Footings
from monitor.audit.replaying.replay_past import Look

Essence = tuple[object, ...]


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """What every replay is made with: the texts, the instant of the replay, the version of the code."""

    footings: Footings
    at: datetime
    code_version: str

    @property
    def today(self) -> date:
        """The legal day of the replay."""
        return legal_day(self.at)


class Drawn(NamedTuple):
    """What follows from a look."""

    findings: list[AnyFinding]
    judgement: Judgement

    @property
    def essences(self) -> frozenset[Essence]:
        """What the findings say; a ground whose fact was withdrawn since says nothing."""
        hollow = {_ground_of(each) for each in self.judgement.grounds if each.reason == "withdrawn"}
        return frozenset(
            essence(each)
            for each in self.findings
            if not isinstance(each, GroundEstablished) or _ground_of(each) not in hollow
        )


def _ground_of(ground: object) -> Essence:
    names = ("code", "limb", "obligation", "period", "subject", "since")
    return tuple(getattr(ground, name) for name in names)


def essence(finding: AnyFinding) -> Essence:
    """Return what a finding says: its type and subject, its legal day, and the state it names."""
    state = (getattr(finding, name, None) for name in ("due_on", "outcome"))
    return (type(finding).__name__, subject_of(finding), finding.legal_on, *state)


def draw(look: Look, code_version: str) -> Drawn:
    """Return what follows from a look and is not among its records."""
    law = look.footing.law
    judgement = judge(look.view)
    inputs = Inputs(
        law=law,
        notices_sha256=look.footing.notices_sha256,
        calendar_sha256=judgement.calendar,
        position=look.records[-1].position if look.records else 0,
        code_version=code_version,
    )
    drafts = conclude(judgement, look.records, inputs)
    return Drawn([draft.finding for draft in drafts], judgement)
