"""Limits in seconds of the processor, which a busy machine does not change."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def processor_seconds(job: Callable[[], object]) -> float:
    """What ``job`` takes in this process and in those that it starts and waits for."""
    before = _worked()
    job()
    return _worked() - before


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails a block that takes more, even where it raises."""
    before = _worked()
    try:
        yield
    finally:
        assert _worked() - before < seconds


def _worked() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
