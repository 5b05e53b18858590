"""timestamp add: the response of an authority, verified and kept."""

from pathlib import Path

import msgspec

from monitor.audit.signing.time_stamps import (
    nonce_of,
    read_bytes,
    read_roots,
    stamped_checkpoint,
    store_stamp,
    verify_stamp,
)
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.screen import Screen
from monitor.cli.session import session_of
from monitor.database import reading


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which response, to which request, and who is trusted."""

    file: str
    request: str | None
    root: tuple[str, ...]


def run(call: Call, asked: Asked) -> None:
    """Verify the response against the checkpoint it is over, and keep it."""
    roots = read_roots([Path(file) for file in asked.root])
    token = read_bytes(Path(asked.file))
    nonce = None if asked.request is None else nonce_of(read_bytes(Path(asked.request)))
    engine = session_of(call).monitor.engine
    with reading(engine) as connection:
        checkpoint = stamped_checkpoint(connection, token)
    told = verify_stamp(checkpoint, token, roots, nonce)
    answer = {
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "number": store_stamp(engine, checkpoint, token),
        "stamped_at": told.at.isoformat().replace("+00:00", "Z"),
        "serial": str(told.serial),
        "policy": told.policy,
    }
    if call.as_json:
        write_json({**answer, "simulation": call.simulation})
        return
    at = Screen(call).instant(told.at.isoformat())
    call.tells("time-stamp-kept", at=at, size=checkpoint.size, serial=told.serial)
