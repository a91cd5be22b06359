"""Programs without a terminal, as a double click starts them on Windows: what they say opens as a page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Opened
from tests.regenerate import ROOT, WORKBOOK
from tests.rollup.county import UNITS
from tests.windows.test_commands import unit


def silent(*arguments: object) -> int:
    """The exit code of a program whose standard streams are closed, so that Python has none."""
    line = 'exec "$@" <&- >&- 2>&-'
    call = ["sh", "-c", line, "sh", sys.executable, "-m", "toolkit.cli", *map(str, arguments)]
    return subprocess.run(call, cwd=ROOT, check=False, timeout=60).returncode


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--help"], 0, "用法："),
        (["chek"], 2, "没有“chek”这个命令。是否想写“check”？"),
        (["check", "没有.xlsx"], 2, "找不到"),
        (["check", WORKBOOK], 0, "没有发现问题"),
        (["shortcuts", "--run", "report"], 2, "请把填报工作簿拖到"),
    ],
)
def test_what_is_said_opens_once_as_a_page(arguments: list[object], code: int, said: str, opened: Opened) -> None:
    assert silent(*arguments) == code
    (page,) = opened()
    assert said in page.read_text(encoding="utf-8-sig")


def test_a_menu_entry_opens_its_result_alone(workbook: Path, opened: Opened) -> None:
    assert silent("shortcuts", "--run", "check", workbook) == 0
    assert [path.name for path in opened()] == [f"{workbook.stem}校验结果.xlsx"]


def test_long_work_needs_no_terminal(tmp_path: Path, opened: Opened) -> None:
    for name in UNITS:
        (tmp_path / f"{name}.xlsx").write_bytes(unit(name))
    assert silent("rollup", "run", tmp_path, "-o", tmp_path / "汇总.xlsx", "--agency", "某县人民政府") == 0
    assert "已计入 3" in opened()[0].read_text(encoding="utf-8-sig")
