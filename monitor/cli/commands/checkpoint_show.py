"""checkpoint show: the checkpoints that the database keeps, and whose signatures they bear."""

from collections.abc import Sequence
from typing import Any

import msgspec
from rich.text import Text

from monitor.audit.checkpoint import Checkpoint, signed_by
from monitor.audit.checkpoint_table import StoredNote, stored_notes
from monitor.audit.keys import VerifierKey, read_verifiers
from monitor.audit.note import NoteError
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import ALERT, Cell, Screen, shown
from monitor.cli.session import session_of
from monitor.database import reading

_BAD = frozenset({"bad", "unreadable"})
_WORDS = {
    "unchecked": "signature-unchecked",
    "unknown": "signature-unknown",
    "bad": "signature-bad",
    "unreadable": "note-unreadable",
}


class Asked(msgspec.Struct, frozen=True):
    """Whose signatures are trusted."""

    key: tuple[str, ...]


def run(call: Call, asked: Asked) -> None:
    """List the checkpoints by size."""
    verifiers = read_verifiers(asked.key)
    with reading(session_of(call).monitor.engine) as connection:
        listed = [told(stored, verifiers) for stored in stored_notes(connection)]
    if call.as_json:
        write_json(marked(call, listed))
        return
    screen = Screen(call)
    if not listed:
        screen.says("empty-checkpoints")
        return
    rows = [
        [shown(each["origin"]), str(each["size"]), shown(each["root"]), _cell(screen, each)]
        for each in listed
    ]
    screen.table(("log", "size", "root-hash", "signature"), rows)


def told(stored: StoredNote, verifiers: Sequence[VerifierKey]) -> dict[str, Any]:
    """Return the public form of a checkpoint as it is kept, and whose signatures it bears."""
    found = stored.checkpoint()
    answer = {"origin": stored.origin, "size": stored.size, "root": None, "note": stored.note}
    if found is None:
        return {**answer, "signature": "unreadable", "signed_by": []}
    signature, names = _signature(found, verifiers)
    return {**answer, "root": found.shown_root, "signature": signature, "signed_by": names}


def _signature(found: Checkpoint, verifiers: Sequence[VerifierKey]) -> tuple[str, list[str]]:
    if not verifiers:
        return "unchecked", []
    try:
        names = list(signed_by(found, verifiers))
    except NoteError:
        return "bad", []
    return ("good" if names else "unknown"), names


def _cell(screen: Screen, each: dict[str, Any]) -> Cell:
    if each["signature"] == "good":
        return shown(", ".join(each["signed_by"]))
    words = screen.sentence(_WORDS[each["signature"]])
    return Text(words, style=ALERT) if each["signature"] in _BAD else words
