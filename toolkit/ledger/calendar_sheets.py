"""The sheet 放假调休, which staff complete from each year's notice, and the calendar that is computed from it."""

from __future__ import annotations

import datetime as dt

from toolkit.form.kinds import Limits
from toolkit.ledger.columns import CALENDAR, DATES, HOLIDAYS
from toolkit.ledger.formulas import (
    COMPLETE,
    FIRST_DAY_ROW,
    HOLIDAY_ROWS,
    OFF,
    WORKED,
    YEAR_ROWS,
    day_formulas,
    days_around,
    years_around,
)
from toolkit.ledger.working_days import UnknownYear, WorkingDays
from toolkit.workbook.writing.excel_canvas import ExcelCanvas
from toolkit.workbook.writing.pages import Tint
from toolkit.workbook.writing.validation import accept

_NOTE = (
    "照国务院办公厅每年的放假通知填：放假的起止日期一行，调休上班的每天（或连着的几天）一行；只有一天的，起止相同。"
    "周末本来休息、其余日子本来上班，不必填。一年的都填好以后，在右边那一年选“是”；没有选的年份，涉及它的期限都显示“未知”。"
    "12月28日以后的日子还要看下一年的通知。"
)
_EPOCH = dt.date(1899, 12, 30)
_END = 6
_LOOKS = ("填文字", "填日期", "填日期", "填选项")


def write_holidays(canvas: ExcelCanvas, year: int, calendar: WorkingDays) -> None:
    """The sheet, filled in as far as ``calendar`` knows the years around ``year``."""
    page = canvas.page(HOLIDAYS)
    page.put(1, 1, "放假和调休", "标题", columns=7)
    page.put(2, 1, _NOTE, "说明", columns=7)
    page.height(2, 64)
    for column, title in zip((1, 2, 3, 4, 6, 7), ("节日", "起", "止", "安排", "年度", "已录全"), strict=True):
        page.put(4, column, title, "表头")
    first, last = HOLIDAY_ROWS
    arranged = sorted(calendar.arrangements, key=lambda each: each.first)
    for row in range(first, last + 1):
        known = arranged[row - first : row - first + 1]
        values = [(each.name, each.first, each.last, WORKED if each.works else OFF) for each in known]
        cells = values[0] if values else (None,) * 4
        for column, (value, look) in enumerate(zip(cells, _LOOKS, strict=True), start=1):
            page.put(row, column, value, look)
    top, bottom = YEAR_ROWS
    for row, listed in enumerate(years_around(year), start=top):
        page.put(row, 6, listed, "居中")
        page.put(row, 7, COMPLETE if listed in calendar.years else None, "填选项")
    accept(
        page,
        f"B{first}:C{last}",
        DATES,
        "日期",
        "放假或者上班的起止日期，只有一天的两格相同。",
        "请填日期，如 2026-02-15。",
    )
    words = Limits(type="list", first=f'"{OFF},{WORKED}"')
    accept(page, f"D{first}:D{last}", words, "安排", "放假，或者调休上班。", "请从列表中选择。")
    complete = Limits(type="list", first=f'"{COMPLETE}"')
    accept(page, f"G{top}:G{bottom}", complete, "已录全", "这一年的放假通知都录入以后，选“是”。", "请从列表中选择。")
    page.tint(f"F{top}:G{bottom}", f'$G{top}<>"{COMPLETE}"', Tint.UNFILLED)
    page.widths({"A": 16, "B": 14, "C": 14, "D": 10, "E": 4, "F": 10, "G": 10})
    page.freeze("A5")


def write_calendar(canvas: ExcelCanvas, year: int, calendar: WorkingDays) -> None:
    """The computed calendar, which nobody needs to see; its formulas show what they give for ``calendar``."""
    page = canvas.page(CALENDAR)
    for column, title in enumerate(("日期", "未知", "上班", "上班累计", "未知累计", "第几个工作日"), start=1):
        page.put(1, column, title, "表头")
    days = days_around(year)
    worked = unknown = 0
    ends = [(day - _EPOCH).days for day in days if calendar.would_work(day)]
    for place, day in enumerate(days):
        works, odd = calendar.would_work(day), isinstance(calendar.is_working(day), UnknownYear)
        worked, unknown, row = worked + works, unknown + odd, place + FIRST_DAY_ROW
        shown = (int(odd), int(works), worked, unknown, ends[place] if place < len(ends) else "")
        page.put(row, 1, day, "日期")
        for column, (formula, value) in enumerate(zip(day_formulas(row).values(), shown, strict=True), start=2):
            page.formula(row, column, formula, value, "日期" if column == _END else "居中")
    page.sheet.sheet_state = "hidden"
