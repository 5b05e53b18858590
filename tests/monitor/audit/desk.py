"""A log, its signer and somebody with every right on the database."""

from pathlib import Path

from sqlalchemy import Engine

from monitor.audit.signing.checkpoint_table import store, stored_notes
from monitor.audit.signing.keys import Ed25519Signer
from monitor.audit.signing.signer import Signed, sign_log
from monitor.codec import microseconds
from monitor.database import reading
from monitor.event_log import EventLog
from tests.conftest import CREATED_AT
from tests.monitor.audit.intruder import Intruder
from tests.monitor.entries import entry

FIRST = Ed25519Signer("gxt.example/clusters", bytes(range(32)))
SIGNERS = (FIRST, FIRST.named("gxt.example/clusters/sm3"))
VERIFIERS = [signer.verifier for signer in SIGNERS]
LATER = microseconds(CREATED_AT) + 1
INSERT = (
    "INSERT INTO events (position, originator_id, originator_version, topic, state, key, recorded_at,"
    " leaf_position, leaf_sha256, leaf_sm3)"
    " VALUES (:position, 'fj-a', :version, 't', :state, NULL, :at, :position, :hash, :hash)"
)


class Desk:
    """A log, its signer and the intruder; `c` counts the events recorded."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.log = EventLog(engine)
        self.state = folder / "log.state"
        self.intruder = Intruder(engine)
        self.c = 0

    def records(self, count: int) -> "Desk":
        entries = [entry(str(self.c + number)) for number in range(count)]
        self.log.append(entries, {"fj-a": self.c})
        self.c += count
        return self

    def signs(self, *, full: bool = False) -> Signed:
        signed = sign_log(self.engine, SIGNERS, self.state, full=full, advance=lambda _done, _total: None)
        store(self.engine, signed.checkpoints)
        return signed

    def kept(self) -> list[tuple[str, int]]:
        with reading(self.engine) as connection:
            return [each[:2] for each in stored_notes(connection)]
