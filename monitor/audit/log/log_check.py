"""Whether the log is what it was: the trees rebuilt from the stored bytes, against seals and checkpoints.

Promise: a block at a time, whatever the rows hold. Who could rewrite all events could rewrite all
seals too: only checkpoints that were held elsewhere show that.

Source: RFC 9162 section 2.1 (the tree).
"""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256 as hashed
from typing import NamedTuple

from monitor.audit.log.claims import Claim, Claims
from monitor.audit.log.log_rows import Block, LogRows, Row
from monitor.audit.log.problems import Problem, Problems
from monitor.audit.log.row_checks import RowChecks
from monitor.audit.log.seal_checks import (
    as_sealed,
    compare,
    leaves_found,
    places_of,
    tile_problems,
    trees_of,
    with_voids,
)
from monitor.sealing import NOTHING, Grown, Leaves, extend

Advance = Callable[[int, int | None], None]
_NONE = Leaves((), ())


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
        self._found = self._sealed = NOTHING
        self._lost: int | None = None  # the first position of which the leaf is not known any more
        self._tell(claims.compare(extend(NOTHING, _NONE), extend(NOTHING, _NONE)))

    def look(self, block: Block) -> None:
        """Check a block: what its rows say, their leaves, the nodes above, the checkpoints in it."""
        leaves = leaves_found(block.events)
        if leaves is not None and as_sealed(block, leaves) and block.end <= self.ends.given:
            self._tell(self._rows.problems(block.events, block.events))
            placed = with_voids(block, leaves)
            found = extend(self._found, placed)
            sealed = found if self._found == self._sealed else extend(self._sealed, placed)
        else:
            found, sealed = self._look_closely(block)
        if self._lost is None:
            self._tell(tile_problems(block, self.ends, found, sealed))
        self._tell(self._claims.compare(found, sealed, self._lost))
        self._found, self._sealed = found.after, sealed.after

    def _look_closely(self, block: Block) -> tuple[Grown, Grown]:
        """Tell what is wrong at which position; return what the two trees gain."""
        places = places_of(block)
        readable = [row for row in block.events if places.leaves[row[0]] is not None]
        self._tell(self._rows.problems(block.events, readable))
        for each in compare(block, places, self.ends):
            self._problems.add(each)
        trees = trees_of(block, places)
        self._lost = self._lost or trees.lost
        return extend(self._found, trees.found), extend(self._sealed, trees.sealed)

    def _tell(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self._problems.add(problem)

    def end(self) -> None:
        """Add what is beyond the blocks: positions that cannot be, checkpoints of a longer log, the law."""
        reached = self._found.size
        self._tell(self._astray(reached))
        self._tell(gap_problems(self._source.gaps(), self.ends.last_event))
        for level, number in self._source.stray_tiles(reached):
            self._problems.add(Problem("tile-astray", detail=shown(f"{level}/{number}")))
        self._tell(self._claims.beyond(max(reached, self.ends.given)))
        self._tell(law_problems(self._source))

    def _astray(self, reached: int) -> Iterator[Problem]:
        if self.ends.first is not None and self.ends.first < 1:
            yield Problem("position-impossible", self.ends.first)
        if reached < self.ends.last_event:
            following = self._source.next_after(reached)
            yield Problem("position-missing", reached + 1, following - 1)
            yield Problem("position-astray", following, self.ends.last_event)
        if self.ends.last_event < self.ends.given:
            yield Problem("tail-cut", max(self.ends.last_event, 0) + 1, self.ends.given)

    def verdict(self) -> Verdict:
        """Return the outcome."""
        roots = self._found.root("sha256"), self._found.root("sm3")
        return Verdict(self._found.size, *roots, self._problems.all(self.ends.last), self._claims.count)


def gap_problems(gaps: Iterable[Row], last_event: int) -> Iterator[Problem]:
    """Yield the gaps that no restore can have left: twice, out of order, or with no event behind them."""
    reached = 0
    for first, last in gaps:
        if type(last) is not int or not reached < first <= last < last_event:
            until = last if type(last) is int and last > first else None
            yield Problem("gap-impossible", first, until)
        reached = max(reached, last) if type(last) is int else reached


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
