"""A ledger as a locked workbook: the list of the day, its registers, what they come to, the holidays, a guide."""

from __future__ import annotations

from toolkit.bounds import LEDGER_ROWS
from toolkit.form import Form
from toolkit.ledger.calendar_sheets import write_calendar, write_holidays
from toolkit.ledger.columns import HEADER, TODAY
from toolkit.ledger.contents import BLANK, LedgerContents
from toolkit.ledger.declared import declaration_of, registers_of
from toolkit.ledger.formulas import names
from toolkit.ledger.guide_sheet import write_ledger_guide
from toolkit.ledger.list_sheet import lists_of, write_lists
from toolkit.ledger.register_sheet import write_register
from toolkit.ledger.request_sheet import write_requests
from toolkit.ledger.summary_sheet import write_summary
from toolkit.ledger.today_sheet import HEAD, write_today
from toolkit.ledger.working_days import WorkingDays
from toolkit.workbook.writing.excel_canvas import ExcelCanvas
from toolkit.workbook.writing.finish import define, lock_structure, protect, set_up_print
from toolkit.workbook.writing.package import packed
from toolkit.workbook.writing.styles import FORMULA, INPUT, CellLook

_LOOKS = {
    "算得日期": CellLook(fill=FORMULA, across="center", format="yyyy-mm-dd", wrap=False),
    "算得状态": CellLook(fill=FORMULA, across="center", wrap=False),
    "算得一行": CellLook(fill=FORMULA, indent=1, wrap=False),
    "填一行": CellLook(fill=INPUT, indent=1, wrap=False, locked=False),
}
"""Long texts stay on one line: the rows of a list that is sorted and filtered are of one height."""


def ledger_book(
    form: Form,
    agency: str,
    year: int,
    calendar: WorkingDays,
    rows: int = LEDGER_ROWS,
    contents: LedgerContents = BLANK,
) -> bytes:
    """A ledger with room for ``rows``, filled in with ``contents``.

    :class:`~toolkit.errors.InvalidRequest` if the form has none, or if there is more than it has room for.
    """
    declared, registers = declaration_of(form), registers_of(form)
    canvas = ExcelCanvas()
    canvas.add_styles(_LOOKS)
    write_today(canvas, agency, year)
    for register in registers:
        heading, lists = f"{agency}{year}年{register.sheet}", lists_of(form, register)
        if register is registers[0]:
            write_requests(canvas, register, declared, heading, lists, rows)
        else:
            write_register(canvas, register, heading, lists, {}, min(rows, register.rows))
    write_summary(canvas, form, agency, year)
    write_holidays(canvas, year, calendar)
    write_ledger_guide(canvas, form)
    write_lists(canvas, form, agency, year)
    write_calendar(canvas, year, calendar)
    contents.write(canvas, form)
    for name, place in names(year).items():
        define(canvas, name, place)
    wide = {TODAY: HEAD, **{register.sheet: HEADER for register in registers}}
    for name, page in canvas.pages.items():
        set_up_print(page, landscape=name in wide, titles=f"{wide[name]}:{wide[name]}" if name in wide else "")
        protect(page, insert_rows=False)
    lock_structure(canvas)
    return packed(canvas, f"{agency}{year}年台账")
