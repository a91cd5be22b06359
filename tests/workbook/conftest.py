"""Workbooks that many tests look at."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from toolkit.form import load_form
from toolkit.workbook.writing.build import build_workbook


def opened(package: bytes, *, values: bool = False) -> Workbook:
    """The workbook as another program reads it."""
    return load_workbook(io.BytesIO(package), data_only=values)


@pytest.fixture(scope="session")
def blank() -> bytes:
    """The blank of the full form for a department."""
    return build_workbook(load_form("gkgb-2021"), agency="某市市场监督管理局", year=2025, level="city_department")


@pytest.fixture(scope="session")
def blank_book(blank: bytes) -> Workbook:
    """The same, open."""
    return opened(blank)
