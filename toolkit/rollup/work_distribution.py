"""Spreading work over workers so that a dying one loses nothing.

One code path for threads, processes and a cluster. Tasks go out in chunks, a few for each thread there is, so that none
waits and memory does not grow with their number; when the work is stopped, the executor drops what no worker has yet.
Jobs handle their own faults; so whatever a future raises means that its worker, or the way to it, was lost. The items
of its chunk are then sent again one by one, and those lost again are tried alone, with nothing beside them: what a
dying worker had waiting is lost with it, on a cluster too. What is lost even then is given up.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from toolkit.errors import OutputError
from toolkit.progress import Tick, silence
from toolkit.waiting import INTERVAL

Item = TypeVar("Item")
Result = TypeVar("Result")

ATTEMPTS = 2
"""How often an item is tried alone before it is given up."""
LOST_SECONDS = 60
"""How long work waits while no worker is there."""
_COUNT_SECONDS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """An executor, and how many threads it has now, 0 while all are gone.

    ``isolating``: a dying worker takes only what it had itself, not all that is under way.
    """

    executor: Executor
    threads: Callable[[], int]
    isolating: bool = False


OpenExecutor = Callable[[], AbstractContextManager[Workers]]


@dataclass(frozen=True, kw_only=True)
class WorkDistribution(Generic[Item, Result]):
    """How to work: ``job`` turns a chunk of items into as many results, anywhere; ``open_executor`` gives workers.

    For each of their threads ``ahead`` chunks are under way.
    """

    job: Callable[[list[Item]], list[Result]]
    given_up: Callable[[Item], Result]
    open_executor: OpenExecutor
    chunk: int = 10
    ahead: int = 3

    def results(self, items: Iterable[Item], tick: Tick = silence) -> Iterator[tuple[Item, Result]]:
        """Every item with its result, in the order of coming home; ``tick`` is called while they are waited for.

        :class:`~toolkit.errors.OutputError` where no worker was there for a minute, or they cannot be reached.
        """
        queue, suspects = iter(items), list[Item]()
        while True:
            lost: list[Item] = []
            if suspects:
                waiting = iter(suspects)
                unsent = yield from self._until_a_loss(waiting, 1, lost, tick)
                suspects = [*unsent, *waiting]
                for item in lost:
                    yield from self._alone(item, tick)
                continue
            unsent = yield from self._until_a_loss(queue, self.chunk, lost, tick)
            if not lost:
                return
            queue, suspects = chain(unsent, queue), lost

    def _until_a_loss(
        self, queue: Iterator[Item], chunk: int, lost: list[Item], tick: Tick
    ) -> Generator[tuple[Item, Result], None, list[Item]]:
        """Work until the queue is empty, or all workers are lost; returns the chunk that was not sent any more."""
        with self.open_executor() as workers:
            under_way: _UnderWay[Item, Result] = _UnderWay(workers, self.job)
            items = list(islice(queue, chunk))
            while under_way.chunks or (items and not under_way.broken):
                room = self.ahead * under_way.threads()
                while items and not under_way.broken and len(under_way.chunks) < room:
                    under_way.send(items, lost)
                    items = list(islice(queue, chunk))
                yield from under_way.come_home(lost)
                tick()
            return items

    def _alone(self, item: Item, tick: Tick) -> Iterator[tuple[Item, Result]]:
        for _ in range(ATTEMPTS):
            lost: list[Item] = []
            yield from self._until_a_loss(iter((item,)), 1, lost, tick)
            if not lost:
                return
        yield item, self.given_up(item)


class _UnderWay(Generic[Item, Result]):
    """The chunks that workers have, or will have next."""

    def __init__(self, workers: Workers, job: Callable[[list[Item]], list[Result]]) -> None:
        self.chunks: dict[Future[list[Result]], list[Item]] = {}
        self.broken = False  # no worker will ever take a chunk again
        self._workers, self._job = workers, job
        self._done: SimpleQueue[Future[list[Result]]] = SimpleQueue()
        self._known = workers.threads()
        self._seen = self._counted = time.monotonic()

    def threads(self) -> int:
        """How many there are, as of the last second; an error if for a minute there have been none."""
        now = time.monotonic()
        if now - self._counted > _COUNT_SECONDS:
            self._known, self._counted = self._workers.threads(), now
        if self._known:
            self._seen = now
        elif now - self._seen > LOST_SECONDS:
            message = "集群已有一分钟没有可用的工作节点。已经读取的都已保存。"
            raise OutputError(message, "请启动工作节点后重新汇总，或不加 --scheduler 在本机运行。")
        return self._known

    def send(self, items: list[Item], lost: list[Item]) -> None:
        try:
            future = self._workers.executor.submit(self._job, items)
        except RuntimeError:  # the pool is already broken: BrokenExecutor is one
            self.broken = True
            lost += items
            return
        self.chunks[future] = items
        future.add_done_callback(self._done.put)

    def come_home(self, lost: list[Item]) -> Iterator[tuple[Item, Result]]:
        """What has come home, or comes before the next tick."""
        with suppress(Empty):
            future = self._done.get(timeout=INTERVAL)
            while True:
                items = self.chunks.pop(future)
                yield from zip(items, self._results(future, items, lost), strict=False)
                future = self._done.get_nowait()

    def _results(self, future: Future[list[Result]], items: list[Item], lost: list[Item]) -> list[Result]:
        """None where the worker is gone (BrokenProcessPool, KilledWorker) or the way to it (CancelledError)."""
        try:
            return future.result()
        except (ImportError, AttributeError) as error:
            message = "集群的工作节点上没有装本程序，或装的是另一版本。"
            raise OutputError(message, "请在调度器和各工作节点上安装与本机相同的版本。") from error
        except Exception as error:
            self.broken |= not self._workers.isolating or isinstance(error, CancelledError)
            lost += items
            return []
