"""Workbooks that many tests look at."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from tests.at_hand import FORMS
from tests.built import built, opened


@pytest.fixture(scope="session")
def blank() -> bytes:
    """The blank of the full form for a department."""
    return built(FORMS.form("gkgb-2021"), agency="某市市场监督管理局", year=2025, level="city_department")


@pytest.fixture(scope="session")
def blank_book(blank: bytes) -> Workbook:
    """The same, open."""
    return opened(blank)
