"""Spreading work over an executor so that a dying worker loses nothing.

One code path for threads, processes and a cluster. Tasks go out in chunks, a few ahead of those coming home, so that
neither waits for the other and memory does not grow with their number; when the work is stopped, only those that a
worker already has are waited for. Jobs handle their own faults; so whatever a future raises means that its worker
died. The items of its chunk are then tried again one by one, and one that takes its worker with it twice is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from toolkit.progress import Tick, silence
from toolkit.waiting import INTERVAL

Item = TypeVar("Item")
Result = TypeVar("Result")
OpenExecutor = Callable[[], AbstractContextManager[Executor]]

ATTEMPTS = 2
"""How often an item is tried alone before it is given up."""


@dataclass(frozen=True, kw_only=True)
class WorkDistribution(Generic[Item, Result]):
    """How to work: ``job`` turns a chunk of items into as many results, anywhere; ``open_executor`` gives workers."""

    job: Callable[[list[Item]], list[Result]]
    given_up: Callable[[Item], Result]
    open_executor: OpenExecutor
    chunk: int = 10
    ahead: int = 8

    def results(self, items: Iterable[Item], tick: Tick = silence) -> Iterator[tuple[Item, Result]]:
        """Every item with its result, in the order of coming home; ``tick`` is called while they are waited for."""
        queue = iter(items)
        while True:
            suspects: list[Item] = []
            yield from self._until_a_death(queue, suspects, tick)
            if not suspects:
                return
            for item in suspects:
                yield item, self._alone(item)

    def _until_a_death(self, queue: Iterator[Item], suspects: list[Item], tick: Tick) -> Iterator[tuple[Item, Result]]:
        """Work until the queue is empty, or until a worker died: then with all that was under way in ``suspects``."""
        with self.open_executor() as executor:
            under_way: dict[Future[list[Result]], list[Item]] = {}
            try:
                while not suspects:
                    while len(under_way) < self.ahead and (items := list(islice(queue, self.chunk))):
                        try:
                            under_way[executor.submit(self.job, items)] = items
                        except RuntimeError:  # the pool is already broken: BrokenExecutor is one
                            suspects += items
                            break
                    if not under_way:
                        return
                    for future in wait(under_way, INTERVAL, FIRST_COMPLETED).done:
                        yield from self._home(future, under_way.pop(future), suspects)
                    tick()
                wait(under_way)
                for future, items in under_way.items():
                    yield from self._home(future, items, suspects)
            finally:  # if it was stopped: those that no worker has yet
                for future in under_way:
                    future.cancel()

    def _home(
        self, future: Future[list[Result]], items: list[Item], suspects: list[Item]
    ) -> Iterator[tuple[Item, Result]]:
        try:
            results = future.result()
        except Exception:  # BrokenProcessPool, KilledWorker, lost connections: all mean that the worker is gone
            suspects += items
            return
        yield from zip(items, results, strict=True)

    def _alone(self, item: Item) -> Result:
        for _ in range(ATTEMPTS):
            with self.open_executor() as executor, suppress(Exception):
                return executor.submit(self.job, [item]).result()[0]
        return self.given_up(item)
