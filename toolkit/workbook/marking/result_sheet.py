"""The 校验结果 sheet: every finding in a line, message first, with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.clickable import clickable
from toolkit.filing import Filing, Original, Source
from toolkit.finding import CellRef, Finding, count_words
from toolkit.form.excel import CellAddress, column_letters
from toolkit.form.model import Severity
from toolkit.rules.explain import title_of
from toolkit.workbook.marking.cell_marks import shortened
from toolkit.workbook.marking.mark_places import MarkPlaces
from toolkit.workbook.marking.quoted_sentence import sentence_of
from toolkit.workbook.marking.restoration import LEFT
from toolkit.workbook.plan import RESULTS
from toolkit.workbook.slot_labels import label_of
from toolkit.workbook.writing.build import UnsavedWorkbook
from toolkit.workbook.writing.excel_canvas import ExcelPage
from toolkit.workbook.writing.finish import set_up_print
from toolkit.workbook.writing.pages import HEAD_HEIGHT, clean, lines_of
from toolkit.workbook.writing.styles import ACCENT, ALARM, ALARM_FILL, LABEL, OPEN_FILL, CellLook

HEADER = 4
"""The row of the list's titles, unless there is more to be said above."""
_COLUMNS = {
    "程度": (8.0, "结果短字"),
    "位置": (15.0, "结果链接"),
    "问题": (46.0, "结果文字"),
    "怎么改": (40.0, "结果文字"),
    "项目": (18.0, "结果文字"),
    "所填": (16.0, "结果文字"),
    "应为": (12.0, "结果短字"),
    "另见": (24.0, "结果淡字"),
    "规则": (22.0, "结果淡字"),
}
"""Widths and looks, in order; all that is to be read fits a screen of 1600 pixels, but for the rule's name."""
_PLACE = list(_COLUMNS).index("位置") + 1
_LOOKS = {
    "结果文字": CellLook(down="top", indent=1),
    "结果短字": CellLook(down="top", across="center"),
    "结果链接": CellLook(down="top", color=ACCENT, indent=1),
    "结果错误": CellLook(down="top", across="center", bold=True, color=ALARM, fill=ALARM_FILL),
    "结果提醒": CellLook(down="top", across="center", bold=True, fill=OPEN_FILL),
    "结果提示": CellLook(down="top", across="center", fill=LABEL),
    "结果警示": CellLook(bold=True, color=ALARM, fill=ALARM_FILL, indent=1),
    "结果淡字": CellLook(down="top", size=10, fill=LABEL, indent=1),
}
_SEVERITIES = {Severity.ERROR: "结果错误", Severity.WARNING: "结果提醒", Severity.NOTE: "结果提示"}
_NOTE = "点“位置”就到那一格：粗线框的是错误，虚线框的是提醒，点线框的是提示；选中格子会显示怎样改。"
_AS_WELL = "改好保存后，本文件和原来的工作簿一样，可以再检查、生成报告；本页不影响读取。"
_MASTER = (
    "本文件由“{name}”得来，两份只改一份：改“{name}”的，改好再校验，本文件随之更新；改本文件的，从此以本文件为准，"
    "“{name}”不要再改，校验和生成报告都用本文件。"
)
_MASTER_OF_REPORT = "本文件由“{name}”得来。要改正的，就在本文件里改，从此以本文件为准，校验和生成报告都用本文件。"
"""Which of the two files is the one to go on with; whoever follows it never has corrections in both."""
_NO_REPORT = "没有生成报告：{}。请逐条改正，保存后再生成。"
_UNREAD = "没有读入的内容（写在不读取的位置上、插入的行列里的，隐藏的、划去的，图片）没有带到本文件里，见下面{}各行。"
_DONE = {
    "WB-07": "本文件里公式已经恢复，请核对填报的各数。",
    "WB-16": "本文件里没有插入的行、列；请把这些内容填到表式规定的格里。",
    "WB-17": "本文件里的记录已经恢复，请核对这里列出的各数。",
}
"""Remedies that the copy has taken."""
_LONGEST = 1_000
_LONGEST_NAME = 80
_MOST_PLACES = 5
_LINE = 16.0  # points


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What stands in a row, in the order of the columns."""

    values: tuple[str, ...]
    link: CellAddress | None
    look: str  # of its first column


def write_results(
    built: UnsavedWorkbook,
    findings: Sequence[Finding],
    placing: MarkPlaces,
    *,
    original: Original | None = None,
    instead_of_report: bool = False,
) -> ExcelPage:
    """The sheet, put before all others: errors first, each kind in the order of ``findings``, the waived last."""
    book = built.canvas.book
    built.canvas.add_styles(_LOOKS)
    page = built.canvas.page(RESULTS)
    built.canvas.growing.add(RESULTS)
    book.move_sheet(page.sheet, -len(book.worksheets) + 1)
    book.active = 0
    width = len(_COLUMNS)
    page.put(1, 1, f"校验结果：{_title(built.filing)}　{_summary(findings)}", "标题", columns=width)
    page.height(1, 30)
    header = HEADER
    for row, (words, look) in enumerate(_notes(built.filing, findings, original, instead_of_report), start=2):
        page.put(row, 1, words, look, columns=width)
        page.height(row, 22)
        header = max(HEADER, row + 1)
    for column, title in enumerate(_COLUMNS, start=1):
        page.put(header, column, title, "表头")
    page.height(header, HEAD_HEIGHT)
    ordered = sorted(findings, key=lambda finding: (bool(finding.waived), finding.severity.rank))
    lines = [_line(finding, built.filing, placing) for finding in ordered]
    for row, line in enumerate(lines, start=header + 1):
        _write_line(page, row, line)
    page.widths({column_letters(column): width for column, (width, _) in enumerate(_COLUMNS.values(), start=1)})
    page.filter(f"A{header}:{column_letters(len(_COLUMNS))}{header + max(1, len(lines))}")
    page.freeze(f"{column_letters(_PLACE + 1)}{header + 1}")
    set_up_print(page, landscape=True, titles=f"{header}:{header}")
    return page


def _notes(
    filing: Filing, findings: Sequence[Finding], original: Original | None, instead_of_report: bool
) -> Iterator[tuple[str, str]]:
    """What is to be known before the list, and its style."""
    if instead_of_report:
        yield _NO_REPORT.format("、".join(count_words(findings))), "结果警示"
    if original:
        sentence = _MASTER if filing.source is Source.WORKBOOK else _MASTER_OF_REPORT
        yield sentence.format(name=shortened(clean(original.name), _LONGEST_NAME)), "说明"
    yield _NOTE if original else f"{_NOTE}{_AS_WELL}", "说明"
    if unread := sorted({finding.code for finding in findings} & LEFT):
        yield _UNREAD.format("".join(f"“{code}”" for code in unread)), "说明"


def _title(filing: Filing) -> str:
    return f"{filing.agency.value or '未填机关名称'}{f'，{filing.year}年' if filing.year else ''}"


def _summary(findings: Sequence[Finding]) -> str:
    parts = count_words(findings)
    return f"（{'、'.join(parts)}）" if parts else "（没有发现问题）"


def _line(finding: Finding, filing: Filing, placing: MarkPlaces) -> _Line:
    first = finding.cells[0] if finding.cells else CellRef(id="")
    cell_address, paragraph = placing.cell_address(first), placing.paragraph(first) if first.value else None
    values = (
        "已说明" if finding.waived else finding.severity.label,
        str(cell_address.where if cell_address else first.where),
        finding.message,
        f"已说明理由：{finding.waived}" if finding.waived else clickable(_DONE.get(finding.code, finding.remedy)),
        first.label or (label_of(filing.form, first.id) if first.id else ""),
        sentence_of(finding, paragraph, filing) if paragraph else finding.actual or first.value,
        "" if finding.expected in finding.remedy else shortened(finding.expected, 80),
        _others(finding, cell_address, placing),
        f"{finding.code} {title_of(finding.code, filing.form)}",
    )
    look = "结果短字" if finding.waived else _SEVERITIES[finding.severity]
    return _Line(values=tuple(shortened(value, _LONGEST) for value in values), link=cell_address, look=look)


def _others(finding: Finding, cell_address: CellAddress | None, placing: MarkPlaces) -> str:
    """``E7 企业（2）、E29 企业（3） 等 24 处``; and, where that is elsewhere, the place in what was read."""
    count = len(finding.cells) - 1
    listed = "、".join(_places(finding, cell_address, placing)) + (f" 等 {count} 处" if count > _MOST_PLACES else "")
    moved = cell_address and str(finding.where) not in ("", str(cell_address.where), cell_address.sheet)
    return "、".join(filter(None, (listed, f"原来在 {finding.where}" if moved else "")))


def _places(finding: Finding, cell_address: CellAddress | None, placing: MarkPlaces) -> Iterator[str]:
    """Other cells with what sets them apart and what they hold, the sheet named where it is another one."""
    sheet = cell_address.sheet if cell_address else ""
    for ref in finding.cells[1 : _MOST_PLACES + 1]:
        other = placing.cell_address(ref)
        where = other.where if other else ref.where
        place, sheet = where.place if where.sheet == sheet else str(where), other.sheet if other else ""
        named = f"{place} {finding.apart(ref)}".rstrip()
        yield f"{named}（{shortened(ref.value, 20)}）" if ref.value else named


def _write_line(page: ExcelPage, row: int, line: _Line) -> None:
    for column, (value, (_, style)) in enumerate(zip(line.values, _COLUMNS.values(), strict=True), start=1):
        page.put(row, column, value, line.look if column == 1 else style)
    if line.link:
        page.link(row, _PLACE, line.link, style="结果链接")
    lines = max(lines_of(value, width) for value, (width, _) in zip(line.values, _COLUMNS.values(), strict=True))
    page.height(row, min(409.0, 6 + _LINE * lines))
