"""The sheet 今日: what is open, by who handles it and by when it is due."""

from __future__ import annotations

from toolkit.form.excel import column_letters, column_number
from toolkit.ledger.clocks import NEAR, ClockState
from toolkit.ledger.columns import DATES, TODAY
from toolkit.ledger.formulas import HANDLER_COLUMN, HANDLER_ROWS, HANDLERS, ORDER, STATES, listed
from toolkit.workbook.writing.excel_canvas import ExcelCanvas
from toolkit.workbook.writing.pages import Tint
from toolkit.workbook.writing.validation import accept

LISTED = 200
"""Open requests that the list has room for."""
HEAD = 8
_FIRST, _LAST = HEAD + 1, HEAD + LISTED
_SHOWN = (
    ("承办人", "handler", "居中", 14),
    ("编号", "number", "居中", 16),
    ("收到日期", "received", "日期", 13),
    ("申请内容", "subject", "含义", 44),
    ("状态", "state", "结果", 13),
    ("应答复日", "due", "日期", 13),
    ("剩余工作日", "left", "居中", 12),
)
_COUNTED = (ClockState.OVERDUE, ClockState.NEAR, ClockState.OPEN, ClockState.AWAITING, ClockState.PAUSED)
_ORDER = "I"


def write_today(canvas: ExcelCanvas, agency: str, year: int) -> None:
    """The sheet; its day is the computer's unless staff enter another."""
    page = canvas.page(TODAY)
    page.put(1, 1, f"{agency}{year}年在办的申请", "标题", columns=7)
    page.put(3, 1, "看哪一天", "行名")
    page.put(3, 2, None, "填日期")
    page.put(3, 3, "今天", "行名")
    page.formula(3, 4, "IF(ISNUMBER(B3),INT(B3),TODAY())", "", "日期")
    note = f"“看哪一天”空着，就看当天的。剩余 {NEAR} 个工作日以内为临期。"
    page.put(2, 1, note, "说明", columns=7)
    accept(page, "B3", DATES, "看哪一天", "空着就是今天。")
    counted = [*_COUNTED, ClockState.UNKNOWN]
    for column, state in enumerate(counted, start=1):
        page.put(5, column, state.value, "表头")
        page.formula(6, column, f'COUNTIF({STATES},"{state}")', 0, "算得整数")
    page.put(5, 7, "在办合计", "表头")
    page.formula(6, 7, f"COUNT({ORDER})", 0, "算得整数")
    more = f'IF(G6>{LISTED},"还有 "&(G6-{LISTED})&" 件没有列出，请看“申请台账”。","")'
    page.formula(7, 1, more, "", "说明", columns=7)
    _list_open(canvas)
    first, last = HANDLER_ROWS
    names = column_number(HANDLER_COLUMN)
    page.put(first - 1, names, HANDLERS, "表头")
    for row in range(first, last + 1):
        page.put(row, names, None, "填文字")
    accept(
        page,
        f"{HANDLER_COLUMN}{first}:{HANDLER_COLUMN}{last}",
        None,
        "承办人名单",
        "一格一个，台账里从这个名单选，左边按名单的先后排列。",
    )
    page.widths({"H": 3, _ORDER: 4, "J": 3, HANDLER_COLUMN: 18})
    page.hide(_ORDER)
    page.freeze(f"A{_FIRST}")


def _list_open(canvas: ExcelCanvas) -> None:
    page = canvas.pages[TODAY]
    for column, (title, _, _, width) in enumerate(_SHOWN, start=1):
        page.put(HEAD, column, title, "表头")
        page.widths({column_letters(column): width})
    for row in range(_FIRST, _LAST + 1):
        place = f"${_ORDER}{row}"
        page.formula(row, column_number(_ORDER), f'IFERROR(SMALL({ORDER},{row - HEAD}),"")', "", "不显示")
        for column, (_, key, look, _) in enumerate(_SHOWN, start=1):
            page.formula(row, column, listed(key, place), "", look)
    shown, state = f"A{_FIRST}:G{_LAST}", f"$E{_FIRST}"
    page.tint(shown, f'{state}="{ClockState.OVERDUE}"', Tint.FAILING)
    page.tint(shown, f'OR({state}="{ClockState.NEAR}",{state}="{ClockState.UNKNOWN}")', Tint.UNFILLED)
