"""The workbook that the window works with: its name, its folder, and how to choose another."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import ttk

from toolkit.desktop.window.elided_label import ElidedLabel
from toolkit.desktop.window.theme import unit

NOTHING = "还没有选择工作簿"
_HOW = "选一份工作簿，或者把它拖到{0}；还没有的，点“新建”。"
_ICON, _HERE = "本程序的图标上", "这个窗口里"
_RELEASE = "松开鼠标，就用这份工作簿"


class SourceBar(ttk.Frame):
    """The name large, the folder below it, and the buttons ``choose`` and ``open``."""

    def __init__(self, parent: tk.Misc, choose: Callable[[], None], open_source: Callable[[], None]) -> None:
        super().__init__(parent)
        step = unit(self)
        self.columnconfigure(0, weight=1)
        self._source: Path | None = None
        self._how = _HOW.format(_ICON)
        self._name = ElidedLabel(self, NOTHING, font_name="Title")
        self._folder = ElidedLabel(self, self._how, style="Faint.TLabel")
        self._name.grid(row=0, column=0, sticky="ew", padx=(0, step * 3))
        self._folder.grid(row=1, column=0, sticky="ew", padx=(0, step * 3))
        self.choose = ttk.Button(self, text="选择(O)…", underline=3, command=choose)
        self.choose.grid(row=0, column=1, rowspan=2)
        self.open = ttk.Button(self, text="打开填写(E)", underline=5, command=open_source)
        self.open.grid(row=0, column=2, rowspan=2, padx=(step * 2, 0))

    def show(self, source: Path | None) -> None:
        """The workbook, or that there is none."""
        self._source = source
        self._name.show(source.name if source else NOTHING)
        self._folder.show(str(source.parent) if source else self._how)

    def invite_drops(self) -> None:
        """Say that workbooks may be dropped onto the window."""
        self._how = _HOW.format(_HERE)
        self.show(self._source)

    def hover(self, over: bool) -> None:
        """Say what letting go does while a file is held over the window."""
        if over:
            self._folder.show(_RELEASE)
        else:
            self.show(self._source)
