"""The files that were written, each to be opened, by itself or in its folder."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tkinter import ttk

from toolkit.desktop.window.elided_label import ElidedLabel
from toolkit.desktop.window.theme import unit

_MOST = 4


class ResultBar(ttk.Frame):
    """One line a file; ``open_path`` opens a file or a folder, ``take`` goes on with a workbook that was made."""

    def __init__(self, parent: tk.Misc, open_path: Callable[[Path], None], take: Callable[[Path], None]) -> None:
        super().__init__(parent, style="Card.TFrame")
        self._open, self._take = open_path, take
        self.columnconfigure(0, weight=1)

    def show(self, written: Sequence[Path], offered: Path | None) -> None:
        """Replace the files shown; of many, show the first ones and their folder. ``offered`` may be edited further."""
        for child in self.winfo_children():
            child.destroy()
        if not written:
            self.grid_remove()  # empty, it would stay as high as it was
            return
        self.grid()
        step = unit(self)
        for row, path in enumerate(written[:_MOST]):
            more = f" 等 {len(written)} 个文件" if row == _MOST - 1 and len(written) > _MOST else ""
            name = ElidedLabel(self, path.name + more, style="Card.TLabel")
            name.grid(row=row, column=0, sticky="ew", padx=(step * 3, step * 2), pady=step)
            buttons = [("改用这份", partial(self._take, path))] if path == offered else []
            buttons += [("打开", partial(self._open, path)), ("打开所在文件夹", partial(self._open, path.parent))]
            for column, (words, command) in enumerate(buttons, start=4 - len(buttons)):
                button = ttk.Button(self, text=words, command=command)
                button.grid(row=row, column=column, sticky="ew", padx=(0, step * 2), pady=step)
