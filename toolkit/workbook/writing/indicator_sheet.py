"""The 指标 sheet: every name that text may use with its live value, and the agency's own figures."""

from __future__ import annotations

from toolkit.filing import Filing
from toolkit.filing.numerals import cell_value
from toolkit.form import Form
from toolkit.form.expression import Number
from toolkit.workbook.plan import INDICATORS, Plan
from toolkit.workbook.writing.check_sheet import CheckSheet, head
from toolkit.workbook.writing.listed_names import ListedName
from toolkit.workbook.writing.pages import HEAD_HEIGHT, Canvas, Page, lines_of

_LEFT = 6  # first column of the list of names
_TITLES = ("名称", "现在的值", "单位", "含义")
_WIDTHS = {"A": 28, "B": 14, "C": 8, "D": 14, "E": 3, "F": 34, "G": 34, "H": 8, "I": 64}
_LINE = 15.0  # points
_NOTE = (
    "左边填表格里没有而正文要用的数（如网站发布信息条数），一行一个；正文里写 {{{{ 名称 }}}} 即可引用。"
    "名称后还可加写法，如{listed}，这些在生成报告时换成文字。"
)


def write_indicators(
    canvas: Canvas, plan: Plan, listed: tuple[ListedName, ...], checks: CheckSheet, filing: Filing
) -> Page:
    """The sheet."""
    region = plan.regions["indicators"]
    page = canvas.page(INDICATORS)
    head(page, checks, "指标：正文里可以用的名称", columns=9)
    page.put(2, 1, _note(plan.form), "说明", columns=9)
    page.height(2, 32)
    page.put(3, 1, "本单位自己的指标（在此填写）", "小标题")
    page.put(3, _LEFT, "表格里已有的（自动，不必填写）", "小标题")
    for role, number in region.columns.items():
        page.put(region.header, number, region.titles[role], "表头")
    for index in range(region.rows):
        own = filing.indicators[index] if index < len(filing.indicators) else None
        row = region.first + index
        page.put(row, 1, own.name if own else None, "填文字")
        page.put(row, 2, _figure(own.entry.number, own.entry.text) if own else None, "填金额")
        page.put(row, 3, own.unit if own else None, "填文字")
        page.put(row, 4, _figure(own.prior) if own else None, "填金额")
    page.height(region.header, HEAD_HEIGHT)
    for offset, title in enumerate(_TITLES):
        page.put(region.header, _LEFT + offset, title, "表头")
    for row, name in enumerate(listed, start=region.first):
        page.put(row, _LEFT, name.name, "名称")
        if name.live.formula:
            page.formula(row, _LEFT + 1, name.live.formula, name.live.shown, "现值")
        else:
            page.put(row, _LEFT + 1, str(name.live.shown), "现值")
        page.put(row, _LEFT + 2, name.unit, "居中")
        page.put(row, _LEFT + 3, name.meaning, "含义")
        held = {"F": name.name, "G": str(name.live.shown), "I": name.meaning}
        page.height(row, 4 + _LINE * max(lines_of(text, _WIDTHS[letter]) for letter, text in held.items()))
    page.filter(f"F{region.header}:I{region.header + len(listed)}")
    page.freeze(f"A{region.first}")
    page.widths(_WIDTHS)
    return page


def _figure(number: Number | None, text: str = "") -> Number | str | None:
    return text or (None if number is None else cell_value(number))


def _note(form: Form) -> str:
    examples = form.examples
    first = form.example if form.quantities else "名称"
    share = f"、{{{{ {examples.part} | 占比('{examples.whole}') }}}}" if examples.part and examples.whole else ""
    return _NOTE.format(listed=f" {{{{ {first} | 同比 }}}}{share}")
