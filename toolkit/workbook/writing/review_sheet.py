"""The 审核 sheet: the rounds of review that the office has, and those that were recorded."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.filing import Filing, ReviewRound
from toolkit.filing.cover import COVER_ENTRIES, ON
from toolkit.filing.review import SHOWN_DIGITS
from toolkit.form.excel import CellAddress
from toolkit.form.round_names import joined_names
from toolkit.workbook.plan import NOTE_ROW, REVIEW, Plan
from toolkit.workbook.writing.pages import HEAD_HEIGHT, Canvas, Constant, Page, lines_of

_NOTE = (
    "封面“{entry}”选“{on}”的，各轮依次通过以后才能生成正式报告。每审一轮，用 xl-report sign 签认，"
    "另存成一份记下这一轮的副本；也可以先在下面写好，再签认。"
    "只写在这里、没有签认的不算；签认以后数字和文字有改动的，那以前的各轮作废。"
    "签认只记下写的是谁的姓名、审的是什么内容，不核实身份。"
)
_STYLES: Mapping[str, str] = {
    "name": "填选项",
    "reviewer": "填文字",
    "role": "填文字",
    "day": "填日期",
    "decision": "填选项",
    "opinion": "填文字",
    "reason": "填文字",
    "digest": "锁定文字",
}
_SIGNED, _SIGNED_DAY = "锁定文字", "锁定日期"
_WIDTHS = {"A": 14, "B": 14, "C": 16, "D": 14, "E": 9, "F": 40, "G": 36, "H": 26}
_LONG = (("opinion", "F"), ("reason", "G"))
_LINE = 15  # points


def write_review(canvas: Canvas, plan: Plan, filing: Filing) -> Page:
    """The sheet. What is signed is locked; the metadata sheet has it too, and counts."""
    page, region = canvas.page(REVIEW), plan.regions["review"]
    names = plan.at("review.names")
    words = {"entry": COVER_ENTRIES["for_review"].label, "on": ON}
    page.put(1, 1, "审核：报告公开以前的各轮审核", "标题", columns=7)
    page.height(1, 36)
    page.put(NOTE_ROW, 1, _NOTE.format_map(words), "说明", columns=8)
    page.height(NOTE_ROW, 48)
    page.put(names.row, 1, "审核轮次", "行名")
    page.put(names.row, names.column, joined_names(filing.rounds), "填文字", columns=4)
    page.put(names.row, names.column + 4, "依次写明本单位的各轮，用顿号隔开。", "说明", columns=2)
    page.height(names.row, 26)
    for role, column in region.columns.items():
        page.put(region.header, column, region.titles[role], "表头")
    page.height(region.header, HEAD_HEIGHT)
    for index in range(region.rows):
        own = filing.review.rounds[index] if index < len(filing.review.rounds) else None
        values = _values(own) if own else {}
        for role in region.columns:
            cell_address = region.cell_address(role, index)
            style = (_SIGNED_DAY if role == "day" else _SIGNED) if own and own.digest else _STYLES[role]
            page.put(cell_address.row, cell_address.column, values.get(role), style)
        lines = max(lines_of(str(values.get(role) or ""), _WIDTHS[letter]) for role, letter in _LONG)
        page.height(region.first + index, max(30, 4 + _LINE * lines))
    page.widths(_WIDTHS)
    page.freeze(CellAddress(REVIEW, 1, region.first).address)
    return page


def _values(own: ReviewRound) -> Mapping[str, Constant]:
    return {
        "name": own.name,
        "reviewer": own.reviewer,
        "role": own.role,
        "day": own.day,
        "decision": own.decision,
        "opinion": own.opinion,
        "reason": own.reason,
        "digest": f"已签认 {own.digest[:SHOWN_DIGITS]}" if own.digest else None,
    }
