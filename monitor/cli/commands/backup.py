"""backup: everything that cannot be computed, in one file with its proof; or whether such a file holds."""

from pathlib import Path

import msgspec

from monitor.audit.signing.keys import read_verifiers
from monitor.backup.checking import check
from monitor.backup.form import BackupFile
from monitor.backup.making import make_backup
from monitor.backup.outside import claims_of
from monitor.cli.backup_screen import tell
from monitor.cli.call import Call
from monitor.cli.progress import progress
from monitor.cli.session import session_of


class Asked(msgspec.Struct, frozen=True):
    """Which file, whether it is there already, and checkpoints that were held outside."""

    file: str
    verify: bool
    checkpoint: tuple[str, ...]
    key: tuple[str, ...]


def run(call: Call, asked: Asked) -> None:
    """Make a backup, or check one, and show its proof.

    Raises:
        RefusedError: "backup-does-not-hold", "checkpoints-not-signed"; nothing was kept.
    """
    claims = claims_of(asked.checkpoint, read_verifiers(asked.key))
    file = Path(asked.file)
    if asked.verify:
        with progress(call, "progress-backup-check") as advance, BackupFile.opened(file) as backup:
            checked = check(backup, claims, advance)
    else:
        session = session_of(call)
        with progress(call, "progress-backup") as advance:
            checked = make_backup(session.monitor.engine, file, session.at, claims, advance)
    tell(call, "backup-holds" if asked.verify else "backup-made", asked.file, checked)
