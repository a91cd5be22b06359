"""The window: choose a workbook, press what is to be done with it, and see what came of it."""

from __future__ import annotations

import datetime as dt
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tkinter import filedialog, ttk

from toolkit.desktop.jobs import Cancelled, Failed, Finished, Job, Progressed
from toolkit.desktop.opening import open_file
from toolkit.desktop.window import actions
from toolkit.desktop.window.accessible_page import written_page
from toolkit.desktop.window.actions import Action, Outcome, TextLine, Tone
from toolkit.desktop.window.dialogs import SOURCES, NewDialog, RollupDialog
from toolkit.desktop.window.finding_list import FindingList
from toolkit.desktop.window.preferences import load_preferences, save_preferences
from toolkit.desktop.window.result_bar import ResultBar
from toolkit.desktop.window.text_view import TextView
from toolkit.desktop.window.theme import ACCENT, TONES, dress, unit
from toolkit.finding import Finding
from toolkit.render import FORMATS

TITLE = "年度报告工具"
WELCOME = "请先选择填报工作簿；还没有的，点“新建”。"
STEPS = (
    ("第一步　新建", "没有工作簿的点“新建”；上年用过本工具的点“用上年新建”，上年的数字和联系方式会带过来。"),
    ("第二步　填写", "点“打开填写”，在 Excel 或 WPS 里逐表填写，保存后关闭。"),
    ("第三步　检查", "点“检查”。有问题的逐条列出，双击可以打开工作簿；也可以点“标在格子上”，在格子上看。"),
    ("第四步　生成报告", "点“预览”看正文，再点“生成报告”。有错误时不生成，改好再点。"),
)
"""What whoever opens the window for the first time reads."""
_POLL = 80
"""Milliseconds between two looks at what the work says."""
_FORMATS = {"docx": "Word", "html": "网页", "pdf": "PDF"}


@dataclass(frozen=True, slots=True)
class Command:
    """A button: its words, the letter that Alt presses it with, what it does, and whether it needs a workbook."""

    words: str
    letter: str
    run: Callable[[], None]
    needs_source: bool
    style: str = "TButton"


class MainWindow(tk.Tk):
    """The program's only window. ``opened`` opens files; ``kept`` is where what it remembers is."""

    def __init__(self, kept: Path, source: Path | None = None, opened: Callable[[Path], bool] = open_file) -> None:
        super().__init__(className="xl-report")
        self.title(TITLE)
        self._kept, self._opened = kept, opened
        self.preferences = load_preferences(kept)
        self.source = source
        steps = [
            TextLine(text=text, heading=heading)
            for step in STEPS
            for text, heading in zip(step, (True, False), strict=True)
        ]
        self.outcome = Outcome(tone=Tone.GOOD, sentence=WELCOME, text=tuple(steps))
        self.job: Job[Outcome] | None = None
        dress(self)
        self._build()
        self._bind_keys()
        self._show(self.outcome)
        self._say_source()

    # what the buttons do

    def choose(self) -> None:
        """Ask for the workbook."""
        chosen = filedialog.askopenfilename(
            parent=self, title="选择填报工作簿", filetypes=SOURCES, initialdir=self.preferences.folder or None
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, source: Path) -> None:
        """Work with ``source`` from now on."""
        self.source = source
        self._remember(folder=str(source.parent))
        self._show(Outcome(tone=Tone.GOOD, sentence=f"已选择“{source.name}”。填好并保存后点“检查”。"))
        self._say_source()

    def open_source(self) -> None:
        """Open the workbook in Excel or whatever opens such files here."""
        if self.source:
            self.open_path(self.source)

    def begin(self, *, following: bool = False) -> None:
        """A new workbook."""
        year = dt.datetime.now(tz=dt.UTC).astimezone().year - 1
        given = NewDialog(self, self.preferences, actions.level_labels(), year, following=following).ask()
        if given is None:
            return
        self._remember(folder=str(given.folder))
        if not following:
            self._remember(agency=given.agency, level=given.level)
        self.start(actions.begin(given.agency, given.year, given.level, given.folder, last=given.last))

    def roll_up(self) -> None:
        """Add up many units' filings."""
        given = RollupDialog(self, self.preferences, actions.level_labels()).ask()
        if given:
            self.start(actions.roll_up(given.folder, given.agency, given.roster, level=given.level))

    def with_source(self, action: Callable[[Path], Action]) -> Callable[[], None]:
        """A command that does ``action`` with the workbook."""

        def run() -> None:
            if self.source:
                self.start(action(self.source))

        return run

    def report(self, source: Path) -> Action:
        """The report in the formats that are ticked; in Word where none is."""
        wanted = [extension for extension, ticked in self._formats.items() if ticked.get()]
        return actions.report(source, wanted or ["docx"])

    def start(self, action: Action) -> None:
        """Do it beside the window; one thing at a time."""
        if self.job:
            return
        self.job = Job(action)
        self._set_working("正在处理…")
        self.after(_POLL, self._look)

    def stop(self) -> None:
        """End what is being done."""
        if self.job:
            self.job.stop()
            self._stage.set("正在停止…")

    def open_path(self, path: Path) -> None:
        """Open a file or a folder."""
        if not self._opened(path):
            self._sentence.set(f"这台电脑上没有可以打开它的程序，请自行打开：{path}")

    def go_to(self, finding: Finding) -> None:
        """Show the place of a finding: in a running Excel the cell, else the file."""
        if self.outcome.source is None:
            return
        from toolkit.excel.session import shown_in_excel

        if not (finding.where.is_cell and shown_in_excel(self.outcome.source, finding.where)):
            self.open_path(self.outcome.source)

    def show_page(self) -> None:
        """What the window shows as a page, which screen readers can read."""
        self.open_path(written_page(TITLE, self.outcome))

    # how it looks

    def _build(self) -> None:
        step = unit(self)
        self._path, self._sentence, self._stage = tk.StringVar(self), tk.StringVar(self), tk.StringVar(self)
        self._formats = {each: tk.BooleanVar(self, each != "pdf") for each in _FORMATS if each in FORMATS}
        outer = ttk.Frame(self, padding=step * 3)
        outer.pack(fill="both", expand=True)
        outer.columnconfigure(0, weight=1)
        outer.rowconfigure(3, weight=1)
        self._source_row(outer, step).grid(row=0, column=0, sticky="ew")
        self._buttons(outer, step).grid(row=1, column=0, sticky="ew", pady=step * 2)
        self._banner_row(outer, step).grid(row=2, column=0, sticky="ew")
        self._findings = FindingList(outer, self.go_to)
        self._text = TextView(outer)
        for content in (self._findings, self._text):
            content.grid(row=3, column=0, sticky="nsew", pady=(step, step * 2))
        self._results = ResultBar(outer, self.open_path)
        self._results.grid(row=4, column=0, sticky="ew")
        self._foot_row(outer, step).grid(row=5, column=0, sticky="ew")
        self.update_idletasks()
        least = (outer.winfo_reqwidth(), step * 120)
        self.minsize(*least)
        self.geometry(f"{max(least[0], step * 240)}x{step * 165}")

    def _source_row(self, parent: tk.Misc, step: int) -> ttk.Frame:
        row = ttk.Frame(parent)
        row.columnconfigure(1, weight=1)
        ttk.Label(row, text="填报工作簿", font="Strong").grid(row=0, column=0)
        self._path_entry = ttk.Entry(row, textvariable=self._path, state="readonly")
        self._path_entry.grid(row=0, column=1, sticky="ew", padx=step * 2)
        self._choose = ttk.Button(row, text="选择(O)…", underline=3, command=self.choose)
        self._choose.grid(row=0, column=2)
        self._open = ttk.Button(row, text="打开填写(E)", underline=5, command=self.open_source)
        self._open.grid(row=0, column=3, padx=(step, 0))
        return row

    def _buttons(self, parent: tk.Misc, step: int) -> ttk.Frame:
        row = ttk.Frame(parent)
        groups = (
            (
                Command("新建", "N", self.begin, needs_source=False),
                Command("用上年新建", "L", lambda: self.begin(following=True), needs_source=False),
            ),
            (
                Command("检查", "C", self.with_source(actions.check), needs_source=True),
                Command("标在格子上", "M", self.with_source(actions.mark), needs_source=True),
                Command("预览", "P", self.with_source(actions.preview), needs_source=True),
                Command("生成报告", "R", self.with_source(self.report), needs_source=True, style="Primary.TButton"),
            ),
            (Command("汇总", "H", self.roll_up, needs_source=False),),
        )
        self.buttons: dict[str, ttk.Button] = {}
        self._needing: list[ttk.Button] = [self._open]
        for number, group in enumerate(groups):
            if number:
                ttk.Separator(row, orient="vertical").pack(side="left", fill="y", padx=step * 2)
            for command in group:
                words = f"{command.words}({command.letter})"
                button = ttk.Button(row, text=words, underline=len(command.words) + 1, style=command.style)
                button.configure(command=command.run)
                button.pack(side="left", padx=(0, step))
                self.buttons[command.words] = button
                if command.needs_source:
                    self._needing.append(button)
                for key in (f"<Alt-{command.letter.lower()}>", f"<Alt-{command.letter}>"):
                    self.bind(key, partial(_press, button))
        formats = ttk.Frame(row)
        formats.pack(side="right")
        for extension, ticked in self._formats.items():
            ttk.Checkbutton(formats, text=_FORMATS[extension], variable=ticked).pack(side="left", padx=(step, 0))
        ttk.Label(row, text="报告格式", style="Faint.TLabel").pack(side="right", padx=(step * 6, 0))
        return row

    def _banner_row(self, parent: tk.Misc, step: int) -> ttk.Frame:
        row = ttk.Frame(parent, style="Card.TFrame")
        self._bar = tk.Frame(row, width=step, background=ACCENT)
        self._bar.pack(side="left", fill="y")
        self._banner = ttk.Label(row, textvariable=self._sentence, style="Card.TLabel", font="Strong", padding=step * 2)
        self._banner.pack(side="left", fill="x", expand=True)
        row.bind("<Configure>", lambda event: self._banner.configure(wraplength=max(200, event.width - step * 6)))
        return row

    def _foot_row(self, parent: tk.Misc, step: int) -> ttk.Frame:
        row = ttk.Frame(parent)
        row.columnconfigure(1, weight=1)
        self._progress = ttk.Progressbar(row, length=step * 40)
        self._stop = ttk.Button(row, text="停止(Esc)", command=self.stop)
        ttk.Label(row, textvariable=self._stage, style="Faint.TLabel").grid(row=0, column=1, sticky="w", padx=step * 2)
        hint = "双击问题打开工作簿　F8 以网页显示（便于读屏软件朗读）"
        ttk.Label(row, text=hint, style="Faint.TLabel").grid(row=0, column=3, sticky="e")
        return row

    def _bind_keys(self) -> None:
        self.bind("<Control-o>", lambda _: self.choose())
        self.bind("<Alt-o>", lambda _: self.choose())
        self.bind("<Alt-e>", lambda _: self.open_source())
        self.bind("<F5>", lambda _: self.buttons["检查"].invoke())
        self.bind("<F8>", lambda _: self.show_page())
        self.bind("<Escape>", lambda _: self.stop())
        self.protocol("WM_DELETE_WINDOW", self._close)

    def _close(self) -> None:
        self.stop()
        self.destroy()

    # what is going on

    def _look(self) -> None:
        """Show what the work has said since; look again while it goes on."""
        for event in self.job.events() if self.job else ():
            match event:
                case Progressed(stage, done, total):
                    self._set_progress(stage, done, total)
                case Finished(outcome):
                    self._end(outcome)
                case Failed(error):
                    self._end(actions.failure(error))
                case Cancelled():
                    self._end(Outcome(tone=Tone.CAUTION, sentence="已停止，没有写出文件。"))
        if self.job:
            self.after(_POLL, self._look)

    def _end(self, outcome: Outcome) -> None:
        self.job = None
        self._progress.grid_remove()
        self._stop.grid_remove()
        self._stage.set("")
        if outcome.workbook:
            self.source = outcome.workbook
        self._show(outcome)
        self._say_source()

    def _show(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self._sentence.set(outcome.sentence)
        self._bar.configure(background=TONES[outcome.tone])
        self._findings.show(outcome.findings)
        self._text.show(outcome.text)
        (self._findings if outcome.findings else self._text).tkraise()
        self._results.show(outcome.written)
        if outcome.findings:
            self._findings.tree.focus_set()

    def _say_source(self) -> None:
        self._path.set(str(self.source) if self.source else "")
        self._path_entry.xview_moveto(1)
        for button in (*self.buttons.values(), self._choose):
            button.state(["!disabled"])
        for button in self._needing:
            button.state(["!disabled" if self.source else "disabled"])

    def _set_working(self, stage: str) -> None:
        for button in (*self.buttons.values(), self._choose):
            button.state(["disabled"])
        self._progress.grid(row=0, column=0)
        self._stop.grid(row=0, column=2, padx=(0, unit(self) * 2))
        self._set_progress(stage, 0, 0)

    def _set_progress(self, stage: str, done: int, total: int) -> None:
        self._stage.set(f"{stage} {done} / {total}" if total else stage)
        self._progress.configure(mode="determinate" if total else "indeterminate", maximum=total or 100)
        if total:
            self._progress.stop()
            self._progress.configure(value=done)
        else:
            self._progress.start()

    def _remember(self, **known: str) -> None:
        self.preferences = replace(self.preferences, **known)
        save_preferences(self._kept, self.preferences)


def _press(button: ttk.Button, _: tk.Event[tk.Misc]) -> None:
    button.invoke()
