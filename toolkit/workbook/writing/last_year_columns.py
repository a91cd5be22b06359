"""Last year's figures beside each table, in its shape: formulas that show what the 上年 sheet holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit.filing import Filing
from toolkit.filing.numerals import cell_value
from toolkit.form.excel import CellAddress, column_letters
from toolkit.form.grid import GridCell
from toolkit.form.kinds import RowName
from toolkit.form.model import Section
from toolkit.workbook.columns import sheet_columns
from toolkit.workbook.plan import NOTE_ROW, PREVIEW_STEPS, TABLE_TOP, Plan
from toolkit.workbook.references import cell
from toolkit.workbook.writing.pages import Page, Shown
from toolkit.workbook.writing.table_sheets import label_style

_GAP = 2.0


def own_columns(plan: Plan, section: Section) -> int:
    """How many columns of a table's sheet this year's table and text take."""
    table = len(sheet_columns(plan.grids[section.table]).widths)
    text = plan.regions.get(f"narrative.{section.id}")
    return max(table, text.columns["step"] + PREVIEW_STEPS - 1) if text else table


def write_last_year(
    page: Page, plan: Plan, section: Section, filing: Filing, listed: Mapping[str, CellAddress]
) -> None:
    """The columns, with an empty one before them, which can be folded away.

    ``listed`` says where the figures stand on the 上年 sheet.

    The rows' labels are those of this year's table, but for rows that repeat: last year's may have had other names.
    """
    if filing.prior is None:
        return
    grid = plan.grids[section.table]
    left = 0 if plan.form.table(section.table).repeat else grid.label_columns
    moved = own_columns(plan, section) + 1 - left
    title = f'{cell(plan.at("prior.year"))}&"年（上年）"'
    page.formula(
        NOTE_ROW, left + moved + 1, title, f"{filing.prior.year}年（上年）", "表题", columns=grid.columns - left
    )
    for place in grid.places:
        cut = max(0, left - place.column)
        if place.colspan > cut:
            beside = replace(place, column=place.column + cut + moved, colspan=place.colspan - cut)
            _write_place(page, beside, filing, listed)
    widths = (_GAP, *sheet_columns(grid).widths[left : grid.columns])
    letters = [column_letters(left + moved + index) for index in range(len(widths))]
    page.widths(dict(zip(letters, widths, strict=True)))
    page.fold(*letters)


def _write_place(page: Page, place: GridCell, filing: Filing, listed: Mapping[str, CellAddress]) -> None:
    """A label, or last year's figure: nothing where that is not known, or means something else."""
    row, column = place.row + TABLE_TOP, place.column + 1
    span = {"rows": place.rowspan, "columns": place.colspan}
    if not place.cell:
        page.put(row, column, place.text, label_style(place), **span)
        return
    shown = _last_year(filing, place.cell)
    known = place.cell in listed and shown != ""
    formula = cell(listed[place.cell]) if known else '""'
    style = "锁定文字" if isinstance(filing.form.kind_of(place.cell), RowName) else "算得数"
    page.formula(row, column, formula, shown if known else "", style, **span)


def _last_year(filing: Filing, quantity: str) -> Shown:
    if filing.prior and quantity in filing.prior.names:
        return filing.prior.names[quantity]
    number = filing.before.same_cell(quantity) if filing.before else None
    return "" if number is None else cell_value(number)
