"""``xl-report doctor``: what it finds, what stands in, what an absence costs."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests.command_line import run


def test_doctor_says_what_is_missing_and_what_that_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.render.libreoffice.find_libreoffice", lambda: None)
    result = run("doctor")
    assert result.exit_code == 0
    [line] = [line for line in result.stdout.splitlines() if "LibreOffice" in line]
    assert line.startswith("无")
    assert "不影响其他功能" in line


def test_doctor_distinguishes_substitutes_from_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = Mock(fonts=lambda: [Mock(family="仿宋"), Mock(family="FandolKai")])
    monkeypatch.setattr("toolkit.render.fonts.installed_fonts", lambda: fonts)
    lines = [line for line in run("doctor").stdout.splitlines() if "字体 " in line]
    assert lines[1:4] == [
        "有　字体 仿宋_GB2312：仿宋",
        "代　字体 楷体_GB2312：没有这款字体，PDF 里用 FandolKai 代替",
        "无　字体 黑体：不能直接生成 PDF；可以安装 FandolHei、Noto Sans CJK SC、Source Han Sans SC"
        "（Fandol 字体可从 ctan.org/pkg/fandol 免费下载）。Word 报告不受影响",
    ]


def test_doctor_without_the_pdf_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("typst", "pdfplumber"):
        monkeypatch.setitem(sys.modules, name, None)
    lines = run("doctor").stdout.splitlines()
    assert [line[0] for line in lines if "PDF 组件" in line or "PDF 读取" in line] == ["无", "无", "无"]
    assert "pip install 'xl-report[pdf]'" in lines[0]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, looked in first, with a typst whose own library does not load."""
    folder = tmp_path / "typst"
    folder.mkdir()
    folder.joinpath("__init__.py").write_text("raise ImportError('DLL load failed while importing _typst')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    for module in [name for name in sys.modules if name.partition(".")[0] == "typst" or name == "toolkit.render.pdf"]:
        monkeypatch.delitem(sys.modules, module)
    return tmp_path


@pytest.mark.usefixtures("broken")
def test_doctor_says_which_part_is_broken_and_goes_on() -> None:
    result = run("doctor")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith(
        "坏　PDF 组件（typst）：装了但用不了（ImportError：DLL load failed while importing _typst）"
    )
    assert "pip install --force-reinstall typst" in lines[0]
    assert any("LibreOffice" in line for line in lines)


@pytest.mark.usefixtures("broken")
def test_a_broken_part_keeps_no_other_format_back(workbook: Path, tmp_path: Path) -> None:
    result = run("render", workbook, "--to", "pdf,docx", "-o", tmp_path / "报告")
    assert result.exit_code == 2
    assert [path.suffix for path in (tmp_path / "报告").iterdir()] == [".docx"]
    assert "生成 PDF 的组件装坏了" in result.stderr
