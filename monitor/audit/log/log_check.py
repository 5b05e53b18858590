"""Whether the log is what it was: the trees rebuilt from the stored bytes, against seals and checkpoints.

Promise: a block at a time, whatever the rows hold. Who could rewrite all events could rewrite all
seals too: only checkpoints that were held elsewhere show that.

Source: RFC 9162 section 2.1 (the tree).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256 as hashed
from typing import NamedTuple

from domain.merkle import root_of
from monitor.audit.log.claims import Claim, Claims, Grown
from monitor.audit.log.log_rows import Block, LogRows, Row
from monitor.audit.log.problems import Problem, Problems
from monitor.audit.log.row_checks import RowChecks
from monitor.audit.log.seal_checks import compare, leaf_found, leaf_sealed
from monitor.digests import sha256, sm3
from monitor.sealing import VOID, Edge, Leaf, extend

Advance = Callable[[int, int | None], None]
_UNREADABLE = Leaf(bytes(32), bytes(32))  # of a row that nobody can have sealed: of no entry the hash
_NOTHING = Edge(0, (), ())


class Verdict(NamedTuple):
    """What a check found: the trees that the stored events make, and all that is wrong.

    `compared` counts the checkpoints that the log was compared with.
    """

    size: int
    root_sha256: bytes
    root_sm3: bytes
    problems: list[Problem]
    compared: int

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems


def check_log(
    rows: LogRows, claims: Iterable[Claim] = (), advance: Advance = lambda _done, _total: None
) -> Verdict:
    """Check the whole log; `advance` is told which position is reached, and the last one."""
    check = _LogCheck(rows, Claims(claims))
    for block in rows.blocks(check.ends):
        check.look(block)
        advance(block.end, check.ends.last)
    check.end()
    return check.verdict()


class _LogCheck:
    """A check on its way through the log.

    There are two trees: of the leaves that the events have, and of those that are stored. They
    are one until something differs.
    """

    def __init__(self, rows: LogRows, claims: Claims) -> None:
        self.ends = rows.ends()
        self._source = rows
        self._claims = claims
        self._rows = RowChecks()
        self._problems = Problems()
        self._found = self._sealed = _NOTHING
        self._compare_claims(Grown(_NOTHING, (), _NOTHING), Grown(_NOTHING, (), _NOTHING))

    def look(self, block: Block) -> None:
        """Check a block: what its rows say, their leaves, the nodes above, the checkpoints in it."""
        leaves = [leaf_found(row) for row in block.events]
        self._look_at_rows(block.events, leaves)
        found = _grown(self._found, _placed(block, leaves))
        sealed = found
        if not self._is_as_sealed(block, found):
            sealed = _grown(self._sealed, _stored(block, found))
            for problem in compare(block, self.ends, found, sealed):
                self._problems.add(problem)
        self._compare_claims(found, sealed)
        self._found, self._sealed = found.after, sealed.after

    def _is_as_sealed(self, block: Block, found: Grown) -> bool:
        """Tell whether nothing needs a closer look; empty seals after the last event do, however right."""
        in_log = block.end <= self.ends.last_event
        return in_log and self._found == self._sealed and found.seals == block.seals

    def _look_at_rows(self, rows: Sequence[Row], leaves: Sequence[Leaf | None]) -> None:
        readable = rows if None not in leaves else [r for r, leaf in zip(rows, leaves, strict=True) if leaf]
        for problem in self._rows.problems(rows, readable):
            self._problems.add(problem)

    def _compare_claims(self, found: Grown, sealed: Grown) -> None:
        for problem in self._claims.compare(found, sealed):
            self._problems.add(problem)

    def end(self) -> None:
        """Add what is beyond the blocks: positions that cannot be, checkpoints of a longer log, the law."""
        reached = self._found.size
        for problem in (*self._astray(reached), *self._claims.beyond(reached), *law_problems(self._source)):
            self._problems.add(problem)

    def _astray(self, reached: int) -> Iterator[Problem]:
        if self.ends.first is not None and self.ends.first < 1:
            yield Problem("position-impossible", self.ends.first)
        if reached < self.ends.last:
            following = self._source.next_after(reached)
            yield Problem("position-missing", reached + 1, following - 1)
            yield Problem("position-astray", following, self.ends.last)

    def verdict(self) -> Verdict:
        """Return the outcome."""
        roots = root_of(sha256, self._found.sha256), root_of(sm3, self._found.sm3)
        return Verdict(self._found.size, *roots, self._problems.all(self.ends.last), self._claims.count)


def _grown(before: Edge, leaves: Sequence[Leaf]) -> Grown:
    seals, after = extend(before, leaves)
    return Grown(before, seals, after)


def _placed(block: Block, leaves: Sequence[Leaf | None]) -> Sequence[Leaf]:
    """Return the leaf of each position: of the event there, or an empty one."""
    readable = [leaf or _UNREADABLE for leaf in leaves]
    if len(readable) == block.end - block.begin:
        return readable
    placed = dict(zip((row[0] for row in block.events), readable, strict=True))
    return [placed.get(position, VOID) for position in range(block.begin + 1, block.end + 1)]


def _stored(block: Block, found: Grown) -> list[Leaf]:
    """Return the leaf of each position as it is stored, or where none is, of its event."""
    stored = {row[0]: leaf_sealed(row) for row in block.seals}
    return [stored.get(each.position) or Leaf(each.sha256[:32], each.sm3[:32]) for each in found.seals]


def law_problems(rows: LogRows) -> Iterator[Problem]:
    """Yield the texts of law that are not what their hash says, or were adopted and are not there."""
    for name, content in rows.law_texts():
        if not isinstance(content, bytes) or name != f"sha256:{hashed(content).hexdigest()}":
            yield Problem("law-text-changed", detail=shown(name))
    for name in rows.lacking_law_texts():
        yield Problem("law-text-missing", detail=shown(name))


def shown(name: object) -> str:
    """Return a stored name so that it can be printed, whatever somebody stored."""
    return str(name).encode(errors="replace").decode()[:80]
