"""What stands in the right-click menu of workbooks, whatever the file manager."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

MARK = "xl-report"
"""Stands in every file that is put somewhere, and distinguishes it from the user's own of the same name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One line of the menu: its name, what it does, and the command that the chosen files are handed to."""

    name: str
    action: str
    meaning: str
    command: tuple[str, ...]


def _run(action: str) -> tuple[str, ...]:
    return ("shortcuts", "--run", action)


WINDOW = MenuEntry(name="年报工具", action="window", meaning="在窗口里打开这份工作簿", command=("window",))
ENTRIES = (
    MenuEntry(name="校验", action="check", meaning="把问题标在格子上，打开校验结果", command=_run("check")),
    MenuEntry(name="预览", action="preview", meaning="打开正文填上数字以后的样子", command=_run("preview")),
    MenuEntry(name="生成报告", action="report", meaning="生成报告并打开；有错误时打开校验结果", command=_run("report")),
    WINDOW,
)


def arguments(entry: MenuEntry) -> tuple[str, ...]:
    """What the Python of this installation is called with; the chosen files follow, whatever their names begin with.

    ``-P``: file managers run programs in the folder of the files, and nothing there may be imported.
    """
    return ("-P", "-m", "toolkit.cli", *entry.command, "--")


def interpreter() -> Path:
    """This Python; on Windows the one without a console window, if it is there."""
    silent = Path(sys.executable).with_name("pythonw.exe")
    return silent if silent.is_file() else Path(sys.executable)
