"""The sheets of the statutory tables: the very shape of the form, inputs open and totals computed."""

from __future__ import annotations

import math

from toolkit.characters import ems
from toolkit.form.excel import column_letters, sum_formula
from toolkit.form.grid import Grid, GridCell, Role
from toolkit.form.model import Section
from toolkit.workbook.columns import SheetColumns, sheet_columns
from toolkit.workbook.plan import NOTE_ROW, TABLE_TOP, ZEROS_OPEN, Plan
from toolkit.workbook.references import carried_formula
from toolkit.workbook.writing.cached_values import CachedValues
from toolkit.workbook.writing.check_sheet import CheckSheet, head
from toolkit.workbook.writing.pages import Canvas, Page, lines_of

_STYLES = {Role.TITLE: "表题", Role.HEAD: "表头", Role.STUB: "表头", Role.ROW: "行名", Role.NUMBER: "居中"}


def write_table(canvas: Canvas, plan: Plan, section: Section, checks: CheckSheet, values: CachedValues) -> Page:
    """The sheet of one section that is a table."""
    grid = plan.grids[section.table]
    page, columns = canvas.page(section.sheet), sheet_columns(grid)
    room = sum(columns.widths[: -columns.state])
    head(page, checks, section.heading, columns=len(columns.widths), state_columns=columns.state, room=room)
    _zeros_row(page, plan, section, columns)
    for place in grid.places:
        _write_place(page, plan, place, values)
    for index, width in enumerate(columns.widths, start=1):
        page.widths({column_letters(index): width})
    for row, lines in enumerate(_lines(grid, columns), start=TABLE_TOP):
        page.height(row, 8 + 15 * lines)
    page.freeze(f"{column_letters(grid.label_columns + 1)}{TABLE_TOP + grid.header_rows}")
    return page


def _zeros_row(page: Page, plan: Plan, section: Section, columns: SheetColumns) -> None:
    """What the section asks for, and whether its table's blanks are zeros."""
    table, wide = plan.form.table(section.table), len(columns.widths)
    if not table.zeros:
        page.put(NOTE_ROW, 1, section.help, "说明", columns=wide)
        page.height(NOTE_ROW, 48)
        return
    used = columns.label + columns.choice
    page.put(NOTE_ROW, 1, table.zeros, "空白格", columns=columns.label)
    page.put(NOTE_ROW, columns.label + 1, ZEROS_OPEN, "填空白格", columns=columns.choice)
    page.put(NOTE_ROW, used + 1, section.help, "说明", columns=wide - used)
    page.height(NOTE_ROW, max(48, 10 + 14 * lines_of(section.help, sum(columns.widths[used:]))))


def _write_place(page: Page, plan: Plan, place: GridCell, values: CachedValues) -> None:
    row, column = place.row + TABLE_TOP, place.column + 1
    span = {"rows": place.rowspan, "columns": place.colspan}
    if not place.cell:
        page.put(row, column, place.text, label_style(place), **span)
        return
    cell = plan.form.cells[place.cell]
    if values.carried.get(cell.id) is not None:
        shown = values.counted(cell.id)
        page.formula(
            row, column, carried_formula(plan.at, cell.id), "" if shown is None else shown, cell.holds.computed, **span
        )
    elif cell.of:
        total = values.total(cell.of) if values.known(cell.of) else ""  # a sum of part of it is nobody's figure
        page.formula(row, column, sum_formula(cell.of, plan.at, page.name), total, cell.holds.computed, **span)
    else:
        page.put(row, column, values.content(place.cell), cell.holds.style, **span)


def label_style(place: GridCell) -> str:
    """The style of a place that holds no figure."""
    if place.vertical:
        return "竖排行名"
    return "组名" if place.role is Role.ROW and place.rowspan > 1 else _STYLES[place.role]


def _lines(grid: Grid, columns: SheetColumns) -> list[int]:
    """For each row, the lines of its longest label."""
    rows = [1] * grid.rows
    for place in grid.places:
        if place.role is Role.NUMBER or place.vertical:
            continue
        width = sum(columns.widths[place.column : place.column + place.colspan])
        lines = math.ceil(ems(place.text) * 2 / max(2, int(width - 2)))
        for row in range(place.row, place.row + place.rowspan):
            rows[row] = max(rows[row], math.ceil(lines / place.rowspan))
    return rows
