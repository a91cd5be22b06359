"""The sheets of the statutory tables: the very shape of the form, inputs open and totals computed."""

from __future__ import annotations

from toolkit.form.excel import column_letters, sum_formula
from toolkit.form.layout import Grid, Place, Role, grid_of
from toolkit.form.model import Kind, Layout, Section, Table
from toolkit.workbook.plan import NOTE_ROW, TABLE_TOP, ZEROS_OPEN, Plan, zeros_column
from toolkit.workbook.writing.checks import Checks, head
from toolkit.workbook.writing.pages import Canvas, Page
from toolkit.workbook.writing.prior import carried_formula
from toolkit.workbook.writing.values import Values

_WIDTH = 0.76  # characters on screen for a millimetre on paper: figures of six digits fit, a sheet fits a screen
_HELP_WIDTH, _NARROWEST = 40.0, 14.0  # characters
_STYLES = {Role.TITLE: "表题", Role.HEAD: "表头", Role.STUB: "表头", Role.ROW: "行名"}
_NUMBERS = {Kind.COUNT: "填整数", Kind.CHANGE: "填整数", Kind.AMOUNT: "填金额"}
_STATE_COLUMNS = {Layout.MATRIX: 4, Layout.STRIP: 4, Layout.BLOCKS: 1}
_HINT = "各格都填了，或没有的都填了 0，就不必管它；空着的格都是 0，请选“均为 0”。"


def write_table(canvas: Canvas, plan: Plan, section: Section, checks: Checks, values: Values) -> Page:
    """The sheet of one section that is a table."""
    table, grid = plan.form.table(section.table), plan.grids[section.table]
    page = canvas.page(section.sheet)
    widths = screen_widths(table)
    state_columns = min(_STATE_COLUMNS[table.layout], len(widths) // 2)
    head(page, checks, section.heading, columns=len(widths), state_columns=state_columns)
    _zeros_row(page, plan, section, len(widths))
    for place in grid.places:
        _write_place(page, plan, place, values)
    for index, width in enumerate(widths, start=1):
        page.widths({column_letters(index): width})
    for row in range(grid.rows):
        page.height(TABLE_TOP + row, _row_height(table, grid, row))
    page.freeze(f"{column_letters(grid.label_columns + 1)}{TABLE_TOP + grid.header_rows}")
    return page


def screen_widths(table: Table) -> tuple[float, ...]:
    """The widths of the columns of the table's sheet, in characters; a narrow table has columns beside for the help."""
    own = [round(width * _WIDTH, 2) for width in table.widths]
    first = zeros_column(table, grid_of(table)) + _zeros_width(table) if table.zeros else 1
    own += [_NARROWEST] * (first - len(own))
    left = _HELP_WIDTH - sum(own[first - 1 :])
    return (*own, round(left, 2)) if left > 0 else tuple(own)


def _zeros_width(table: Table) -> int:
    """How many columns the 空白格 cell takes; those of a broad strip are narrow."""
    return 2 if zeros_column(table, grid_of(table)) > 2 and table.layout is Layout.STRIP else 1


def _zeros_row(page: Page, plan: Plan, section: Section, columns: int) -> None:
    """What the section asks for, over the last of ``columns`` columns, and whether its table's blanks are zeros."""
    table = plan.form.table(section.table)
    spot = plan.spots.get(f"zeros.{table.id}")
    if spot is None:
        page.put(NOTE_ROW, 1, section.help, "说明", columns=columns)
        page.height(NOTE_ROW, 48)
        return
    wide = _zeros_width(table)
    page.put(NOTE_ROW, 1, table.zeros, "行名", columns=spot.column - 1)
    page.put(NOTE_ROW, spot.column, ZEROS_OPEN, "填选项", columns=wide)
    first = spot.column + wide
    page.put(NOTE_ROW, first, "\n".join(filter(None, (section.help, _HINT))), "说明", columns=columns - first + 1)
    page.height(NOTE_ROW, 80)


def _write_place(page: Page, plan: Plan, place: Place, values: Values) -> None:
    row, column = place.row + TABLE_TOP, place.column + 1
    span = {"rows": place.rowspan, "columns": place.colspan}
    if place.role is not Role.NUMBER:
        style = "竖排行名" if place.vertical else _STYLES[place.role]
        if place.role is Role.ROW and place.rowspan > 1 and not place.vertical:
            style = "组名"
        page.put(row, column, place.text, style, **span)
        return
    cell = plan.form.cells[place.cell]
    if values.carried.get(cell.id) is not None:
        shown = values.counted(cell.id)
        page.formula(row, column, carried_formula(plan.at, cell.id), "" if shown is None else shown, "算得整数", **span)
    elif cell.of:
        known = "" if cell.id in values.filing.unread else values.total(cell.of)
        page.formula(row, column, sum_formula(cell.of, plan.at, page.name), known, "算得整数", **span)
    else:
        page.put(row, column, values.written(place.cell), _NUMBERS[cell.kind], **span)


def _row_height(table: Table, grid: Grid, row: int) -> float:
    """Room for the longest label of the row in its width."""
    lines = 1
    for place in grid.places:
        if place.row == row and place.rowspan == 1 and place.role is not Role.NUMBER:
            width = sum(table.widths[place.column : place.column + place.colspan]) * _WIDTH
            lines = max(lines, -(-len(place.text) * 2 // max(2, int(width - 2))))
    return 8 + 15 * lines
