"""Whatever a file holds, reading and checking it takes at most ten seconds of the processor and 600 MB."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.regenerate import ROOT

SECONDS, KILOBYTES = 10.0, 600_000
_TEXT = "某局2025年政府信息公开工作年度报告\n一、总体情况\n"
_PAGE = "<title>某局2025年政府信息公开工作年度报告</title><h2>一、总体情况</h2>"
_MARKED = "# 某局2025年政府信息公开工作年度报告\n## 一、总体情况\n"

GROWN: Mapping[str, Callable[[], str]] = {
    "brackets.txt": lambda: _TEXT + ")" * 900_000,
    "marks.txt": lambda: _TEXT + "\u0301\u0323" * 400_000,
    "superscripts.txt": lambda: _TEXT + "¹" * 900_000,
    "blanks.txt": lambda: _TEXT + "中" + " " * 900_000 + "文",
    "bars.txt": lambda: _TEXT + "|" * 900_000,
    "numbers.txt": lambda: _TEXT + "1 " * 400_000,
    "dashes.txt": lambda: _TEXT + "- " * 400_000,
    "commas.txt": lambda: _TEXT + ",1" * 400_000,
    "lines.txt": lambda: _TEXT + "1\n" * 400_000,
    "tabs.txt": lambda: _TEXT + "1\t" * 400_000,
    "labels.txt": lambda: _TEXT + "行政许可\t" * 100_000,
    "tags.md": lambda: _MARKED + "<a " * 70_000,
    "comments.md": lambda: _MARKED + "<!--" * 70_000,
    "rules.md": lambda: _MARKED + "- " * 100_000 + "x",
    "strong.md": lambda: _MARKED + "**a " * 50_000,
    "rowspans.html": lambda: f"{_PAGE}<table>{'<tr><td rowspan=65000>1</td></tr>' * 100_000}</table>",
    "colspans.html": lambda: f"{_PAGE}<table>{'<tr><td colspan=1000>1</td></tr>' * 50_000}</table>",
    "nested.html": lambda: _PAGE + "<table><tr><td>" * 20_000,
    "superscripts.html": lambda: f"{_PAGE}<table><tr><td>1{'<sup>1</sup>' * 100_000}</td></tr></table>",
    "styles.html": lambda: f"<style>{'.a,' * 100_000}.b{{display:none}}</style>{_PAGE}{'<p class=a>字</p>' * 4_000}",
    "attributes.html": lambda: f"{_PAGE}<p {'a=1 ' * 200_000}>字</p>",
    "braces.json": lambda: (
        '{"form": "gkgb-2021", "agency": "x", "year": 2025, "tables": {}, "narrative": {"other": '
        f'[{{"text": "{"{{" * 400_000}"}}]}}}}'
    ),
    "exponent.json": lambda: (
        '{"form": "gkgb-2021", "agency": "x", "year": 2025, "tables": {"disclosure": {"fees": '
        '{"amount": 1e999999999999}}}}'
    ),
    "deep.json": lambda: "[" * 1_000_000,
}


def _held(path: Path) -> None:
    """The command line on the file, in a process of its own, whose account the system keeps."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "toolkit.cli", "check", str(path)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    said = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    assert process.returncode in (0, 1, 2), said
    assert "Traceback" not in said
    assert "程序内部出错" not in said
    assert used.ru_utime + used.ru_stime < SECONDS
    assert used.ru_maxrss < KILOBYTES


@pytest.mark.timing
@pytest.mark.parametrize("name", GROWN)
def test_what_is_grown_to_hurt(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(GROWN[name](), encoding="utf-8")
    _held(path)


@pytest.mark.timing
def test_what_was_made_to_hurt(corpus: Path) -> None:
    files = sorted(path for path in (corpus / "cases" / "hostile").iterdir() if path.is_file())
    assert files
    for path in files:
        _held(path)
