"""What has to be asked before a round of review is signed."""

from __future__ import annotations

import datetime as dt
import tkinter as tk
from dataclasses import dataclass
from tkinter import ttk

from toolkit.api import Decision, RoundsToSign
from toolkit.desktop.window.dialogs import Dialog
from toolkit.desktop.window.outcome import Tone
from toolkit.form.dates import parse_date, today

_HONEST = "只记下写的姓名，不核实身份。签认另存一份工作簿，原来的不动。"


@dataclass(frozen=True, kw_only=True)
class SignAnswers:
    """The round, and what whoever reviewed says of it."""

    name: str
    reviewer: str
    role: str
    day: dt.date
    decision: Decision
    opinion: str
    reason: str


class SignDialog(Dialog[SignAnswers]):
    """For one of the ``rounds``, at first the one whose turn it is; what was written of it in the workbook stands
    there."""

    def __init__(self, parent: tk.Misc, rounds: RoundsToSign) -> None:
        super().__init__(parent, "签认一轮审核", "签认")
        self._rounds = rounds
        self.name = self.choice("轮次", "B", rounds.names, next(iter(rounds.missing), rounds.names[-1]))
        self.reviewer = self.field("审核人姓名", "A", "")
        self.role = self.field("职务，可以不写", "C", "")
        self.day = self.field("日期", "D", "")
        self.decision = self.choice("结论", "F", [*Decision], "")
        self.opinion = self.field("意见，可以不写", "G", "")
        self.reason = self.field("退回的理由", "J", "")
        self.name.bind("<<ComboboxSelected>>", lambda _: self._fill_in())
        self._fill_in()
        self.say(_HONEST, Tone.PLAIN)
        self.first = self.reviewer

    def missing(self) -> str:
        if not self.reviewer.get().strip():
            return "请写明审核人的姓名。"
        if not _day(self.day.get()):
            return "日期请写成 2026-01-18 的样子。"
        if not self.decision.get():
            return f"请选择结论：{'或者'.join(Decision)}。"
        returned = self.decision.get() == Decision.RETURNED
        return "退回的请写明理由：为什么退回、要改什么。" if returned and not self.reason.get().strip() else ""

    def answered(self) -> SignAnswers:
        day = _day(self.day.get())
        assert day is not None  # noqa: S101 -- nothing is missing
        return SignAnswers(
            name=self.name.get(),
            reviewer=self.reviewer.get().strip(),
            role=self.role.get().strip(),
            day=day,
            decision=Decision(self.decision.get()),
            opinion=self.opinion.get().strip(),
            reason=self.reason.get().strip(),
        )

    def _fill_in(self) -> None:
        """What the workbook says of the round that is chosen."""
        own = self._rounds.written.get(self.name.get())
        _put(self.day, ((own and own.day) or today()).isoformat())
        _put(self.reviewer, own.reviewer if own else "")
        _put(self.role, own.role if own else "")
        _put(self.opinion, own.opinion if own else "")
        _put(self.reason, own.reason if own else "")
        self.decision.set((own and own.decision) or "")


def _put(field: ttk.Entry, text: str) -> None:
    field.delete(0, "end")
    field.insert(0, text)


def _day(words: str) -> dt.date | None:
    return parse_date(words.strip())
