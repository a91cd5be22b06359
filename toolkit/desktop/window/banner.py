"""What came of the last action, in a sentence; and while one goes on, how far it is."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from toolkit.clickable import BUTTONS
from toolkit.desktop.window.icons import tone_icons
from toolkit.desktop.window.outcome import Tone
from toolkit.desktop.window.theme import unbroken, unit


class Banner(ttk.Frame):
    """A sign for the tone, the first line large, the others below it, and three buttons."""

    def __init__(
        self, parent: tk.Misc, copy: Callable[[], None], stop: Callable[[], None], repair: Callable[[], None]
    ) -> None:
        super().__init__(parent, style="Card.TFrame")
        step = unit(self)
        self._icons = tone_icons(self, step * 6)
        self.columnconfigure(1, weight=1)
        self._icon = ttk.Label(self, style="Card.TLabel")
        self._icon.grid(row=0, column=0, sticky="n", padx=(step * 3, step * 2), pady=step * 3)
        words = ttk.Frame(self, style="Card.TFrame")
        words.grid(row=0, column=1, sticky="ew", padx=(0, step * 3), pady=step * 3)
        self._head = ttk.Label(words, style="Card.TLabel", font="Large")
        self._more = ttk.Label(words, style="CardFaint.TLabel")
        self._bar = ttk.Progressbar(words)
        self._head.pack(anchor="w")
        self.copy = ttk.Button(self, text="复制(Y)", underline=3, command=copy)
        self.stop = ttk.Button(self, text="停止(Esc)", command=stop)
        self.repair = ttk.Button(self, text=f"{BUTTONS['repair']}(X)", underline=3, command=repair)
        for button, column in ((self.repair, 2), (self.copy, 3), (self.stop, 3)):
            button.grid(row=0, column=column, padx=(0, step * 2), sticky="n", pady=step * 2)
            button.grid_remove()
        words.bind("<Configure>", lambda event: self._wrap(event.width))

    def say(self, tone: Tone, sentence: str, *, copying: bool, repairing: bool = False) -> None:
        """What came of it, and whether it can be copied and should be repaired."""
        self._end()
        head, _, more = unbroken(sentence).partition("\n")
        self._icon.configure(image=self._icons[tone])
        self._head.configure(text=head)
        self._more.configure(text=more)
        self._more.pack(anchor="w") if more else self._more.pack_forget()
        self.copy.grid() if copying else self.copy.grid_remove()
        self.repair.grid() if repairing else self.repair.grid_remove()

    def begin(self, stage: str, done: int, total: int) -> None:
        """Show that something goes on, and how far it is."""
        self._icon.configure(image=self._icons[Tone.PLAIN])
        self._more.pack_forget()
        self.copy.grid_remove()
        self.repair.grid_remove()
        self._bar.pack(fill="x", pady=(unit(self), 0))
        self.stop.grid()
        self.progress(stage, done, total)

    def progress(self, stage: str, done: int, total: int) -> None:
        """How far it is; 0 of 0 while nobody knows."""
        self._head.configure(text=f"{stage}　{done} / {total}" if total else f"{stage}…")
        self._bar.configure(mode="determinate" if total else "indeterminate", maximum=total or 100)
        if total:
            self._bar.stop()
            self._bar.configure(value=done)
        else:
            self._bar.start()

    @property
    def working(self) -> bool:
        """Whether it shows that something goes on."""
        return bool(self._bar.winfo_manager())

    @property
    def words(self) -> str:
        """The sentence as it is shown."""
        return "\n".join(filter(None, (str(self._head["text"]), str(self._more["text"]))))

    def _end(self) -> None:
        self._bar.stop()
        self._bar.pack_forget()
        self.stop.grid_remove()

    def _wrap(self, width: int) -> None:
        for label in (self._head, self._more):
            label.configure(wraplength=max(200, width))
