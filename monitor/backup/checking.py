"""Whether a backup is whole: its tables against its proof, its trees grown anew from its events.

Promise: what holds was computed from the rows of the file itself, and where checkpoints from outside are
given, an older state or another log than the one they name is told.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from domain.refusal import RefusedError
from monitor.audit.log.claims import Claim, Claims, Grown
from monitor.audit.log.problems import Problem
from monitor.backup.form import ABOUT, About, BackupFile, Lines, Proof, TableProof, line_of, proof_of
from monitor.backup.tables import EVENTS, SEALS, Row
from monitor.sealing import Edge, entry, extend, leaf_of, without_gaps

Advance = Callable[[int, int | None], None]
_BLOCK = 1_024
NOTHING = Edge(0, (), ())
_WIDEST_GAP = 1_000_000  # positions without an event in one place; each has to be sealed


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
        backup.about, found, [*_differences(backup, found, log.seals), *log.problems()], log.claims.count
    )


class _Log:
    """The trees over the events of a backup, grown anew."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims = Claims(claims)
        self.edge = NOTHING
        self.seals = Lines()
        self._problems = [*self._compared(Grown(NOTHING, (), NOTHING))]

    def follow(self, rows: Iterable[Row], reached: Callable[[int], None]) -> None:
        for grown in grown_by(rows):
            self._problems += self._compared(grown)
            for seal in grown.seals:
                self.seals.add(line_of(seal))
            self.edge = grown.after
            reached(grown.after.size)

    def _compared(self, grown: Grown) -> Iterator[Problem]:
        return self.claims.compare(grown, grown)

    def problems(self) -> list[Problem]:
        return [*self._problems, *self.claims.beyond(self.edge.size)]


def _differences(backup: BackupFile, found: Proof, seals: Lines) -> Iterator[Problem]:
    stated = backup.proof
    if (found.size, found.root, found.root_sm3) != (stated.size, stated.root, stated.root_sm3):
        yield Problem("backup-root-differs", detail=found.root)
    if found.about != stated.about:
        yield Problem("backup-table-differs", detail=ABOUT)
    if seals.proof() != stated.tables.get(SEALS.name):
        yield Problem("backup-seals-differ")
    for name in sorted({*found.tables, *stated.tables}):
        if found.tables.get(name) != stated.tables.get(name):
            yield Problem("backup-table-differs", detail=name)


def grown_by(rows: Iterable[Row]) -> Iterator[Grown]:
    """Yield the trees as they grow by events, a block at a time; positions between are sealed as empty.

    Raises:
        RefusedError: "backup-out-of-order"; positions must rise from 1, with no gap beyond measure.
    """
    rest, edge = iter(rows), NOTHING
    while block := list(islice(rest, _BLOCK)):
        grown = _grown(edge, block)
        yield grown
        edge = grown.after


def _grown(edge: Edge, block: Sequence[Row]) -> Grown:
    """Return what the trees gain by events; the positions between them are sealed as empty."""
    positions = [row[0] for row in block]
    if any(not 0 < later - earlier <= _WIDEST_GAP for earlier, later in pairwise([edge.size, *positions])):
        raise RefusedError("backup-out-of-order", position=positions[0])
    leaves = [leaf_of(entry(*row[1:])) for row in block]
    seals, after = extend(edge, without_gaps(edge.size, leaves, positions))
    return Grown(edge, seals, after)
