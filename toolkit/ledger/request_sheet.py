"""The sheet 申请台账: one request a row, with lists to choose from and clocks that run."""

from __future__ import annotations

from itertools import groupby

from toolkit.form.excel import column_letters, quoted
from toolkit.form.kinds import Limits
from toolkit.form.ledger import LedgerDeclaration
from toolkit.ledger.clocks import ClockState
from toolkit.ledger.columns import (
    COLUMNS,
    DATES,
    FILLED,
    FIRST_ROW,
    GROUPS,
    HEADER,
    LAST_ROW,
    LISTS,
    NUMBERS,
    REQUESTS,
    Column,
    Holds,
    area,
    letters,
)
from toolkit.ledger.formulas import HANDLERS, RowFormulas
from toolkit.workbook.writing.excel_canvas import ExcelCanvas, ExcelPage
from toolkit.workbook.writing.pages import Tint
from toolkit.workbook.writing.validation import accept

_LOOKS = {
    Holds.TEXT: "填编码",
    Holds.CHOICE: "填选项",
    Holds.DATE: "填日期",
    Holds.DAYS: "填整数",
    Holds.MONEY: "填金额",
    Holds.FORMULA: "现值",
    Holds.HIDDEN: "不显示",
}
_OWN_LOOKS = {"due": "算得日期", "left": "算得数", "state": "算得状态", "basis": "算得一行"}
_OWN_LOOKS |= dict.fromkeys(("subject", "kind", "outcome", "remark"), "填一行")
_ERRORS = {Holds.DATE: "请填日期，如 2026-01-18。", Holds.CHOICE: "请从列表中选择。"}
_MONEY = Limits(type="decimal", operator="greaterThanOrEqual", first="0")


def write_requests(canvas: ExcelCanvas, agency: str, year: int, declared: LedgerDeclaration, rows: int) -> None:
    """The sheet, with empty ``rows``."""
    page = canvas.page(REQUESTS)
    page.put(1, 1, f"{agency}{year}年{REQUESTS}", "标题", columns=7)
    page.put(2, 1, "一件申请一行。浅黄色的由您填写，灰色的自动计算；点到格子上会看到填什么。", "说明", columns=7)
    _head(page)
    looks = [_OWN_LOOKS.get(column.key, _LOOKS[column.holds]) for column in COLUMNS]
    formulas = RowFormulas(declared.limits)
    for row in range(FIRST_ROW, FIRST_ROW + rows):
        live = formulas.of(row)
        for number, column in enumerate(COLUMNS, start=1):
            look = looks[number - 1]
            if column.key in live:
                page.formula(row, number, live[column.key], 0 if column.key == "pause" else "", look)
            else:
                page.put(row, number, None, look)
    for column in FILLED:
        accept(
            page,
            area(column.key),
            _limits(column, declared),
            column.title,
            column.prompt,
            _ERRORS.get(column.holds, ""),
        )
    state = f"${letters('state')}{FIRST_ROW}"
    shown = f"{letters('due')}{FIRST_ROW}:{letters('state')}{LAST_ROW}"
    page.tint(shown, f'OR({state}="{ClockState.OVERDUE}",{state}="{ClockState.CLOSED_LATE}")', Tint.FAILING)
    page.tint(shown, f'OR({state}="{ClockState.NEAR}",{state}="{ClockState.UNKNOWN}")', Tint.UNFILLED)
    page.tint(shown, f'{state}="{ClockState.CLOSED}"', Tint.PASSING)


def _head(page: ExcelPage) -> None:
    for group, columns in groupby(COLUMNS, key=lambda column: column.group):
        keys = [column.key for column in columns]
        page.put(GROUPS, NUMBERS[keys[0]], group, "表题", columns=len(keys))
    for number, column in enumerate(COLUMNS, start=1):
        page.put(HEADER, number, column.title, "表头")
    page.height(HEADER, 34)
    page.widths({column_letters(number): column.width for number, column in enumerate(COLUMNS, start=1)})
    page.hide(*(letters(column.key) for column in COLUMNS if column.holds is Holds.HIDDEN))
    page.freeze(f"B{FIRST_ROW}")
    page.filter(f"A{HEADER}:{letters('remark')}{LAST_ROW}")


def _limits(column: Column, declared: LedgerDeclaration) -> Limits | None:
    if column.holds is Holds.DATE:
        return DATES
    if column.holds is Holds.DAYS:
        return Limits(type="whole", first="1", second=str(declared.limits.extension.days))
    if column.holds is Holds.MONEY:
        return _MONEY
    return Limits(type="list", first=_list(column.key)) if column.holds is Holds.CHOICE else None


def _list(key: str) -> str:
    """Where the words are that a cell of the first row may hold."""
    lists, kind = quoted(LISTS), f"${letters('kind')}{FIRST_ROW}"
    return {
        "handler": HANDLERS,
        "applicant": f"OFFSET({lists}!$G$2,0,0,COUNTA({lists}!$G:$G)-1,1)",
        "channel": f"OFFSET({lists}!$H$2,0,0,COUNTA({lists}!$H:$H)-1,1)",
        "kind": f"OFFSET({lists}!$F$2,0,0,COUNTA({lists}!$F:$F)-1,1)",
        "outcome": (f"OFFSET({lists}!$C$1,MATCH({kind},{lists}!$B:$B,0)-1,0,COUNTIF({lists}!$B:$B,{kind}),1)"),
    }[key]
