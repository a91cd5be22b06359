"""Copies of the example that a command may work on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.regenerate import EXAMPLE, WORKBOOK


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A copy of the example's workbook, without findings."""
    return Path(shutil.copy(WORKBOOK, tmp_path / "填报工作簿.xlsx"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the example's Filing JSON."""
    return Path(shutil.copy(EXAMPLE / "filing.json", tmp_path / "数据.json"))
