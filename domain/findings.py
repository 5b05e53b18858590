"""What the system concludes: findings, each with all it takes to compute it again.

A finding is never a decision: no code path leads from here to a revocation.
"""

from datetime import date
from typing import Literal

from domain.cluster import Happening
from domain.text import GroundCode, Name

Basis = Literal["in-force", "draft", "lapsed", "not-yet"]
Certainty = Literal["final", "boundary", "provisional"]


class Finding(Happening, frozen=True, kw_only=True):
    """What all findings pin: the legal day, the clause, and the inputs used.

    `rulebook` is null where the clause is national procedure law. Hashes read "sha256:<hex>" and name a
    text of the law archive; `notices_sha256` is that of all notices and overrides, of which
    `calendar_sha256` is the edition known in the cluster's region. `events` are the ids of the facts the
    finding rests on.
    """

    legal_on: date
    clause: str
    rulebook: str | None
    rulebook_sha256: str | None
    calendar_sha256: str
    computed_from_position: int
    code_version: str
    basis: Basis
    choices: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    partial: bool = False
    statutes_sha256: str | None = None
    notices_sha256: str | None = None


class GroundFinding(Finding, frozen=True, kw_only=True):
    """About one ground: which limb, which obligation or subject, since when."""

    code: GroundCode
    limb: str
    since: date
    period: str | None = None
    obligation: str | None = None
    subject: str | None = None
    reason: str | None = None


class GroundEstablished(GroundFinding, frozen=True, kw_only=True, tag="ground-established.v1"):
    """A ground holds from `legal_on` (= `since`)."""


class GroundCured(GroundFinding, frozen=True, kw_only=True, tag="ground-cured.v1"):
    """A ground no longer holds from `legal_on`; `reason` says why."""


class ObligationOverdue(Finding, frozen=True, kw_only=True, tag="obligation-overdue.v1"):
    """An obligation was not met by `due_on`; `legal_on` is the day after."""

    kind: str
    period: str
    due_on: date


class WindowFinding(Finding, frozen=True, kw_only=True):
    """About one window: its kind, case and last day."""

    kind: str
    case: str | None
    opened_on: date
    due_on: date
    certainty: Certainty


class WindowOpened(WindowFinding, frozen=True, kw_only=True, tag="window-opened.v1"):
    """A window opened; `legal_on` is the day that started it."""


class WindowMoved(WindowFinding, frozen=True, kw_only=True, tag="window-moved.v1"):
    """A new calendar edition moved the last day; `legal_on` is the day of the notice."""

    previous_due_on: date


class WindowClosed(WindowFinding, frozen=True, kw_only=True, tag="window-closed.v1"):
    """A window closed on the day it was met, or on its last day."""

    outcome: Literal["met", "lapsed", "late", "withdrawn"]


class ValidityEnded(Finding, frozen=True, kw_only=True, tag="validity-ended.v1"):
    """The validity ended on `valid_to`; `legal_on` is the day after."""

    valid_to: date


class BasisLapsing(Finding, frozen=True, kw_only=True, tag="basis-lapsing.v1"):
    """The rulebook lapses in `days_left` days, after `in_force_through`."""

    days_left: int
    in_force_through: date


class AttentionRaised(Finding, frozen=True, kw_only=True, tag="attention.v1"):
    """Somebody should look: `code` says why, `subject` at what."""

    code: Name
    subject: str | None = None
    due_on: date | None = None
    days_left: int | None = None
