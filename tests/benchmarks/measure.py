"""The processor's time of processes and calls, each in turn with a baseline, so that a busy machine slows both."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Timer = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The least ms of the processor that something took, and its baseline: what is more was the machine's."""

    name: str
    own: float
    beside: str
    baseline: float

    @property
    def ratio(self) -> float:
        """How many times the baseline."""
        return self.own / self.baseline


def process(*command: str) -> Timer:
    """A run of ``python command``; its output is thrown away, a failure (exit code 2 or worse) is raised."""

    def once() -> float:
        own = [sys.executable, *command]
        started = subprocess.Popen(own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(own)}: exit code {started.returncode}")
        return (used.ru_utime + used.ru_stime) * 1000

    return once


def call(function: Callable[[], object]) -> Timer:
    """A call in this process, libraries loaded."""

    def once() -> float:
        start = time.process_time()
        function()
        return (time.process_time() - start) * 1000

    return once


def beside(name: str, own: Timer, baseline_name: str, baseline: Timer, *, rounds: int = 15) -> Figure:
    """Both in turn, ``rounds`` times after one that does not count."""
    own(), baseline()
    pairs: Sequence[tuple[float, float]] = [(own(), baseline()) for _ in range(rounds)]
    return Figure(
        name=name,
        own=min(pair[0] for pair in pairs),
        beside=baseline_name,
        baseline=min(pair[1] for pair in pairs),
    )


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| what | CPU ms | beside | CPU ms | ratio |", "|---|--:|---|--:|--:|"]
    lines += [f"| {f.name} | {f.own:.1f} | {f.beside} | {f.baseline:.1f} | {f.ratio:.2f} |" for f in figures]
    return "\n".join(lines)
