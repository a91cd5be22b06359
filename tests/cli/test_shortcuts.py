"""What the menu entries do, with a desktop that writes down what it is asked to open."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Opened
from tests.command_line import run
from tests.workbook_reading.surgery import Package


def test_checking_opens_the_marked_copy(workbook: Path, opened: Opened) -> None:
    workbook = workbook.rename(workbook.with_name("我的 '表' & $x.xlsx"))
    result = run("shortcuts", "--run", "check", workbook)
    copy = workbook.with_name("我的 '表' & $x校验结果.xlsx")
    assert (result.exit_code, result.stdout.strip()) == (0, str(copy))
    assert opened() == [copy]


def test_a_report_opens(workbook: Path, opened: Opened) -> None:
    result = run("shortcuts", "--run", "report", workbook)
    assert result.exit_code == 0
    assert [path.suffix for path in opened()] == [".docx"]
    assert opened()[0].is_file()


def test_a_format_that_cannot_be_written_keeps_the_other_from_nobody(workbook: Path, opened: Opened) -> None:
    name = "鹤岗市市场监督管理局2021年政府信息公开工作年度报告"
    for number in ("", *(f"（{number}）" for number in range(2, 1000))):
        workbook.with_name(f"{name}{number}.docx").symlink_to("nowhere")
    result = run("shortcuts", "--run", "report", workbook)
    assert result.exit_code == 2
    assert "“Word 文档”没有生成" in result.stderr
    assert [path.suffix for path in opened()] == [".html"]


def test_errors_open_the_marked_copy_instead_of_a_report(workbook: Path, opened: Opened) -> None:
    package = Package.of(workbook.read_bytes())
    package.put("三 申请办理!D7", "20件")
    workbook.write_bytes(package.to_bytes())
    result = run("shortcuts", "--run", "report", workbook)
    assert result.exit_code == 1
    (copy,) = opened()
    assert copy.name == "填报工作簿校验结果.xlsx"
    assert load_workbook(copy)["校验结果"]["A2"].value == "没有生成报告：1 项错误。请逐条改正，保存后再生成。"
    run("shortcuts", "--run", "check", workbook)
    assert str(load_workbook(copy)["校验结果"]["A2"].value).startswith("本文件由“填报工作簿.xlsx”得来")


def test_a_preview_opens_as_a_page(workbook: Path, opened: Opened) -> None:
    assert run("shortcuts", "--run", "preview", workbook).exit_code == 0
    (page,) = opened()
    text = page.read_text(encoding="utf-8")
    assert (page.suffix, "填报工作簿：正文预览" in text) == (".html", True)
    assert "新收政府信息公开申请33件" in text
    assert "三 申请办理!" in text
    assert [path.name for path in workbook.parent.glob("*.xlsx")] == [workbook.name]


def test_what_cannot_be_read_opens_a_page_with_the_sentence(tmp_path: Path, opened: Opened) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    assert run("shortcuts", "--run", "check", tmp_path / "坏.xlsx").exit_code == 2
    (page,) = opened()
    assert page.suffix == ".txt"
    assert page.read_bytes().startswith(b"\xef\xbb\xbf")
    said = page.read_text(encoding="utf-8-sig")
    assert "不是 Excel 工作簿" in said
    assert "请使用“年报工具”窗口的“新建”生成的填报工作簿" in said  # nobody is asked to type


def test_without_files_it_is_said_what_to_do(opened: Opened) -> None:
    assert run("shortcuts", "--run", "report").exit_code == 2
    (page,) = opened()
    assert "拖到这个程序的图标上" in page.read_text(encoding="utf-8-sig")


def test_a_result_that_nothing_opens_is_named_on_a_page(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows without Excel and WPS, whose own call fails on workbooks alone."""

    def startfile(path: Path) -> None:
        if path.suffix == ".xlsx":
            raise OSError(1155, "no program is associated with the file")
        pages.append(path.read_text(encoding="utf-8-sig"))

    pages: list[str] = []
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("os.startfile", startfile, raising=False)
    assert run("shortcuts", "--run", "check", workbook).exit_code == 0
    (page,) = pages
    assert str(workbook.with_name("填报工作簿校验结果.xlsx")) in page


def test_several_files_are_done_one_by_one(workbook: Path, tmp_path: Path, opened: Opened) -> None:
    assert run("shortcuts", "--run", "check", tmp_path / "无.xlsx", workbook).exit_code == 2
    assert workbook.with_name("填报工作簿校验结果.xlsx").is_file()


def test_without_a_desktop_it_is_said(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "自行打开" in run("shortcuts", "--run", "check", workbook).stderr


def test_putting_in_and_taking_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    put = run("shortcuts")
    assert put.exit_code == 0
    paths = [Path(line) for line in put.stdout.splitlines()]
    assert all(path.is_relative_to(tmp_path) and path.is_file() for path in paths)
    assert run("shortcuts", "--remove").stdout == put.stdout
    assert not any(path.exists() for path in paths)


def test_files_without_an_action_are_no_way_to_call_it(workbook: Path) -> None:
    assert run("shortcuts", workbook).exit_code == 2
