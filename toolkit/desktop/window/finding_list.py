"""Findings in a list, the worst first, and the chosen one in full."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from toolkit.desktop.window.read_only_text import ReadOnlyText
from toolkit.desktop.window.theme import SEVERITIES, unit
from toolkit.finding import Finding
from toolkit.form import Severity

_MOST_PLACES = 30


class FindingList(ttk.Frame):
    """What is wrong, where, and what to do. ``go_to`` is called with the finding that is double-clicked or entered."""

    def __init__(self, parent: tk.Misc, go_to: Callable[[Finding], None]) -> None:
        super().__init__(parent, style="Card.TFrame")
        self._findings: tuple[Finding, ...] = ()
        self._go_to = go_to
        step = unit(self)
        columns = ("severity", "place", "message")
        self.tree = ttk.Treeview(self, columns=columns, show="headings", selectmode="browse", height=8)
        for column, words, width in zip(columns, ("级别", "位置", "问题"), (7, 22, 60), strict=True):
            self.tree.heading(column, text=words, anchor="w")
            self.tree.column(column, width=width * step * 2, minwidth=step * 8, stretch=column == "message")
        for severity in Severity:
            self.tree.tag_configure(severity.value, foreground=SEVERITIES[severity.value])
        self.tree.tag_configure("waived", foreground=SEVERITIES["note"])
        scroll = ttk.Scrollbar(self, command=self.tree.yview)
        self.tree.configure(yscrollcommand=scroll.set)
        self.detail = ReadOnlyText(self, 7)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=3)
        self.rowconfigure(2, weight=1)
        self.tree.grid(row=0, column=0, sticky="nsew")
        scroll.grid(row=0, column=1, sticky="ns")
        ttk.Separator(self).grid(row=1, column=0, columnspan=2, sticky="ew")
        self.detail.grid(row=2, column=0, columnspan=2, sticky="nsew")
        self.tree.bind("<<TreeviewSelect>>", lambda _: self._show_detail())
        self.tree.bind("<Double-1>", lambda _: self._go())
        self.tree.bind("<Return>", lambda _: self._go())
        self.tree.bind("<Control-c>", lambda _: self._copy())

    def show(self, findings: Sequence[Finding]) -> None:
        """List ``findings`` in place of what is there, and choose the first."""
        self._findings = tuple(sorted(findings, key=lambda each: (bool(each.waived), each.severity.rank)))
        self.tree.delete(*self.tree.get_children())
        for number, each in enumerate(self._findings):
            word = "已说明" if each.waived else each.severity.label
            tag = "waived" if each.waived else each.severity.value
            self.tree.insert("", "end", str(number), values=(word, _place(each), each.message), tags=(tag,))
        if self._findings:
            self.tree.selection_set("0")
            self.tree.focus("0")
        self._show_detail()

    @property
    def chosen(self) -> Finding | None:
        """The finding that is chosen, if there is one."""
        chosen = self.tree.selection()
        return self._findings[int(chosen[0])] if chosen else None

    def _show_detail(self) -> None:
        self.detail.delete("1.0", "end")
        for head, words in detail(self.chosen) if self.chosen else ():
            self.detail.insert("end", f"{head}  ", "strong")
            self.detail.insert("end", f"{words}\n")

    def _go(self) -> None:
        if self.chosen:
            self._go_to(self.chosen)

    def _copy(self) -> None:
        if self.chosen:
            self.clipboard_clear()
            self.clipboard_append(self.chosen.text)


def detail(finding: Finding) -> list[tuple[str, str]]:
    """What is said of a finding in full, under its heads."""
    places = [str(cell.where) + (f"（{cell.label}）" if cell.label else "") for cell in finding.cells if cell.where]
    more = f" 等 {len(places)} 处" if len(places) > _MOST_PLACES else ""
    said = [("问题", finding.message), ("位置", "、".join(places[:_MOST_PLACES]) + more), ("怎么办", finding.remedy)]
    said += [("已说明理由", finding.waived), ("规则", finding.code)]
    return [(head, words) for head, words in said if words]


def _place(finding: Finding) -> str:
    head = finding.cells[0] if finding.cells else None
    return (str(head.where) or head.label) if head else ""
