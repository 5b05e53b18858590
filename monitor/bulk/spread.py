"""Partitions worked on side by side, by processes of this machine or by those of a Dask scheduler.

Promise: the results come in the order of the partitions, whoever did them and when; few are held at a time;
and a partition whose worker died is done again by another, a few times.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

import msgspec

from domain.refusal import RefusedError

DEATHS = 3  # one after another, without a partition done between them
_AHEAD = 2  # partitions handed out for each worker
_ANSWERS_WITHIN = "10s"  # a scheduler, and the first worker it has

Task = TypeVar("Task")
Result = TypeVar("Result")


class Crew(msgspec.Struct, frozen=True, kw_only=True):
    """Who works: so many processes here; or those that a Dask scheduler at an address has."""

    workers: int = 1
    scheduler: str | None = None

    @property
    def is_alone(self) -> bool:
        """Tell whether the process that asks does everything itself."""
        return self.workers == 1 and self.scheduler is None


def spread(work: Callable[[Task], Result], tasks: Iterable[Task], crew: Crew) -> Iterator[Result]:
    """Yield what `work`, a function of a module, makes of each task, in the order of the tasks.

    Raises:
        RefusedError: "workers-died"; "dask-missing", "scheduler-away"; whatever `work` is refused by.
    """
    if crew.is_alone:
        return map(work, tasks)
    if crew.scheduler is not None:
        return _by_dask(work, iter(tasks), crew.scheduler)
    return _by_processes(work, iter(tasks), crew.workers)


def _processes(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _by_processes(work: Callable[[Task], Result], tasks: Iterator[Task], workers: int) -> Iterator[Result]:
    ahead = _Ahead(work, tasks, workers)
    deaths = 0
    try:
        while True:
            try:
                ahead.hand_out()
                if not ahead.waiting:
                    return
                result = ahead.waiting[0][1].result()
            except BrokenProcessPool:
                deaths += 1
                if deaths >= DEATHS:
                    raise _died() from None
                ahead.hand_out_again()
            else:
                deaths = 0
                ahead.waiting.popleft()
                yield result
    finally:
        ahead.close()


class _Ahead(Generic[Task, Result]):
    """The tasks that are handed out to processes, in their order, each with what will come of it."""

    def __init__(self, work: Callable[[Task], Result], tasks: Iterator[Task], workers: int) -> None:
        self._work, self._tasks, self._workers = work, tasks, workers
        self._pool = _processes(workers)
        self.waiting: deque[tuple[Task, Future[Result]]] = deque()

    def hand_out(self) -> None:
        """Hand out tasks until every worker has some ahead, and one is kept for whoever is ready first."""
        while len(self.waiting) < _AHEAD * self._workers:
            task = next(self._tasks, None)
            if task is None:
                return
            try:
                self.waiting.append((task, self._pool.submit(self._work, task)))
            except BrokenProcessPool:
                self.waiting.append((task, _broken()))
                raise

    def hand_out_again(self) -> None:
        """Hand out to new processes whatever the dead ones left undone."""
        self.close()
        self._pool = _processes(self._workers)
        for _ in range(len(self.waiting)):
            task, future = self.waiting.popleft()
            if future.cancelled() or isinstance(future.exception(), BrokenProcessPool):
                future = self._pool.submit(self._work, task)
            self.waiting.append((task, future))

    def close(self) -> None:
        """End the processes; what they have begun is waited for."""
        self._pool.shutdown(cancel_futures=True)


def _broken() -> Future[Any]:
    future: Future[Any] = Future()
    future.set_exception(BrokenProcessPool())
    return future


def _died() -> RefusedError:
    return RefusedError("workers-died", kind="unavailable", count=DEATHS)


def _by_dask(work: Callable[[Task], Result], tasks: Iterator[Task], scheduler: str) -> Iterator[Result]:
    """Yield the results of a scheduler's workers; it hands a dead worker's tasks to others by itself."""
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise RefusedError("dask-missing") from None
    try:
        client = Client(scheduler, timeout=_ANSWERS_WITHIN, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise RefusedError(
            "scheduler-away", kind="unavailable", scheduler=scheduler, reason=type(error).__name__
        ) from None
    waiting: deque[Any] = deque()
    with client:
        width = _AHEAD * _threads(client, scheduler)
        while True:
            while len(waiting) < width and (task := next(tasks, None)) is not None:
                waiting.append(client.submit(work, task, pure=False))
            if not waiting:
                return
            try:
                result = waiting.popleft().result()
            except KilledWorker:
                raise _died() from None
            yield result


def _threads(client: Any, scheduler: str) -> int:  # noqa: ANN401 - Dask's, imported only where it is used
    """Return how many tasks the workers of a scheduler do at once.

    Raises:
        RefusedError: "scheduler-away", it has no workers.
    """
    try:
        client.wait_for_workers(1, timeout=_ANSWERS_WITHIN)
    except TimeoutError:
        raise RefusedError(
            "scheduler-away", kind="unavailable", scheduler=scheduler, reason="0 workers"
        ) from None
    return int(sum(client.nthreads().values()))
