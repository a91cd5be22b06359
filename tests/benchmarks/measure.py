"""Timing processes and calls, each in turn with a baseline, so that a busy machine slows both."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Timer = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Medians in ms of something and of its baseline."""

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
        start = time.perf_counter()
        done = subprocess.run([sys.executable, *command], capture_output=True, check=False)
        elapsed = time.perf_counter() - start
        if done.returncode > 1:
            raise RuntimeError(done.stderr.decode())
        return elapsed * 1000

    return once


def call(function: Callable[[], object]) -> Timer:
    """A call in this process, libraries loaded."""

    def once() -> float:
        start = time.perf_counter()
        function()
        return (time.perf_counter() - start) * 1000

    return once


def beside(name: str, own: Timer, baseline_name: str, baseline: Timer, *, rounds: int = 15) -> Figure:
    """Both in turn, ``rounds`` times after one that does not count."""
    own(), baseline()
    pairs: Sequence[tuple[float, float]] = [(own(), baseline()) for _ in range(rounds)]
    return Figure(
        name=name,
        own=statistics.median(pair[0] for pair in pairs),
        beside=baseline_name,
        baseline=statistics.median(pair[1] for pair in pairs),
    )


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| what | ms | beside | ms | ratio |", "|---|--:|---|--:|--:|"]
    lines += [f"| {f.name} | {f.own:.1f} | {f.beside} | {f.baseline:.1f} | {f.ratio:.2f} |" for f in figures]
    return "\n".join(lines)
