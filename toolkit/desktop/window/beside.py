"""Doing what takes a moment without holding the window up."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from typing import TypeVar

from toolkit.desktop.jobs import Failed, Finished, Job, Work

Result = TypeVar("Result")
POLL = 60
"""Milliseconds between two looks at what the work says."""


def do_beside(
    root: tk.Misc, work: Work[Result], done: Callable[[Result], object], failed: Callable[[Exception], object]
) -> None:
    """Do ``work`` in a thread of its own; what comes of it is reported in the window's, in a moment."""
    job = Job(work)

    def look() -> None:
        for event in job.events():
            match event:
                case Finished(result):
                    done(result)
                    return
                case Failed(error):
                    failed(error)
                    return
        root.after(POLL, look)

    root.after(POLL, look)
