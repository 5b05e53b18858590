"""What a ground is: one spell during which a revocation condition held."""

from datetime import date
from typing import Any, Literal

import msgspec

from domain.history import Entry
from domain.text import GroundCode
from domain.viewpoint import Citation

State = Literal["established", "cured", "unknown"]


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """One spell of one ground. `since` is the first legal day on which it holds.

    `reason` says why it is cured or unknown; a cured ground is never deleted.
    """

    code: GroundCode
    limb: str
    since: date | None
    state: State
    cited: Citation
    obligation: str | None = None
    period: str | None = None
    subject: str | None = None
    reason: str | None = None
    cured_on: date | None = None
    events: tuple[str, ...] = ()


def withdrawn(ground: Ground, entry: Entry[Any]) -> Ground | None:
    """Return a ground whose fact was withdrawn as cured; None where it never came to hold."""
    until = entry.withdrawn_on
    if until is None or ground.since is None or ground.since > until:
        return None
    return msgspec.structs.replace(ground, state="cured", reason="withdrawn", cured_on=until)
