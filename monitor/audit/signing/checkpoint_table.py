"""The checkpoints that the database keeps: copies for whoever asks; those that count are outside."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Engine, text

from domain.refusal import RefusedError
from monitor.audit.signing.checkpoint import Checkpoint, parse_checkpoint
from monitor.audit.signing.note import NoteError
from monitor.database import writing
from monitor.digests import Algorithm

_NOTES = "SELECT origin, size, note FROM checkpoints "
_ONE = text(_NOTES + "WHERE origin = :origin AND size = :size")
_LATER = text(_NOTES + "WHERE size >= :size ORDER BY size, origin")
_INSERT = text(
    "INSERT INTO checkpoints (origin, size, note) VALUES (:origin, :size, :note) ON CONFLICT DO NOTHING"
)


class StoredNote(NamedTuple):
    """A row as it stands, whatever somebody put there."""

    origin: str
    size: int
    note: str

    def checkpoint(self) -> Checkpoint | None:
        """Return the checkpoint that it holds; None where it is none, or not the one its columns name."""
        try:
            found = parse_checkpoint(self.note)
        except NoteError:
            return None
        return found if (found.origin, found.size) == self[:2] else None


def stored_notes(connection: Connection, at_least: int = 0) -> list[StoredNote]:
    """Return the notes from a size on, by size, those of one size by origin."""
    return [StoredNote(*row) for row in connection.execute(_LATER, {"size": at_least})]


def covering(connection: Connection, algorithm: Algorithm, position: int) -> Checkpoint | None:
    """Return the first checkpoint of a log that covers a position, or None where there is none yet."""
    for stored in stored_notes(connection, position):
        found = stored.checkpoint()
        if found is not None and found.algorithm == algorithm:
            return found
    return None


def store(engine: Engine, checkpoints: Sequence[Checkpoint]) -> None:
    """Keep checkpoints; one that is kept already is let be.

    Raises:
        RefusedError: "checkpoint-taken", another note stands at this size of this log.
    """
    with writing(engine) as connection:
        for each in checkpoints:
            row = {"origin": each.origin, "size": each.size, "note": each.note}
            found = connection.execute(_ONE, row).first()
            if found is None:
                connection.execute(_INSERT, row)
                found = connection.execute(_ONE, row).one()
            if found.note != each.note:
                raise RefusedError("checkpoint-taken", kind="conflict", origin=each.origin, size=each.size)
