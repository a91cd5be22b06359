"""``xl-report doctor``: what it finds, what stands in, what an absence costs."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from unittest.mock import Mock

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.command_line import run
from tests.regenerate import ROOT
from toolkit.cli.doctor import _PARTS, Part


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


def line_of(part: str) -> str:
    """What the doctor says of a part, as of all others: nothing ends it."""
    result = run("doctor")
    assert result.exit_code == 0
    assert "Excel：" in result.stdout
    assert "字体" in result.stdout
    return next(line for line in result.stdout.splitlines() if part in line)


@pytest.mark.parametrize(
    ("module", "loss", "remedy"),
    [
        ("openpyxl", "不能新建", "pip install openpyxl"),
        ("docx", "Word", "pip install python-docx"),
        ("typst", "不能直接生成 PDF", "pip install 'xl-report[pdf]'"),
        ("pdfplumber", "不能读取 PDF", "pip install 'xl-report[pdf]'"),
        ("pyhanko", "不能给 PDF 加电子签名", "pip install 'xl-report[sign]'"),
        ("xlwings", "边填边查", "pip install xlwings"),
        ("tkinterdnd2", "不能把文件拖到窗口里", "pip install 'xl-report[window]'"),
        ("tkinter", "不能打开窗口", "python3-tk"),
    ],
)
def test_doctor_says_what_an_absent_part_costs(
    module: str, loss: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    name = {"docx": "python-docx", "pyhanko": "pyHanko"}.get(module, module)
    line = line_of(f"（{name}）")
    assert line.startswith("无")
    assert loss in line
    assert remedy in line


def test_doctor_without_fonts_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.render.fonts.installed_fonts", lambda: Mock(fonts=list))
    line = line_of("仿宋_GB2312")
    assert line.startswith("无")
    assert "可以安装" in line


def test_doctor_goes_on_where_fonts_cannot_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("the folder of fonts is on a disk that is gone")

    monkeypatch.setattr("toolkit.render.fonts.installed_fonts", broken)
    assert line_of("字体").startswith("坏　字体：装了但用不了（OSError：the folder of fonts")


@pytest.fixture(params=["a library that is garbage", "a library that lacks another"])
def broken(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, looked in first, with a typst whose own library does not load."""
    folder = tmp_path / "typst"
    folder.mkdir()
    if "garbage" in request.param:
        folder.joinpath("__init__.py").write_text("from typst._typst import compile\n")
        folder.joinpath(f"_typst{EXTENSION_SUFFIXES[0]}").write_bytes(b"garbage")
    else:
        folder.joinpath("__init__.py").write_text("raise ImportError('DLL load failed while importing _typst')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    for module in [name for name in sys.modules if name.partition(".")[0] == "typst" or name == "toolkit.render.pdf"]:
        monkeypatch.delitem(sys.modules, module)
    return tmp_path


@pytest.mark.parametrize("part", _PARTS, ids=lambda part: part.package)
def test_pip_and_the_project_know_each_part_by_its_name(part: Part) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    brought = project["optional-dependencies"][part.extra] if part.extra else project["dependencies"]
    names = {canonicalize_name(Requirement(each).name) for each in brought}
    assert canonicalize_name(part.package) in names


@pytest.mark.usefixtures("broken")
def test_doctor_says_which_part_is_broken_and_goes_on() -> None:
    line = line_of("（typst）")
    assert line.startswith("坏　PDF 组件（typst）：装了但用不了（ImportError：")
    assert "_typst" in line
    assert "pip install --force-reinstall typst" in line


@pytest.mark.usefixtures("broken")
def test_where_there_is_no_pip_the_folder_is_to_be_unpacked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr("toolkit.cli.doctor.find_spec", lambda name: None if name == "pip" else find_spec(name))
    assert "重新解压" in line_of("（typst）")


@pytest.mark.usefixtures("broken")
def test_a_broken_part_keeps_no_other_format_back(workbook: Path, tmp_path: Path) -> None:
    result = run("render", workbook, "--to", "pdf,docx", "-o", tmp_path / "报告")
    assert result.exit_code == 2
    assert [path.suffix for path in (tmp_path / "报告").iterdir()] == [".docx"]
    assert "生成 PDF 的组件装坏了" in result.stderr
