"""What has to be asked before a workbook can begin, or units be added up."""

from __future__ import annotations

import contextlib
import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tkinter import filedialog, ttk
from typing import Generic, TypeVar

from toolkit.desktop.window.actions import ROSTER, FormChoice
from toolkit.desktop.window.outcome import Tone
from toolkit.desktop.window.preferences import Preferences
from toolkit.desktop.window.theme import TONES, unit

Answers = TypeVar("Answers")
SOURCES = [("工作簿、报告和数据文件", "*.xlsx *.xlsm *.docx *.html *.htm *.pdf *.json *.md *.txt"), ("所有文件", "*")]

_WIDE = 40
"""Characters that a field has room for."""


@dataclass(frozen=True, kw_only=True)
class NewAnswers:
    """Whose workbook, of which year, and where it goes; ``last`` is what it follows, ``form`` what was chosen where
    there is more than one."""

    agency: str
    year: int
    level: str
    folder: Path
    last: Path | None
    form: str = ""


@dataclass(frozen=True, kw_only=True)
class RollupAnswers:
    """Where the units' filings are, who adds them up, the list of the units and last year's results, if there are any,
    and whether what goes back to units is wanted; with ``begins_roster`` only such a list is, of who is in the folder.
    """

    folder: Path
    agency: str
    level: str
    roster: Path | None
    prior: Path | None
    returns: bool
    begins_roster: bool


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
        self.first: tk.Misc = self
        self.problem = ttk.Label(self.body)

    def field(self, words: str, letter: str, text: str) -> ttk.Entry:
        """A field that holds ``text``; Alt with the letter goes to it."""
        return self._placed(words, letter, ttk.Entry(self.body, width=_WIDE), text)

    def choice(self, words: str, letter: str, choices: Sequence[str], text: str) -> ttk.Combobox:
        """One of ``choices``, or none, to be chosen with the mouse or the arrow keys."""
        box = ttk.Combobox(self.body, values=list(choices), width=_WIDE)
        self._placed(words, letter, box, text if text in choices else "")
        box.configure(state="readonly")
        return box

    def place(self, words: str, letter: str, text: str, *, folder: bool, either: bool = False) -> ttk.Entry:
        """A field for a file or a folder, or for ``either``, with a button to look for it."""
        entry = self.field(words, letter, text)

        def choose(folder: bool) -> None:
            start = entry.get() or "."
            chosen = (
                filedialog.askdirectory(parent=self, title=words, initialdir=start)
                if folder
                else filedialog.askopenfilename(parent=self, title=words, filetypes=SOURCES)
            )
            if chosen:
                entry.delete(0, "end")
                entry.insert(0, str(Path(chosen)))

        for column, kind in enumerate((False, True) if either else (folder,), start=2):
            label = ("选文件夹…" if kind else "选文件…") if either else "选择…"
            button = ttk.Button(self.body, text=label, command=partial(choose, kind))
            button.grid(row=self._row - 1, column=column, sticky="ew", padx=(0, self.step), pady=self.step)
        return entry

    def tick(self, words: str, letter: str) -> ttk.Checkbutton:
        """A box to tick, empty at first."""
        box = ttk.Checkbutton(self.body, text=f"{words}({letter})", underline=len(words) + 1)
        box.state(["!alternate", "!selected"])
        box.grid(row=self._row, column=1, sticky="w", padx=self.step * 2, pady=self.step)
        self.bind(f"<Alt-{letter.lower()}>", lambda _: box.invoke())
        self._row += 1
        return box

    def _placed(self, words: str, letter: str, field: ttk.Entry, text: str) -> ttk.Entry:
        label = ttk.Label(self.body, text=f"{words}({letter})", underline=len(words) + 1)
        label.grid(row=self._row, column=0, sticky="w", pady=self.step)
        field.insert(0, text)
        field.grid(row=self._row, column=1, sticky="ew", padx=self.step * 2, pady=self.step)
        self.bind(f"<Alt-{letter.lower()}>", lambda _: field.focus_set())
        self._row += 1
        return field

    def ask(self) -> Answers | None:
        """Show it and wait: what was answered, with nothing missing; None if it was left."""
        self._given: Answers | None = None
        self.problem.grid(row=self._row, column=1, columnspan=2, sticky="w", padx=self.step * 2)
        row = ttk.Frame(self.body)
        row.grid(row=self._row + 1, column=0, columnspan=4, sticky="e", pady=(self.step * 2, 0))
        confirm = ttk.Button(row, text=f"{self._doing}(回车)", style="Primary.TButton", command=self.confirm)
        confirm.pack(side="left")
        leave = ttk.Button(row, text="取消(Esc)", command=self.destroy)
        leave.pack(side="left", padx=(self.step * 2, 0))
        self.bind("<Return>", lambda event: None if isinstance(event.widget, ttk.Button) else self.confirm())
        self.bind("<Escape>", lambda _: self.destroy())
        self.update_idletasks()
        over = self.master.winfo_toplevel()
        x = over.winfo_rootx() + (over.winfo_width() - self.winfo_reqwidth()) // 2
        y = over.winfo_rooty() + (over.winfo_height() - self.winfo_reqheight()) // 3
        self.geometry(f"+{max(0, x)}+{max(0, y)}")
        self.deiconify()
        with contextlib.suppress(tk.TclError):  # left before it was seen
            self.wait_visibility()
            self.grab_set()
            self.first.focus_force()
            self.wait_window()
        return self._given

    def missing(self) -> str:
        """What still has to be said, as a sentence; empty where nothing has."""
        raise NotImplementedError

    def answered(self) -> Answers:
        """What the fields hold, while nothing is missing."""
        raise NotImplementedError

    def say(self, words: str, tone: Tone = Tone.BAD) -> None:
        """A sentence above the buttons, in place of that of before."""
        self.problem.configure(text=words, foreground=TONES[tone])

    def confirm(self) -> None:
        missing = self.missing()
        self.say(missing)
        if not missing:
            self._given = self.answered()
            self.destroy()


class NewDialog(Dialog[NewAnswers]):
    """For a blank workbook; ``following``: after last year's, of which all else is known. ``choices`` are the forms of
    a year: which of them is asked only where there is more than one."""

    def __init__(
        self,
        parent: tk.Misc,
        known: Preferences,
        choices: Callable[[int], Sequence[FormChoice]],
        year: int,
        *,
        following: bool,
    ) -> None:
        super().__init__(parent, "用上年的新建工作簿" if following else "新建工作簿", "新建")
        self.last: ttk.Entry | None = None
        self.form: ttk.Combobox | None = None
        self._choices, self._known = choices, known
        self._forms: Sequence[FormChoice] = ()
        if following:
            self.last = self.place("上年的工作簿或报告", "S", "", folder=False)
            self.first = self.last
        else:
            self.agency = self.field("机关全称", "A", known.agency)
            self.year = self.field("报告年度", "D", str(year))
            self.form = self.choice("表式", "B", (), "")
            self._form_row = self.body.grid_slaves(row=self._row - 1)
            self.level = self.choice("单位层级，可以不选", "C", (), "")
            self.year.bind("<KeyRelease>", lambda _: self._offer())
            self.form.bind("<<ComboboxSelected>>", lambda _: self._offer_levels())
            self._offer()
            self.first = self.agency
        self.folder = self.place("放在哪个文件夹", "F", known.folder or str(Path.home()), folder=True)

    def missing(self) -> str:
        if self.last:
            missing = "" if self.last.get().strip() else "请选择上年的工作簿或报告。"
        elif not self.agency.get().strip():
            missing = "请写明机关全称，要和公章一致。"
        elif not _year(self.year.get()):
            missing = "报告年度请写四位数字，例如 2025。"
        else:
            missing = "" if len(self._forms) <= 1 or self._chosen else "请选择用哪一种表式。"
        return missing or ("" if self.folder.get().strip() else "请选择放工作簿的文件夹。")

    def answered(self) -> NewAnswers:
        folder = Path(self.folder.get().strip())
        if self.last:
            return NewAnswers(agency="", year=0, level="", folder=folder, last=Path(self.last.get().strip()))
        return NewAnswers(
            agency=self.agency.get().strip(),
            year=_year(self.year.get()),
            level=self.level.get(),
            folder=folder,
            last=None,
            form=self._chosen.form if self._chosen and len(self._forms) > 1 else "",
        )

    @property
    def _chosen(self) -> FormChoice | None:
        """The form, where there is one or one was chosen."""
        if len(self._forms) == 1:
            return self._forms[0]
        return next((each for each in self._forms if self.form and each.name == self.form.get()), None)

    def _offer(self) -> None:
        """The forms of the year that is written."""
        year = _year(self.year.get())
        found = tuple(self._choices(year)) if year else ()
        if self.form is None or found == self._forms:
            return
        self._forms = found
        names = [each.name for each in found]
        self.form.configure(values=names)
        if self.form.get() not in names:
            self.form.set(names[0] if len(names) == 1 else "")
        for widget in self._form_row:
            widget.grid() if len(names) > 1 else widget.grid_remove()
        self._offer_levels()

    def _offer_levels(self) -> None:
        """The levels of the form that is chosen."""
        levels = ["", *(self._chosen.levels if self._chosen else ())]
        wanted = self.level.get() or self._known.level
        self.level.configure(values=levels)
        self.level.set(wanted if wanted in levels else "")


class RollupDialog(Dialog[RollupAnswers]):
    """For adding up the filings of many units."""

    def __init__(self, parent: tk.Misc, known: Preferences, levels: Sequence[str]) -> None:
        super().__init__(parent, "汇总各单位的填报", "汇总")
        self.folder = self.place("各单位工作簿所在的文件夹", "F", known.folder, folder=True)
        self.agency = self.field("汇总机关全称", "A", known.agency)
        self.level = self.choice("它的层级，可以不选", "C", ["", *levels], known.level)
        there = Path(known.folder) / ROSTER
        self.roster = self.place("单位名册，没有可以不选", "S", str(there) if there.is_file() else "", folder=False)
        self.new = ttk.Button(self.body, text="从文件夹里的单位新建名册(D)…", underline=13, command=self.begin_roster)
        self.new.grid(row=self._row, column=1, sticky="w", padx=self.step * 2, pady=(0, self.step))
        self.bind("<Alt-d>", lambda _: self.new.invoke())
        self._row += 1
        self.prior = self.place("上年的汇总或各单位报告，可以不选", "P", "", folder=False, either=True)
        self.returns = self.tick("写好退回材料：函和标出错误的工作簿", "T")
        self.first = self.folder

    def begin_roster(self) -> None:
        """Answer that a roster is wanted, to be filled in before the units are added up."""
        if not (self.agency.get().strip() and self.folder.get().strip()):
            self.say("新建名册，请先选文件夹，写明汇总机关全称。")
            return
        self._given = replace(self.answered(), begins_roster=True)
        self.destroy()

    def missing(self) -> str:
        if not self.folder.get().strip():
            return "请选择各单位工作簿所在的文件夹。"
        named = self.agency.get().strip() or self.roster.get().strip()
        return "" if named else "请写明汇总机关全称，或者选择单位名册。"

    def answered(self) -> RollupAnswers:
        roster, prior = self.roster.get().strip(), self.prior.get().strip()
        return RollupAnswers(
            folder=Path(self.folder.get().strip()),
            agency=self.agency.get().strip(),
            level=self.level.get(),
            roster=Path(roster) if roster else None,
            prior=Path(prior) if prior else None,
            begins_roster=False,
            returns=self.returns.instate(["selected"]),
        )


def _year(words: str) -> int:
    """The year of four digits; 0 if there is none."""
    digits = words.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) == 4 else 0
