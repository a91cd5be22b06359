"""The window: choose a workbook, press what is to be done with it, and see what came of it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tkinter import filedialog, ttk
from typing import TYPE_CHECKING

from toolkit.clickable import clickable
from toolkit.desktop.clipboard import copy_page
from toolkit.desktop.guide import guide_page
from toolkit.desktop.jobs import Cancelled, Failed, Finished, Job, Progressed, Work
from toolkit.desktop.opening import open_file
from toolkit.desktop.window.actions import Action, Actions, failure
from toolkit.desktop.window.banner import Banner
from toolkit.desktop.window.beside import POLL, do_beside
from toolkit.desktop.window.dialogs import SOURCES, NewDialog, RollupDialog
from toolkit.desktop.window.dropping import accept_files
from toolkit.desktop.window.finding_list import FindingList
from toolkit.desktop.window.icons import program_icon
from toolkit.desktop.window.outcome import CHECK, Outcome, Tone
from toolkit.desktop.window.preferences import load_preferences, save_preferences
from toolkit.desktop.window.result_bar import ResultBar
from toolkit.desktop.window.review_steps import ReviewSteps
from toolkit.desktop.window.source_bar import SourceBar
from toolkit.desktop.window.text_view import TextView
from toolkit.desktop.window.theme import dress, unit
from toolkit.desktop.window.toolbar import Command, Toolbar
from toolkit.progress import Progress

if TYPE_CHECKING:
    from toolkit.finding import Finding

TITLE = "年报工具"
WELCOME = "从第一步开始；已经有工作簿的，点“选择”"
HINT = "F1 使用说明　　F8 以网页显示，便于读屏软件朗读"
_PATIENCE = 250
"""Milliseconds before work that goes on is shown: most is done sooner."""
_DRAWN = 100
"""Milliseconds until the window has been drawn, and what comes later may be loaded."""


class MainWindow(tk.Tk):
    """The program's only window. ``opened`` opens files; ``kept`` is where what it remembers is."""

    def __init__(
        self,
        kept: Path,
        sources: Sequence[Path] = (),
        *,
        named: Sequence[str] = (),
        opened: Callable[[Path], bool] = open_file,
    ) -> None:
        super().__init__(className="xl-report")
        self.withdraw()
        self._kept, self._opened = kept, opened
        self._actions = Actions(named)
        self.preferences = load_preferences(kept)
        self.source: Path | None = None
        self.outcome = Outcome(tone=Tone.PLAIN, sentence=WELCOME)
        self.job: Job[Outcome] | None = None
        dress(self)
        self._build()
        self._bind_keys()
        self._show(self.outcome)
        self._say_source()
        if sources:
            self.take(sources[0], others=len(sources) - 1)
        self.deiconify()
        self.after(_DRAWN, self._prepare)

    # what the buttons do

    def choose(self) -> None:
        """Ask for the workbook."""
        chosen = filedialog.askopenfilename(
            parent=self, title="选择填报工作簿", filetypes=SOURCES, initialdir=self.preferences.folder or None
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, source: Path, *, others: int = 0) -> None:
        """Work with ``source`` from now on."""
        if self.job:
            return
        self.source = source
        self._remember(folder=str(source.absolute().parent))
        more = f"\n一次用一份，另外 {others} 份没有打开。" if others else ""
        self._show(Outcome(tone=Tone.PLAIN, sentence=f"已选择，填好并保存后点“检查”{more}", step=CHECK))
        self._say_source()

    def drop(self, paths: Sequence[Path]) -> bool:
        """Work with what was dropped onto the window, a folder of filings too; False while something else goes on."""
        if self.job or self.tk.call("grab", "current", self) or not paths:
            return False
        if paths[0].is_dir():
            self.after_idle(self.roll_up, paths[0])
        else:
            self.take(paths[0], others=len(paths) - 1)
        return True

    def open_source(self) -> None:
        """Open the workbook in Excel or whatever opens such files here."""
        if self.source:
            self.open_path(self.source)

    def begin(self, *, following: bool = False) -> None:
        """A new workbook."""
        given = NewDialog(self, self.preferences, self._actions.choices, _last_year(), following=following).ask()
        if given is None:
            return
        self._remember(folder=str(given.folder))
        if not following:
            self._remember(agency=given.agency, level=given.level)
        self.start(
            self._actions.begin(given.agency, given.year, given.level, given.folder, last=given.last, form=given.form)
        )

    def roll_up(self, folder: Path | None = None) -> None:
        """Add up many units' filings, those in ``folder``."""
        known = replace(self.preferences, folder=str(folder)) if folder else self.preferences
        given = RollupDialog(self, known, self._actions.levels()).ask()
        if given is None:
            return
        folder, agency = given.folder, given.agency
        self._remember(folder=str(folder))
        if given.begins_roster:
            self.start(self._actions.new_roster(agency, _last_year(), folder))
        else:
            level, prior, returns = given.level, given.prior, given.returns
            self.start(self._actions.roll_up(folder, agency, given.roster, level, prior, returns=returns))

    def with_source(self, action: Callable[[Path], Action]) -> Callable[[], None]:
        """A command that does ``action`` with the workbook."""

        def run() -> None:
            if self.source:
                self.start(action(self.source))

        return run

    def report(self, source: Path) -> Action:
        """The report in the formats that are ticked."""
        return self._actions.report(source, self._toolbar.formats)

    def start(self, action: Action) -> None:
        """Do it beside the window; one thing at a time."""
        if self.job:
            return
        self.job = Job(action)
        self._stage: tuple[str, int, int] = ("正在处理", 0, 0)
        self._allow()
        self.after(_PATIENCE, self._show_working, self.job)
        self.after(POLL, self._look)

    def stop(self) -> None:
        """End what is being done."""
        if self.job:
            self.job.stop()
            self._stage = ("正在停止", 0, 0)

    def open_path(self, path: Path) -> None:
        """Open a file or a folder."""

        self._do_beside(lambda _: self._open(path))

    def _open(self, path: Path) -> str:
        """Open a file or a folder; what to do where nothing here opens it."""
        return "" if self._opened(path) else f"这台电脑上没有可以打开它的程序，请自行打开：{path}"

    def go_to(self, finding: Finding) -> None:
        """Show the place of a finding: in a running Excel the cell, else the file."""
        source, file = self.outcome.source, self.outcome.file_of(finding)
        if source is None or file is None:
            return

        def work(_: Progress) -> str:
            from toolkit.excel.session import shown_in_excel

            if finding.where.is_cell and shown_in_excel(source, finding.where):
                return ""
            return self._open(file)

        self._do_beside(work)

    def show_page(self) -> None:
        """What the window shows as a page, which screen readers can read."""
        from toolkit.desktop.window.accessible_page import written_page

        self.open_path(written_page(TITLE, self.outcome, self.source))

    def show_guide(self) -> None:
        """The guide; what there is to be done, where the program came without one."""
        guide = guide_page()
        if guide:
            self.open_path(guide)
        else:
            from toolkit.desktop.window.accessible_page import written_page

            self.open_path(written_page(TITLE, Outcome(tone=Tone.PLAIN, sentence=WELCOME), None))

    def copy(self) -> None:
        """Put what is shown on the clipboard, as text and as a page."""
        from toolkit.desktop.window.accessible_page import fragment, plain_text

        outcome = self.outcome
        if copy_page(self, outcome.page or fragment(outcome), plain_text(outcome)):
            self._banner.say(outcome.tone, f"{outcome.sentence}\n已复制，可以粘贴到 Word、网站后台等处。", copying=True)
        else:
            self._banner.say(Tone.CAUTION, "没有复制：剪贴板正被别的程序占用，请再点一次。", copying=True)

    # how it looks

    def _build(self) -> None:
        step = unit(self)
        self.title(TITLE)
        self._icon = program_icon(self, 32)
        self.iconphoto(True, self._icon)
        outer = self._outer = ttk.Frame(self, padding=step * 4)
        outer.pack(fill="both", expand=True)
        outer.columnconfigure(0, weight=1)
        outer.rowconfigure(2, weight=1)
        self._source_bar = SourceBar(outer, self.choose, self.open_source)
        self._source_bar.grid(row=0, column=0, sticky="ew")
        self._toolbar = Toolbar(outer, self._commands(), main="生成报告")
        self._toolbar.grid(row=1, column=0, sticky="w", pady=step * 4)
        self.buttons = self._toolbar.buttons
        self._card(outer, step).grid(row=2, column=0, sticky="nsew")
        hint = ttk.Label(outer, text=HINT, style="Faint.TLabel")
        hint.grid(row=3, column=0, sticky="w", pady=(step * 3, 0))
        self.update_idletasks()
        least = (self._toolbar.winfo_reqwidth() + step * 8, step * 130)
        self.minsize(*least)
        width, height = max(least[0], step * 240), step * 185
        self.geometry(f"{min(width, self.winfo_screenwidth())}x{min(height, self.winfo_screenheight() - step * 20)}")

    def _commands(self) -> tuple[tuple[tuple[Command, ...], ...], ...]:
        actions = self._actions
        reviewing = ReviewSteps(
            self,
            actions,
            source=lambda: self.source,
            formats=lambda: self._toolbar.formats,
            start=self.start,
            failed=self._fail,
        )
        report = (
            Command("检查", "C", self.with_source(actions.check)),
            Command("标在格子上", "M", self.with_source(actions.mark)),
            Command("预览", "P", self.with_source(actions.preview)),
            Command("生成报告", "R", self.with_source(self.report)),
        )
        begin = (
            Command("新建", "N", self.begin, needs_source=False),
            Command("用上年新建", "L", lambda: self.begin(following=True), needs_source=False),
        )
        return (begin, report), (*reviewing.commands, (Command("汇总", "H", self.roll_up, needs_source=False),))

    def _card(self, parent: tk.Misc, step: int) -> ttk.Frame:
        """What came of the last action: the sentence, the files, then the findings or the text."""
        edge = ttk.Frame(parent, style="Edge.TFrame", padding=1)
        card = ttk.Frame(edge, style="Card.TFrame")
        card.pack(fill="both", expand=True)
        card.columnconfigure(0, weight=1)
        card.rowconfigure(3, weight=1)
        self._banner = Banner(card, self.copy, self.stop, self.with_source(self._actions.repair))
        self._banner.grid(row=0, column=0, sticky="ew")
        self._results = ResultBar(card, self.open_path, self.take)
        self._results.grid(row=1, column=0, sticky="ew")
        ttk.Frame(card, style="Edge.TFrame", height=1).grid(row=2, column=0, sticky="ew")
        self._findings = FindingList(card, self.go_to)
        self._text = TextView(card)
        for content in (self._findings, self._text):
            content.grid(row=3, column=0, sticky="nsew")
        return edge

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "<Control-o>": self.choose,
            "<Alt-o>": self.choose,
            "<Alt-e>": self.open_source,
            "<F1>": self.show_guide,
            "<F5>": self.buttons["检查"].invoke,
            "<F8>": self.show_page,
            "<Escape>": self.stop,
            "<Alt-y>": self._banner.copy.invoke,
            "<Alt-x>": self._banner.repair.invoke,
        }
        for key, command in keys.items():
            self.bind(key, partial(_without_event, command))
        self.bind_class("TButton", "<Return>", self.bind_class("TButton", "<Key-space>"))
        self.protocol("WM_DELETE_WINDOW", self._close)

    def _close(self) -> None:
        self.stop()
        self.destroy()

    # what is going on

    def _prepare(self) -> None:
        """Load what drops need, and beside the window what its buttons need."""
        if accept_files(self._outer, self.drop, self._source_bar.hover):
            self._source_bar.invite_drops()

        def done(outcome: Outcome | None) -> None:
            if outcome and not self.job and not self.outcome.source:
                self._show(replace(outcome, step=self.outcome.step))

        do_beside(self, self._actions.ready, done, self._fail)

    def _do_beside(self, work: Work[str]) -> None:
        """Do what takes a moment without holding the window up; a sentence that comes of it is shown."""
        do_beside(self, work, self._say, self._fail)

    def _fail(self, error: Exception) -> None:
        self._show(failure(error))

    def _say(self, sentence: str) -> None:
        if sentence:
            self._banner.say(Tone.CAUTION, sentence, copying=False)

    def _look(self) -> None:
        """Show what the work has said since; look again while it goes on."""
        for event in self.job.events() if self.job else ():
            match event:
                case Progressed(stage, done, total):
                    self._stage = (stage, done, total)
                case Finished(outcome):
                    self._end(outcome)
                case Failed(error):
                    self._end(failure(error))
                case Cancelled():
                    self._end(Outcome(tone=Tone.CAUTION, sentence="已停止，没有写出文件。"))
        if self.job:
            if self._banner.working:
                self._banner.progress(*self._stage)
            self.after(POLL, self._look)

    def _show_working(self, job: Job[Outcome]) -> None:
        """Once it has taken a while: what goes on, in place of what came before."""
        if self.job is job:
            self._results.show((), None)
            self._findings.show(())
            self._text.show((), steps=False)
            self._text.tkraise()
            self._banner.begin(*self._stage)

    def _end(self, outcome: Outcome) -> None:
        self.job = None
        if outcome.workbook:
            self.source = outcome.workbook
        self._show(replace(outcome, sentence=clickable(outcome.sentence)))
        self._say_source()

    def _show(self, outcome: Outcome) -> None:
        self.outcome = outcome
        copying = bool(outcome.findings or outcome.text or outcome.page)
        self._banner.say(outcome.tone, outcome.sentence, copying=copying, repairing=outcome.asks_for_repair)
        self._results.show(outcome.written, outcome.offered)
        self._findings.show(outcome.findings)
        self._text.show(outcome.lines, steps=not outcome.text)
        (self._findings if outcome.findings else self._text).tkraise()
        if outcome.findings:
            self._findings.tree.focus_set()

    def _say_source(self) -> None:
        self._source_bar.show(self.source)
        self.title(f"{self.source.name} - {TITLE}" if self.source else TITLE)
        self._allow()

    def _allow(self) -> None:
        """Let be pressed what can be done now."""
        idle, chosen = self.job is None, self.source is not None
        self._toolbar.allow(anything=idle, with_source=chosen)
        self._source_bar.choose.state(["!disabled" if idle else "disabled"])
        self._source_bar.open.state(["!disabled" if chosen else "disabled"])

    def _remember(self, **known: str) -> None:
        self.preferences = replace(self.preferences, **known)
        save_preferences(self._kept, self.preferences)


def _without_event(command: Callable[[], object], _: tk.Event[tk.Misc]) -> None:
    command()


def _last_year() -> int:
    """The year that reports are written on now."""
    from toolkit.form.dates import today

    return today().year - 1
