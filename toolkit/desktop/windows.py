"""发送到 on Windows: one shell link an entry, in the user's own folder."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from toolkit.desktop.menu_entries import ENTRIES, MARK, MenuEntry, arguments, interpreter
from toolkit.errors import MissingTool

_WITHOUT_WINDOW = 7  # SW_SHOWMINNOACTIVE


def places(environment: Mapping[str, str]) -> Mapping[Path, MenuEntry]:
    """Where each entry's link goes."""
    folder = Path(environment.get("APPDATA") or Path.home() / "AppData/Roaming") / "Microsoft/Windows/SendTo"
    return {folder / f"{entry.name}.lnk": entry for entry in ENTRIES}


def write_link(path: Path, entry: MenuEntry) -> None:
    """Write the link through Windows itself; :class:`MissingTool` where pywin32 is not installed.

    A link hands file names to the program as they are. A command file would let ``&`` in a name run commands.
    """
    try:
        com, shell = import_module("pythoncom"), import_module("win32com.shell.shell")
    except ImportError:
        raise MissingTool("缺少 pywin32 组件，不能写入“发送到”菜单。", "请运行 pip install pywin32 后重试。") from None
    link = com.CoCreateInstance(shell.CLSID_ShellLink, None, com.CLSCTX_INPROC_SERVER, shell.IID_IShellLink)
    link.SetPath(str(interpreter()))
    link.SetArguments(subprocess.list2cmdline(arguments(entry)))
    link.SetDescription(f"{MARK} {entry.meaning}")
    link.SetShowCmd(_WITHOUT_WINDOW)
    link.QueryInterface(com.IID_IPersistFile).Save(str(path), 0)
