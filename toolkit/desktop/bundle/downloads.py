"""Downloading by the user's own pip, so that its index, proxy and certificates are those that it is configured with."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from toolkit.bounds import DOWNLOAD_BYTES, DOWNLOAD_SECONDS
from toolkit.desktop.bundle.targets import INTERPRETER, Target
from toolkit.errors import FailedDownload
from toolkit.progress import Progress, quiet

EXACTLY = ("--no-deps", "--no-binary", INTERPRETER)
"""Options for what is named with its version: nothing that it needs, and the interpreter too, which is no wheel.

pip asks the build script of a source archive for its name. Every other file is a wheel, of which nothing runs here.
"""

_PIP = (sys.executable, "-P", "-m", "pip", "--disable-pip-version-check", "--no-input")
_DOWNLOAD = ("download", "--progress-bar", "off", "--only-binary", ":all:", "--implementation", "cp")
_COMING = ("Collecting ", "Processing ")
"""How pip begins the line of a package that it comes to."""
_WAY_OUT = "请核对网络和 pip 的设置（pip config list）后重试。"


def fetch_locked(lock: str, target: Target, folder: Path, progress: Progress = quiet) -> list[Path]:
    """The files that ``lock`` pins, in ``folder``; :class:`FailedDownload` where one has another SHA-256."""
    pins, files = folder / target.lock_name, folder / target.name
    pins.write_text(lock, encoding="utf-8")
    total = len(lock_lines(lock))
    for python in target.pythons:
        what = [*EXACTLY, "--require-hashes", "--requirement", str(pins)]
        download(what, target, python, files, progress_of(python, total, progress))
    return sorted(files.iterdir())


def progress_of(python: str, total: int, progress: Progress) -> Callable[[int], object]:
    """What hears how many of ``total`` packages for that Python pip has come to; 0 while nobody knows how many."""
    return lambda done: progress(f"下载组件（Python {python}）", done, total)


def lock_lines(lock: str) -> list[str]:
    """The lines of a lock that pin a package."""
    return [line for line in lock.splitlines() if line and not line.startswith("#")]


def download(
    what: Sequence[str], target: Target, python: str, folder: Path, collected: Callable[[int], object] = lambda _: None
) -> None:
    """Have pip put ``what``, options and requirements, into ``folder`` as for a Python of ``target``.

    ``collected`` hears how many packages pip has come to. :class:`FailedDownload` with pip's own reason, or after too
    long.
    """
    tags = [part for platform in target.platforms for part in ("--platform", platform)]
    call = [*_PIP, *_DOWNLOAD, *tags, "--python-version", python, "--dest", str(folder), *what]
    until = time.monotonic() + DOWNLOAD_SECONDS
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        subprocess.Popen(  # noqa: S603  # arguments, and no shell
            call,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            errors="replace",
            preexec_fn=None if sys.platform == "win32" else _bound_files,
        ) as pip,
    ):
        late = threading.Timer(DOWNLOAD_SECONDS, pip.kill)
        late.start()
        try:
            collected(0)
            lines = (line for line in pip.stdout or () if line.startswith(_COMING))
            for number, _ in enumerate(lines, start=1):
                collected(number)
        except BaseException:
            pip.kill()
            raise
        finally:
            late.cancel()
        if pip.wait() and time.monotonic() >= until:
            raise FailedDownload(f"下载组件超过 {DOWNLOAD_SECONDS // 60} 分钟，已停止。", _WAY_OUT)
        errors.seek(0)
        if pip.returncode:
            raise FailedDownload(f"没能下载组件：{_reason(errors.read())}", f"\n{_WAY_OUT}")


def _bound_files() -> None:
    """Let this process write no file over the bound, whatever an index sends."""
    resource = import_module("resource")
    resource.setrlimit(resource.RLIMIT_FSIZE, (DOWNLOAD_BYTES, DOWNLOAD_BYTES))


def _reason(stderr: str) -> str:
    """What pip calls an error, in its own words."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("ERROR:")), lines[-1] if lines else "pip 没有说明原因")
