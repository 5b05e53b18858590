"""checkpoint sign: the signer, apart from the service, signs what continues what it signed."""

from pathlib import Path
from typing import Any

import msgspec

from monitor.audit.signing.checkpoint_table import store
from monitor.audit.signing.device import signers_of
from monitor.audit.signing.signer import Signed, hand_out, sign_log
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.progress import progress
from monitor.cli.session import session_of


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """By which keys, remembered where, handed out where."""

    key: str
    sm3_key: str | None
    state: str | None
    output: str | None
    full: bool


def run(call: Call, asked: Asked) -> None:
    """Sign the log as it is now, or tell that the last checkpoint still stands."""
    key = Path(asked.key)
    signers = signers_of(key, Path(asked.sm3_key) if asked.sm3_key else None)
    state = Path(asked.state) if asked.state else key.with_name(f"{key.name}.state")
    engine = session_of(call).monitor.engine
    with progress(call, "progress-sign") as advance:
        signed = sign_log(engine, signers, state, full=asked.full, advance=advance)
    if asked.output is not None:
        hand_out(Path(asked.output), signed.checkpoints)
    store(engine, signed.checkpoints)
    _answer(call, signed)


def _answer(call: Call, signed: Signed) -> None:
    told = _told(signed)
    if call.as_json:
        write_json({**told, "simulation": call.simulation})
    elif not signed.checkpoints:
        call.tells("checkpoint-of-nothing")
    else:
        call.tells("checkpoint-signed" if signed.is_new else "checkpoint-current", **told)


def _told(signed: Signed) -> dict[str, Any]:
    if not signed.checkpoints:
        return {"size": 0, "new": False, "root": None, "root_sm3": None, "notes": []}
    first, second = signed.checkpoints
    return {
        "size": first.size,
        "new": signed.is_new,
        "root": first.shown_root,
        "root_sm3": second.shown_root,
        "notes": [first.note, second.note],
    }
