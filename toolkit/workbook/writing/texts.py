"""The text sheets: one paragraph a row, and beside it what it will say with its figures."""

from __future__ import annotations

from toolkit.filing import Filing, Paragraph
from toolkit.form.excel import column_letters
from toolkit.form.model import Draft, Kind, Section
from toolkit.workbook.plan import (
    BODY,
    FIELDS_TOP,
    HEADING,
    LITERAL_BODY,
    LITERAL_HEADING,
    PREVIEW_STEPS,
    Plan,
    Region,
)
from toolkit.workbook.writing.checks import Checks, head
from toolkit.workbook.writing.pages import Canvas, Page, Tint
from toolkit.workbook.writing.preview import Names, step, step_formula
from toolkit.workbook.writing.values import Values

_WIDTHS = {"A": 14, "B": 78, "C": 56}
_LINE = 17.0  # points
_NOTE = (
    "一行一段，“层级”选小标题或正文。写 {{ 新收申请 }} 这样的名称，就自动换成表中的数；可用的名称见“指标”表。"
    "右边是换好以后的样子。"
)


def drafts_of(drafts: tuple[Draft, ...], government: bool | None) -> tuple[Paragraph, ...]:
    """Drafts as paragraphs; those for governments unless the level is known to be none."""
    return tuple(
        Paragraph(text=draft.text, heading=draft.heading)
        for draft in drafts
        if government is not False or not draft.government
    )


def write_text(canvas: Canvas, plan: Plan, slot: str, title: str, checks: Checks, values: Values, names: Names) -> Page:
    """The sheet of a text slot; ``title`` heads it."""
    region = plan.regions[f"narrative.{slot}"]
    page = canvas.page(region.sheet)
    canvas.growing.add(region.sheet)
    prior = values.filing.prior.narrative.get(slot, ()) if values.filing.prior else ()
    head(page, checks, title, columns=3)
    section = next((known for known in plan.form.sections if known.id == slot), None)
    page.put(2, 1, f"{section.help}\n{_NOTE}" if section else _NOTE, "说明", columns=3)
    page.height(2, 48 if section else 32)
    for role, number in region.columns.items():
        if role in region.titles:
            page.put(region.header, number, region.titles[role], "表头")
    _write_rows(page, region, values.filing, slot, prior, names)
    page.widths(_WIDTHS | {"D": 56})
    page.hide(*(column_letters(region.columns["step"] + index) for index in range(PREVIEW_STEPS)))
    if not prior:
        page.hide("D")
    page.freeze(f"A{region.first}")
    heading = f'ISNUMBER(FIND("{HEADING}",$A{region.first}))'
    page.tint(f"B{region.first}:C{region.last}", heading, Tint.SUBHEAD, final=False)
    return page


def write_fields(page: Page, plan: Plan, section: Section, values: Values) -> None:
    """The single numbers that a section asks for, above its text."""
    page.put(FIELDS_TOP - 1, 1, "填数", "表头")
    page.put(FIELDS_TOP - 1, 2, "信息处理费（三项都填，没有的填 0）", "表头")
    for field in section.fields:
        spot = plan.at(field.id)
        page.put(spot.row, 1, values.written(field.id), "填金额" if field.kind is Kind.AMOUNT else "填整数")
        page.put(spot.row, 2, f"{field.label}（{field.unit}）", "行名")
        page.height(spot.row, 22)


def _write_rows(page: Page, region: Region, filing: Filing, slot: str, prior: tuple[str, ...], names: Names) -> None:
    paragraphs = filing.narrative.get(slot, ())
    for index in range(region.rows):
        row = region.first + index
        paragraph = paragraphs[index] if index < len(paragraphs) else None
        page.put(row, 1, _kind(paragraph) if paragraph else None, "填层级")
        page.put(row, 2, paragraph.text if paragraph else None, "填正文")
        shown = _write_preview(page, row, region, paragraph, names)
        before = prior[index] if index < len(prior) else ""
        if prior:
            page.put(row, 4, before, "预览")
        page.height(row, _height(paragraph.text if paragraph else "", shown, before))


def _write_preview(page: Page, row: int, region: Region, paragraph: Paragraph | None, names: Names) -> str:
    """The steps that put in one figure each, in hidden columns, and the last of them where staff see it."""
    first = region.columns["step"]
    text = shown = paragraph.text if paragraph else ""
    for index in range(PREVIEW_STEPS):
        source = f"B{row}" if not index else f"{column_letters(first + index - 1)}{row}"
        shown = step(shown, names)
        page.formula(row, first + index, step_formula(source, names), shown, "预览")
    if paragraph and paragraph.literal:
        shown = text
    last = f"{column_letters(first + PREVIEW_STEPS - 1)}{row}"
    page.formula(row, 3, f'IF(ISNUMBER(FIND("原文",A{row})),B{row}&"",{last}&"")', shown, "预览")
    return shown


def _kind(paragraph: Paragraph) -> str:
    if paragraph.literal:
        return LITERAL_HEADING if paragraph.heading else LITERAL_BODY
    return HEADING if paragraph.heading else BODY


def _height(text: str, shown: str, before: str) -> float:
    """Room for a paragraph, 37 characters a line, and for its neighbours, 29 a line; Excel's most is 409 points."""
    lines = max(_lines(text, 37), _lines(shown, 29), _lines(before, 29))
    return min(409.0, 8 + _LINE * lines)


def _lines(text: str, width: int) -> int:
    return sum(max(1, -(-len(line) // width)) for line in text.split("\n"))
