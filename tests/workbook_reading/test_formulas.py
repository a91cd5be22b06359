"""What a formula adds up: plain sums alone, of cells of its own sheet."""

from __future__ import annotations

import pytest

from toolkit.workbook.reading.formulas import Addend, summed

SHEET = "三 申请办理"


def added(*cells: tuple[int, int], sign: int = 1) -> frozenset[Addend]:
    return frozenset(Addend(sign, row, column) for row, column in cells)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(D6:E7)", added((6, 4), (6, 5), (7, 4), (7, 5))),
        ("=+sum( $D$6 , E7 )", added((6, 4), (7, 5))),
        ("=SUM(D6)-SUM(E6)", added((6, 4)) | added((6, 5), sign=-1)),
        ("=SUM('三 申请办理'!D6)", added((6, 4))),
        ("=SUM('二 主动公开'!D6)", None),
        ("=SUM(D6)*2", None),
        ("=2*SUM(D6)", None),
        ("=SUM(D6)*2+SUM(E6)", None),
        ("=SUM(D6)*SUM(E6)", None),
        ("=IF(D6>0,SUM(D6),0)", None),
        ('=SUM(D6)&"件"', None),
        ("=SUM(D6,3)", None),
        ("=SUM()", None),
        ("=SUM(D6", None),
        ("=", None),
        ("", None),
    ],
)
def test_what_a_formula_adds_up(formula: str, expected: frozenset[Addend] | None) -> None:
    assert summed(formula, SHEET) == expected


def test_no_more_than_any_form_adds() -> None:
    assert summed("=SUM(A1:A1000000)", SHEET) is None
    assert summed(f"=SUM({','.join(f'A{row}' for row in range(1, 40_000))})", SHEET) is None
