"""Tk's own dialogs in Chinese, as on Linux, where it draws the choice of a file itself."""

from __future__ import annotations

import tkinter as tk

_NAMESPACE, _LOCALE = "::tk", "zh_cn"
_LACKING = {
    "&Selection:": "所选(&S)：",
    "Show &Hidden Files and Directories": "显示隐藏的文件和文件夹(&H)",
    "Show &Hidden Directories": "显示隐藏的文件夹(&H)",
    'File "%1$s"  does not exist.': "没有文件“%1$s”。",
    'Directory "%1$s" does not exist.': "没有文件夹“%1$s”。",
    'Cannot change to the directory "%1$s".\nPermission denied.': "打不开文件夹“%1$s”：没有权限。",
    'Cannot change to the directory "%1$s".': "打不开文件夹“%1$s”。",
    'Invalid file name "%1$s".': "文件名“%1$s”不能用。",
    'File "%1$s" already exists.\nDo you want to overwrite it?': "已经有文件“%1$s”，要覆盖它吗？",
    "&Directory:": "文件夹(&D)：",
    "File &name:": "文件名(&N)：",
    "File &names:": "文件名(&N)：",
    "Files of &type:": "文件类型(&T)：",
    "&OK": "确定(&O)",
    "&Open": "打开(&O)",
    "&Save": "保存(&S)",
    "&Cancel": "取消(&C)",
    "&Yes": "是(&Y)",
    "&No": "否(&N)",
    "Open": "打开",
    "Save As": "另存为",
    "Choose Directory": "选择文件夹",
}
"""What Tk's own translation lacks, or words badly, whatever its version."""


def speak_chinese(root: tk.Tk) -> None:
    """Set the language of whatever Tk itself shows under ``root``."""
    root.tk.call("package", "require", "msgcat")
    root.tk.call("::msgcat::mclocale", _LOCALE)
    root.tk.eval("::msgcat::mcload [file join $::tk_library msgs]")
    for words, chinese in _LACKING.items():
        root.tk.call("namespace", "eval", _NAMESPACE, ("::msgcat::mcset", _LOCALE, words, chinese))
