"""A workbook made with last year's figures hands them back, with what staff put in their place."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.profiles import examples
from tests.strategies import filings
from tests.workbook_reading.conftest import Read, base, cells, codes
from tests.workbook_reading.surgery import Package
from tests.workbook_reading.test_values import essence
from toolkit.filing import Filing, Prior, Waiver
from toolkit.form import Severity
from toolkit.location import Location
from toolkit.workbook.writing.build import build_workbook

CELL = "applications.carried_in.natural_person"


def test_last_year_is_readable_on_its_sheet(handed_on: bytes) -> None:
    """The form by its name, and room for the long labels."""
    sheet = load_workbook(io.BytesIO(handed_on))["上年"]
    assert sheet["D2"].value == base().form.name
    assert sheet["A13"].alignment.wrap_text
    assert sheet.row_dimensions[13].height


@pytest.fixture(scope="module")
def handed_on() -> bytes:
    """The base filing, last year having handed on five applications by natural persons."""
    numbers = {f"applications.carried_out.{column}": 0 for column, _ in base().form.table("applications").columns}
    numbers["applications.carried_out.natural_person"] = 5
    prior = Prior(form=FORMS.form("gkgb-2021"), year=2024, numbers=numbers, narrative={"problems": ("上年的问题。",)})
    inputs = {key: entry for key, entry in base().inputs.items() if ".carried_in." not in key}
    return build_workbook(base().form, filing=replace(base(), inputs=inputs, prior=prior))


def test_last_year_comes_back(handed_on: bytes, read: Read) -> None:
    filing, findings = read(handed_on)
    assert codes(findings) == []
    assert (filing.entry(CELL).number, str(filing.entry(CELL).where)) == (5, "三 申请办理!D7")
    assert filing.prior is not None
    assert (filing.prior.year, filing.prior.form) == (2024, FORMS.form("gkgb-2021"))
    assert filing.prior.numbers["applications.carried_out.natural_person"] == 5
    assert filing.prior.narrative["problems"] == ("上年的问题。",)
    assert filing.prior.indicators == {"网站发布信息": 600}


def test_a_figure_in_its_place_with_the_reason(handed_on: bytes, read: Read) -> None:
    package = Package.of(handed_on)
    package.put("上年!C5", "7")
    package.put("上年!D5", "机构划转 2 件")
    filing, findings = read(package)
    assert codes(findings) == []
    assert (filing.entry(CELL).number, str(filing.entry(CELL).where)) == (7, "上年!C5")
    assert (
        Waiver(code="T3-40", reason="机构划转 2 件", cells=(CELL,), where=Location.parse("上年!D5")) in filing.waivers
    )


def test_a_figure_typed_over_the_one_handed_on(handed_on: bytes, read: Read) -> None:
    package = Package.of(handed_on)
    package.put("三 申请办理!D7", 9)
    filing, findings = read(package)
    assert (codes(findings), cells(findings, "WB-07")) == (["WB-07"], ["三 申请办理!D7"])
    assert filing.entry(CELL).number == 5


def row_of(handed_on: bytes, quantity: str) -> int:
    sheet = load_workbook(io.BytesIO(handed_on))["上年"]
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == quantity)


def test_words_over_the_figures_of_last_year(handed_on: bytes, read: Read) -> None:
    rows = [row_of(handed_on, f"applications.carried_out.{column}") for column in ("natural_person", "business")]
    package = Package.of(handed_on)
    package.put(f"上年!B{rows[0]}", "见去年报告")
    package.put(f"上年!B{rows[1]}", None)
    package.put("指标!D5", "600条")
    filing, findings = read(package)
    reported = {str(each.where): each for each in findings if each.code == "WB-20"}
    assert set(reported) == {f"上年!B{rows[0]}", f"上年!B{rows[1]}", "指标!D5"}
    assert all(each.severity is Severity.WARNING for each in reported.values())
    assert "“见去年报告”" in reported[f"上年!B{rows[0]}"].message
    assert "清空" in reported[f"上年!B{rows[1]}"].message
    assert filing.prior is not None
    assert "applications.carried_out.natural_person" not in filing.prior.numbers
    assert filing.prior.indicators == {}


def test_digits_typed_as_text_are_figures_of_last_year(handed_on: bytes, read: Read) -> None:
    package = Package.of(handed_on)
    package.put("指标!D5", "600")
    filing, findings = read(package)
    assert codes(findings) == []
    assert filing.prior is not None
    assert filing.prior.indicators == {"网站发布信息": 600}


@settings(max_examples=examples(3), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filings(with_prior=True))
def test_any_filing_with_last_year_comes_back(read: Read, filing: Filing) -> None:
    again, findings = read(build_workbook(filing.form, filing=filing))
    assert findings == ()
    assert essence(again) == essence(filing)
    assert again.prior is not None
    assert filing.prior is not None
    assert dict(again.prior.numbers) == dict(filing.prior.numbers)
