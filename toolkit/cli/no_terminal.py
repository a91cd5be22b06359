"""What is said where there is no terminal: a program of Windows started by a double click or from a menu has none."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable

_OURS = 2
"""Programs in a console that was opened for this one alone: the launcher, and the Python that it runs."""


def has_terminal() -> bool:
    """Whether somebody, or another program, reads what is printed.

    Where nobody does, Python has no streams, or they are a console that closes before anybody can read it.
    """
    return sys.__stdout__ is not None and sys.__stderr__ is not None and not _closes_at_once()


def _closes_at_once() -> bool:
    """Whether Windows opened the console for this program, as for a double click: nothing was asked of it, either."""
    if sys.platform != "win32" or len(sys.argv) > 1 or not sys.stdout.isatty():
        return False
    import ctypes

    room = _OURS + 1
    return bool(ctypes.windll.kernel32.GetConsoleProcessList((ctypes.c_ulong * room)(), room) <= _OURS)


def said_on_a_page(run: Callable[[], int]) -> int:
    """The exit code of ``run``; what it prints, help and errors alike, is opened as a page."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", write_through=True)
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run()
    said.seek(0)
    show_words(said.read())
    return code


def show_words(words: str) -> bool:
    """Open a page with ``words``, if there are any, naming buttons for commands; False where nothing here opens it."""
    from toolkit.clickable import clickable
    from toolkit.desktop.opening import open_text

    return not words.strip() or open_text(clickable(words))
