"""A formula written once for many cells is in each what openpyxl makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from toolkit.form.excel import column_letters
from toolkit.workbook.reading.shared_formulas import translated

FORMULAS = (
    "=SUM(C7:H7)",
    "=SUM($C7:H$7)+$A$1",
    '=IF(C7="A1","C7:D8",\'三 申请办理\'!C7)',
    "=LOG10(C7)+AB12CD",
    "=SUM(C:D)+SUM(7:8)+SUM($C:D)",
    "=二!C7&1E5&C7.5",
    "='it''s C7'!C7",
)


@given(st.sampled_from(FORMULAS), st.integers(-6, 30), st.integers(-2, 700))
def test_as_openpyxl_translates_it(formula: str, down: int, right: int) -> None:
    there = f"{column_letters(5 + right)}{10 + down}"
    assert translated(formula, down, right) == Translator(formula, "E10").translate_formula(there)


@pytest.mark.parametrize(("down", "right"), [(-7, 0), (0, -3), (1_048_570, 0), (0, 16_382)])
def test_what_is_off_the_sheet_is_no_reference(down: int, right: int) -> None:
    assert translated("=C7", down, right) == "=#REF!"
