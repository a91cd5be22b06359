"""Findings in a list, the worst first, and the chosen one in full."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator, Sequence
from tkinter import font, ttk
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from toolkit.clickable import clickable
from toolkit.desktop.window.icons import severity_icons
from toolkit.desktop.window.line_breaks import broken_lines
from toolkit.desktop.window.read_only_text import ReadOnlyText
from toolkit.desktop.window.scrolling import ScrollBar
from toolkit.desktop.window.theme import DISABLED, unit

if TYPE_CHECKING:
    from toolkit.finding import Finding

_MOST_PLACES = 30
_COLUMNS = {"place": ("位置", 20), "message": ("问题", 46), "remedy": ("怎么改", 34)}
"""Titles, and widths in distances; what is left over goes to the second and third."""
_SETTLED = 80
"""Milliseconds without a change of size."""
_WIDE = frozenset("WFA")
_NARROW = 0.58
"""Of the width of a Chinese character: what others take at most on the average."""


class FindingList(ttk.Frame):
    """What is wrong, where, and what to do. ``go_to`` is called with the finding that is double-clicked or entered."""

    def __init__(self, parent: tk.Misc, go_to: Callable[[Finding], None]) -> None:
        super().__init__(parent, style="Card.TFrame")
        self._findings: tuple[Finding, ...] = ()
        self._go_to = go_to
        step = unit(self)
        self._icons = severity_icons(self, step * 3)
        self._font = font.nametofont("TkDefaultFont", root=self)
        self._em = self._font.measure("国")
        self._fitted: tuple[int, ...] = ()
        self._waiting = ""
        self.tree = ttk.Treeview(self, columns=list(_COLUMNS), selectmode="browse", height=4)
        self.tree.heading("#0", text="程度", anchor="w")
        self.tree.column("#0", width=step * 19, minwidth=step * 19, stretch=False)
        for column, (words, width) in _COLUMNS.items():
            self.tree.heading(column, text=words, anchor="w")
            self.tree.column(column, width=width * step * 2, minwidth=step * 16, stretch=column != "place")
        self.tree.tag_configure("waived", foreground=DISABLED)
        self.detail = ReadOnlyText(self, 6)
        self._indent = step * 20
        self.detail.configure(tabs=self._indent)
        self.detail.tag_configure("last", spacing3=step)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self.rowconfigure(2, weight=1)
        self.tree.grid(row=0, column=0, sticky="nsew")
        ScrollBar(self, self.tree, row=0, column=1)
        ttk.Frame(self, style="Edge.TFrame", height=1).grid(row=1, column=0, columnspan=2, sticky="ew")
        self.detail.grid(row=2, column=0, sticky="nsew")
        ScrollBar(self, self.detail, row=2, column=1)
        self.tree.bind("<<TreeviewSelect>>", lambda _: self._show_detail())
        self.tree.bind("<Double-1>", self._go_where_pointed)
        self.tree.bind("<Return>", lambda _: self._go())
        self.tree.bind("<Configure>", lambda _: self._fit_soon())
        self.detail.bind("<Configure>", lambda _: self._show_detail())
        self.tree.bind("<ButtonRelease-1>", lambda _: self._fit_soon())

    def show(self, findings: Sequence[Finding]) -> None:
        """List ``findings`` in place of what is there, and choose the first."""
        self._findings = tuple(sorted(findings, key=lambda each: (bool(each.waived), each.severity.rank)))
        self.tree.delete(*self.tree.get_children())
        self._fitted = ()
        for number, each in enumerate(self._findings):
            word, kind = (" 已说明", "waived") if each.waived else (f" {each.severity.label}", each.severity.value)
            self.tree.insert("", "end", str(number), text=word, image=self._icons[kind], tags=(kind,))
        self._fit()
        if self._findings:
            self.tree.selection_set("0")
            self.tree.focus("0")
            self.tree.see("0")
        self._show_detail()

    @property
    def chosen(self) -> Finding | None:
        """The finding that is chosen, if there is one."""
        chosen = self.tree.selection()
        return self._findings[int(chosen[0])] if chosen else None

    def _fit_soon(self) -> None:
        """Once the size stays: for thousands of findings it takes a moment."""
        if self._waiting:
            self.after_cancel(self._waiting)
        self._waiting = self.after(_SETTLED, self._fit)

    def _fit(self) -> None:
        """Put into each cell what its column has room for."""
        widths = tuple(self.tree.column(column, "width") for column in _COLUMNS)
        if widths == self._fitted:
            return
        self._fitted = widths
        rooms = [width / self._em - 1 for width in widths]
        for number, each in enumerate(self._findings):
            words = (_place(each), each.message, clickable(each.remedy))
            self.tree.item(str(number), values=[cut(word, room) for word, room in zip(words, rooms, strict=True)])

    def _show_detail(self) -> None:
        """The chosen finding, its lines as long as there is room beside their heads."""
        room = self.detail.winfo_width() - 2 * int(str(self.detail["padx"])) - self._indent
        self.detail.delete("1.0", "end")
        for head, words in detail(self.chosen) if self.chosen else ():
            *lines, last = broken_lines(words, room, self._font.measure)
            self.detail.insert("end", head, "strong" if lines else ("strong", "last"))
            for line in lines:
                self.detail.insert("end", f"\t{line}\n")
            self.detail.insert("end", f"\t{last}\n", "last")

    def _go_where_pointed(self, event: tk.Event[tk.Misc]) -> None:
        if self.tree.identify_row(event.y):
            self._go()

    def _go(self) -> None:
        if self.chosen:
            self._go_to(self.chosen)


def detail(finding: Finding) -> list[tuple[str, str]]:
    """What is said of a finding in full, under its heads."""
    return [(head, words) for head, words in _details(finding) if words]


def cut(words: str, room: float) -> str:
    """``words``, or as many of them as go into the ``room`` of so many Chinese characters, and a sign that more
    follow."""
    flat = words.replace("\n", " ")
    taken = 0.0
    for number, character in enumerate(flat):
        taken += 1 if east_asian_width(character) in _WIDE else _NARROW
        if taken > room and number < len(flat) - 1:
            return f"{flat[: max(0, number - 1)]}…"
    return flat


def _details(finding: Finding) -> Iterator[tuple[str, str]]:
    places = [str(cell.where) + (f"（{cell.label}）" if cell.label else "") for cell in finding.cells if cell.where]
    more = f" 等 {len(places)} 处" if len(places) > _MOST_PLACES else ""
    yield "问题", finding.message
    yield "怎么改", clickable(finding.remedy)  # before the places, of which there may be many
    yield "位置", "、".join(places[:_MOST_PLACES]) + more
    yield "已说明理由", finding.waived or ""
    yield "规则", finding.code


def _place(finding: Finding) -> str:
    head = finding.cells[0] if finding.cells else None
    return (str(head.where) or head.label) if head else ""
