"""Findings beside an open workbook: listed, jumped to, and refreshed on demand and whenever it is saved."""

from __future__ import annotations

import functools
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from toolkit.errors import UnreadableFile
from toolkit.excel.session import Session
from toolkit.filing import Filing
from toolkit.finding import Finding

PROMPT = "输入序号跳到单元格，回车重新校验，r 生成报告，q 退出："
POLL_SECONDS = 1.0
"""Seconds between two looks at whether the workbook was saved."""

Show = Callable[[tuple[Finding, ...]], None]
Render = Callable[[Filing, tuple[Finding, ...]], object]
Say = Callable[[str], None]


@dataclass(kw_only=True)
class LiveSession:
    """The conversation. ``answers`` hands over what staff type, None when there is no more to come."""

    session: Session
    show: Show
    render: Render
    say: Say
    answers: queue.Queue[str | None]
    findings: tuple[Finding, ...] = ()
    filing: Filing | None = field(default=None, repr=False)

    def run(self) -> None:
        """Check, then answer until ``q``; :class:`UnreadableFile` only if the very first check cannot be made."""
        self.check()
        saved = self.session.saved_at()
        self.say(PROMPT)
        while True:
            try:
                answer = self.answers.get(timeout=POLL_SECONDS)
            except queue.Empty:
                now = self.session.saved_at()
                if now != saved:
                    saved = now
                    self.attempt(self.after_save)
                continue
            if answer is None or answer.strip().lower() in ("q", "quit", "退出"):
                return
            self.attempt(functools.partial(self.answer, answer.strip()))

    def answer(self, word: str) -> None:
        """Do what one line asks."""
        if not word:
            self.check()
        elif word.lower() == "r":
            self.check()
            if self.filing is not None:
                self.render(self.filing, self.findings)
        elif word.isdecimal() and 1 <= int(word) <= len(self.findings):
            self.jump(self.findings[int(word) - 1])
        else:
            self.say(f"没有“{word}”这一条。")

    def jump(self, finding: Finding) -> None:
        """Go to the finding's first cell."""
        where = next((cell.where for cell in finding.cells if cell.where.is_cell), None)
        if where:
            self.session.jump(where)
        else:
            self.say("这一条说的是整份报告，没有对应的单元格。")

    def check(self) -> None:
        """Check what is on the screen now and show it."""
        self.filing, self.findings = self.session.check()
        self.show(self.findings)

    def after_save(self) -> None:
        """Check once more, the file having been written."""
        self.session.note_saved()
        self.check()

    def attempt(self, action: Callable[[], None]) -> None:
        """Do it, or say why it cannot be done; the conversation goes on."""
        try:
            action()
        except UnreadableFile as fault:
            self.say(str(fault))
        self.say(PROMPT)


def typed_lines(read: Callable[[], str]) -> queue.Queue[str | None]:
    """What staff type, read by a thread of its own: Excel must be spoken to from one thread only, this one."""
    answers: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        while True:
            try:
                answers.put(read())
            except (EOFError, OSError):
                answers.put(None)
                return

    threading.Thread(target=listen, daemon=True).start()
    return answers
