"""Text that can be read, searched with the arrow keys and copied, and not written."""

from __future__ import annotations

import tkinter as tk

from toolkit.desktop.window.theme import CHOSEN, INK, PAPER, unit

_MOVING = frozenset({"Left", "Right", "Up", "Down", "Home", "End", "Prior", "Next"})
_CONTROL = 0x4
_ALT = 0x8 | 0x20000
"""As X and Windows have it: letters with it press the buttons of the window."""


class ReadOnlyText(tk.Text):
    """A text without a frame; Tab leaves it, as it leaves any other widget."""

    def __init__(self, parent: tk.Misc, height: int) -> None:
        step = unit(parent)
        super().__init__(parent, wrap="word", relief="flat", font="TkDefaultFont", height=height, width=20)
        self.configure(background=PAPER, foreground=INK, padx=step * 3, pady=step * 2, spacing2=step // 2)
        self.configure(selectbackground=CHOSEN, selectforeground=INK, highlightthickness=0, borderwidth=0)
        self.configure(insertwidth=0, cursor="arrow")
        self.tag_configure("strong", font="Strong")
        self.bind("<Key>", self._key)
        self.bind("<Tab>", self._leave)
        self.bind("<Shift-Tab>", self._leave)
        for paste in ("<<Paste>>", "<<Cut>>", "<<PasteSelection>>"):
            self.bind(paste, lambda _: "break")

    def _key(self, event: tk.Event[tk.Misc]) -> str | None:
        copying = int(event.state) & _CONTROL and event.keysym.lower() in {"c", "a"}
        elsewhere = int(event.state) & _ALT
        function = event.keysym == "Escape" or (event.keysym[:1] == "F" and event.keysym[1:].isdigit())
        return None if event.keysym in _MOVING or copying or elsewhere or function else "break"

    def _leave(self, event: tk.Event[tk.Misc]) -> str:
        back = int(event.state) & 0x1
        other = self.tk_focusPrev() if back else self.tk_focusNext()
        if other:
            other.focus_set()
        return "break"
