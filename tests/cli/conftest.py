"""Copies of the example that a command may work on, and of a small workbook where it does not matter what one holds."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.forms.made_up import FOLDER, FORMS
from tests.regenerate import EXAMPLE, WORKBOOK
from toolkit.filing.json import filing_from_json
from toolkit.form.registry import FOLDERS
from toolkit.workbook.writing.build import build_workbook

Opened = Callable[[], list[Path]]


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


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """``opened()`` waits for a file to be opened and lists them all."""
    log = tmp_path / "temporary, in a folder too long for the address of a socket" / "log"
    log.parent.mkdir()
    program = log.with_name("xdg-open")
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{log}"\n')
    program.chmod(0o755)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", f"{log.parent}:/usr/bin:/bin")
    monkeypatch.setenv("TMPDIR", str(log.parent))

    def lines() -> list[Path]:
        for _ in range(100):
            if log.exists() and log.read_text().endswith("\n"):
                break
            time.sleep(0.05)
        return [Path(line) for line in log.read_text().splitlines()]

    return lines
