"""The text of the report, as it will be printed, with what is wrong in it; or what is to be done."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk

from toolkit.desktop.window.outcome import TextLine, Tone
from toolkit.desktop.window.read_only_text import ReadOnlyText
from toolkit.desktop.window.scrolling import ScrollBar
from toolkit.desktop.window.theme import ACCENT, FAINT, TONES, unit


class TextView(ttk.Frame):
    """Headings and paragraphs; below a faulty one why it is so."""

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent, style="Card.TFrame")
        step = unit(self)
        self.words = ReadOnlyText(self, 12)
        self.words.tag_configure("heading", font="Strong", spacing1=step * 2, spacing3=step)
        self.words.tag_configure("now", foreground=ACCENT)
        self.words.tag_configure("paragraph", spacing3=step)
        self.words.tag_configure("problem", foreground=TONES[Tone.BAD], lmargin1=step * 4, spacing3=step)
        self.words.tag_configure("step", foreground=FAINT, lmargin1=step * 6, lmargin2=step * 6)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self.words.grid(row=0, column=0, sticky="nsew")
        ScrollBar(self, self.words, row=0, column=1)

    def show(self, lines: Sequence[TextLine], *, steps: bool) -> None:
        """``lines`` in place of what is there; ``steps``: they are no text, but what is to be done."""
        self.words.delete("1.0", "end")
        for line in lines:
            tags = {"step": steps and not line.heading, "strong": line.subhead, "now": line.now}
            style = "heading" if line.heading else "paragraph"
            self.words.insert("end", f"{line.text}\n", [style, *(tag for tag, given in tags.items() if given)])
            if line.problem:
                self.words.insert("end", f"{line.problem}\n", "problem")
        self.words.see("1.0")
