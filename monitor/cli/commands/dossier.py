"""dossier: everything that one case rests on, in a zip that checks itself."""

import os
from pathlib import Path

import msgspec

from domain.refusal import RefusedError
from monitor.application import Monitor
from monitor.audit.papers.dossier import Dossier, make_dossier
from monitor.audit.papers.dossier_scope import Wanted
from monitor.audit.papers.evidence import Advance
from monitor.audit.signing.keys import SM3_SUFFIX, read_verifiers
from monitor.audit.signing.schemes import ED25519
from monitor.cli.answer import write_json
from monitor.cli.call import Call
from monitor.cli.progress import progress
from monitor.cli.session import session_of
from monitor.intake.line import shown_path


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of which case, to which file; keys that come along; whether nobody needs to have signed."""

    cluster: str
    case: str
    output: str | None
    key: tuple[str, ...]
    unsigned: bool


def run(call: Call, asked: Asked) -> None:
    """Write the dossier of a case to a file that appears only when it is whole."""
    monitor = session_of(call).monitor
    hints = [each for each in read_verifiers(asked.key) if each.scheme == ED25519]
    keys = tuple(str(each) for each in hints if not each.name.endswith(SM3_SUFFIX))
    wanted = Wanted(asked.cluster, asked.case, keys, asked.unsigned)
    with progress(call, "progress-dossier") as advance:
        made = _made(monitor, wanted, advance)
    file = Path(asked.output or _name(asked))
    _write(file, made.content)
    _tell(call, file, made)


def _made(monitor: Monitor, wanted: Wanted, advance: Advance) -> Dossier:
    """Make a dossier under the newest signed checkpoint; where none covers the case, without one."""
    try:
        return make_dossier(monitor, wanted, advance)
    except RefusedError as error:
        if error.code != "evidence-not-signed":
            raise
        return make_dossier(monitor, wanted._replace(unsigned=True), advance)


def _name(asked: Asked) -> str:
    """Return the name of the file where none is given: safe on any system."""
    case = "".join(each if each.isalnum() or each in "-_" else "_" for each in asked.case)
    return f"dossier-{asked.cluster}-{case}.zip"


def _write(file: Path, content: bytes) -> None:
    partial = file.with_name(f"{file.name}.partial")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
    except (OSError, ValueError) as error:
        partial.unlink(missing_ok=True)
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise RefusedError("file-not-written", file=shown_path(str(file)), reason=reason) from None


def _tell(call: Call, file: Path, made: Dossier) -> None:
    told = {**made.about, "file": shown_path(str(file)), "bytes": len(made.content)}
    if call.as_json:
        write_json(told)
        return
    call.tells("dossier-written", **told)
    if not made.about["signed"]:
        call.tells("dossier-is-unsigned")
    call.tells("dossier-next", file=told["file"])
