"""What `replay` shows to people: a summary and what differs, or the protocol of one."""

from collections.abc import Sequence
from typing import Protocol

from rich.text import Text

from domain.procedure import Checked
from monitor.answers.replay_telling import found_words, item_words, type_words
from monitor.audit.replaying.replayed import Pins, Replayed
from monitor.cli.call import Call
from monitor.cli.screen import ALERT, CAUTION, NOTHING, Cell, Screen, shown
from monitor.wording.replay_words import cause_text, fault_text, reason_text


class Tallied(Protocol):
    """What is shown of a replay."""

    differs: list[Replayed]
    cannot: list[Replayed]
    changed: list[Replayed]
    other_version: int

    @property
    def checked(self) -> int:
        """How many were replayed."""

    @property
    def same(self) -> int:
        """How many came out the same."""


def write_replay(call: Call, tally: Tallied) -> None:
    """Write the summary, then what differs, what cannot be told, and what changed since."""
    screen = Screen(call)
    if not tally.checked:
        screen.says("replay-nothing")
        return
    lists = {"differs": tally.differs, "cannot": tally.cannot, "changed": tally.changed}
    counts = {name: len(each) for name, each in lists.items()}
    screen.says("replay-summary", checked=tally.checked, same=tally.same, **counts)
    if tally.other_version:
        screen.says("replay-other-version", count=tally.other_version)
    if tally.same == tally.checked:
        screen.says("replay-all-same")
    for name, replayed in lists.items():
        if replayed:
            screen.heading(f"replay-{name}")
            _write_table(screen, call, replayed, style=CAUTION if name == "changed" else ALERT)


def _write_table(screen: Screen, call: Call, listed: Sequence[Replayed], style: str) -> None:
    headers = ("position", "cluster", "type", "legal-on", "replay-found", "replay-cause")
    screen.table(headers, [_row(call, each, style) for each in listed])


def _row(call: Call, replayed: Replayed, style: str) -> list[Cell]:
    return [
        str(replayed.position),
        shown(replayed.cluster),
        type_words(replayed.type, call.language),
        str(replayed.legal_on or NOTHING),
        Text(found_words(replayed, call.language), style=style),
        cause_text(replayed.cause, call.language) or NOTHING,
    ]


# --- the protocol of one ----------------------------------------------------------------------


def write_protocol(call: Call, replayed: Replayed) -> None:
    """Write everything about one finding or act: inputs pinned, verdicts, checks."""
    screen = Screen(call)
    screen.pairs([*_head(screen, call, replayed), *_verdicts(call, replayed)])
    if replayed.pinned is not None:
        screen.pairs(_pins(replayed.pinned))
    rows = [_check(call, each) for each in replayed.checks]
    rows += [_check(call, each, outcome="later") for each in replayed.later]
    if not rows:
        screen.says("replay-no-checks")
        return
    screen.heading("replay-checks")
    headers = ("replay-check", "replay-result", "text", "article")
    screen.table(headers, rows)


def _head(screen: Screen, call: Call, replayed: Replayed) -> list[tuple[str, Cell]]:
    at = replayed.recorded_at
    return [
        ("cluster", shown(replayed.cluster)),
        ("replay-item", item_words(replayed, call.language)),
        ("replay-position", f"{replayed.position}  {replayed.id or NOTHING}"),
        ("replay-legal-on", str(replayed.legal_on or NOTHING)),
        ("replay-recorded", screen.instant(at.isoformat()) if at else NOTHING),
    ]


def _verdicts(call: Call, replayed: Replayed) -> list[tuple[str, Cell]]:
    style = {"sound": "", "right-then-wrong-now": CAUTION, "law-changed": CAUTION}.get(replayed.grade, ALERT)
    verdicts = {"then": replayed.then, "now": replayed.now, "today": replayed.today}
    rows: list[tuple[str, Cell]] = [
        ("replay-class", Text(call.says(f"replay-class-{replayed.grade}"), style=style)),
        *((f"replay-{name}", call.says(f"replay-verdict-{each}")) for name, each in verdicts.items()),
    ]
    told = {
        "reason": reason_text(replayed.reason, call.language),
        "cause": cause_text(replayed.cause, call.language),
    }
    return [*rows, *((f"replay-{name}", words) for name, words in told.items() if words)]


def _pins(pins: Pins) -> list[tuple[str, Cell]]:
    return [
        ("replay-rulebook", f"{shown(pins.rulebook)}  {shown(pins.rulebook_sha256)}"),
        ("replay-statutes", shown(pins.statutes_sha256)),
        ("replay-notices", shown(pins.notices_sha256)),
        ("calendar", pins.calendar_sha256),
        ("replay-computed-from", str(pins.position)),
        ("replay-events", ", ".join(pins.events) or NOTHING),
        ("replay-choices", ", ".join(pins.choices) or NOTHING),
        ("replay-code-version", pins.code_version),
    ]


def _check(call: Call, check: Checked, outcome: str = "") -> list[Cell]:
    words = fault_text(check.code, check.values, call.language) if check.is_broken else ""
    outcome = outcome or (check.severity if check.is_broken else "passed")
    style = {"fault": ALERT, "remark": CAUTION, "later": CAUTION}.get(outcome, "")
    source = call.says(f"replay-source-{check.source}")
    return [
        call.says(f"check-{check.code}"),
        Text(call.says(f"replay-{outcome}"), style=style),
        words or NOTHING,
        f"{check.article}（{source}）" if call.language == "zh" else f"{check.article} ({source})",
    ]
