"""The sheet of a register: a row for each thing, with lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from toolkit.form.excel import column_letters
from toolkit.form.kinds import Limits
from toolkit.ledger.columns import DATES, FIRST_ROW, GROUPS, HEADER, Column, Holds
from toolkit.ledger.register import Register
from toolkit.workbook.writing.excel_canvas import ExcelCanvas, ExcelPage
from toolkit.workbook.writing.validation import accept

_LOOKS = {
    Holds.NUMBER: "填编码",
    Holds.TEXT: "填一行",
    Holds.LINK: "填编码",
    Holds.CHOICE: "填选项",
    Holds.DATE: "填日期",
    Holds.COUNT: "填整数",
    Holds.MONEY: "填金额",
}
_ERRORS = {
    Holds.DATE: "请填日期，如 2026-01-18。",
    Holds.CHOICE: "请从列表中选择。",
    Holds.COUNT: "请填整数。",
    Holds.MONEY: "请填数。",
}
_MONEY = Limits(type="decimal", operator="greaterThanOrEqual", first="0")


def write_register(
    canvas: ExcelCanvas, register: Register, heading: str, lists: Mapping[str, str], looks: Mapping[str, str], rows: int
) -> ExcelPage:
    """The sheet with ``rows`` of empty cells to fill in, without its formulas.

    ``lists``: where the words of each choice stand, for the first row; ``looks``: those of columns that look otherwise
    than what they hold.
    """
    page = canvas.page(register.sheet)
    page.put(1, 1, heading, "标题", columns=7)
    page.put(2, 1, register.note, "说明", columns=7)
    _head(page, register)
    styles = {register.numbers[each.key]: looks.get(each.key, _LOOKS[each.holds]) for each in register.filled}
    for row in range(FIRST_ROW, FIRST_ROW + rows):
        for number, look in styles.items():
            page.put(row, number, None, look)
    for column in register.filled:
        limits, error = _limits(column, lists), _ERRORS.get(column.holds, "")
        accept(page, register.area(column.key), limits, column.title, column.prompt, error)
    return page


def _head(page: ExcelPage, register: Register) -> None:
    for group, columns in groupby(register.columns, key=lambda column: column.group):
        keys = [column.key for column in columns]
        page.put(GROUPS, register.numbers[keys[0]], group, "表题", columns=len(keys))
    for number, column in enumerate(register.columns, start=1):
        page.put(HEADER, number, column.title, "表头")
    page.height(HEADER, 34)
    page.widths({column_letters(number): column.width for number, column in enumerate(register.columns, start=1)})
    page.hide(*(column_letters(register.numbers[c.key]) for c in register.columns if c.holds is Holds.HIDDEN))
    page.freeze(f"B{FIRST_ROW}")
    shown = max(register.numbers[column.key] for column in register.filled)
    page.filter(f"A{HEADER}:{column_letters(shown)}{register.last}")


def _limits(column: Column, lists: Mapping[str, str]) -> Limits | None:
    if column.holds is Holds.DATE:
        return DATES
    if column.holds is Holds.COUNT:
        return Limits(type="whole", first="1", second=str(column.most))
    if column.holds is Holds.MONEY:
        return _MONEY
    return Limits(type="list", first=lists[column.key]) if column.holds is Holds.CHOICE else None
