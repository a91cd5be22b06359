"""Decimals that close with zeros: numbers in their cells, shown and read back with every digit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml

from tests.at_hand import FORMS
from tests.built import built, opened
from tests.conftest import Convert
from tests.ingest.samples import sample
from tests.sizes import sampled
from toolkit.filing import Entry, Filing, Indicator, Prior
from toolkit.filing.numerals import number_text
from toolkit.form.loader import parse_form
from toolkit.form.locator import read_file, shipped
from toolkit.form.source import read_yaml
from toolkit.ingest import read_any
from toolkit.workbook.plan import CHECKS, plan_of
from toolkit.workbook.writing.build import build_workbook
from toolkit.workbook.writing.check_sheet import HEADER

FORM = FORMS.form("gkgb-2021")
AMOUNTS = {
    "disclosure.fees.amount": "1480.50",
    "processing_fee.charged": "12.000500",
    "processing_fee.received": "0.10",
}


def with_zeros() -> Filing:
    filing = replace(sample(FORM.id), level="city")
    entries = {key: Entry(number=Decimal(amount)) for key, amount in AMOUNTS.items()}
    notices = {"processing_fee.notices": Entry(number=1)}
    return replace(
        filing,
        inputs={**filing.inputs, **notices, **entries},
        indicators=(Indicator(name="合计", entry=Entry(number=Decimal("7.10")), unit="万元", prior=Decimal("6.20")),),
        prior=Prior(form=FORM, year=(filing.year or 0) - 1, numbers={"disclosure.fees.amount": Decimal("980.40")}),
    )


def assert_whole(path: Path) -> None:
    filing, findings = read_any(path, FORMS)
    assert [found.code for found in findings] == []
    assert {key: (number_text(filing.number(key)), filing.entry(key).text) for key in AMOUNTS} == {
        key: (amount, "") for key, amount in AMOUNTS.items()
    }
    own = filing.indicators[0]
    assert (number_text(own.entry.number), number_text(own.prior)) == ("7.10", "6.20")
    assert filing.prior
    assert number_text(filing.prior.numbers["disclosure.fees.amount"]) == "980.40"


def test_they_are_numbers_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    path.write_bytes(built(FORM, filing=with_zeros()))
    cell_address = plan_of(FORM, prior=True).at("disclosure.fees.amount")
    cell = opened(path.read_bytes())[cell_address.sheet][cell_address.address]
    assert (cell.value, cell.number_format, cell.protection.locked) == (1480.5, "0.00########", False)
    assert_whole(path)


def test_another_program_keeps_and_counts_them(soffice: Convert, tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    path.write_bytes(built(FORM, filing=with_zeros()))
    saved = soffice(path, "xlsx")
    assert_whole(saved)
    sheet = openpyxl.load_workbook(saved, data_only=True)[CHECKS]
    lines = [row for row in sheet.iter_rows(HEADER + 1, max_col=5, values_only=True) if row[0]]
    assert len(lines) > 20
    assert [row for row in lines if row[4] == "不通过"] == []


@pytest.mark.scale
def test_a_total_of_amounts_shows_its_decimals() -> None:
    raw = read_yaml(read_file(shipped().files[FORM.id]))
    for column in raw["tables"][2]["blocks"][0]["columns"]:
        column |= {"kind": "amount", "unit": "元"}
    form = parse_form(yaml.safe_dump(raw, allow_unicode=True).encode(), FORM.id)
    parts = [cell.id for cell in form.cells.values() if cell.table == "disputes" and not cell.of]
    inputs = {**sample(FORM.id).inputs, **dict.fromkeys(parts, Entry(number=Decimal("1.25")))}
    cell_address = plan_of(form).at("disputes.reconsideration.total")
    package = build_workbook(form, filing=replace(sample(FORM.id), form=form, inputs=inputs))
    assert opened(package)[cell_address.sheet][cell_address.address].number_format == "0.00########"
    assert opened(package, values=True)[cell_address.sheet][cell_address.address].value == 5
    blank = opened(build_workbook(form))[cell_address.sheet][cell_address.address]
    assert (blank.number_format, opened(built(FORM))[cell_address.sheet][cell_address.address].number_format) == (
        "General",
        "0",
    )


@pytest.mark.parametrize("digits", sampled(["12345678901234567.89", "1234567890123456", "0.1234567890123456"], 1))
def test_more_digits_than_a_cell_keeps_stay_text(digits: str, tmp_path: Path) -> None:
    filing = replace(with_zeros(), indicators=(Indicator(name="合计", entry=Entry(number=Decimal(digits))),))
    path = tmp_path / "填报.xlsx"
    path.write_bytes(built(FORM, filing=filing))
    back = read_any(path, FORMS)[0].indicators[0].entry
    assert number_text(back.number) == digits
