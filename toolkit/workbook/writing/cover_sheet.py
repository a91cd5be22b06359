"""The 封面 sheet: who reports, on which year and form, headings of their own, and how every sheet stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from toolkit.filing import Filing
from toolkit.form.excel import CellAddress
from toolkit.rules.live_checks import JUDGED
from toolkit.workbook.plan import COVER, GUIDE, Plan
from toolkit.workbook.references import cell
from toolkit.workbook.writing.cached_values import Values
from toolkit.workbook.writing.check_sheet import Checks, colour, head
from toolkit.workbook.writing.dates import year_formula
from toolkit.workbook.writing.pages import Canvas, Page

_WIDTHS = {"A": 38, "B": 54, "C": 40}
_SLOTS = (
    ("agency", "机关全称", "填文字", "与公章一致的全称，作报告标题的第一行"),
    ("level", "单位层级", "填文字", "从列表中选择；有的规则和期限因层级而异"),
    ("year", "报告年度", "填年度", "四位数字，如 2025"),
    ("form", "所用格式", "锁定文字", "由本工作簿确定，不能更改"),
    ("title_shown", "报告标题（自动）", "锁定文字", "由年度生成"),
    ("title", "报告标题（另拟）", "填文字", "标题与上面不同时才填写"),
    ("issued_on", "成文日期", "填日期", "如 2026-01-18；报告落款用"),
    ("contact", "联系方式", "填编码", "地址、邮编、电话、电子邮箱等"),
)


def write_cover(canvas: Canvas, plan: Plan, checks: Checks, values: Values) -> Page:
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
    held = _held(values)
    for slot, label, style, hint in _SLOTS:
        cell_address = plan.cell_addresses.get(f"cover.{slot}")
        if cell_address is None:
            continue
        page.put(cell_address.row, 1, label, "行名")
        if slot == "title_shown":
            formula = _title_formula(plan)
            page.formula(cell_address.row, 2, formula, values.filing.title_text, style)
        else:
            page.put(cell_address.row, 2, held[slot], style)
        page.put(cell_address.row, 3, hint, "说明")
        page.height(cell_address.row, 40 if slot == "contact" else 26)
    _write_headings(page, plan, values.filing)
    _write_states(page, plan, checks)
    page.widths(_WIDTHS)
    page.freeze("A2")
    return page


def _held(values: Values) -> Mapping[str, str | int | date | None]:
    """What stands in each slot."""
    filing = values.filing
    return {
        "agency": filing.agency.value,
        "level": values.level,
        "year": filing.year,
        "form": filing.form.name,
        "title": filing.title.value,
        "issued_on": filing.issued_on,
        "contact": filing.contact.value,
    }


def _title_formula(plan: Plan) -> str:
    """The title put in by hand, or the one made from the year."""
    own, year = cell(plan.at("cover.title")), year_formula(cell(plan.at("cover.year")))
    before, _, after = plan.form.title.partition("{year}")
    return f'IF({own}<>"",{own},IF({year}="","",IF(ISNUMBER({year}),"{before}"&{year}&"{after}","{JUDGED}")))'


def _headings_top(plan: Plan) -> int:
    return plan.at(f"headings.{plan.form.sections[0].id}").row


def _write_headings(page: Page, plan: Plan, filing: Filing) -> None:
    top = _headings_top(plan) - 1
    page.put(top, 1, "各部分标题（与格式一致的不必填写）", "小标题", columns=2)
    page.height(top, 26)
    for section in plan.form.sections:
        row = plan.at(f"headings.{section.id}").row
        own = filing.headings.get(section.id)
        page.put(row, 1, section.heading, "行名")
        page.put(row, 2, own.value if own else None, "填文字")
        page.put(row, 3, "标题的措辞与左边不同时才填写", "说明")
        page.height(row, 30)


def _write_states(page: Page, plan: Plan, checks: Checks) -> None:
    top = _headings_top(plan) + len(plan.form.sections) + 1
    page.put(top, 1, "各表填写情况", "小标题", columns=2)
    page.height(top, 26)
    sheets = [sheet for sheet in plan.sheets if any(line.sheet == sheet for line in checks.lines) and sheet != GUIDE]
    for row, sheet in enumerate(sheets, start=top + 1):
        live = checks.of_sheet(sheet)
        page.put(row, 1, sheet, "链接")
        page.link(row, 1, CellAddress(sheet, 1, 1))
        page.formula(row, 2, live.formula, live.shown, "结果")
        colour(page, f"B{row}")
        page.height(row, 22)
