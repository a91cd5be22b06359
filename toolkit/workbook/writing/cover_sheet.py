"""The 封面 sheet: who reports, on which year and form, headings of their own, and how every sheet stands."""

from __future__ import annotations

from toolkit.filing import Filing
from toolkit.filing.cover import COVER_ENTRIES
from toolkit.form.excel import CellAddress
from toolkit.rules.live_checks import JUDGED
from toolkit.workbook.plan import COVER, Plan
from toolkit.workbook.references import cell
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.check_sheet import CheckSheet, colour, head
from toolkit.workbook.writing.dates import year_formula
from toolkit.workbook.writing.pages import Canvas, Page

_WIDTHS = {"A": 38, "B": 54, "C": 40}


def write_cover(canvas: Canvas, plan: Plan, checks: CheckSheet, values: CachedValues) -> Page:
    """The sheet."""
    page = canvas.page(COVER)
    head(page, checks, f"{plan.form.subject} · 填报工作簿", columns=3)
    page.put(
        2,
        1,
        "先填本页，再依次填写后面各表；浅黄色的格子由您填写，灰色的自动计算。右上角显示表格检查的结果。",
        "说明",
        columns=3,
    )
    page.height(2, 20)
    for entry in COVER_ENTRIES.values():
        cell_address = plan.cell_addresses.get(entry.slot)
        if cell_address is None:
            continue
        page.put(cell_address.row, 1, entry.heading or entry.label, "行名")
        if entry.name == "title_shown":
            page.formula(cell_address.row, 2, _title_formula(plan), values.filing.title_text, entry.style)
        else:
            page.put(cell_address.row, 2, entry.value(values.filing), entry.style)
        page.put(cell_address.row, 3, entry.hint, "说明")
        page.height(cell_address.row, 40 if entry.tall else 26)
    _write_states(page, plan, checks)
    _write_headings(page, plan, values.filing)
    page.widths(_WIDTHS)
    page.freeze("A2")
    return page


def _title_formula(plan: Plan) -> str:
    """The title put in by hand, or the one made from the year."""
    own, year = cell(plan.at("cover.title")), year_formula(cell(plan.at("cover.year")))
    before, _, after = plan.form.title.partition("{year}")
    return f'IF({own}<>"",{own},IF({year}="","",IF(ISNUMBER({year}),"{before}"&{year}&"{after}","{JUDGED}")))'


def _write_headings(page: Page, plan: Plan, filing: Filing) -> None:
    top = plan.at(f"headings.{plan.form.sections[0].id}").row - 1
    page.put(top, 1, "各部分标题（与格式一致的不必填写）", "小标题", columns=2)
    page.height(top, 26)
    for section in plan.form.sections:
        row = plan.at(f"headings.{section.id}").row
        own = filing.headings.get(section.id)
        page.put(row, 1, section.heading, "行名")
        page.put(row, 2, own.value if own else None, "填文字")
        page.put(row, 3, "标题的措辞与左边不同时才填写", "说明")
        page.height(row, 30)


def _write_states(page: Page, plan: Plan, checks: CheckSheet) -> None:
    top = plan.states_top
    page.put(top, 1, "各表填写情况", "小标题", columns=2)
    page.height(top, 26)
    checked = {line.sheet for line in checks.lines}
    for row, sheet in enumerate((sheet for sheet in plan.stated_sheets if sheet in checked), start=top + 1):
        live = checks.of_sheet(sheet)
        page.put(row, 1, sheet, "链接")
        page.link(row, 1, CellAddress(sheet, 1, 1))
        page.formula(row, 2, live.formula, live.shown, "结果")
        colour(page, f"B{row}")
        page.height(row, 22)
