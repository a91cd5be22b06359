"""The look of the workbook: a quiet palette that also distinguishes its parts in greyscale, as named cell styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from toolkit.workbook.writing.pages import Tint

INK, MUTED, ACCENT, ALARM, LINE = "1F2A37", "5F6B7A", "2B5573", "A61B1B", "A8B3BF"
INPUT, LABEL, HEAD, FORMULA, PAPER = "FFFBEA", "EFF3F6", "DAE2EA", "D3DBE3", "FFFFFF"
UNSEEN = "FFFFE6"  # a yellow that nobody makes out on white paper, and yet no hidden text: what is read has none
ALARM_FILL, CALM_FILL, OPEN_FILL = "F8D4D0", "E3EFE5", "F3EFD8"
FACE = "微软雅黑"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLook:
    """One named style; ``locked`` False makes a cell that staff may change."""

    fill: str = PAPER
    size: float = 10.5
    bold: bool = False
    color: str = INK
    across: str = "left"
    down: str = "center"
    format: str = "General"
    boxed: bool = True
    wrap: bool = True
    indent: int = 0
    locked: bool = True
    vertical: bool = False


_COUNT, _AMOUNT = "0", "General"  # figures are printed ungrouped, decimals as entered
LOOKS = {
    "标题": CellLook(size=15, bold=True, color=ACCENT, boxed=False),
    "小标题": CellLook(size=11.5, bold=True, color=ACCENT, boxed=False, wrap=False),
    "状态": CellLook(bold=True, across="center", fill=LABEL),
    "说明": CellLook(size=10, color=MUTED, boxed=False, indent=1),
    "正文说明": CellLook(boxed=False, indent=1),
    "不显示": CellLook(boxed=False, format=";;;"),  # of hidden columns, whose figures programs print as slivers
    "作图": CellLook(size=9, color=PAPER, boxed=False, wrap=False),  # below a chart
    "链接": CellLook(color=ACCENT, indent=1, wrap=False),
    "表头": CellLook(fill=HEAD, bold=True, across="center"),
    "表题": CellLook(fill=HEAD, bold=True, indent=1),
    "行名": CellLook(fill=LABEL, indent=1),
    "竖排行名": CellLook(fill=LABEL, across="center", wrap=False, vertical=True),
    "居中": CellLook(across="center"),
    "结果": CellLook(across="center", bold=True),
    "锁定文字": CellLook(fill=FORMULA, indent=1),
    "预览": CellLook(size=10, color=MUTED, fill=LABEL, down="top", indent=1),
    "锁定日期": CellLook(fill=FORMULA, indent=1, format="yyyy-mm-dd"),
    "组名": CellLook(fill=LABEL, across="center"),
    "名称": CellLook(fill=LABEL, indent=1),
    "含义": CellLook(size=10, color=MUTED, indent=1),
    "现值": CellLook(fill=FORMULA, indent=1),
    "算得整数": CellLook(fill=FORMULA, bold=True, across="center", format=_COUNT),
    "算得数": CellLook(fill=FORMULA, across="center", format=_AMOUNT),
    "日期": CellLook(across="center", format="yyyy-mm-dd"),
    "填整数": CellLook(fill=INPUT, across="center", format=_COUNT, locked=False),
    "填金额": CellLook(fill=INPUT, across="center", format=_AMOUNT, locked=False),
    "填文字": CellLook(fill=INPUT, indent=1, locked=False),
    "填编码": CellLook(fill=INPUT, indent=1, format="@", locked=False),
    "填选项": CellLook(fill=INPUT, across="center", wrap=False, locked=False),
    "空白格": CellLook(fill=LABEL, boxed=False, indent=1),  # no frame stays once there are no blanks
    "填空白格": CellLook(fill=INPUT, across="center", boxed=False, wrap=False, locked=False),
    "填年度": CellLook(fill=INPUT, indent=1, format=_COUNT, locked=False),
    "填日期": CellLook(fill=INPUT, indent=1, format="yyyy-mm-dd", locked=False),
    "填正文": CellLook(fill=INPUT, size=11, down="top", indent=1, locked=False),
    "填层级": CellLook(fill=INPUT, across="center", down="top", wrap=False, locked=False),
}

_PARTIAL = NumberFormat(numFmtId=200, formatCode='"未读全";"未读全";"未读全"')
"""Words in the place of a sum of which parts were not read: it is no total."""

_OPEN_SUM = NumberFormat(numFmtId=201, formatCode="General;-General;")
"""Nothing in the place of a sum of nothing."""

TINTS: Mapping[Tint, DifferentialStyle] = {
    Tint.FAILING: DifferentialStyle(font=Font(color=ALARM, bold=True), fill=PatternFill(bgColor=ALARM_FILL)),
    Tint.PASSING: DifferentialStyle(fill=PatternFill(bgColor=CALM_FILL)),
    Tint.UNFILLED: DifferentialStyle(fill=PatternFill(bgColor=OPEN_FILL)),
    Tint.SETTLED: DifferentialStyle(font=Font(color=UNSEEN), fill=PatternFill(bgColor=PAPER)),
    Tint.SUBHEAD: DifferentialStyle(font=Font(bold=True)),
    Tint.UNREAD: DifferentialStyle(fill=PatternFill("lightUp", fgColor=MUTED, bgColor=ALARM_FILL)),
    Tint.PRINTED_BLANK: DifferentialStyle(fill=PatternFill("lightGray", fgColor=MUTED, bgColor=INPUT)),
    Tint.OPEN_SUM: DifferentialStyle(numFmt=_OPEN_SUM, font=Font(color=MUTED, italic=True)),
    Tint.INCOMPLETE: DifferentialStyle(numFmt=_PARTIAL, fill=PatternFill(bgColor=OPEN_FILL)),
}


def named_styles(looks: Mapping[str, CellLook]) -> list[NamedStyle]:
    """Every look as an openpyxl style, in a fixed order."""
    return [_style(name, look) for name, look in looks.items()]


def _style(name: str, look: CellLook) -> NamedStyle:
    line = Side(style="thin", color=LINE)
    box = Border(left=line, right=line, top=line, bottom=line) if look.boxed else Border()
    return NamedStyle(
        name=name,
        font=Font(name=FACE, size=look.size, bold=look.bold, color=look.color),
        fill=PatternFill("solid", fgColor=look.fill) if look.fill != PAPER else PatternFill(),
        border=box,
        alignment=Alignment(
            horizontal=look.across,
            vertical=look.down,
            wrap_text=look.wrap,
            indent=look.indent,
            text_rotation=255 if look.vertical else 0,  # 255: characters stacked, one a line
        ),
        number_format=look.format,
        protection=Protection(locked=look.locked),
    )
