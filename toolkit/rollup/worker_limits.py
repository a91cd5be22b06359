"""Limits on the processes that read files: one odd file may neither take all memory nor hold a worker for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from toolkit.bounds import WORKER_FILE_SECONDS, WORKER_MEMORY

_confined = False


class TookTooLong(BaseException):
    """A file was not read within its time; no reader that goes on after faults may take it for one."""


def confine() -> None:
    """For a process that does nothing else: it has so much memory, and leaves it to its parent to be interrupted.

    Windows has no such limits; there whoever reads starts a process for each large file and kills it in time.
    """
    global _confined  # a fact about this process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = WORKER_MEMORY if hard == resource.RLIM_INFINITY else min(WORKER_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _too_long)
        _confined = True


def is_confined() -> bool:
    """Whether this process has its limits of memory and time."""
    return _confined


@contextmanager
def within_its_time(seconds: float = WORKER_FILE_SECONDS) -> Iterator[None]:
    """:class:`TookTooLong` where the block takes longer, in a process that is confined."""
    if not _confined:
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TookTooLong
