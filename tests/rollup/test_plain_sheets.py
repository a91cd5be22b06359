"""Plain sheets: values come back as they were, text is never a formula, formulas of the workbook keep their values."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from tests.at_hand import FORMS
from tests.built import built
from toolkit.rollup.roster import Unit
from toolkit.rollup.roster_book import roster_book
from toolkit.workbook.package_faults import faults
from toolkit.workbook.reading.plain_sheets import plain_sheets
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook
from toolkit.workbook.sheet_marks import PREFIX
from toolkit.workbook.writing.appending import book_of, with_sheets
from toolkit.workbook.writing.plain_sheets import PlainFormat, PlainSheet, Value

REMARKS = ("inline-string", "relationships/theme")
"""Inline strings are legal, and a theme is optional: plain sheets name their own colours and fonts."""

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=20)
VALUES: st.SearchStrategy[Value] = st.one_of(
    TEXTS,
    st.integers(-(10**12), 10**12),
    st.decimals(min_value=0, max_value=10**6, places=2),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
    st.none(),
)


def sheet_of(rows: list[list[Value]]) -> PlainSheet:
    return PlainSheet(name="表", title="题", headers=[["甲", "乙"]], rows=rows, widths=[10, 10])


@given(st.lists(st.lists(VALUES, min_size=2, max_size=2), max_size=5))
def test_values_come_back(rows: list[list[Value]]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of([sheet_of(rows)])))["表"]
    for number, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            found = cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value
            assert cell.data_type != "f"
            assert found == (float(value) if isinstance(value, Decimal) else value)


@given(st.lists(st.lists(VALUES, min_size=2, max_size=2), max_size=5), st.randoms())
def test_a_sheet_as_it_was_written_is_known(rows: list[list[Value]], random: Random) -> None:
    """Also after sorting and a program's saving; what is written in the column for staff changes nothing else."""
    sheet = replace(sheet_of(rows), inputs={2: PlainFormat.INPUT}, keys=(1,))
    book = openpyxl.load_workbook(io.BytesIO(book_of([sheet])))
    first, last = sheet.first_row, sheet.first_row + len(rows) - 1
    lines = [(cell.value, cell.number_format) for (cell,) in book["表"].iter_rows(first, last, max_col=1)]
    random.shuffle(lines)
    for row, (value, number_format) in enumerate(lines, start=first):
        sorted_cell = book["表"].cell(row, 1)
        sorted_cell.value, sorted_cell.number_format = value, number_format
        book["表"].cell(row, 2, "写")
    (content,) = plain_sheets(_saved(book))
    assert not content.changed
    assert [row.values for row in content.rows] == [{"乙": "写"}] * len(rows)
    book["表"].cell(last + 1, 3, "别处")
    (content,) = plain_sheets(_saved(book))
    assert content.changed


def _saved(book: openpyxl.Workbook) -> XlsxWorkbook:
    saved = io.BytesIO()
    book.save(saved)
    return XlsxWorkbook(saved.getvalue())


def test_nothing_that_a_unit_sends_is_a_formula() -> None:
    attack = ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", '=cmd|"/c calc"!A1']
    sheet = openpyxl.load_workbook(io.BytesIO(book_of([sheet_of([[text, "x"] for text in attack])])))["表"]
    for number, text in enumerate(attack, start=3):
        cell = sheet.cell(number, 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_workbook_with_more_sheets_is_otherwise_as_it_was() -> None:
    before = built(FORMS.form("gkgb-2021"), agency="某县人民政府", year=2025, level="county")
    after = with_sheets(before, [sheet_of([["一", 1]])])
    assert after == with_sheets(before, [sheet_of([["一", 1]])])
    old, new = XlsxWorkbook(before), XlsxWorkbook(after)
    assert new.sheets == (*old.sheets, "表")
    assert [name for name in new.names if name not in old.names] == [f"{PREFIX}1"]
    for sheet in old.sheets:
        assert new.cells(sheet) == old.cells(sheet)
        for row, column in old.cells(sheet):
            assert new.calculated(sheet, row, column) == old.calculated(sheet, row, column)


def test_no_program_would_have_to_repair_them(tmp_path: Path) -> None:
    form = FORMS.form("gkgb-2021")
    blank = built(form, agency="某县人民政府", year=2025, level="county")
    rows: list[list[Value]] = [["=一", dt.date(2026, 1, 9)], [Decimal("1.5"), None]]
    for name, package in {
        "roster": roster_book(2025, FORMS, [Unit(code="1", name="某县人民政府", level="county")]),
        "whole": with_sheets(blank, [sheet_of(rows)]),
    }.items():
        assert faults(package) == []
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(package)
        errors = [error.description for error in OpenXmlValidator().validate(str(path)).errors]
        assert [text for text in errors if not any(remark in text for remark in REMARKS)] == []
