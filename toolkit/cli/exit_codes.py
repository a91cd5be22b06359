"""Exit codes, and how a run ends where the terminal, pipe or disk behind the standard output fails."""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import click

from toolkit.errors import reason_of

FAILED = 2
"""Exit code: wrong usage, a file that cannot be read as what it should be, or a result that could not be written."""
INTERRUPTED = 130
"""Exit code: Ctrl-C."""


class StreamFault(Exception):
    """The terminal, pipe or disk behind a standard stream gave way; ``error`` says how."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


@contextlib.contextmanager
def stream_faults() -> Iterator[None]:
    """Raise :class:`StreamFault` for a fault of a standard stream; one of a file, whose exception names it, passes."""
    try:
        yield
    except OSError as error:
        if error.filename is not None or error.errno is None:
            raise
        raise StreamFault(error) from error


def exit_code_of(run: Callable[[], Any]) -> int:
    """The exit code of ``run``, which raises as click does, with its messages shown and everything written out.

    A reader that closes the pipe has what it wanted: 0, and not a word. A full disk behind the standard output is
    reported on stderr.
    """
    try:
        code = _code(run)
        with stream_faults():
            sys.stdout.flush()
    except StreamFault as fault:
        _silence(sys.stdout)
        return 0 if fault.error.errno == errno.EPIPE else _failed(fault.error)
    return code


def leave(end: SystemExit) -> NoReturn:
    """End the process as ``end`` says, without freeing one by one what it holds: the system does that at once.

    Whoever asked to be called at the end still is. Where a thread is left, Python waits for it, and ends itself.
    """
    if threading.active_count() > 1 or not isinstance(end.code, int):
        raise end
    atexit._run_exitfuncs()
    if sys.stderr is not None:  # as in a program without a console on Windows
        with contextlib.suppress(OSError, ValueError):  # stdout is written out already, see above
            sys.stderr.flush()
    os._exit(end.code)


def _code(run: Callable[[], Any]) -> int:
    try:
        code = run()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("已中止。", err=True)
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _failed(error: OSError) -> int:
    with contextlib.suppress(OSError):  # stderr may be on the same full disk
        click.echo(f"错误：无法写到标准输出：{reason_of(error)}。请换一个位置后重试。", err=True)
    return FAILED


def _silence(stream: Any) -> None:
    """Let what is still in the stream's buffer go nowhere: the interpreter would fail on it at its end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
