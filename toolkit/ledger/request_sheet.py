"""The sheet 申请台账: a register whose clocks run."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.form.ledger import LedgerDeclaration
from toolkit.ledger.clocks import ClockState
from toolkit.ledger.columns import FIRST_ROW, LAST_ROW, letters
from toolkit.ledger.formulas import HANDLERS, RowFormulas
from toolkit.ledger.register import Register
from toolkit.ledger.register_sheet import write_register
from toolkit.workbook.writing.excel_canvas import ExcelCanvas
from toolkit.workbook.writing.pages import Tint

_LOOKS = {
    "due": "算得日期",
    "left": "算得数",
    "state": "算得状态",
    "basis": "算得一行",
    "kind": "填一行",
    "outcome": "填一行",
}


def write_requests(
    canvas: ExcelCanvas,
    register: Register,
    declared: LedgerDeclaration,
    heading: str,
    lists: Mapping[str, str],
    rows: int,
) -> None:
    """The sheet, with empty ``rows``."""
    page = write_register(canvas, register, heading, {**lists, "handler": HANDLERS}, _LOOKS, rows)
    formulas, numbers = RowFormulas(declared.limits), register.numbers
    looks = {column.key: _LOOKS.get(column.key, "不显示") for column in register.columns}
    for row in range(FIRST_ROW, FIRST_ROW + rows):
        for key, formula in formulas.of(row).items():
            page.formula(row, numbers[key], formula, 0 if key == "pause" else "", looks[key])
    state = f"${letters('state')}{FIRST_ROW}"
    shown = f"{letters('due')}{FIRST_ROW}:{letters('state')}{LAST_ROW}"
    page.tint(shown, f'OR({state}="{ClockState.OVERDUE}",{state}="{ClockState.CLOSED_LATE}")', Tint.FAILING)
    page.tint(shown, f'OR({state}="{ClockState.NEAR}",{state}="{ClockState.UNKNOWN}")', Tint.UNFILLED)
    page.tint(shown, f'{state}="{ClockState.CLOSED}"', Tint.PASSING)
