"""Running the command line within the process; ``Result`` keeps stdout and stderr apart."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.regenerate import EXAMPLE, WORKBOOK
from toolkit.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """``run("check", path)``; an exception that is not the command line's own way out fails the test."""

    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="xl-report")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A copy of the example's workbook, without findings."""
    return Path(shutil.copy(WORKBOOK, tmp_path / "填报工作簿.xlsx"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the example's Filing JSON."""
    return Path(shutil.copy(EXAMPLE / "filing.json", tmp_path / "数据.json"))
