"""How formulas name the places of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toolkit.filing import Filing
from toolkit.form.excel import (
    CellAddress,
    FormulaContext,
    Locate,
    RepeatedRow,
    column_letters,
    existing_formula,
    numbers_formula,
    quoted,
)
from toolkit.workbook.plan import ZEROS_ALL, Plan, Region


def cell(cell_address: CellAddress) -> str:
    """``'封面'!$B$5``."""
    return f"{quoted(cell_address.sheet)}!${column_letters(cell_address.column)}${cell_address.row}"


def column(region: Region, role: str) -> str:
    """A region's column: ``'指标'!$A$5:$A$44``."""
    return column_of([region.cell_address(role, 0), region.cell_address(role, region.rows - 1)])


def column_of(cell_addresses: Sequence[CellAddress]) -> str:
    """Cells one below the other: ``'上年'!$B$5:$B$10``."""
    letter = column_letters(cell_addresses[0].column)
    return f"{quoted(cell_addresses[0].sheet)}!${letter}${cell_addresses[0].row}:${letter}${cell_addresses[-1].row}"


def level_cell(plan: Plan) -> str:
    """Where formulas read the agency's level: nowhere on a form without levels."""
    return cell(plan.at("cover.level")) if plan.form.levels else '""'


def formula_context(plan: Plan, filing: Filing) -> FormulaContext:
    """What the rules' formulas of the workbook of ``filing`` read beside their own cells, and know of these."""
    labels = {level.id: level.label for level in plan.form.levels}
    zeros = {table.id: cell(plan.at(f"zeros.{table.id}")) for table in plan.form.tables if table.zeros}
    return FormulaContext(
        level=level_cell(plan),
        level_labels=labels.__getitem__,
        zeros=lambda quantity: zeros.get(plan.form.table_of(quantity)),
        zeros_text=ZEROS_ALL,
        printed_blank=filing.blank_zeros,
        rows=repeated_rows(plan),
        unread=filing.unread,
    )


def repeated_rows(plan: Plan) -> Mapping[str, RepeatedRow]:
    """The row of each input of a repeated row but the first of its table."""
    found: dict[str, RepeatedRow] = {}
    for table in plan.form.repeated_rows.values():
        if len(table) < 2:
            continue
        wide = plan.at(table[1][-1]).column - plan.at(table[1][0]).column + 1
        formulas = wide - len(table[1])  # between the first of a row's inputs and the last
        existing = existing_formula(area(plan.at(table[1][0]), plan.at(table[-1][-1])), wide, formulas)
        for row in table[1:]:
            exists = f"SUMPRODUCT((LEN(TRIM({area(plan.at(row[0]), plan.at(row[-1]))}))>0)*1)>{formulas}"
            found |= dict.fromkeys(row, RepeatedRow(exists, existing, len(table) - 1))
    return found


def area(first: CellAddress, last: CellAddress) -> str:
    """The cells from one to another: ``'上年'!$B$5:$D$10``."""
    return f"{cell(first)}:{cell(last).rpartition('!')[2]}"


def rectangles(cell_addresses: Iterable[CellAddress]) -> list[str]:
    """Cells of one sheet as few ranges without its name, for conditional formats and validation: ``D6:I28``."""
    runs: dict[int, list[list[int]]] = {}  # row → [first column, last column]
    for cell_address in sorted(set(cell_addresses)):
        line = runs.setdefault(cell_address.row, [])
        if line and line[-1][1] == cell_address.column - 1:
            line[-1][1] = cell_address.column
        else:
            line.append([cell_address.column, cell_address.column])
    boxes: list[list[int]] = []  # left, right, top, bottom
    for row in sorted(runs):
        for left, right in runs[row]:
            above = next((box for box in boxes if box[:2] == [left, right] and box[3] == row - 1), None)
            if above:
                above[3] = row
            else:
                boxes.append([left, right, row, row])
    return [_area(box) for box in boxes]


def _area(box: list[int]) -> str:
    left, right, top, bottom = box
    first, last = f"{column_letters(left)}{top}", f"{column_letters(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


def carried_formula(at: Locate, quantity: str) -> str:
    """What an input shows that last year hands on: the figure put in its place (a dash is zero), or last year's."""
    own, last = cell(at(f"override.{quantity}")), cell(at(f"carried.{quantity}"))
    return f"IF({numbers_formula([own])}>0,N({own}),{last})"
