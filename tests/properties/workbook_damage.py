"""What staff and other programs do to the lines, labels, names and sheets of a workbook.

Each changes the package, and what is left to be seen of each cell: a figure belongs to the labels that it stands at.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from openpyxl.utils.cell import get_column_letter

from tests.workbook_reading.surgery import Package
from tests.workbook_reading.test_metadata import swap
from toolkit.workbook.plan import Plan

Shown = dict[str, tuple[str, ...]]
WorkbookDamage = Callable[[Package, Plan, Shown, random.Random], None]


def _row_out(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    sheet, row = _line(plan, chance)
    package.move_rows(sheet, row, -1)
    shown |= dict.fromkeys(_cells_of(plan, sheet, row), ())


def _row_in(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    """With a figure in it."""
    sheet, row = _line(plan, chance)
    column = get_column_letter(plan.at(_cells_of(plan, sheet, row)[0]).column)
    package.move_rows(sheet, row, 1, names=chance.random() < 0.8)
    package.put(f"{sheet}!{column}{row}", 7)


def _column_in(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    cell = plan.at(chance.choice([*shown]))
    package.move_columns(cell.sheet, cell.column, 1)
    package.put(f"{cell.sheet}!{get_column_letter(cell.column)}{cell.row}", 7)


def _rows_sorted(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    """Two rows change places, labels and all: each figure is still seen at its labels."""
    sheet, one, other = _two_rows(plan, chance)
    package.exchange_rows(sheet, one, other, first=1)


def _figures_sorted(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    """The figures of two rows change places, and their labels do not."""
    sheet, one, other = _two_rows(plan, chance)
    ours, theirs = _cells_of(plan, sheet, one), _cells_of(plan, sheet, other)
    package.exchange_rows(sheet, one, other, first=min(plan.at(cell).column for cell in ours))
    inputs = plan.form.inputs
    for cell, partner in zip(ours, theirs, strict=True):
        if cell in inputs and partner in inputs:
            shown[cell], shown[partner] = shown[partner], shown[cell]
        else:
            shown[cell] = shown[partner] = ()


def _names_out(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    package.forget_names()


def _names_astray(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    """Two cells have each other's names."""
    one, other = chance.sample(sorted(shown), 2)
    for name, cell in ((one, plan.at(other)), (other, plan.at(one))):
        package.refer(name, f"'{cell.sheet}'!${get_column_letter(cell.column)}${cell.row}")


def _record_astray(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    """Two cells have each other's address on the hidden sheet, and often each other's name."""
    one, other = chance.sample(sorted(shown), 2)
    swap(package, one, other, names=chance.random() < 0.5)


def _sheet_renamed(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    package.rename(_line(plan, chance)[0], "表格", follow=chance.random() < 0.7)


def _sheets_exchanged(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    """Two sheets have each other's names: what is on them stays with its title."""
    one, other = chance.sample(sorted({plan.at(cell).sheet for cell in shown}), 2)
    for old, new in ((one, "暂"), (other, one), ("暂", other)):
        package.rename(old, new)


def _sheet_out(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    sheet = _line(plan, chance)[0]
    package.drop(sheet)
    shown |= {cell: () for cell in shown if plan.at(cell).sheet == sheet}


def _merged(package: Package, plan: Plan, shown: Shown, chance: random.Random) -> None:
    sheet, row = _line(plan, chance)
    columns = [get_column_letter(plan.at(cell).column) for cell in _cells_of(plan, sheet, row)]
    package.merge(sheet, f"{columns[0]}{row}:{columns[-1]}{row}")


WORKBOOK_DAMAGES: Sequence[WorkbookDamage] = (
    _row_out,
    _row_in,
    _column_in,
    _rows_sorted,
    _figures_sorted,
    _names_out,
    _names_astray,
    _record_astray,
    _sheet_renamed,
    _sheets_exchanged,
    _sheet_out,
    _merged,
)


def _line(plan: Plan, chance: random.Random) -> tuple[str, int]:
    """A sheet and a row with figures."""
    cell = plan.at(chance.choice(list(plan.form.cells)))
    return cell.sheet, cell.row


def _cells_of(plan: Plan, sheet: str, row: int) -> list[str]:
    """The cells of a row, from left to right."""
    own = (cell for cell in plan.form.cells if (plan.at(cell).sheet, plan.at(cell).row) == (sheet, row))
    return sorted(own, key=lambda cell: plan.at(cell).column)


def _two_rows(plan: Plan, chance: random.Random) -> tuple[str, int, int]:
    """Two rows of a sheet that have figures in the same columns."""
    rows: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for sheet, row in sorted({(plan.at(cell).sheet, plan.at(cell).row) for cell in plan.form.cells}):
        columns = tuple(plan.at(cell).column for cell in _cells_of(plan, sheet, row))
        rows.setdefault((sheet, columns), []).append(row)
    (sheet, _), alike = chance.choice([each for each in sorted(rows.items()) if len(each[1]) > 1])
    one, other = sorted(chance.sample(alike, 2))
    return sheet, one, other
