"""What has to be asked before a workbook can begin, or units be added up."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tkinter import filedialog, ttk
from typing import Generic, TypeVar

from toolkit.desktop.window.actions import Tone
from toolkit.desktop.window.preferences import Preferences
from toolkit.desktop.window.theme import TONES, unit

Answers = TypeVar("Answers")
SOURCES = [("工作簿、报告和数据文件", "*.xlsx *.xlsm *.docx *.html *.htm *.pdf *.json *.md *.txt"), ("所有文件", "*")]


@dataclass(frozen=True, kw_only=True)
class NewAnswers:
    """Whose workbook, of which year, and where it goes; ``last`` is what it follows."""

    agency: str
    year: int
    level: str
    folder: Path
    last: Path | None


@dataclass(frozen=True, kw_only=True)
class RollupAnswers:
    """Where the units' filings are, who adds them up, and the list of the units, if there is one."""

    folder: Path
    agency: str
    level: str
    roster: Path | None


class Dialog(tk.Toplevel, Generic[Answers]):
    """Labelled fields one below the other, and two buttons; Return is the first, Escape the second.

    No Tk variables: one that is forgotten is deleted wherever Python finds the time, and Tk allows that in one thread.
    """

    def __init__(self, parent: tk.Misc, title: str, doing: str) -> None:
        super().__init__(parent)
        self.withdraw()
        self.title(title)
        self.transient(parent.winfo_toplevel())
        self.resizable(width=True, height=False)
        self.step = unit(self)
        self.body = ttk.Frame(self, padding=self.step * 4)
        self.body.pack(fill="both", expand=True)
        self.body.columnconfigure(1, weight=1)
        self._row = 0
        self._doing = doing
        self.problem = ttk.Label(self.body, foreground=TONES[Tone.BAD])

    def field(self, words: str, text: str, choices: Sequence[str] = ()) -> ttk.Entry:
        """A field that holds ``text``, to write in or to choose from ``choices``."""
        ttk.Label(self.body, text=words).grid(row=self._row, column=0, sticky="w", pady=self.step)
        entry = ttk.Combobox(self.body, values=list(choices), width=40) if choices else ttk.Entry(self.body, width=40)
        entry.insert(0, text)
        entry.grid(row=self._row, column=1, sticky="ew", padx=self.step * 2, pady=self.step)
        self._row += 1
        return entry

    def place(self, words: str, text: str, *, folder: bool) -> ttk.Entry:
        """A field for a file or a folder, with a button to look for it."""
        entry = self.field(words, text)

        def choose() -> None:
            start = entry.get() or "."
            chosen = (
                filedialog.askdirectory(parent=self, title=words, initialdir=start)
                if folder
                else filedialog.askopenfilename(parent=self, title=words, filetypes=SOURCES)
            )
            if chosen:
                entry.delete(0, "end")
                entry.insert(0, str(Path(chosen)))

        ttk.Button(self.body, text="选择…", command=choose).grid(row=self._row - 1, column=2, pady=self.step)
        return entry

    def ask(self) -> Answers | None:
        """Show it and wait: what was answered, with nothing missing; None if it was left."""
        self._given: Answers | None = None
        self.problem.grid(row=self._row, column=0, columnspan=3, sticky="w")
        row = ttk.Frame(self.body)
        row.grid(row=self._row + 1, column=0, columnspan=3, sticky="e", pady=(self.step * 2, 0))
        ttk.Button(row, text=self._doing, style="Primary.TButton", command=self.confirm).pack(side="left")
        ttk.Button(row, text="取消", command=self.destroy).pack(side="left", padx=(self.step * 2, 0))
        self.bind("<Return>", lambda _: self.confirm())
        self.bind("<Escape>", lambda _: self.destroy())
        self.update_idletasks()
        over = self.master.winfo_toplevel()
        x = over.winfo_rootx() + (over.winfo_width() - self.winfo_reqwidth()) // 2
        y = over.winfo_rooty() + (over.winfo_height() - self.winfo_reqheight()) // 3
        self.geometry(f"+{max(0, x)}+{max(0, y)}")
        self.deiconify()
        self.wait_visibility()
        self.grab_set()
        self.wait_window()
        return self._given

    def missing(self) -> str:
        """What still has to be said, as a sentence; empty where nothing has."""
        raise NotImplementedError

    def answered(self) -> Answers:
        """What the fields hold, while nothing is missing."""
        raise NotImplementedError

    def confirm(self) -> None:
        missing = self.missing()
        self.problem.configure(text=missing)
        if not missing:
            self._given = self.answered()
            self.destroy()


class NewDialog(Dialog[NewAnswers]):
    """For a blank workbook; ``following``: after last year's, of which all else is known."""

    def __init__(
        self, parent: tk.Misc, known: Preferences, levels: Sequence[str], year: int, *, following: bool
    ) -> None:
        super().__init__(parent, "用上年的新建工作簿" if following else "新建工作簿", "新建")
        self.last: ttk.Entry | None = None
        if following:
            self.last = self.place("上年的工作簿或报告", "", folder=False)
            self.last.focus_set()
        else:
            self.agency = self.field("机关全称", known.agency)
            self.year = self.field("报告年度", str(year))
            self.level = self.field("单位层级（可以不选）", known.level, levels)
            self.agency.focus_set()
        self.folder = self.place("放在哪个文件夹", known.folder or str(Path.home()), folder=True)

    def missing(self) -> str:
        if self.last:
            missing = "" if self.last.get().strip() else "请选择上年的工作簿或报告。"
        elif not self.agency.get().strip():
            missing = "请写明机关全称，要和公章一致。"
        else:
            missing = "" if _year(self.year.get()) else "报告年度请写四位数字，例如 2025。"
        return missing or ("" if self.folder.get().strip() else "请选择放工作簿的文件夹。")

    def answered(self) -> NewAnswers:
        folder = Path(self.folder.get().strip())
        if self.last:
            return NewAnswers(agency="", year=0, level="", folder=folder, last=Path(self.last.get().strip()))
        agency, level = self.agency.get().strip(), self.level.get().strip()
        return NewAnswers(agency=agency, year=_year(self.year.get()), level=level, folder=folder, last=None)


class RollupDialog(Dialog[RollupAnswers]):
    """For adding up the filings of many units."""

    def __init__(self, parent: tk.Misc, known: Preferences, levels: Sequence[str]) -> None:
        super().__init__(parent, "汇总各单位的填报", "汇总")
        self.folder = self.place("各单位工作簿所在的文件夹", known.folder, folder=True)
        self.agency = self.field("汇总机关全称", known.agency)
        self.level = self.field("它的层级（可以不选）", known.level, levels)
        self.roster = self.place("单位名单（没有可以不选）", "", folder=False)
        self.folder.focus_set()

    def missing(self) -> str:
        if not self.folder.get().strip():
            return "请选择各单位工作簿所在的文件夹。"
        named = self.agency.get().strip() or self.roster.get().strip()
        return "" if named else "请写明汇总机关全称，或者选择单位名单。"

    def answered(self) -> RollupAnswers:
        roster = self.roster.get().strip()
        return RollupAnswers(
            folder=Path(self.folder.get().strip()),
            agency=self.agency.get().strip(),
            level=self.level.get().strip(),
            roster=Path(roster) if roster else None,
        )


def _year(words: str) -> int:
    """The year of four digits; 0 if there is none."""
    digits = words.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) == 4 else 0
