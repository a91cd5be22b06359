"""A ledger as a locked workbook: the list of the day, the requests, the holidays that its clocks count by, a guide."""

from __future__ import annotations

from toolkit.bounds import LEDGER_ROWS
from toolkit.form import Form
from toolkit.form.ledger import OutcomeRow
from toolkit.ledger.calendar_sheets import write_calendar, write_holidays
from toolkit.ledger.columns import HEADER, LISTS, REQUESTS, TODAY
from toolkit.ledger.declared import applicants_of, declaration_of, outcomes_of
from toolkit.ledger.formulas import names
from toolkit.ledger.guide_sheet import write_ledger_guide
from toolkit.ledger.request_sheet import write_requests
from toolkit.ledger.today_sheet import HEAD, write_today
from toolkit.ledger.working_days import WorkingDays
from toolkit.workbook.writing.excel_canvas import ExcelCanvas
from toolkit.workbook.writing.finish import define, lock_structure, protect, set_up_print
from toolkit.workbook.writing.package import packed
from toolkit.workbook.writing.styles import FORMULA, INPUT, CellLook

MARK = "xl-report 台账"
"""Stands in the first cell of the sheet of lists, by which a ledger is known."""
LAYOUT = 1
"""The version of what stands where."""
_LOOKS = {
    "算得日期": CellLook(fill=FORMULA, across="center", format="yyyy-mm-dd", wrap=False),
    "算得状态": CellLook(fill=FORMULA, across="center", wrap=False),
    "算得一行": CellLook(fill=FORMULA, indent=1, wrap=False),
    "填一行": CellLook(fill=INPUT, indent=1, wrap=False, locked=False),
}
"""Long texts stay on one line: the rows of a list that is sorted and filtered are of one height."""


def ledger_book(form: Form, agency: str, year: int, calendar: WorkingDays, rows: int = LEDGER_ROWS) -> bytes:
    """A ledger with empty ``rows``; :class:`~toolkit.errors.InvalidRequest` if the form has none."""
    declared, outcomes = declaration_of(form), outcomes_of(form)
    canvas = ExcelCanvas()
    canvas.add_styles(_LOOKS)
    write_today(canvas, agency, year)
    write_requests(canvas, agency, year, declared, rows)
    write_holidays(canvas, year, calendar)
    write_ledger_guide(canvas, form, declared, outcomes)
    _write_lists(canvas, form, agency, year, outcomes)
    write_calendar(canvas, year, calendar)
    for name, place in names(year).items():
        define(canvas, name, place)
    for name, page in canvas.pages.items():
        titles = {TODAY: f"{HEAD}:{HEAD}", REQUESTS: f"{HEADER}:{HEADER}"}.get(name, "")
        set_up_print(page, landscape=name in (TODAY, REQUESTS), titles=titles)
        protect(page, insert_rows=False)
    lock_structure(canvas)
    return packed(canvas, f"{agency}{year}年台账")


def _write_lists(canvas: ExcelCanvas, form: Form, agency: str, year: int, outcomes: tuple[OutcomeRow, ...]) -> None:
    """What lists to choose from are made of, and what the ledger is: A kinds and applicants, B to E the outcomes."""
    page = canvas.page(LISTS)
    kinds, applicants = dict.fromkeys(each.kind for each in outcomes), applicants_of(form)
    channels = declaration_of(form).channels
    for column, title in enumerate((MARK, "大类", "结果", "依据", "检索", "大类", "申请人类型", "申请方式"), start=1):
        page.put(1, column, title, "居中")
    facts: tuple[int | str, ...] = (LAYOUT, form.id, year, agency)
    for row, fact in enumerate(facts, start=2):
        page.put(row, 1, fact, "居中")
    for row, each in enumerate(outcomes, start=2):
        for column, text in enumerate((each.kind, each.label, each.basis, f"{each.kind}|{each.label}"), start=2):
            page.put(row, column, text, "居中")
    for column, texts in enumerate(([*kinds], [*applicants], [*channels]), start=6):
        for row, text in enumerate(texts, start=2):
            page.put(row, column, text, "居中")
    page.sheet.sheet_state = "hidden"
