"""What a synthetic history is, and what is true of it.

Promise: plain values, comparable with `==`; `finding_of` brings the product's answer into the same
form, so that a test compares two sets and nothing else.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

Line = dict[str, Any]  # one line of a facts file, section 1 of the contract

KINDS: Final = frozenset(
    {
        "ground-established",
        "ground-cured",
        "obligation-overdue",
        "window-opened",
        "window-moved",
        "window-closed",
        "validity-ended",
    }
)
UNPROBED: Final = "(not probed)"


class Finding(NamedTuple):
    """One finding as the truth knows it.

    `subject` is `code/limb` of a ground, the kind of an obligation or window, "" of a validity.
    `about` is the obligation and period of a ground that has one, the period of an obligation,
    the case of a window; "" otherwise. `due_on` belongs to obligations and windows.
    """

    type: str
    legal_on: date
    subject: str
    about: str = ""
    due_on: date | None = None


class Probe(NamedTuple):
    """What the status must say for the end of a day, on all that is known in the end.

    `stage` is `UNPROBED` where domain.md leaves it open. `grounds` are (code, limb or "", state),
    `windows` are (kind, state); the status may hold more than the probe names.
    """

    on: date
    standing: str
    stage: str | None = UNPROBED
    grounds: frozenset[tuple[str, str, str]] = frozenset()
    windows: frozenset[tuple[str, str]] = frozenset()


class Dated(NamedTuple):
    """A contract line and the day on which it is recorded."""

    recorded_on: date
    line: Line


class Truth(NamedTuple):
    """All findings up to the end of `until`, and what the status says on some days."""

    until: date
    findings: frozenset[Finding]
    probes: tuple[Probe, ...]


class History(NamedTuple):
    """One synthetic cluster: its facts by day of recording, and what is true of it.

    `mode` is "prompt" where each fact is recorded on its day, so that one tick at the end finds
    the same as one a day; "late" where the truth is that of one tick a day.
    """

    cluster: str
    programme: str
    kind: str
    mode: str
    facts: tuple[Dated, ...]
    truth: Truth


def finding_of(answer: Mapping[str, Any]) -> Finding:
    """Bring a finding of `tick --json` (contract, section 3) into the truth's form."""
    kind, legal_on = answer["type"], _day(answer["legal_on"])
    if kind in {"ground-established", "ground-cured"}:
        return Finding(kind, legal_on, f"{answer['code']}/{answer['limb']}", _about_ground(answer))
    if kind == "validity-ended":
        return Finding(kind, legal_on, "")
    about = answer.get("period") if kind == "obligation-overdue" else answer.get("case")
    if answer["kind"] == "review-application":
        about = ""  # the contract does not say what its period is
    return Finding(kind, legal_on, answer["kind"], about or "", _day(answer["due_on"]))


def _about_ground(answer: Mapping[str, Any]) -> str:
    if answer["limb"] == "late-report":
        return f"{answer['obligation']} {answer['period']}"
    return str(answer["period"]) if answer["limb"] == "unfiled-change" else ""


def _day(stated: str | date) -> date:
    return stated if isinstance(stated, date) else date.fromisoformat(stated)
