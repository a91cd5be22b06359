"""Limits in seconds of the processor, which a busy machine does not change."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def processor_seconds(job: Callable[[], object]) -> float:
    """What ``job`` takes in this process and in those that it starts and waits for."""
    before = seconds_worked()
    job()
    return seconds_worked() - before


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails a block that takes more, even where it raises."""
    before = seconds_worked()
    try:
        yield
    finally:
        assert seconds_worked() - before < seconds


def seconds_worked() -> float:
    """What the processor has worked in this process and in those that it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
