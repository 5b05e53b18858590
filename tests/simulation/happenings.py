"""What happens in a step: each name of `world.steps` has its function here."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import msgspec

from domain.administration import CalendarNoticeRecorded, CalendarOverridden
from domain.events import legal_day
from domain.refusal import RefusedError
from domain.rulebook_hash import rulebook_sha256
from monitor.access.guard import Guard
from monitor.library import Library
from monitor.notify.outbox import Attempt, Outbox
from monitor.recording import LinesRefusedError
from scheduler.tick import tick
from tests.office import LIBRARY
from tests.simulation import clerk, oracle
from tests.simulation.clerk import Act, File, Told
from tests.simulation.ledger import Answer
from tests.simulation.process import KilledError, Process
from tests.simulation.world import RECEIVER, Step, World

TAKEN, NOT_TAKEN = Attempt(milliseconds=1), Attempt(milliseconds=1, trouble="not-taken")
_MOMENTS = 7  # a process dies at one of its next so many moments


def take(world: World, step: Step) -> None:
    """Let a step happen, in one of the two processes, which may die in it."""
    world.at = max(world.at, step.at)
    process = step.rng.choice(world.processes)
    if step.rng.random() < world.options.deaths:
        process.faults.dies_in = step.rng.randint(1, _MOMENTS)
    if step.rng.random() < world.options.interleaved:
        other = next(each for each in world.processes if each is not process)
        process.faults.others = lambda: _meanwhile(world, other, step)
    world.tail[:-40] = []
    world.tail.append(f"{step.number} {world.at:%Y-%m-%dT%H:%M:%S}Z {step.what}")
    world.ledger.counts[step.what] += 1
    try:
        _HAPPENINGS[step.what](world, process, step.rng)
    except KilledError:
        world.tail[-1] += " (died)"
    finally:
        process.faults.dies_in = process.faults.others = None


def _meanwhile(world: World, other: Process, step: Step) -> None:
    """Let the other process do something whole while the first waits for the lock."""
    world.ledger.counts["interleaved"] += 1
    rng = Random(f"{step.rng.random()}")  # noqa: S311 - reproducible, no secret
    _HAPPENINGS[rng.choice(("tick", "act", "act"))](world, other, rng)


# --- people ---------------------------------------------------------------------------------


def _found(world: World, process: Process, _rng: Random) -> None:
    empty = [file for file in world.files if not file.told]
    if empty:
        _send(world, process, empty[0], clerk.founding(empty[0], legal_day(world.at)))


def _act(world: World, process: Process, rng: Random) -> None:
    file = rng.choice(world.files)
    today = legal_day(world.at)
    act = clerk.act(file, rng, today, world.options.late_facts) if file.told else clerk.founding(file, today)
    _send(world, process, file, act)


def _appeal(world: World, process: Process, rng: Random) -> None:
    """Lodge the appeals whose day has come: on the eve of the last day, on it, or the day after."""
    today = legal_day(world.at)
    for file in world.files:
        if file.stage != "served" or file.programme != "fujian":
            file.appeal_on = None
        elif file.appeal_on is None:
            served = [each.line.effective_on for each in file.told if each.line.type == "decision-served"][-1]
            days = oracle.NaiveCalendar(process.monitor.log.stream(":calendar"), file.county)
            due_on = days.working_day(served, oracle.APPEAL_WORKING_DAYS, today)
            file.appeal_on = due_on + timedelta(days=rng.choice((-1, 0, 0, 1, 400)))
        elif file.appeal_on <= today:
            _send(world, process, file, clerk.appeal(file, today))


def _send(world: World, process: Process, file: File, act: Act) -> None:
    """Send a line; where the answer is lost, send it again until there is one."""
    at = world.at + timedelta(seconds=world.options.skew_seconds * (process is world.first))
    for _ in range(3):
        try:
            with process.running() as monitor:
                outcome = Guard(monitor).seen_by(act.who, at).record([act.line])
        except KilledError:
            world.ledger.counts["lost answers"] += 1
        except LinesRefusedError as error:
            world.ledger.refused.update(each.error.code for each in error.refused)
            return
        except RefusedError as error:
            world.ledger.refused[error.code] += 1
            return
        else:
            world.ledger.acknowledge(outcome.recorded)
            for record in outcome.recorded:
                file.record(Told(record.id, act.line))
            return


# --- the service ----------------------------------------------------------------------------


def _tick(world: World, process: Process, _rng: Random) -> None:
    try:
        with process.running() as monitor:
            found = tick(monitor, monitor.stamp(world.at))
    except RefusedError as error:
        world.ledger.refused[f"tick: {error.code}"] += 1
        return
    world.ledger.acknowledge(tuple(found))
    world.ledger.counts["findings"] += len(found)


def _restart(_world: World, process: Process, _rng: Random) -> None:
    process.restart()


def _rebuild(_world: World, process: Process, _rng: Random) -> None:
    with process.running() as monitor:
        monitor.rebuild()


def _deliver(world: World, process: Process, rng: Random) -> None:
    """Work off the outbox; the receiver may answer and its answer be lost."""
    with process.running() as monitor:
        monitor.catch_up()
        outbox = Outbox(monitor.engine)
        while (waiting := outbox.take(RECEIVER, world.at)) is not None:
            (record,) = monitor.log.after(waiting.number - 1, 1)
            is_taken = rng.random() < 0.95
            if is_taken:
                world.ledger.receive(record.id)
            outbox.note(waiting, TAKEN if is_taken else NOT_TAKEN, world.at)


def _ask(world: World, process: Process, rng: Random) -> None:
    """Ask for a status and keep the answer."""
    file = rng.choice(world.files)
    at = world.at
    if not file.told:
        return
    with process.running() as monitor:
        last = monitor.log.last_recorded_at()
        known_at = max(at, last) if last else at
        answer = monitor.status(file.cluster, on=legal_day(known_at), known_at=known_at)
    kept = msgspec.json.encode(answer, order="sorted")
    world.ledger.answers.append(Answer(file.cluster, legal_day(known_at), known_at, kept))


# --- calendar and law -------------------------------------------------------------------------


def _notice(world: World, process: Process, rng: Random) -> None:
    """Hear of a holiday notice: of today, some days late, or of days already begun (as in 2020)."""
    today = legal_day(world.at)
    first = today + timedelta(days=rng.choice((0, 1, 5, 12, 25)))
    off = tuple(first + timedelta(days=n) for n in range(rng.choice((1, 3, 8))))
    work = tuple({off[-1] + timedelta(days=n) for n in rng.sample(range(1, 12), 2)})
    body = CalendarNoticeRecorded(year=first.year, off=off, work=tuple(sorted(work)), amends=first.year)
    _declare(world, process, body, today - timedelta(days=rng.choice((0, 0, 4))))


def _override(world: World, process: Process, rng: Random) -> None:
    today = legal_day(world.at)
    day = today + timedelta(days=rng.randint(-2, 20))
    region = rng.choice(("*", "35", "3505", "44"))
    body = CalendarOverridden(region=region, day=day, working=rng.random() < 0.5, basis="公告")
    _declare(world, process, body, today)


def _declare(
    world: World, process: Process, body: CalendarNoticeRecorded | CalendarOverridden, on: date
) -> None:
    try:
        with process.running() as monitor:
            recorded = monitor.record_calendar(body, on, at=world.at, by="lin")
        world.ledger.acknowledge((recorded,))
    except RefusedError as error:
        world.ledger.refused[error.code] += 1


def _law(world: World, _process: Process, rng: Random) -> None:
    """Install a release with another edition of the Fujian text: another term, another day it lapses."""
    for process in world.processes:
        process.restart(edited(rng.choice((2, 3, 4)), rng.choice((date(2024, 12, 6), date(2027, 12, 6)))))
        rng = Random(f"{rng.random()}")  # noqa: S311 - reproducible, no secret
    world.processes[1].restart(world.processes[0].library)


def edited(years: int, through: date) -> Library:
    """Return the library with another edition of the Fujian text."""
    book = LIBRARY.books["fujian-2022"]
    standing = msgspec.structs.replace(book.standing, in_force_through=through)
    validity = msgspec.structs.replace(book.validity, years=years)
    changed = msgspec.structs.replace(book, standing=standing, validity=validity)
    changed = msgspec.structs.replace(changed, sha256=rulebook_sha256(changed))
    return msgspec.structs.replace(LIBRARY, books={**LIBRARY.books, "fujian-2022": changed})


_HAPPENINGS: dict[str, Callable[[World, Process, Random], None]] = {
    "found": _found,
    "act": _act,
    "appeal": _appeal,
    "tick": _tick,
    "restart": _restart,
    "rebuild": _rebuild,
    "deliver": _deliver,
    "ask": _ask,
    "notice": _notice,
    "override": _override,
    "law": _law,
    "check": lambda *_: None,
}
