"""Work beside a window: what it says, what comes of it, and how it is stopped."""

from __future__ import annotations

import threading
import time
from typing import TypeVar

import pytest

from toolkit.desktop.jobs import Cancelled, Event, Failed, Finished, Job, Progressed
from toolkit.errors import ReportError
from toolkit.progress import Progress

Result = TypeVar("Result")


def all_events(job: Job[Result]) -> list[Event[Result]]:
    """What a job says up to its end."""
    found: list[Event[Result]] = []
    for _ in range(500):
        found += job.events()
        if found and not isinstance(found[-1], Progressed):
            return found
        time.sleep(0.01)
    raise AssertionError(found)


def test_it_says_how_far_it_is_and_what_came_of_it() -> None:
    def work(progress: Progress) -> str:
        progress("读取文件", 0, 0)
        progress("生成报告", 1, 2)
        return "好"

    assert all_events(Job(work)) == [Progressed("读取文件", 0, 0), Progressed("生成报告", 1, 2), Finished("好")]


def test_a_failure_is_an_event() -> None:
    error = ReportError("没有。", "请重试。")

    def work(_: Progress) -> str:
        raise error

    assert all_events(Job(work)) == [Failed(error)]


def test_it_ends_where_it_next_says_how_far_it_is() -> None:
    begun, stopped = threading.Event(), threading.Event()
    written: list[str] = []

    def work(progress: Progress) -> str:
        progress("读取文件", 0, 0)
        begun.set()
        stopped.wait(5)
        progress("生成报告", 0, 1)
        written.append("报告")
        return "好"

    job = Job(work)
    assert begun.wait(5)
    job.stop()
    stopped.set()
    assert all_events(job) == [Progressed("读取文件", 0, 0), Cancelled()]
    assert written == []


@pytest.mark.parametrize("error", [MemoryError(), RecursionError("deep"), KeyError("x")])
def test_whatever_is_raised_is_said(error: Exception) -> None:
    def work(_: Progress) -> str:
        raise error

    assert all_events(Job(work)) == [Failed(error)]
