"""The text of the report, as it will be printed, with what is wrong in it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk

from toolkit.desktop.window.actions import TextLine, Tone
from toolkit.desktop.window.read_only_text import ReadOnlyText
from toolkit.desktop.window.theme import TONES, unit


class TextView(ttk.Frame):
    """Headings and paragraphs; below a faulty one why it is so."""

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent, style="Card.TFrame")
        step = unit(self)
        self.words = ReadOnlyText(self, 12)
        self.words.tag_configure("heading", font="Strong", spacing1=step * 2, spacing3=step)
        self.words.tag_configure("paragraph", spacing3=step)
        self.words.tag_configure("problem", foreground=TONES[Tone.BAD], lmargin1=step * 4, spacing3=step)
        scroll = ttk.Scrollbar(self, command=self.words.yview)
        self.words.configure(yscrollcommand=scroll.set)
        self.words.pack(side="left", fill="both", expand=True)
        scroll.pack(side="right", fill="y")

    def show(self, lines: Sequence[TextLine]) -> None:
        """``lines`` in place of what is there."""
        self.words.delete("1.0", "end")
        for line in lines:
            self.words.insert("end", f"{line.text}\n", "heading" if line.heading else "paragraph")
            if line.problem:
                self.words.insert("end", f"{line.problem}\n", "problem")
