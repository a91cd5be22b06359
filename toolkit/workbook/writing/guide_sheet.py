"""The 填报说明 sheet: how to go about it, and what the colours mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import Formatter

from toolkit.form import Form
from toolkit.form.form import PREAMBLE as PREAMBLE_SLOT
from toolkit.workbook.plan import GUIDE, LOCAL, PREAMBLE, Plan
from toolkit.workbook.writing.asked import asked_of_report
from toolkit.workbook.writing.check_sheet import CheckSheet, head
from toolkit.workbook.writing.pages import Canvas, Page

_STEPS = (
    ("先填封面", "写上机关全称，{level}填报告年度和成文日期。各部分标题与格式不同的，也在封面填写。"),
    ("再填表格", "依次填写{tables}。点到格子上，会看到填什么、依据哪一条。{totals}"),
    ("没有的填 0", "表格不留空白。空着的格子确实都是 0 的，在该表上方{zeros}处选“均为 0”，不必逐格填写。"),
    ("改写文字", "{drafts}已有草稿，请按本单位实际改写。一行一段，行数不够可以插入行。"),
    ("写上文字", "{texts}由您写明。一行一段，行数不够可以插入行。"),
    (
        "让数字自己对上",
        "正文里写 {{{{ {name} }}}} 这样的名称，就会换成表中的数，表和文字不会对不上。可用的名称见“指标”表。",
    ),
    (
        "看检查结果",
        "每张表右上角、“封面”和“校验”随时显示检查结果；有错误的格子变成红色。表格没有错误和漏填时，封面显示“表格检查通过”；"
        "公式看不到数字的显示格式、插入的行和文字的对错，要用检查功能（右键“校验”，或 xl-report check）核对。",
    ),
    ("生成报告", "保存后交给 xl-report 生成 Word 文档和网页。生成时还会检查文字、日期等更多内容，逐格说明哪里要改。"),
)
"""What to do, in order. A step that names what the form has none of is left out."""

_LETTERS = 44  # of a step, on one line
_HOW_MANY = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
_LEGEND = (
    ("填文字", "由您填写", "浅黄色：可以填写、修改"),
    ("算得整数", "自动计算", "灰底粗体：自动计算，不能改动"),
    ("表头", "表头", "灰蓝色粗体：格式规定的栏目"),
    ("行名", "行名", "浅灰色：格式规定的行名"),
)
_NOTES = (
    "各表已经保护，没有密码，只为避免误改；行高、列宽可以调整，文字表可以插入行。请不要解除保护后改动灰色的格子。",
    "从别处复制数字时，请用“选择性粘贴—数值”，以免把格式和公式一起带进来。",
    "表名、行列顺序请保持原样；表格的栏目名称由格式规定，不能改动。",
    "可以用 Excel、WPS 表格或 LibreOffice 填写，保存为 .xlsx 文件。",
)


def write_guide(canvas: Canvas, plan: Plan, checks: CheckSheet) -> Page:
    """The sheet."""
    form = plan.form
    page = canvas.page(GUIDE)
    head(page, checks, "填报说明", columns=3)
    page.put(2, 1, f"{form.name}。格式依据：{form.notice.title}（{form.notice.number}）。", "说明", columns=3)
    page.height(2, 34)
    row = 4
    for number, (title, text) in enumerate(_steps(form), start=1):
        page.put(row, 1, f"{number}. {title}", "行名")
        page.put(row, 2, text, "正文说明", columns=2)
        page.height(row, 38)
        row += 1
    row = _requirements(page, plan, row)
    row = _legend(page, row + 1)
    page.put(row, 1, "请注意", "小标题")
    for text in _NOTES:
        row += 1
        page.put(row, 1, text, "正文说明", columns=3)
        page.height(row, 22)
    page.widths({"A": 24, "B": 62, "C": 34})
    return page


def _requirements(page: Page, plan: Plan, row: int) -> int:
    """What notices ask for beside the form, and the row below."""
    for title, points in asked_of_report(plan):
        page.put(row, 1, LOCAL, "行名")
        page.put(row, 2, f"{title}：\n{points}。", "正文说明", columns=2)
        page.height(row, _requirement_height(f"{title}：{points}"))
        row += 1
    return row


def _requirement_height(text: str) -> float:
    lines = sum(1 + len(line) // _LETTERS for line in text.split("\n"))
    return min(409.0, 17.0 * (1 + lines))


def _steps(form: Form) -> Iterator[tuple[str, str]]:
    drafted = [slot for slot in form.text_slots if form.drafts(slot)]
    words = {
        "tables": "".join(f"“{section.sheet}”" for section in form.sections if section.table),
        "zeros": "".join(dict.fromkeys(f"“{table.zeros}”" for table in form.tables if table.zeros)),
        "drafts": _places(form, drafted),
        "texts": "" if drafted else _places(form, form.text_slots),
        "name": form.example if form.text_slots and form.quantities else "",
    }
    also = {
        "level": "选单位层级，" if form.levels else "",
        "totals": "总计自动计算。" if form.derived else "",
    }
    for title, text in _STEPS:
        needed = [name for _, name, _, _ in Formatter().parse(text) if name in words]
        if all(words[name] for name in needed):
            yield title, text.format(**words, **also)


def _places(form: Form, slots: Sequence[str]) -> str:
    """``引言、总体情况两处``: text sheets without their numbers."""
    sheets = (PREAMBLE if slot == PREAMBLE_SLOT else form.section(slot).sheet for slot in slots)
    count = _HOW_MANY[len(slots)] if len(slots) < len(_HOW_MANY) else str(len(slots))
    return "、".join(sheet.partition(" ")[2] or sheet for sheet in sheets) + (f"{count}处" if len(slots) > 1 else "")


def _legend(page: Page, row: int) -> int:
    page.put(row, 1, "图例", "小标题")
    for style, sample, meaning in _LEGEND:
        row += 1
        page.put(row, 1, sample, style)
        page.lock(row, 1)
        page.put(row, 2, meaning, "正文说明")
        page.height(row, 22)
    return row + 2
