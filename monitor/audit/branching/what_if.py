"""What if: the whole history under another law, calendar or set of facts, beside what holds.

Promise: both sides are computed by the rules that answer every other question; nothing dated before
the start differs, and nothing is written.
"""

from collections import Counter
from collections.abc import Collection, Iterable

import msgspec

from domain.assessment import Law
from domain.comparison import Change, Difference, changes, compare
from domain.history import known
from domain.implications import Implication, implications
from domain.refusal import RefusedError
from domain.viewpoint import Citation
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.correction import corrections, left
from monitor.audit.branching.passing import Advance, Asked, Passed, Subject, name_of, subjects
from monitor.audit.branching.supposition import Supposition
from monitor.audit.branching.trial import Trial

_MEASURES = {
    ("obligation", "due"): "deadlines",
    ("obligation", "overdue"): "overdue",
    ("ground", "established"): "grounds",
    ("window", "due"): "windows",
}
MEASURES = tuple(_MEASURES.values())
Month = dict[str, int]
Work = Counter[tuple[str, str, bool]]


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """A cluster of which something differs; the differences by their first legal day.

    `cited` is the clause responsible for the first of them, `section` where in the rulebook it stands
    (None where the law is the same and another cause made the difference).
    """

    cluster: str
    name: str
    programme: str
    cited: Citation
    section: str | None
    changes: tuple[Change, ...]
    differences: tuple[Difference, ...]

    @property
    def first(self) -> Difference:
        """The difference on the first legal day."""
        return self.differences[0]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What would change: flips by first day, and the work of each month that differs, base and branch."""

    supposed: Supposition
    programme: str | None
    checked: int
    unreadable: tuple[str, ...]
    flips: tuple[Flip, ...]
    workload: tuple[tuple[str, Month, Month], ...]


def what_if(branch: Branch, supposed: Supposition, asked: Asked, advance: Advance) -> Answer:
    """Run the clusters asked about; by default those of the programme of the edition that is tried.

    Raises:
        RefusedError: "what-if-nothing"; "what-if-event-unknown"; a programme or cluster that is not.
        LinesRefusedError: facts that could not be recorded.
    """
    asked = settled(branch, supposed, asked)
    return joined(supposed, asked, [part(branch, supposed, asked, advance)])


def settled(branch: Branch, supposed: Supposition, asked: Asked) -> Asked:
    """Return the question with the programme that it means, where it names neither one nor a cluster.

    Raises:
        RefusedError: "what-if-nothing", "what-if-programme-unknown".
    """
    if supposed.is_empty:
        raise RefusedError("what-if-nothing")
    if asked.programme is None and asked.cluster is None and supposed.book is not None:
        asked = msgspec.structs.replace(asked, programme=supposed.book.programme)
    if asked.programme is not None:
        branch.law_of(asked.programme)
    return asked


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What came of some of the clusters: no larger than what differs among them, and the months.

    `work` counts by month, measure and side; `missing` are the facts to leave out that none of them has.
    """

    checked: int
    unreadable: tuple[str, ...]
    flips: tuple[Flip, ...]
    work: Work
    missing: frozenset[str]


def part(branch: Branch, supposed: Supposition, asked: Asked, advance: Advance) -> Part:
    """Run some of the clusters: those that a settled question reaches.

    Raises:
        RefusedError: "cluster-not-found".
        LinesRefusedError: facts that could not be recorded.
    """
    run = _Run(branch, supposed, asked)
    passed = Passed()
    for subject in subjects(branch, asked, passed, advance, run.corrected):
        run.look(subject)
    return Part(
        checked=passed.checked,
        unreadable=tuple(passed.unreadable),
        flips=tuple(run.flips),
        work=run.work,
        missing=frozenset(run.missing),
    )


def joined(supposed: Supposition, asked: Asked, parts: Iterable[Part]) -> Answer:
    """Return the answer of all parts, in whatever way the clusters were parted.

    Raises:
        RefusedError: "what-if-event-unknown", facts to leave out that no cluster asked about has.
    """
    checked, unreadable, flips = 0, list[str](), list[Flip]()
    work: Work = Counter()
    missing = supposed.without
    for each in parts:
        checked += each.checked
        unreadable += each.unreadable
        flips += each.flips
        work.update(each.work)
        missing &= each.missing
    _refuse_unknown(missing)
    return Answer(
        supposed=supposed,
        programme=asked.programme,
        checked=checked,
        unreadable=tuple(unreadable),
        flips=tuple(sorted(flips, key=lambda flip: (flip.first.on, flip.cluster))),
        workload=tuple(_workload(work)),
    )


class _Run:
    """One run: what it keeps is bounded by what differs, and by the months."""

    def __init__(self, branch: Branch, supposed: Supposition, asked: Asked) -> None:
        self._branch = branch
        self._supposed = supposed
        self._asked = asked
        self._in_use = branch.calendar()
        self._tried = branch.calendar(supposed.notices)
        self._laws: dict[str, Law] = {}
        self.missing = set(supposed.without)
        self.work: Work = Counter()
        self.corrected = corrections(branch, supposed.added, supposed.without)
        self.flips: list[Flip] = []

    def look(self, subject: Subject) -> None:
        """Compare one cluster, note what differs and what work there is."""
        self.missing -= {record.id for record in subject.stream if not record.is_finding}
        stream = self.corrected.get(subject.cluster) or left(subject.stream, self._supposed.without)
        view = subject.viewpoint(self._in_use, self._asked, self._branch)
        trial = Trial(view=view, history=known(stream), calendar=self._tried, start=self._supposed.start)
        base, law = implications(view), self._law(subject.law)
        tried = trial.under(base, law)
        self._count(base, is_branch=False)
        self._count(tried, is_branch=True)
        found = compare(base, tried)
        if found:
            cited, section = trial.responsible(base, (subject.law, law), found[0])
            self.flips.append(
                Flip(
                    cluster=subject.cluster,
                    name=subject.name or name_of(trial.history),
                    programme=subject.law.book.programme,
                    cited=cited,
                    section=section,
                    changes=changes(base, tried, found, self._asked.on),
                    differences=tuple(found),
                )
            )

    def _law(self, in_use: Law) -> Law:
        key = in_use.book.sha256
        if key not in self._laws:
            self._laws[key] = self._supposed.law(in_use)
        return self._laws[key]

    def _count(self, things: Iterable[Implication], *, is_branch: bool) -> None:
        for each in things:
            measure = _MEASURES.get((each.what, each.state))
            if measure:
                self.work[each.on.strftime("%Y-%m"), measure, is_branch] += 1


def _workload(work: Work) -> Iterable[tuple[str, Month, Month]]:
    """Yield the months in which the work differs, in their order."""
    for month in sorted({month for month, _, _ in work}):
        base, tried = (
            {measure: work[month, measure, side] for measure in MEASURES} for side in (False, True)
        )
        if base != tried:
            yield month, base, tried


def _refuse_unknown(missing: Collection[str]) -> None:
    """Refuse ids of facts that no cluster asked about has."""
    if missing:
        found = ", ".join(sorted(missing)[:3])
        raise RefusedError("what-if-event-unknown", kind="not-found", found=found, count=len(missing))
