"""The text sheets: one paragraph a row, and beside it what it will say with its figures."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.filing import Filing, Paragraph
from toolkit.form.excel import column_letters
from toolkit.form.model import Draft, Section
from toolkit.workbook.columns import sheet_columns
from toolkit.workbook.plan import (
    BODY,
    HEADING,
    LITERAL_BODY,
    LITERAL_HEADING,
    NOTE_ROW,
    PREVIEW_STEPS,
    Plan,
    Region,
    rows_above_text,
)
from toolkit.workbook.writing.asked import asked_of_section
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.check_sheet import CheckSheet, head
from toolkit.workbook.writing.live_preview import NameLookup, step, step_formula
from toolkit.workbook.writing.pages import HEAD_HEIGHT, Canvas, Page, Tint

_KIND_WIDTH, _TEXT_WIDTH, _PREVIEW_WIDTH = 14, 78, 56
_LINE = 17.0  # points
_NOTE_LETTERS = 60  # of a note, on one line
_NOTE = (
    "一行一段，“层级”选小标题或正文。写 {{{{ {name} }}}} 这样的名称，就自动换成表中的数；可用的名称见“指标”表。"
    "右边是换好以后的样子。"
)
_NUMBERS, _VALUES = "数字（每项都填，没有的填 0）", "数据项（数没有的填 0）"


def drafts_of(drafts: tuple[Draft, ...], government: bool | None) -> tuple[Paragraph, ...]:
    """Drafts as paragraphs; those for governments unless the level is known to be none."""
    return tuple(
        Paragraph(text=draft.text, heading=draft.heading)
        for draft in drafts
        if government is not False or not draft.government
    )


def write_text(
    canvas: Canvas, plan: Plan, slot: str, title: str, checks: CheckSheet, values: CachedValues, names: NameLookup
) -> Page:
    """The sheet of a text slot; ``title`` heads it."""
    region = plan.regions[f"narrative.{slot}"]
    page = canvas.page(region.sheet)
    canvas.growing.add(region.sheet)
    head(page, checks, title, columns=3, room=_KIND_WIDTH + _TEXT_WIDTH)
    section = next((known for known in plan.form.sections if known.id == slot), None)
    note = _note(plan)
    asked = asked_of_section(plan, slot)
    page.put(NOTE_ROW, 1, "\n".join((*([section.help] if section else []), *asked, note)), "说明", columns=3)
    page.height(NOTE_ROW, (48 if section else 32) + _asked_height(asked))
    _write_region(page, region, values.filing, slot, names)
    page.widths({"A": _KIND_WIDTH, "B": _TEXT_WIDTH})
    page.freeze(f"A{region.first}")
    return page


def add_text(page: Page, plan: Plan, section: Section, values: CachedValues, names: NameLookup) -> None:
    """The text of a section below its table, whose columns it spans, and one more where those are narrow."""
    region = plan.regions[f"narrative.{section.id}"]
    row = rows_above_text(section, plan.grids) + NOTE_ROW
    asked = asked_of_section(plan, section.id)
    page.put(row, 1, "\n".join((*asked, _note(plan))), "说明", columns=region.wide + 1)
    page.height(row, 48 + _asked_height(asked))
    _write_region(page, region, values.filing, section.id, names)
    widths = sheet_columns(plan.grids[section.table]).widths
    narrowest = max((2.0, *widths[region.wide :]))
    last = max(narrowest, _TEXT_WIDTH - sum(widths[1 : region.wide]))
    page.widths({column_letters(region.columns["text"] + region.wide - 1): round(last, 2)})


def _asked_height(asked: Sequence[str]) -> float:
    return _LINE * sum(_lines(line, _NOTE_LETTERS) for line in asked)


def _note(plan: Plan) -> str:
    return _NOTE.format(name=plan.form.example)


def _write_region(page: Page, region: Region, filing: Filing, slot: str, names: NameLookup) -> None:
    """The paragraphs, what they will say, and last year's beside."""
    prior = filing.prior.narrative.get(slot, ()) if filing.prior else ()
    for role, number in region.columns.items():
        if role in region.titles:
            page.put(region.header, number, region.titles[role], "表头", columns=_across(region, role))
    page.height(region.header, HEAD_HEIGHT)
    _write_rows(page, region, filing, slot, prior, names)
    letters = {role: column_letters(number) for role, number in region.columns.items()}
    page.widths({letters["preview"]: _PREVIEW_WIDTH, letters["prior"]: _PREVIEW_WIDTH})
    page.hide(*(column_letters(region.columns["step"] + index) for index in range(PREVIEW_STEPS)))
    if not prior:
        page.hide(letters["prior"])
    heading = f'ISNUMBER(FIND("{HEADING}",${letters["kind"]}{region.first}))'
    area = f"{letters['text']}{region.first}:{letters['preview']}{region.last}"
    page.tint(area, heading, Tint.SUBHEAD, final=False)


def _across(region: Region, role: str) -> int:
    return region.wide if role == "text" else 1


def write_fields(page: Page, plan: Plan, section: Section, values: CachedValues) -> None:
    """The single numbers that a section asks for, above its text."""
    wide = plan.grids[section.table].columns if section.table else 1
    top = plan.at(section.fields[0].id).row - 1
    heads = ("填数", _NUMBERS) if all(field.holds.numeric for field in section.fields) else ("填写", _VALUES)
    page.put(top, 1, heads[0], "表头")
    page.put(top, 2, section.fields_title or heads[1], "表头", columns=wide)
    for field in section.fields:
        cell_address = plan.at(field.id)
        page.put(cell_address.row, 1, values.content(field.id), field.holds.style)
        page.put(cell_address.row, 2, field.title, "行名", columns=wide)
        page.height(cell_address.row, 22)


def _write_rows(
    page: Page, region: Region, filing: Filing, slot: str, prior: tuple[str, ...], names: NameLookup
) -> None:
    paragraphs = filing.narrative.get(slot, ())
    for index in range(region.rows):
        row = region.first + index
        paragraph = paragraphs[index] if index < len(paragraphs) else None
        page.put(row, region.columns["kind"], _kind(paragraph) if paragraph else None, "填层级")
        text = paragraph.text if paragraph else None
        page.put(row, region.columns["text"], text, "填正文", columns=region.wide)
        shown = _write_preview(page, row, region, paragraph, names)
        before = prior[index] if index < len(prior) else ""
        if prior:
            page.put(row, region.columns["prior"], before, "预览")
        page.height(row, _height(paragraph.text if paragraph else "", shown, before))


def _write_preview(page: Page, row: int, region: Region, paragraph: Paragraph | None, names: NameLookup) -> str:
    """The steps that put in one figure each, in hidden columns, and the last of them where staff see it."""
    first, own = region.columns["step"], f"{column_letters(region.columns['text'])}{row}"
    text = shown = paragraph.text if paragraph else ""
    for index in range(PREVIEW_STEPS):
        source = own if not index else f"{column_letters(first + index - 1)}{row}"
        shown = step(shown, names)
        page.formula(row, first + index, step_formula(source, names), shown, "预览")
    if paragraph and paragraph.literal:
        shown = text
    last = f"{column_letters(first + PREVIEW_STEPS - 1)}{row}"
    literal = f'ISNUMBER(FIND("原文",{column_letters(region.columns["kind"])}{row}))'
    page.formula(row, region.columns["preview"], f'IF({literal},{own}&"",{last}&"")', shown, "预览")
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
