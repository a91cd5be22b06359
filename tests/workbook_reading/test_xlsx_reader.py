"""The XLSX reader gives what openpyxl gives, cell by cell, from any program's files."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tests.conftest import Convert
from tests.rollup.factory import workbook
from toolkit.workbook.reading.source_workbook import (
    Content,
    CorruptPart,
    ExcelError,
    FormattedNumber,
    Formula,
    NumberEffect,
)
from toolkit.workbook.reading.strings import unescaped
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook

Filled = dict[tuple[int, int], Content]


def through_openpyxl(
    data: bytes,
) -> tuple[dict[str, dict[tuple[int, int], Content]], dict[tuple[str, int, int], Content]]:
    """Every filled cell, and what every formula showed."""
    cells: dict[str, Filled] = {}
    shown: dict[tuple[str, int, int], Content] = {}
    formulas, values = (openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))
    for sheet in formulas.worksheets:
        filled = cells.setdefault(sheet.title, {})
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                content: Any = cell.value
                if isinstance(cell.value, ArrayFormula):
                    content = Formula(cell.value.text or "=")
                elif cell.data_type == "f":
                    content = Formula(str(cell.value))
                elif cell.data_type == "e":
                    content = ExcelError(str(cell.value))
                elif isinstance(content, str):
                    content = unescaped(content)
                filled[cell.row, cell.column] = content
                if isinstance(content, Formula):
                    result = values[sheet.title].cell(cell.row, cell.column)
                    value: Any = result.value
                    shown[sheet.title, cell.row, cell.column] = ExcelError(value) if result.data_type == "e" else value
    return cells, shown


def assert_equal(data: bytes) -> None:
    book = XlsxWorkbook(data)
    cells, shown = through_openpyxl(data)
    assert book.sheets == tuple(cells)
    for sheet, expected in cells.items():
        assert dict(book.cells(sheet)) == expected
    for (sheet, row, column), value in shown.items():
        own = book.calculated(sheet, row, column)
        if isinstance(
            own, FormattedNumber
        ):  # counts of 校验 in hidden columns, which openpyxl takes as they are stored
            assert own.effect is NumberEffect.HIDDEN
            own = own.number
        assert (None if own == "" else own) == value  # an empty result, which openpyxl has as none
    names = openpyxl.load_workbook(io.BytesIO(data)).defined_names
    assert dict(book.names) == {name: defined.attr_text for name, defined in names.items()}


@pytest.fixture(scope="module")
def filled() -> bytes:
    numbers = {"applications.received.natural_person": 7, "applications.granted.natural_person": 7}
    return workbook("gkgb-2021", 2025, "county_department", "某县某局", numbers, dt.date(2026, 1, 9))


def awkward() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "怪 & '表'"
    values: list[Any] = [
        1,
        1.5,
        -0.0,
        1e300,
        0.1 + 0.2,
        True,
        False,
        "文字",
        " 空格 ",
        "=1+1",
        "#DIV/0!",
        "第一行\n第二行",
        "_x000D_",
    ]
    values += [
        dt.date(2026, 1, 9),
        dt.datetime.fromisoformat("2026-01-09 08:30:00.123"),
        dt.time(8, 30),
        dt.timedelta(hours=30),
    ]
    for row, value in enumerate(values, start=1):
        sheet.cell(row, 2, value)
    sheet.cell(30, 16_384, Decimal("12.345"))
    sheet["C1"] = ArrayFormula("C1:C2", "=SUM(A1:A2)")
    for row in (1, 2):
        sheet.cell(row, 5).number_format = "[h]:mm"
        sheet.cell(row, 5).value = 1.25
    book.create_sheet("空").sheet_state = "veryHidden"
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def test_our_own_workbook(filled: bytes) -> None:
    assert_equal(filled)


def test_awkward_values() -> None:
    assert_equal(awkward())


@pytest.mark.parametrize("kind", ["ours", "awkward"])
def test_as_libreoffice_saves_it(filled: bytes, tmp_path: Path, soffice: Convert, kind: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(filled if kind == "ours" else awkward())
    assert_equal(soffice(path, "xlsx").read_bytes())


def test_ill_formed_parts(filled: bytes) -> None:
    with pytest.raises(CorruptPart):
        XlsxWorkbook(filled[:5_000])
