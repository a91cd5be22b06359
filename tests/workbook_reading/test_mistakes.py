"""Mistakes of a tired clerk, from the cell to the findings of a whole check: exactly what is expected, nothing more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.workbook_reading.conftest import Read
from tests.workbook_reading.surgery import Error, Package, Typed
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.rules.engine import check_filing

Mistake = Callable[[Package], None]


def typed(**values: int | str | Typed | Error | None) -> Mistake:
    """``三_D6=…``: a value typed into a cell; the sheet by its first character."""
    sheets = {"封": "封面", "二": "二 主动公开", "三": "三 申请办理", "四": "四 复议诉讼", "六": "六 其他事项"}

    def put(package: Package) -> None:
        for place, value in values.items():
            sheet, _, address = place.partition("_")
            package.put(f"{sheets[sheet]}!{address}", value)

    return put


def cut(package: Package) -> None:
    """Ctrl+X, Ctrl+V of an input: its name goes along, the one it lands on is lost, sums follow."""
    package.put("三 申请办理!D7", None)
    package.put("三 申请办理!F7", 0)
    package.refer("applications.carried_in.natural_person", "'三 申请办理'!$F$7")
    package.refer("applications.carried_in.research", "#REF!")
    package.put("三 申请办理!J7", Typed("=SUM(#REF!)", "#REF!"))


def checked(outcome: tuple[Filing, tuple[Finding, ...]]) -> tuple[Finding, ...]:
    return check_filing(*outcome)


@pytest.mark.parametrize(
    ("mistake", "expected"),
    [
        (typed(三_D6="33件"), {"T3-47": "三 申请办理!D6"}),
        (typed(三_D6="２２（其中修订16件）"), {"T3-47": "三 申请办理!D6"}),
        (typed(三_D8="o"), {"T3-47": "三 申请办理!D8"}),
        (typed(三_E9=None), {"T3-47": "三 申请办理!E9"}),
        (typed(四_A6="—"), {"T3-47": "四 复议诉讼!A6"}),
        (typed(二_B16="-"), {"T2-01": "二 主动公开!B16"}),
        (typed(三_D6=34), {"T3-01": "三 申请办理!D6"}),
        (typed(三_J6=20), {"WB-07": "三 申请办理!J6", "T3-15": "三 申请办理!J6"}),
        (typed(三_J6=35), {"WB-07": "三 申请办理!J6"}),
        (typed(三_D6=Typed("=D5+1")), {"WB-09": "三 申请办理!D6"}),
        (typed(三_D6=Error("#REF!")), {"WB-09": "三 申请办理!D6"}),
        (typed(封_B5=2024), {"DL-01": "封面!B9"}),
        (typed(封_B5="二五年"), {"WB-10": "封面!B5"}),
        (typed(封_B9="1月底"), {"WB-10": "封面!B9"}),
        (typed(三_L6="请核"), {"WB-08": "三 申请办理!L6"}),
        (typed(二_B5=1), {"T2-02": "二 主动公开!B5", "T2-04": "二 主动公开!B5"}),
        (cut, {"WB-06": "三 申请办理!D7", "WB-07": "三 申请办理!J7", "T3-47": "三 申请办理!D7"}),
    ],
)
def test_a_mistake_gives_its_findings_on_its_cell(
    filled: bytes, read: Read, mistake: Mistake, expected: dict[str, str]
) -> None:
    before = Counter(finding.code for finding in checked(read(filled)))
    package = Package.of(filled)
    mistake(package)
    after = checked(read(package))
    new = Counter(finding.code for finding in after) - before
    assert new == Counter(expected.keys())
    for code, place in expected.items():
        assert any(cell.where == place for each in after if each.code == code for cell in each.cells), code
