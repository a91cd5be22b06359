"""How many cells must hold a number where rows are as many as are filled in."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from toolkit.form.excel import FormulaContext, RepeatedRow, needed_formula

ROWS = {number: RepeatedRow(exists=f"R{number}", existing="ALL", count=2) for number in (2, 3)}
"""Rows of which there are two, beside the first, which is always there."""


def listed(quantities: Sequence[str]) -> str:
    return ",".join(quantities)


@pytest.mark.parametrize(
    ("quantities", "printed", "needed"),
    [
        (["1.a", "1.b"], [], "2"),
        (["1.a", "2.a"], [], "1+1*(R2)"),
        (["1.a", "2.a", "3.a"], [], "1+1*ALL"),
        (["1.a", "1.b", "2.a", "2.b", "3.a", "3.b"], [], "2+2*ALL"),
        (["2.a", "2.b", "3.a"], [], "0+2*(R2)+1*(R3)"),
        (["1.a", "1.b", "2.a"], ["1.b"], "1+1*(R2)+COUNTA(1.b)"),
    ],
)
def test_how_many_numbers_are_needed(quantities: list[str], printed: list[str], needed: str) -> None:
    """Of all rows together where each is asked for the same, else row by row."""
    context = FormulaContext(
        level="L",
        level_labels=str,
        zeros=lambda _: None,
        zeros_text="",
        printed_blank=frozenset(printed),
        rows={each: ROWS[int(each[0])] for each in quantities if int(each[0]) in ROWS},
    )
    assert needed_formula(quantities, context, listed) == needed
