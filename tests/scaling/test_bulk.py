"""Replay and what-if side by side: the same bytes, however the clusters are parted and whoever works."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from domain.refusal import RefusedError
from monitor.answers.replay import Tally, replay_answer
from monitor.audit.branching.branch import Branch
from monitor.audit.branching.passing import Asked
from monitor.audit.branching.supposition import Supposition
from monitor.audit.branching.what_if import Answer, what_if
from monitor.audit.branching.what_if_answer import what_if_answer
from monitor.audit.replaying.replay import Replay
from monitor.bootstrap import load_library, open_branch, open_session
from monitor.bulk import partitions as parting
from monitor.bulk.partitions import Hands, Place, mark, require_same
from monitor.bulk.replaying import replay_all
from monitor.bulk.spread import Crew, spread
from monitor.bulk.supposing import what_if_all
from monitor.database import open_database
from monitor.recording import LinesRefusedError
from tests.monitor.audit.intruder import Intruder
from tests.office import Office, line, recognised
from tests.scaling.errands import Errand, die, double

CLUSTERS = [f"c{number:02}" for number in range(20)]
SECOND = line("annual-report-filed", "2025-03-01", "c04", year=2024)
FOUNDED = recognised("c99", "2024-08-01")
ALONE, BY_TWO, BY_THREE = Crew(), Crew(workers=2), Crew(workers=3)
ON = Asked(on=date(2026, 6, 2), programme="fujian")
KNOWN_AT = datetime(2026, 6, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory, initialised_sqlite: Path) -> str:
    """A log of twenty clusters of two programmes, looked at twice; one of them cannot be read."""
    file = tmp_path_factory.mktemp("bulk") / "monitor.db"
    file.write_bytes(initialised_sqlite.read_bytes())
    engine = open_database(str(file))
    office = Office(engine)
    for number, cluster in enumerate(CLUSTERS):
        office.record("2024-07-10", recognised(cluster, programme="fujian" if number % 3 else "hainan"))
    filed = [line("annual-report-filed", "2025-01-20", each, year=2024) for each in CLUSTERS[::4]]
    office.record("2025-02-01", *filed)
    office.tick("2025-06-01")
    office.tick("2026-06-01")
    Intruder(engine).runs("UPDATE events SET topic = 'from-the-future.v9' WHERE originator_id = 'c07'")
    engine.dispose()
    return str(file)


def unmoved(_done: int, _total: int | None) -> None:
    """Show no progress."""


def hands(url: str, crew: Crew) -> Hands:
    return Hands(crew=crew, place=Place(db=url, clock=None))


@contextmanager
def branch_of(url: str) -> Iterator[Branch]:
    branch = open_branch(url, None, None)
    branch.known_at = KNOWN_AT
    try:
        yield branch
    finally:
        branch.close()


def tried(url: str, crew: Crew | None, **supposed: object) -> bytes:
    """Return what another law and two facts more come to; without a crew as one pass tells it."""
    other = load_library().book("national-2022")
    facts = {SECOND.cluster: (SECOND,), FOUNDED.cluster: (FOUNDED,), **supposed}
    supposition = Supposition(book=other, added=facts, start=date(2024, 7, 1))  # type: ignore[arg-type]
    with branch_of(url) as branch:
        if crew is None:
            found = what_if(branch, supposition, ON, unmoved)
        else:
            found = what_if_all(branch, supposition, ON, hands(url, crew), unmoved)
        return told(found, branch)


def told(found: Answer, branch: Branch) -> bytes:
    return msgspec.json.encode(what_if_answer(found, branch, ON.on))


def replayed(url: str, crew: Crew | None, advance: Callable[[int, int | None], None] = unmoved) -> bytes:
    """Return what a replay comes to; without a crew as one pass tells it."""
    session = open_session(url, None, studies=True)
    session = msgspec.structs.replace(session, at=KNOWN_AT)
    try:
        if crew is None:
            tally = Tally()
            for each in Replay(session.monitor, session.at).everything():
                tally.take(each)
        else:
            tally = replay_all(session, hands(url, crew), advance)
        return msgspec.json.encode(replay_answer(tally, "zh", simulation=False))
    finally:
        session.monitor.engine.dispose()


# --- the same bytes ---------------------------------------------------------------------------


@pytest.mark.parametrize("largest", [1, 3, 7, 20])
def test_however_the_clusters_are_parted_the_answer_is_the_same(
    url: str, largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parting, "_AT_LEAST", 1)
    monkeypatch.setattr(parting, "_LARGEST", largest)
    whole = msgspec.json.decode(replayed(url, None))
    assert whole["checked"] > len(CLUSTERS)
    assert [each["cluster"] for each in whole["cannot"]] == ["c07"]
    assert replayed(url, ALONE) == replayed(url, None)
    found = msgspec.json.decode(tried(url, None))
    assert (found["changed"], found["unreadable"]) == (13, ["c07"])
    assert FOUNDED.cluster in {each["cluster"] for each in found["flips"]}
    assert tried(url, ALONE) == tried(url, None)


def test_two_and_three_processes_answer_as_one_and_the_bar_reaches_its_end(url: str) -> None:
    seen: list[tuple[int, int | None]] = []
    assert replayed(url, BY_TWO, lambda *each: seen.append(each)) == replayed(url, None)
    assert (seen[0], seen[-1]) == ((2, 20), (20, 20))
    assert tried(url, BY_THREE) == tried(url, None)


def test_what_one_pass_refuses_the_parts_refuse(url: str) -> None:
    repeated = line("annual-report-filed", "2025-01-20", "c08", year=2024)
    for crew in (None, ALONE):
        with pytest.raises(LinesRefusedError):
            tried(url, crew, c08=(repeated,))
    unknown = Supposition(without=frozenset({"nobody"}))
    with branch_of(url) as branch, pytest.raises(RefusedError, match="what-if-event-unknown"):
        what_if_all(branch, unknown, ON, hands(url, ALONE), unmoved)


def test_a_worker_with_other_law_is_refused() -> None:
    library = load_library()
    book = library.book("fujian-2022")
    other = msgspec.structs.replace(book, title="another text")
    changed = msgspec.structs.replace(library, books={**library.books, book.edition: other})
    require_same(mark(load_library()), mark(library))
    with pytest.raises(RefusedError, match="workers-differ"):
        require_same(mark(changed), mark(library))


# --- who works --------------------------------------------------------------------------------


def errands(grave: Path, fatal: int | None = None) -> list[Errand]:
    return [Errand(number, fatal, str(grave)) for number in range(12)]


DOUBLED = [2 * number for number in range(12)]


def test_the_partition_of_a_worker_that_was_killed_is_done_again(tmp_path: Path) -> None:
    assert list(spread(double, errands(tmp_path, fatal=5), BY_TWO)) == DOUBLED
    assert [each.name for each in tmp_path.iterdir()] == ["5"]


def test_workers_that_keep_dying_are_given_up() -> None:
    with pytest.raises(RefusedError, match="workers-died"):
        list(spread(die, iter(range(3)), BY_TWO))


def test_no_more_is_handed_out_than_two_partitions_for_each_worker(tmp_path: Path) -> None:
    taken: list[int] = []

    def counted() -> Iterator[Errand]:
        for each in errands(tmp_path):
            taken.append(each.number)
            yield each

    ahead = [len(taken) - number for number, _ in enumerate(spread(double, counted(), BY_TWO))]
    assert (len(taken), max(ahead)) == (12, 4)


# --- on Dask ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ring() -> Iterator[Crew]:
    """A scheduler with two workers, in processes of their own."""
    words = [sys.executable, "-W", "ignore", "-m", "tests.scaling.ring"]
    with subprocess.Popen(  # noqa: S603 - our own module
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        try:
            yield Crew(scheduler=running.stdout.readline().strip())
        finally:
            running.stdin.close()


def test_dask_answers_as_one_process_does_even_if_a_worker_is_killed(
    url: str, ring: Crew, tmp_path: Path
) -> None:
    assert tried(url, ring) == tried(url, None)
    assert list(spread(double, errands(tmp_path, fatal=5), ring)) == DOUBLED


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.bulk.spread._ANSWERS_WITHIN", "0.2s")
    with pytest.raises(RefusedError, match="scheduler-away"):
        list(spread(double, [], Crew(scheduler="tcp://127.0.0.1:9")))
