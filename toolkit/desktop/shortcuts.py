"""Putting the entries into the menus and taking them out again, without administrator rights."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.desktop import linux, windows
from toolkit.desktop.menu_entries import MARK
from toolkit.errors import MissingTool, OutputError, reason_of

_EXECUTABLE = 0o755


def install(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Iterator[Path]:
    """Put every entry in its place, over an earlier one; yields each file as it is written.

    A file of the user's own of the same name is kept: :class:`OutputError`.
    """
    if platform == "win32":
        for path, entry in windows.places(environment).items():
            with _written(path):
                windows.write_link(path, entry)
            yield path
        return
    for path, content in _linux(platform, environment).items():
        with _written(path):
            path.write_text(content, encoding="utf-8", newline="\n")
            path.chmod(_EXECUTABLE)
        yield path


def remove(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Iterator[Path]:
    """Take the entries away, and folders that this leaves empty; yields each file that was there."""
    places = windows.places(environment) if platform == "win32" else _linux(platform, environment)
    for path in places:
        if path.exists() and _is_ours(path):
            path.unlink()
            for folder in (path.parent, path.parent.parent):
                with contextlib.suppress(OSError):  # something else is in it
                    folder.rmdir()
            yield path


def _linux(platform: str, environment: Mapping[str, str]) -> Mapping[Path, str]:
    if platform == "darwin":
        raise MissingTool("右键菜单只支持 Windows 和 Linux 桌面。", "请在“终端”中运行 xl-report check 和 render。")
    return linux.files(environment)


@contextlib.contextmanager
def _written(path: Path) -> Iterator[None]:
    if path.is_symlink() or (path.exists() and not _is_ours(path)):
        raise OutputError(f"“{path}”已经存在，不是本程序放的，没有改动。", "请改名或移走它以后重试。")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise OutputError(f"无法写入“{path}”（{reason_of(error)}）。", "请核对这个文件夹的权限。") from None


def _is_ours(path: Path) -> bool:
    """Whether the file carries our mark, in the encodings that scripts and links have."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return MARK.encode() in content or MARK.encode("utf-16-le") in content
