"""The buttons, in the order of work, and the formats of the report beside the one that makes it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from tkinter import ttk

from toolkit.desktop.window.icons import tick_boxes
from toolkit.desktop.window.theme import ACCENT, GROUND, unit
from toolkit.render import FORMATS

_OFFERED = {"docx": "Word", "html": "网页", "pdf": "PDF", "poster": "图解"}
_UNTICKED = frozenset({"pdf", "poster"})
_BOX = "Tick.indicator -side left -sticky {} Tick.focus -side left -children {Checkbutton.label -side left}"


@dataclass(frozen=True, slots=True)
class Command:
    """A button: its words, the letter that Alt presses it with, what it does, and whether it needs a workbook."""

    words: str
    letter: str
    run: Callable[[], None]
    needs_source: bool = True


class Toolbar(ttk.Frame):
    """Rows of groups of buttons with lines between the groups; the button called ``main`` stands out, and has the
    formats beside it."""

    def __init__(self, parent: tk.Misc, rows: Sequence[Sequence[Sequence[Command]]], main: str) -> None:
        super().__init__(parent)
        step = unit(self)
        self.buttons: dict[str, ttk.Button] = {}
        self._needing: list[ttk.Button] = []
        self._boxes = _dress_boxes(self, step)
        self._formats = {each: tk.BooleanVar(self, each not in _UNTICKED) for each in _OFFERED if each in FORMATS}
        for place, groups in enumerate(rows):
            row = ttk.Frame(self)
            row.pack(anchor="w", pady=(step * 2 if place else 0, 0))
            self._fill(row, groups, main, step)

    def _fill(self, row: ttk.Frame, groups: Sequence[Sequence[Command]], main: str, step: int) -> None:
        for number, group in enumerate(groups):
            if number:
                ttk.Separator(row, orient="vertical").pack(side="left", fill="y", padx=step * 2)
            for place, command in enumerate(group):
                self._add(row, command, main, step if place else 0)
                if command.words == main:
                    for extension, ticked in self._formats.items():
                        box = ttk.Checkbutton(row, text=_OFFERED[extension], variable=ticked)
                        box.pack(side="left", padx=(step * 2, 0))

    def _add(self, row: ttk.Frame, command: Command, main: str, gap: int) -> None:
        style = "Primary.TButton" if command.words == main else "TButton"
        words = f"{command.words}({command.letter})"
        button = ttk.Button(row, text=words, underline=len(words) - 2, style=style, command=command.run)
        button.pack(side="left", padx=(gap, 0))
        self.buttons[command.words] = button
        if command.needs_source:
            self._needing.append(button)
        window = self.winfo_toplevel()
        for letter in (command.letter.lower(), command.letter.upper()):
            window.bind(f"<Alt-{letter}>", lambda _: button.invoke())

    @property
    def formats(self) -> list[str]:
        """The formats that are ticked; Word where none is."""
        return [extension for extension, ticked in self._formats.items() if ticked.get()] or ["docx"]

    def allow(self, *, anything: bool, with_source: bool) -> None:
        """Which buttons can be pressed: none, all, or those that need no workbook."""
        for button in self.buttons.values():
            allowed = anything and (with_source or button not in self._needing)
            button.state(["!disabled" if allowed else "disabled"])


def _dress_boxes(parent: tk.Misc, step: int) -> tuple[tk.PhotoImage, tk.PhotoImage]:
    """Give the boxes a tick, which clam's cross is not, as large as the scaling asks; the pictures must be kept."""
    style = ttk.Style(parent)
    size = step * 3 + step // 2
    empty, ticked = pictures = tick_boxes(parent, size)
    style.element_create("Tick.indicator", "image", empty, ("selected", ticked), width=size + step * 2, sticky="w")
    style.element_create("Tick.focus", "from", "clam", "Checkbutton.focus")
    parent.tk.call("ttk::style", "layout", "TCheckbutton", _BOX)
    style.configure("TCheckbutton", background=GROUND, padding=(step, step // 2, 0, step // 2), focuscolor=ACCENT)
    style.map("TCheckbutton", background=[("active", GROUND)])
    return pictures
