"""The 校验 sheet, the state that each sheet shows at its top, and the red of failing cells."""

from __future__ import annotations

import math
from collections.abc import Mapping

from toolkit.characters import ems
from toolkit.filing import Waiver
from toolkit.form import Severity
from toolkit.form.excel import CellAddress, column_number, dash_search, quoted
from toolkit.form.kinds import Numeric
from toolkit.rules.checks import checks_of
from toolkit.rules.live_checks import BAD, JUDGED, NONE, OK, OPEN, CheckLine, FormulaValue, RowMarks
from toolkit.rules.requirements import local_checks
from toolkit.workbook.plan import CHECKS, COVER, PRIOR, Plan
from toolkit.workbook.references import rectangles
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.check_lines import relation_lines, sum_lines, total_formula
from toolkit.workbook.writing.choice_lists import choice_lines, choices_of
from toolkit.workbook.writing.cover_checks import cover_lines
from toolkit.workbook.writing.live_workbook import LiveWorkbook
from toolkit.workbook.writing.pages import HEAD_HEIGHT, Canvas, Page, Tint
from toolkit.workbook.writing.row_name_lines import row_name_lines
from toolkit.workbook.writing.status_badges import TINTS, UNFILLED_COLUMN, UNWRITTEN_COLUMN, Badges

HEADER = 4
GAP = "【"
BADGE = "状态"
"""The style of the cell at the top of each sheet that says how it stands."""
TITLES = ("编号", "规则", "左边", "右边", "结果", "程度", "位置")
_WIDTHS = {"A": 9, "B": 56, "C": 13, "D": 13, "E": 10, "F": 8, "G": 22, "H": 4, "I": 12, "J": 30, "K": 44}
_TITLE_WIDTH = 2.8  # of a character of a title, in those by which columns are measured
_RULE_LETTERS = 30  # of a rule, on one line
_ERROR = Severity.ERROR.label


class CheckSheet:
    """Every line of the 校验 sheet for one workbook, and what follows from them."""

    def __init__(self, plan: Plan, values: CachedValues) -> None:
        book = LiveWorkbook(plan, values)
        asked = (each.scoped for each in local_checks(plan.requirements, plan.form))
        listed = [line for listing in (*checks_of(plan.form), *asked) for line in listing.lines(book) if line.fits]
        lines = [
            *cover_lines(plan, values),
            *(line for line in listed if line.dates),
            *choice_lines(plan, values),
            *row_name_lines(plan, values),
            *(line for line in listed if line.unwritten is not NONE),
            *(line for line in listed if line.unwritten is NONE and not line.dates),
            *sum_lines(plan, values),
            *relation_lines(plan, values),
        ]
        self.lines: tuple[CheckLine, ...] = tuple(sorted(lines, key=lambda line: plan.sheets.index(line.sheet)))
        texts = frozenset(region.sheet for region in plan.texts.values())
        self._badges = Badges(self.lines, HEADER + 1, texts)

    def overall(self) -> FormulaValue:
        """How the whole workbook stands: what ``check`` would say, as far as formulas can."""
        return self._badges.overall()

    def of_sheet(self, sheet: str) -> FormulaValue:
        """How the lines about one sheet stand."""
        return self._badges.of_sheet(sheet)

    def result_cells(self, index: int) -> tuple[str, str]:
        """State and severity of one line, as formulas of other sheets name them."""
        state, severity = (f"{quoted(CHECKS)}!${letter}${HEADER + 1 + index}" for letter in "EF")
        return state, severity


def head(
    page: Page, checks: CheckSheet, title: str, *, columns: int, state_columns: int = 1, room: float = math.inf
) -> None:
    """The first row of a sheet: its title, and how it stands, over ``columns`` columns in all.

    The title is on several lines where it is longer than ``room``, the width of its columns.
    """
    live = checks.overall() if page.name == COVER else checks.of_sheet(page.name)
    lines = math.ceil(ems(title) * _TITLE_WIDTH / room)
    page.put(1, 1, title, "标题", columns=columns - state_columns)
    page.formula(1, columns - state_columns + 1, live.formula, live.shown, BADGE, columns=state_columns)
    page.height(1, max(36, 21 * lines))
    colour(page, CellAddress(page.name, columns - state_columns + 1, 1).address)


def colour(page: Page, address: str) -> None:
    """Colour a cell by how the state that it shows reads."""
    page.tint(address, f"ISERROR({address})", Tint.FAILING)
    for word, style in TINTS:
        page.tint(address, f'ISNUMBER(FIND("{word}",{address}))', style)


def write_checks(canvas: Canvas, plan: Plan, checks: CheckSheet, waivers: tuple[Waiver, ...]) -> Page:
    """The 校验 sheet, with what staff answer for."""
    page = canvas.page(CHECKS)
    head(page, checks, "校验：规则逐条检查的结果", columns=7, state_columns=3)
    note = (
        "本表自动计算，不必填写。“不通过”的格子在各表中显示为红色，程度不是错误的显示为黄色；点“位置”可到该处。"
        "生成报告时还会检查文字等更多内容。"
    )
    page.put(2, 1, note, "说明", columns=7)
    page.height(2, 20)
    for column, title in enumerate(TITLES, start=1):
        page.put(HEADER, column, title, "表头")
    page.height(HEADER, HEAD_HEIGHT)
    for row, line in enumerate(checks.lines, start=HEADER + 1):
        _write_line(page, row, line)
    last = HEADER + len(checks.lines)
    first, states = HEADER + 1, f"E{HEADER + 1}:E{last}"
    _when_failing(page, states, f"$E{first}", f"$F{first}")
    for word, style in ((OPEN, Tint.UNFILLED), (JUDGED, Tint.UNFILLED), (OK, Tint.PASSING)):
        page.tint(states, f'$E{first}="{word}"', style)
    _write_waivers(page, plan, waivers)
    page.widths(_WIDTHS)
    page.hide("H", UNFILLED_COLUMN, UNWRITTEN_COLUMN)
    page.freeze(f"A{HEADER + 1}")
    return page


def mark_failing(pages: Mapping[str, Page], plan: Plan, checks: CheckSheet) -> None:
    """Cells change colour where they stand while a line about them fails, or what they hold is not of their kind."""
    _mark_values(pages, plan)
    for index, line in enumerate(checks.lines):
        marks = [RowMarks(line.cell_addresses, "")] if line.marks else line.rows
        for cell_addresses, violated in marks:
            by_sheet: dict[str, list[CellAddress]] = {}
            for cell_address in cell_addresses:
                by_sheet.setdefault(cell_address.sheet, []).append(cell_address)
            for sheet, own in by_sheet.items():
                area = " ".join(rectangles(own))
                _when_failing(pages[sheet], area, *checks.result_cells(index), *filter(None, [violated]))


def _mark_values(pages: Mapping[str, Page], plan: Plan) -> None:
    """Inputs of the wrong kind or of no list, totals that do not add up, drafts not rewritten, reasons not given."""
    by_kind: dict[tuple[str, Numeric], list[CellAddress]] = {}
    for name in plan.form.inputs:
        kind = plan.form.kind_of(name)
        if isinstance(kind, Numeric):  # words are choices or nobody's to judge here
            by_kind.setdefault((plan.at(name).sheet, kind), []).append(plan.at(name))
    for (sheet, kind), cell_addresses in by_kind.items():
        for area in rectangles(cell_addresses):
            first = area.partition(":")[0]
            wrong = f"IF(ISNUMBER({first}),{kind.wrong(first)},{_is_other_text(first)})"
            pages[sheet].tint(area, wrong, Tint.FAILING)
    for derived in (cell.id for cell in plan.form.cells.values() if cell.of):
        cell_address = plan.at(derived)
        pages[cell_address.sheet].tint(
            cell_address.address,
            f"{cell_address.address}<>{total_formula(plan, derived, cell_address.sheet)}",
            Tint.FAILING,
        )
    for name in plan.form.carried if PRIOR in plan.sheets else ():
        last, own, why = (plan.at(f"{kind}.{name}").address for kind in ("carried", "override", "reason"))
        given = f'{own}<>"",OR(ISNUMBER({own}),NOT({_is_other_text(own)})),N({own})<>{last}'
        pages[PRIOR].tint(why, f"AND(ISNUMBER({last}),{given},LEN(TRIM({why}))=0)", Tint.UNFILLED)
    for choice in choices_of(plan):
        for area in rectangles(choice.cell_addresses):
            condition = f"{choice.strange(area.partition(':')[0])}>0"
            pages[choice.cell_addresses[0].sheet].tint(area, condition, Tint.FAILING)
    for region in plan.texts.values():
        top, end = (region.cell_address("text", index).address for index in (0, region.rows - 1))
        pages[region.sheet].tint(f"{top}:{end}", f'ISNUMBER(FIND("{GAP}",{top}))', Tint.UNFILLED)


def _is_other_text(address: str) -> str:
    """The cell holds something, and no dash that readers take for zero."""
    return f'AND({address}<>"",ISERROR({dash_search(address)}))'


def _write_line(page: Page, row: int, line: CheckLine) -> None:
    number = "日期" if line.dates else "居中"
    page.put(row, 1, line.code, "居中")
    page.put(row, 2, line.rule, "行名")
    page.formula(row, 3, line.left.formula, line.left.shown, number)
    page.formula(row, 4, line.right.formula, line.right.shown, number)
    page.formula(row, 5, line.state.formula, line.state.shown, "结果")
    page.formula(row, 6, line.severity.formula, line.severity.shown, "居中")
    page.put(row, 7, str(line.cell_addresses[0].where), "链接")
    page.link(row, 7, line.cell_addresses[0])
    page.put(row, 8, line.sheet, "居中")
    for letter, count in ((UNFILLED_COLUMN, line.unfilled), (UNWRITTEN_COLUMN, line.unwritten)):
        if count is not NONE:
            page.formula(row, column_number(letter), count.formula, count.shown, "不显示")
    lines = max(2 if line.rows else 1, math.ceil(len(line.rule) / _RULE_LETTERS))  # a name may take two lines
    page.height(row, {1: 20, 2: 34}.get(lines, 15 * lines))


def _write_waivers(page: Page, plan: Plan, waivers: tuple[Waiver, ...]) -> None:
    region = plan.regions["waivers"]
    page.put(region.header - 1, 9, "情况说明：确有原因、无法改正的不通过项，在此写明理由", "小标题")
    for role, number in region.columns.items():
        page.put(region.header, number, region.titles[role], "表头")
    for index in range(region.rows):
        waiver = waivers[index] if index < len(waivers) else None
        row = region.first + index
        page.put(row, region.columns["code"], waiver.code if waiver else None, "填编码")
        page.put(row, region.columns["cells"], "、".join(waiver.cells) if waiver else None, "填文字")
        page.put(row, region.columns["reason"], waiver.reason if waiver else None, "填文字")


def _when_failing(page: Page, area: str, state: str, severity: str, *also: str) -> None:
    """Red where an error is, the colour of what is left to do where anything else fails, while ``also`` holds."""
    failing, is_error = f'{state}="{BAD}"', f'{severity}="{_ERROR}"'
    page.tint(area, f"AND({','.join((failing, is_error, *also))})", Tint.FAILING)
    page.tint(area, f"AND({','.join((failing, *also))})" if also else failing, Tint.UNFILLED)
