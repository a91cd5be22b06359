"""A formula of the form's own that cells inserted or deleted brought into a cell for figures states none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.workbook_reading.conftest import Read, base, cells, codes
from tests.workbook_reading.surgery import Package, Typed
from tests.workbook_reading.test_lastyear import handed_on as handed_on
from toolkit.rules.engine import check_filing
from toolkit.workbook.plan import plan_of
from toolkit.workbook.reading.salvage import salvage
from toolkit.workbook.references import carried_formula

TABLE = "三 申请办理"
CARRIED_IN, CARRIED_OUT = "applications.carried_in.natural_person", "applications.carried_out.natural_person"


@pytest.mark.parametrize("formula", ["=SUM(D9:D29)", "=SUM(D8:D29)", "=+sum($D$8:$D$29)", "=SUM(D8,D9:D29)"])
def test_a_total_shifted_down_is_no_figure(package: Package, read: Read, formula: str) -> None:
    """The case that no sum shows: every total is what it should be."""
    package.put(f"{TABLE}!D30", Typed(formula, 3))
    filing, findings = read(package)
    assert (codes(findings), cells(findings, "WB-09")) == (["WB-09"], [f"{TABLE}!D30"])
    assert formula in findings[0].message
    assert (filing.entry(CARRIED_OUT).number, filing.entry(CARRIED_OUT).text) == (None, formula)
    assert filing.number("applications.carried_out.total") is None
    blamed = [each.code for each in check_filing(filing, findings) if any(ref.id == CARRIED_OUT for ref in each.cells)]
    assert blamed == ["WB-09"]


def test_all_that_was_shifted_is_named(package: Package, read: Read) -> None:
    for address, value in {"D8": None, "D9": 30, "D29": 0, "D30": Typed("=SUM(D9:D29)", 30), "D31": 3}.items():
        package.put(f"{TABLE}!{address}", value)
    filing, findings = read(package)
    assert codes(findings) == ["WB-07", "WB-08", "WB-09"]
    assert [cells(findings, code) for code in codes(findings)] == [[f"{TABLE}!D{row}"] for row in (29, 31, 30)]
    assert filing.entry("applications.partial.natural_person").number == 30


def test_a_total_shifted_left(package: Package, read: Read) -> None:
    package.put("四 复议诉讼!D6", Typed("=SUM(A6:C6)", 0))
    filing, findings = read(package)
    assert cells(findings, "WB-09") == ["四 复议诉讼!D6"]
    assert filing.entry("disputes.reconsideration.pending").number is None


@pytest.mark.parametrize(
    "formula", ["=SUM(2,1)", "=SUM(L8:L29)", "=SUM(D8:D8)", "=D6+D7-D29", "=SUM(附表!D8:D29)", "=33-30"]
)
def test_formulas_that_staff_type_are_their_own(package: Package, read: Read, formula: str) -> None:
    package.put(f"{TABLE}!D30", Typed(formula, 3))
    filing, findings = read(package)
    assert (codes(findings), filing.entry(CARRIED_OUT).number) == ([], 3)


def test_a_figure_handed_on_that_was_shifted_down(handed_on: bytes, read: Read) -> None:
    package, at = Package.of(handed_on), plan_of(base().form, prior=True).at
    package.put(f"{TABLE}!D8", Typed(f"={carried_formula(at, CARRIED_IN)}", 5))
    filing, findings = read(package)
    assert cells(findings, "WB-09") == [f"{TABLE}!D8"]
    assert filing.entry("applications.granted.natural_person").number is None
    assert filing.entry("applications.carried_in.natural_person").number == 5


def test_it_is_not_taken_along_into_a_fresh_workbook_as_a_figure(package: Package, tmp_path: Path) -> None:
    package.put(f"{TABLE}!D30", Typed("=SUM(D9:D29)", 3))
    path = tmp_path / "坏.xlsx"
    path.write_bytes(package.to_bytes())
    filing, findings = salvage(path, FORMS)
    assert filing.entry(CARRIED_OUT).number is None
    assert cells(findings, "WB-09") == [f"{TABLE}!D30"]
