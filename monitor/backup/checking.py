"""Whether a backup is whole: its tables against its proof, its trees grown anew from its events.

Promise: what holds was computed from the rows of the file itself, and where checkpoints from outside are
given, an older state or another log than the one they name is told.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from domain.refusal import RefusedError
from monitor.audit.log.claims import Claim, Claims
from monitor.audit.log.problems import Problem
from monitor.backup.form import ABOUT, About, BackupFile, Lines, Proof, TableProof, line_of, proof_of
from monitor.backup.tables import EVENTS, FORMER_SEALS, GAPS, Row
from monitor.migrations.seals import rows_of
from monitor.sealing import NOTHING, Edge, Grown, Leaves, entry, extend, gaps_between, leaves_of, without_gaps

Advance = Callable[[int, int | None], None]
_BLOCK = 1_024
_EMPTY = Grown(NOTHING, (), (), NOTHING)
_WIDEST_GAP = 1_000_000  # positions without an event in one place; each is a leaf of the trees


class Checked(NamedTuple):
    """What a check found; `compared` counts the checkpoints that the log was held against."""

    about: About
    proof: Proof
    problems: list[Problem]
    compared: int


def check(
    backup: BackupFile, claims: Iterable[Claim] = (), advance: Advance = lambda _done, _total: None
) -> Checked:
    """Check a backup; `advance` is told which position is reached, and the last one.

    Raises:
        RefusedError: "backup-not-read", a row is not of its table; "backup-out-of-order".
    """
    log = _Log(claims)
    tables: dict[str, TableProof] = {}
    for table in backup.tables:
        lines = Lines()
        rows = backup.rows(table, lines)
        if table.name == EVENTS.name:
            log.follow(rows, lambda reached: advance(reached, backup.proof.size))
        else:
            deque(rows, maxlen=0)
        tables[table.name] = lines.proof()
    found = proof_of(log.edge, backup.head(), tables)
    return Checked(
        backup.about, found, [*_differences(backup, found, log), *log.problems()], log.claims.count
    )


class _Log:
    """The trees over the events of a backup, grown anew, and what its other tables must be by that."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims = Claims(claims)
        self.edge: Edge = NOTHING
        self.former_seals, self.gaps = Lines(), Lines()
        self.is_sealed = True
        self._problems = [*self._compared(_EMPTY)]

    def follow(self, rows: Iterable[Row], reached: Callable[[int], None]) -> None:
        for block, leaves, grown in grown_by(rows):
            self._problems += self._compared(grown)
            self._see(block, leaves, grown)
            self.edge = grown.after
            reached(grown.after.size)

    def _see(self, block: Sequence[Row], leaves: Leaves, grown: Grown) -> None:
        """Note the seals that events of form 1 have in a table beside, or compare those in their rows."""
        if len(block[0]) == len(EVENTS.columns):
            made = [(row[0], *leaf) for row, *leaf in zip(block, *leaves, strict=True)]
            self.is_sealed = self.is_sealed and [row[-3:] for row in block] == made
        else:
            for seal in rows_of(grown):
                self.former_seals.add(line_of(seal))
        for gap in gaps_between(grown.before.size, [row[0] for row in block]):
            self.gaps.add(line_of(gap))

    def _compared(self, grown: Grown) -> Iterator[Problem]:
        return self.claims.compare(grown, grown)

    def problems(self) -> list[Problem]:
        return [*self._problems, *self.claims.beyond(self.edge.size)]

    def seals_differ(self, stated: Mapping[str, TableProof]) -> bool:
        """Tell whether the seals, or the positions that are left out, are not those of the events."""
        former = stated.get(FORMER_SEALS.name, Lines().proof())
        gaps = stated.get(GAPS.name, self.gaps.proof())
        return not self.is_sealed or (self.former_seals.proof(), self.gaps.proof()) != (former, gaps)


def _differences(backup: BackupFile, found: Proof, log: _Log) -> Iterator[Problem]:
    stated = backup.proof
    if (found.size, found.root, found.root_sm3) != (stated.size, stated.root, stated.root_sm3):
        yield Problem("backup-root-differs", detail=found.root)
    if found.about != stated.about:
        yield Problem("backup-table-differs", detail=ABOUT)
    if log.seals_differ(stated.tables):
        yield Problem("backup-seals-differ")
    for name in sorted({*found.tables, *stated.tables}):
        if found.tables.get(name) != stated.tables.get(name):
            yield Problem("backup-table-differs", detail=name)


def grown_by(rows: Iterable[Row]) -> Iterator[tuple[Sequence[Row], Leaves, Grown]]:
    """Yield the events a block at a time, with their leaves and the trees as they grow by them.

    Raises:
        RefusedError: "backup-out-of-order"; positions must rise from 1, with no gap beyond measure.
    """
    rest, edge = iter(rows), NOTHING
    while block := list(islice(rest, _BLOCK)):
        positions = [row[0] for row in block]
        if any(
            not 0 < later - earlier <= _WIDEST_GAP for earlier, later in pairwise([edge.size, *positions])
        ):
            raise RefusedError("backup-out-of-order", position=positions[0])
        leaves = leaves_of(entry(*row[1:7]) for row in block)
        grown = extend(edge, without_gaps(edge.size, leaves, positions))
        yield block, leaves, grown
        edge = grown.after
