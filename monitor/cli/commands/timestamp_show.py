"""timestamp show: the time stamps kept, verified again where roots are given."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from cryptography.x509 import Certificate
from rich.text import Text
from sqlalchemy import Connection

from domain.refusal import RefusedError
from monitor.audit.signing.checkpoint_table import stored_notes
from monitor.audit.signing.time_stamps import TimeStamp, read_roots, read_stamp, stored_stamps, verify_stamp
from monitor.cli.answer import marked, write_json
from monitor.cli.call import Call
from monitor.cli.screen import ALERT, NOTHING, Cell, Screen, shown
from monitor.cli.session import session_of
from monitor.database import reading

_WORDS = {None: "signature-unchecked", True: "time-stamp-good", False: "time-stamp-bad"}


class Asked(msgspec.Struct, frozen=True):
    """Who is trusted."""

    root: tuple[str, ...]


def run(call: Call, asked: Asked) -> None:
    """List the time stamps by the size of their checkpoints."""
    roots = read_roots([Path(file) for file in asked.root])
    with reading(session_of(call).monitor.engine) as connection:
        listed = [_told(connection, stamp, roots) for stamp in stored_stamps(connection)]
    if call.as_json:
        write_json(marked(call, listed))
    else:
        _write(Screen(call), listed)
    failed = sum(1 for each in listed if each["verified"] is False)
    if failed:
        raise RefusedError("time-stamps-do-not-hold", kind="answer-is-no", count=failed)


def _told(connection: Connection, stamp: TimeStamp, roots: Sequence[Certificate]) -> dict[str, Any]:
    answer = {"origin": stamp.origin, "size": stamp.size, "number": stamp.number}
    unread = {"stamped_at": None, "serial": None, "policy": None, "verified": False}
    try:
        told = read_stamp(stamp.token)
    except RefusedError:
        return {**answer, **unread}
    said = {
        "stamped_at": told.at.isoformat().replace("+00:00", "Z"),
        "serial": str(told.serial),
        "policy": told.policy,
    }
    return {**answer, **said, "verified": _holds(connection, stamp, roots) if roots else None}


def _holds(connection: Connection, stamp: TimeStamp, roots: Sequence[Certificate]) -> bool:
    stored = [each for each in stored_notes(connection, stamp.size) if each[:2] == stamp[:2]]
    checkpoint = stored[0].checkpoint() if stored else None
    if checkpoint is None:
        return False
    try:
        verify_stamp(checkpoint, stamp.token, roots)
    except RefusedError:
        return False
    return True


def _write(screen: Screen, listed: Sequence[dict[str, Any]]) -> None:
    if not listed:
        screen.says("empty-time-stamps")
        return
    rows = [
        [
            shown(each["origin"]),
            str(each["size"]),
            screen.instant(each["stamped_at"]) if each["stamped_at"] else NOTHING,
            shown(each["serial"]),
            _cell(screen, each["verified"]),
        ]
        for each in listed
    ]
    screen.table(("log", "size", "stamped-at", "serial", "verified"), rows)


def _cell(screen: Screen, verified: bool | None) -> Cell:  # noqa: FBT001 - a value to be shown
    words = screen.sentence(_WORDS[verified])
    return Text(words, style=ALERT) if verified is False else words
