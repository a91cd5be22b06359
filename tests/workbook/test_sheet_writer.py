"""Sheets are written to the byte as openpyxl writes them, and formulas with the values that it leaves out."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.workbook.writing.pages import clean
from toolkit.workbook.writing.sheet_writer import SheetWriter

Value = str | int | float | Decimal | dt.date | None
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.text(max_size=8).map(clean),
    st.sampled_from((" 前后 ", "a\r\nb\tc", "<b>&\"'", "𠮷", "")),
    st.integers(-(10**15), 10**15),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
)


def sheet_of(values: list[Value]) -> Worksheet:
    sheet = Workbook().worksheets[0]
    for row, value in enumerate(values, start=1):
        cell = sheet.cell(row, 1)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        if row % 2:
            cell.font = Font(bold=True)
    sheet.row_dimensions[len(values) + 3].height = 12
    return sheet


@given(st.lists(VALUES, max_size=6))
def test_all_but_formulas_is_what_openpyxl_writes(values: list[Value]) -> None:
    part = io.BytesIO()
    WorksheetWriter(sheet_of(values), part).write()
    assert SheetWriter(sheet_of(values), {}).part() == part.getvalue()


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        ("乙&丙", '<c r="A1" s="1" t="str"><f>B1&amp;"&#30002;"</f><v>乙&amp;丙</v></c>'),
        (3, '<c r="A1" s="1"><f>B1&amp;"&#30002;"</f><v>3</v></c>'),
        (Decimal("1234.50"), '<c r="A1" s="1"><f>B1&amp;"&#30002;"</f><v>1234.50</v></c>'),
    ],
)
def test_a_formula_has_its_value(shown: str | int | Decimal, written: str) -> None:
    sheet = sheet_of([None])
    sheet["A1"].value = '=B1&"甲"'
    assert written in SheetWriter(sheet, {"A1": shown}).part().decode()


def test_a_formula_without_a_value_is_no_sheet() -> None:
    sheet = sheet_of([None])
    sheet["A1"].value = "=B1"
    with pytest.raises(KeyError):
        SheetWriter(sheet, {}).part()


def test_links_stand_behind_the_rows() -> None:
    sheet = sheet_of(["去"])
    sheet["A1"].hyperlink = Hyperlink(ref="A1", location="Sheet!B2")
    rows, _, tail = SheetWriter(sheet, {}).part().partition(b"</sheetData>")
    assert b"B2" not in rows
    assert b'location="Sheet!B2"' in tail
