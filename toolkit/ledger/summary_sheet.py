"""The sheet 统计: what of the registers is complete, which staff mark, and what they come to so far."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.form import Form
from toolkit.form.excel import CellAddress, column_letters
from toolkit.form.kinds import Limits
from toolkit.ledger.columns import SUMMARY
from toolkit.ledger.declared import registers_of
from toolkit.ledger.formulas import COMPLETE
from toolkit.ledger.register import CountTarget, Register, Scope
from toolkit.ledger.summary_formulas import figure_of, rows_of
from toolkit.workbook.writing.excel_canvas import ExcelCanvas, ExcelPage
from toolkit.workbook.writing.pages import Tint, lines_of
from toolkit.workbook.writing.validation import accept

HEAD = 4
_FIRST = HEAD + 1
SHEET, TITLE, ROWS, MARK = 1, 2, 3, 4
"""The columns of what is complete."""
_LABELS = 44.0
"""How wide the column of labels is."""
_NOTE = (
    "登记了内容的，按登记的计数；一行也没有的，不知道是没有发生还是没有登记，不计数，也不写 0。"
    "确实没有、已经登记齐的，在“已录全”选“是”，空着的才按 0 计入；要连以前年度的一起数的，选了“是”才计数。"
    "下面的数随登记变动，年终用 ledger fill 填进工作簿。"
)


def scopes_of(form: Form) -> tuple[Scope, ...]:
    """What is complete by itself of a form's registers, in the order of the sheet."""
    return tuple(scope for register in registers_of(form) for scope in register.scopes.values())


def complete_place(form: Form, scope: Scope) -> CellAddress:
    """Where staff mark it as complete."""
    return CellAddress(SUMMARY, MARK, _FIRST + scopes_of(form).index(scope))


def write_summary(canvas: ExcelCanvas, form: Form, agency: str, year: int) -> None:
    """The sheet."""
    page = canvas.page(SUMMARY)
    page.put(1, 1, f"{agency}{year}年{SUMMARY}", "标题", columns=7)
    page.put(2, 1, _NOTE, "说明", columns=7)
    page.height(2, 50)
    for column, title in ((SHEET, "台账"), (TITLE, "计什么"), (ROWS, "登记了几行"), (MARK, "已录全")):
        page.put(HEAD, column, title, "表头")
    row = _FIRST
    marks: dict[Scope, int] = {}
    for register in registers_of(form):
        for scope in register.scopes.values():
            marks[scope] = row
            page.put(row, SHEET, scope.sheet, "含义")
            page.put(row, TITLE, scope.title, "含义")
            page.formula(row, ROWS, rows_of(register, scope), 0, "算得整数")
            page.put(row, MARK, None, "填选项")
            row += 1
    area = f"{column_letters(MARK)}{_FIRST}:{column_letters(MARK)}{row - 1}"
    prompt = "全年的都登记齐了，包括确实一件也没有的，选“是”。"
    accept(page, area, Limits(type="list", first=f'"{COMPLETE}"'), "已录全", prompt, "请从列表中选择。")
    page.tint(f"A{_FIRST}:D{row - 1}", f'AND($C{_FIRST}=0,$D{_FIRST}<>"{COMPLETE}")', Tint.UNFILLED)
    for register in registers_of(form):
        row = _write_figures(page, form, register, marks, year, row + 1)
    page.widths({"A": _LABELS, "B": 30, "C": 14, "D": 14, **dict.fromkeys("EFGHI", 14.0)})
    page.freeze(f"A{_FIRST}")


def _write_figures(
    page: ExcelPage, form: Form, register: Register, marks: Mapping[Scope, int], year: int, top: int
) -> int:
    """What a register comes to: a line for each row of its table, and for each indicator; the first row below."""
    targets = [target for count in register.counts for target in register.targets(count)]
    cells = {(each.row, each.column): each for each in targets if each.column}
    columns, rows = (list(dict.fromkeys(part)) for part in zip(*((c, r) for r, c in cells), strict=True))
    order = [cell.row for cell in form.cells.values() if cell.table == register.table]
    rows.sort(key=order.index)
    labels = {each.column: form.cells[each.id].column_label for each in cells.values()}
    page.put(top, 1, f"{register.sheet}（{form.table(register.table).short}）", "小标题")
    for place, column in enumerate(columns, start=2):
        page.put(top + 1, place, labels[column], "表头")
    page.height(top + 1, 34)
    for at, row in enumerate(rows, start=top + 2):
        label = next(form.cells[each.id].row_label for each in cells.values() if each.row == row)
        page.put(at, 1, label, "含义")
        page.height(at, 16 * lines_of(label, _LABELS) + 4)
        for place, column in enumerate(columns, start=2):
            if target := cells.get((row, column)):
                page.formula(at, place, _shown(register, target, marks[target.scope], year), "", "算得数")
    at = top + 2 + len(rows)
    for target in targets:
        if not target.column:
            page.put(at, 1, target.row, "含义")
            page.formula(at, 2, _shown(register, target, marks[target.scope], year), "", "算得数")
            at += 1
    return at


def _shown(register: Register, target: CountTarget, mark: int, year: int) -> str:
    """The figure; nothing where nothing is registered, or what is older may not be, and nobody marked it complete."""
    counts = (count for count in register.counts if count.only_complete)
    older = any(target in register.targets(count) for count in counts)
    unmarked = f'$D${mark}<>"{COMPLETE}"'
    unknown = unmarked if older else f"AND($C${mark}=0,{unmarked})"
    return f'IF({unknown},"",{figure_of(register, target.id, year)})'


def scope_marks(form: Form, lines: Mapping[int, Mapping[int, str]]) -> dict[int, tuple[Scope, str]]:
    """By row of the sheet what may be complete, known by what stands before its mark, and the mark."""
    known = {(scope.sheet, scope.title): scope for scope in scopes_of(form)}
    found = {row: known.get((line.get(SHEET, ""), line.get(TITLE, ""))) for row, line in lines.items()}
    return {row: (scope, lines[row].get(MARK, "")) for row, scope in found.items() if scope}
