"""checkpoint show: the checkpoints that the database keeps, and whose signatures they bear."""

from typing import Any

import msgspec
from rich.text import Text

from monitor.answers.evidence import checkpoint_answer
from monitor.audit.signing.checkpoint_table import stored_notes
from monitor.audit.signing.keys import read_verifiers
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
        listed = [checkpoint_answer(stored, verifiers) for stored in stored_notes(connection)]
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


def _cell(screen: Screen, each: dict[str, Any]) -> Cell:
    if each["signature"] == "good":
        return shown(", ".join(each["signed_by"]))
    words = screen.sentence(_WORDS[each["signature"]])
    return Text(words, style=ALERT) if each["signature"] in _BAD else words
