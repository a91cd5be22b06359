"""The files that were written, each to be opened, by itself or in its folder."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tkinter import ttk

from toolkit.desktop.window.theme import unit

_MOST = 4


class ResultBar(ttk.Frame):
    """One line a file; ``open_path`` opens a file or a folder."""

    def __init__(self, parent: tk.Misc, open_path: Callable[[Path], None]) -> None:
        super().__init__(parent)
        self._open = open_path

    def show(self, written: Sequence[Path]) -> None:
        """The files in place of those of before; of many the first ones, and their folder."""
        for child in self.winfo_children():
            child.destroy()
        step = unit(self)
        self.columnconfigure(0, weight=1)
        for row, path in enumerate(written[:_MOST]):
            more = f" 等 {len(written)} 个文件" if row == _MOST - 1 and len(written) > _MOST else ""
            ttk.Label(self, text=path.name + more).grid(row=row, column=0, sticky="w", pady=(0, step // 2))
            for column, (words, target) in enumerate((("打开", path), ("打开所在文件夹", path.parent)), start=1):
                button = ttk.Button(self, text=words, command=partial(self._open, target))
                button.grid(row=row, column=column, padx=(step, 0), pady=(0, step // 2))
