"""The form's own formulas in cells for figures, where cells that staff inserted or deleted have shifted them.

What such a formula shows is computed, and nobody stated it.
"""

from __future__ import annotations

from toolkit.form.excel import CellAddress
from toolkit.workbook.reading.binding import Binding
from toolkit.workbook.reading.cell_contents import CellReader
from toolkit.workbook.reading.formulas import addends, same_formula, summed
from toolkit.workbook.reading.source_workbook import Formula
from toolkit.workbook.references import carried_formula

_SHARED = 2
"""Cells that a sum must share with a total to be taken for it: sums change while cells shift."""


def displaced_inputs(contents: CellReader, binding: Binding) -> frozenset[str]:
    """The inputs whose cells hold the formula of a total, or that of another figure handed on from last year."""
    typed = {
        quantity: (cell_address, content)
        for quantity in binding.plan.form.inputs
        if (cell_address := binding.cell_addresses.get(quantity))
        and isinstance(content := contents.raw(cell_address), Formula)
    }
    return frozenset(
        quantity
        for quantity, (cell_address, content) in typed.items()
        if _is_total(binding, cell_address, content) or _is_handed_on(binding, quantity, content)
    )


def _is_total(binding: Binding, cell_address: CellAddress, content: Formula) -> bool:
    found = summed(content.text, cell_address.sheet) or frozenset()
    totals = (binding.plan.form.cells[cell].of for cell in binding.plan.form.derived)
    return any(len(found & addends(total, binding.cell_addresses, cell_address.sheet)) >= _SHARED for total in totals)


def _is_handed_on(binding: Binding, quantity: str, content: Formula) -> bool:
    cell_addresses = binding.cell_addresses
    others = [cell for cell in binding.plan.form.carried if cell != quantity]
    known = (cell for cell in others if f"carried.{cell}" in cell_addresses and f"override.{cell}" in cell_addresses)
    return any(same_formula(content.text, carried_formula(cell_addresses.__getitem__, cell)) for cell in known)
