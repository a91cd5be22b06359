"""A line that is never cut off: where it is too long, its middle gives way, and the end with its suffix stays."""

from __future__ import annotations

import tkinter as tk
from tkinter import font, ttk
from typing import Any

_GAP = "…"


class ElidedLabel(ttk.Label):
    """Shows ``words`` in the width that there is."""

    def __init__(self, parent: tk.Misc, words: str = "", *, font_name: str = "TkDefaultFont", **options: Any) -> None:
        super().__init__(parent, font=font_name, **options)
        self._measured = font.nametofont(font_name, root=parent)
        self._words = words
        self.bind("<Configure>", lambda _: self._fit())
        self._fit()

    def show(self, words: str) -> None:
        """``words`` in place of those of before."""
        self._words = words
        self._fit()

    def _fit(self) -> None:
        width = self.winfo_width()
        self.configure(text=elided(self._words, width, self._measured.measure) if width > 1 else "")


def elided(words: str, width: int, measure: Any) -> str:
    """``words`` with as much of their middle left out as it takes to be no wider than ``width``."""
    if measure(words) <= width:
        return words
    least, most = 0, len(words)
    while least < most:
        kept = (least + most + 1) // 2
        if measure(_without_middle(words, kept)) <= width:
            least = kept
        else:
            most = kept - 1
    return _without_middle(words, least)


def _without_middle(words: str, kept: int) -> str:
    behind = kept // 2
    return words[: kept - behind] + _GAP + words[len(words) - behind :]
