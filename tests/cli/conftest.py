"""Copies of the example that a command may work on, and of a small workbook where it does not matter what one holds."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from tests.forms.made_up import FOLDER, FORMS
from tests.regenerate import EXAMPLE, WORKBOOK
from toolkit.filing.json import filing_from_json
from toolkit.form.registry import FOLDERS
from toolkit.workbook.writing.build import build_workbook


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A copy of the example's workbook, without findings."""
    return Path(shutil.copy(WORKBOOK, tmp_path / "填报工作簿.xlsx"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the example's Filing JSON."""
    return Path(shutil.copy(EXAMPLE / "filing.json", tmp_path / "数据.json"))


@pytest.fixture
def small_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook on a form of six cells, which commands find; nothing is found in it either."""
    monkeypatch.setenv(FOLDERS, str(FOLDER))
    path = tmp_path / "填报工作簿.xlsx"
    path.write_bytes(_small())
    return path


@cache
def _small() -> bytes:
    filing, _ = filing_from_json((FOLDER / "kanban-2022" / "filing.json").read_bytes(), "", FORMS)
    return build_workbook(filing.form, filing=filing)
