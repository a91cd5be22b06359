"""Long work beside a window: it goes on in a thread, and what it says waits until the window asks."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from toolkit.progress import Progress, Stopped

Result = TypeVar("Result")
Work = Callable[[Progress], Result]
"""What is to be done; it calls the progress that it is given again and again."""


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far it is: a stage in Chinese, how much of it is done and how much there is; 0 while nobody knows."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Finished(Generic[Result]):
    """It is done, and this came of it."""

    result: Result


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be done."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It was stopped, and nothing was written."""


Event = Progressed | Finished[Result] | Failed | Cancelled


class Job(Generic[Result]):
    """``work`` in a thread of its own, from the moment this is made."""

    def __init__(self, work: Work[Result]) -> None:
        self._work = work
        self._events: queue.SimpleQueue[Event[Result]] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the work where it next says how far it is; :class:`Cancelled` follows."""
        self._stopping.set()

    def events(self) -> Iterator[Event[Result]]:
        """What has happened since this was last asked; never waits."""
        while not self._events.empty():
            yield self._events.get()

    def _run(self) -> None:
        try:
            self._events.put(Finished(self._work(self._progress)))
        except Stopped:
            self._events.put(Cancelled())
        except Exception as error:  # whatever it is, the window says so
            self._events.put(Failed(error))

    def _progress(self, stage: str, done: int, total: int) -> None:
        if self._stopping.is_set():
            raise Stopped
        self._events.put(Progressed(stage, done, total))
