"""A scroll bar that is there only while there is something to scroll."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk
from typing import Any


class ScrollBar(ttk.Scrollbar):
    """For ``view``, beside which it stands in a grid."""

    def __init__(self, parent: tk.Misc, view: Any, **place: Any) -> None:
        super().__init__(parent, command=view.yview)
        view.configure(yscrollcommand=self._moved)
        self.grid(sticky="ns", **place)
        self.grid_remove()

    def _moved(self, first: str, last: str) -> None:
        if float(first) <= 0 and float(last) >= 1:
            self.grid_remove()
        else:
            self.grid()
        self.set(first, last)
