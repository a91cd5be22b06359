"""How far long work is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], object]
"""Called with a stage (Chinese), how much of it is done and how much there is; 0 while nobody knows.

It is called again and again, several times a second, also while something else is waited for. What it raises ends the
work, and nothing is written: :class:`Stopped`, where somebody wants no more of it.
"""

Tick = Callable[[], object]
"""A :data:`Progress` within a stage, of which nothing is known but that it goes on."""


class Stopped(BaseException):
    """Somebody wants no more of the work. As with ``KeyboardInterrupt``, no handler of faults takes it for one."""


def quiet(stage: str, done: int, total: int) -> None:
    """Shows nothing, and never stops."""


def silence() -> None:
    """Likewise."""
