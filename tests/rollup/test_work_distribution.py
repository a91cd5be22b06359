"""Work over an executor: nothing is lost when a worker dies."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from toolkit.errors import OutputError
from toolkit.rollup.executors import DaemonThread, cluster, one_thread, processes
from toolkit.rollup.work_distribution import OpenExecutor, WorkDistribution, Workers


def doubled(items: list[int]) -> list[int]:
    return [2 * item for item in items]


def deadly(items: list[int]) -> list[int]:
    """13 takes its worker with it, always."""
    if 13 in items:
        os._exit(1)
    return doubled(items)


def deadly_once(items: list[str]) -> list[str]:
    """Dies where a marker file is not yet."""
    for item in items:
        marker = Path(item)
        if marker.name == "once" and not marker.exists():
            marker.touch()
            os._exit(1)
    return items


@pytest.mark.parametrize("open_executor", [one_thread(), processes(2)], ids=["thread", "processes"])
def test_every_item_has_its_result(open_executor: OpenExecutor) -> None:
    spread = WorkDistribution(job=doubled, given_up=lambda item: -item, open_executor=open_executor, chunk=7, ahead=3)
    assert dict(spread.results(range(100))) == {item: 2 * item for item in range(100)}


def test_what_kills_its_worker_is_given_up_and_nothing_else() -> None:
    spread = WorkDistribution(job=deadly, given_up=lambda item: -item, open_executor=processes(2), chunk=5, ahead=4)
    expected = {item: 2 * item for item in range(40)} | {13: -13}
    assert dict(spread.results(range(40))) == expected


def test_a_worker_that_dies_once_loses_nothing(tmp_path: Path) -> None:
    items = [str(tmp_path / name) for name in ("a", "b", "once", "c")]
    spread = WorkDistribution(job=deadly_once, given_up=lambda item: "", open_executor=processes(2), chunk=2, ahead=2)
    assert dict(spread.results(items)) == {item: item for item in items}


class SharedFate(DaemonThread):
    """Where 13 is done, all that waits is lost with it, as is what a worker of a cluster had taken ahead."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Future[Any]] = []

    def submit(self, job: Callable[..., Any], /, *chunk: Any, **named: Any) -> Future[Any]:
        outcome: Future[Any] = Future()
        self.waiting.append(outcome)
        super().submit(self.settle, outcome, job, *chunk)
        return outcome

    def settle(self, outcome: Future[Any], job: Callable[..., Any], items: list[int]) -> None:
        time.sleep(0.01)  # so that others wait beside it
        if outcome not in self.waiting:
            return
        if 13 in items:
            lost, self.waiting = self.waiting, []
            for each in lost:
                each.set_exception(BrokenExecutor())
        else:
            self.waiting.remove(outcome)
            outcome.set_result(job(items))


@contextmanager
def shared_fate() -> Iterator[Workers]:
    yield Workers(executor=SharedFate(), threads=lambda: 2, isolating=True)


def test_what_waited_beside_a_deadly_item_is_not_given_up() -> None:
    spread = WorkDistribution(job=doubled, given_up=lambda item: -item, open_executor=shared_fate, chunk=5)
    assert dict(spread.results(range(40))) == {item: 2 * item for item in range(40)} | {13: -13}


class Immediate(Executor):
    """Does everything at once, in place."""

    def submit(self, job: Callable[..., Any], /, *chunk: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(job(*chunk))
        return future


@contextmanager
def at_once() -> Iterator[Workers]:
    yield Workers(executor=Immediate(), threads=lambda: 1)


def test_few_items_are_taken_ahead() -> None:
    """So memory does not grow with their number."""
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(1_000):
            taken.append(item)
            yield item

    spread = WorkDistribution(job=doubled, given_up=lambda item: item, open_executor=at_once, chunk=10, ahead=4)
    results = spread.results(items())
    next(results)
    assert len(taken) <= 50


@pytest.mark.usefixtures("distributed")
def test_no_cluster_there() -> None:
    spread = WorkDistribution(job=doubled, given_up=lambda item: item, open_executor=cluster("tcp://127.0.0.1:9"))
    with pytest.raises(OutputError, match="连接不上"):
        list(spread.results([1]))
