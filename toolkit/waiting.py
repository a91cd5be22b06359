"""Waiting for what works elsewhere, in a thread or in another program, and leaving it when that is no longer wanted."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

from toolkit.progress import Tick

Result = TypeVar("Result")
INTERVAL = 0.1
"""Seconds between two ticks."""


def result_of(job: Callable[[], Result], tick: Tick) -> Result:
    """What ``job`` returns or raises, in a thread of its own; if ``tick`` raises, the job goes on unattended.

    For what cannot be interrupted. The program does not wait at its end for such a job.
    """
    future: Future[Result] = Future()

    def work() -> None:
        try:
            future.set_result(job())
        except BaseException as error:  # for whoever waits
            future.set_exception(error)

    Thread(target=work, daemon=True).start()
    while not wait([future], INTERVAL).done:
        tick()
    return future.result()


def run_program(
    command: Sequence[str | os.PathLike[str]], patience: float, tick: Tick, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a program without window and input, and return what it wrote on its standard output.

    It is killed, with the programs that it started where the system knows groups of them, if ``tick`` raises, and
    after ``patience`` seconds: ``subprocess.TimeoutExpired``.
    """
    until = time.monotonic() + patience
    with subprocess.Popen(  # noqa: S603  # the command is our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would show one
    ) as process:
        try:
            return subprocess.CompletedProcess(command, *_ended(process, until, tick))
        except BaseException:
            _kill(process)
            raise


def _ended(process: subprocess.Popen[bytes], until: float, tick: Tick) -> tuple[int, bytes]:
    while True:
        try:
            output, _ = process.communicate(timeout=INTERVAL)
        except subprocess.TimeoutExpired:
            if time.monotonic() > until:
                raise
            tick()
        else:
            return process.returncode, output


def _kill(process: subprocess.Popen[Any]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
