"""restore: a backup into an empty database of either kind, whole or not at all."""

from pathlib import Path

import msgspec

from monitor.audit.signing.keys import read_verifiers
from monitor.backup.outside import claims_of
from monitor.backup.restoring import restore_backup
from monitor.bootstrap import database_url
from monitor.cli.backup_screen import tell
from monitor.cli.call import Call
from monitor.cli.progress import progress


class Asked(msgspec.Struct, frozen=True):
    """Which file, and checkpoints that were held outside."""

    file: str
    checkpoint: tuple[str, ...]
    key: tuple[str, ...]


def run(call: Call, asked: Asked) -> None:
    """Check a backup, restore it, and show its proof.

    Raises:
        RefusedError: "backup-does-not-hold", "checkpoints-not-signed"; nothing was restored.
    """
    claims = claims_of(asked.checkpoint, read_verifiers(asked.key))
    with progress(call, "progress-restore") as advance:
        checked = restore_backup(database_url(call.db), Path(asked.file), claims, advance)
    tell(call, "backup-restored", asked.file, checked)
