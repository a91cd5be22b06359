"""``xl-report repair`` as staff run it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.at_hand import FORMS
from tests.command_line import run
from tests.conftest import Convert
from tests.regenerate import example_workbook
from tests.sizes import sampled
from tests.workbook_reading.surgery import Package, Typed
from tests.workbook_reading.test_values import essence
from toolkit.workbook.reading.read import read_workbook
from toolkit.workbook.reading.xlsx_reader import XlsxWorkbook


def damage(workbook: Path, package: Package) -> bytes:
    workbook.write_bytes(package.to_bytes())
    return workbook.read_bytes()


def test_a_deleted_row_is_reported_and_the_rest_moved(workbook: Path, tmp_path: Path) -> None:
    package = Package.of(workbook.read_bytes())
    whole, _ = read_workbook(workbook, FORMS)
    package.move_rows("三 申请办理", 9, -1)
    before = damage(workbook, package)
    assert run("check", workbook).exit_code == 2
    result = run("repair", workbook, "-o", tmp_path / "修复.xlsx")
    assert result.exit_code == 1
    assert "  工作簿受损，找不到“三 申请办理”表的“（二）部分公开" in result.stderr
    assert result.stderr.count("    · （二）部分公开") == 7
    assert "WB-07" not in result.stderr
    assert workbook.read_bytes() == before
    filing, reading = read_workbook(tmp_path / "修复.xlsx", FORMS)
    assert reading == ()
    lost = {cell for cell in whole.form.inputs if cell.startswith("applications.partial.")}
    assert {cell for cell in whole.form.inputs if filing.entry(cell).number != whole.entry(cell).number} == lost
    assert lost == set(filing.unread) & set(filing.form.inputs)
    assert essence(filing)["narrative"] == essence(whole)["narrative"]


def test_overwritten_formulas_are_whole_again(workbook: Path) -> None:
    package = Package.of(workbook.read_bytes())
    package.put("三 申请办理!J6", 77)
    package.put("封面!B5", "二零二五")
    package.put("六 其他事项!A4", Typed("=1/0"))
    damage(workbook, package)
    result = run("repair", workbook)
    assert (result.exit_code, result.stdout.strip()) == (1, str(workbook.with_name("填报工作簿修复.xlsx")))
    reported = run("check", workbook.with_name("填报工作簿修复.xlsx"), "--format", "json").stdout
    assert "WB-07" not in reported
    assert "二零二五" in reported
    assert "=1/0" in reported


def test_a_whole_workbook_comes_out_the_same(workbook: Path) -> None:
    result = run("repair", workbook)
    assert result.exit_code == 0
    assert "全部" in result.stderr
    first, _ = read_workbook(workbook, FORMS)
    again, reading = read_workbook(workbook.with_name("填报工作簿修复.xlsx"), FORMS)
    assert (reading, essence(again)) == ((), essence(first))


@pytest.mark.parametrize("share", [0.5, 0.6, 0.7, 0.8, 0.95, 0.99])
def test_a_file_that_breaks_off(workbook: Path, soffice: Convert, share: float) -> None:
    """What stands before the break is right, and each sheet that is lost is named."""
    whole, _ = read_workbook(workbook, FORMS)
    data = soffice(workbook, "xlsx").read_bytes()
    workbook.write_bytes(data[: int(len(data) * share)])
    assert run("check", workbook).exit_code == 2
    result = run("repair", workbook)
    assert result.exit_code in (0, 1)
    assert ("没能移过来" in result.stderr) == (result.exit_code == 1)
    filing, _ = read_workbook(workbook.with_name("填报工作簿修复.xlsx"), FORMS)
    assert str(filing.agency) == str(whole.agency)
    moved = {cell: filing.entry(cell).number for cell in filing.inputs if not filing.entry(cell).blank}
    assert moved == {cell: whole.entry(cell).number for cell in moved}
    assert len(moved) >= 25


@pytest.mark.parametrize("share", sampled([0.3, 0.5, 0.7, 0.8, 0.9], 1))
def test_our_own_file_that_breaks_off(workbook: Path, share: float) -> None:
    """What comes last are charts, without which nothing is lost."""
    data = example_workbook()
    workbook.write_bytes(data[: int(len(data) * share)])
    assert run("repair", workbook).exit_code == 1
    filing, _ = read_workbook(workbook.with_name("填报工作簿修复.xlsx"), FORMS)
    assert str(filing.agency) == "鹤岗市市场监督管理局"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"PK\x03\x04" * 1000, b"{}"])
def test_nothing_to_save_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    result = run("repair", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert [each.name for each in tmp_path.iterdir()] == ["坏.xlsx"]


def test_what_stands_where_nothing_is_read_is_named(workbook: Path) -> None:
    package = Package.of(workbook.read_bytes())
    package.put("三 申请办理!L6", "请核")
    damage(workbook, package)
    result = run("repair", workbook)
    assert result.exit_code == 0
    assert "下列内容没能移过来" in result.stderr
    assert "三 申请办理!L6：这个位置不读取，填在这里的“请核”" in result.stderr


def test_figures_in_an_inserted_row_stay_behind_and_are_named(workbook: Path) -> None:
    package = Package.of(workbook.read_bytes())
    package.move_rows("三 申请办理", 10, 1)
    package.put("三 申请办理!D10", 5)
    damage(workbook, package)
    result = run("repair", workbook)
    assert result.exit_code == 1
    assert "下列内容没能移过来" in result.stderr
    assert "三 申请办理!D10：表里插入了第 10 行" in result.stderr
    assert "D10 是“5”" in result.stderr
    assert "全部" not in result.stderr
    assert run("check", workbook.with_name("填报工作簿修复.xlsx")).exit_code == 0


def test_whatever_a_fresh_workbook_has_no_place_for_is_named(workbook: Path) -> None:
    package = Package.of(workbook.read_bytes())
    package.put("三 申请办理!J6", 77)
    package.put("封面!B7", "自己的标题")
    package.set_row("一 总体情况", 5, "hidden", "1")
    package.draw("一 总体情况", 6, 2, "<xdr:pic/>")
    damage(workbook, package)
    result = run("repair", workbook)
    assert "下列内容没能移过来" in result.stderr
    for said in ("J6 是 77", "不再是原来的公式", "看不见的地方", "图片"):
        assert said in result.stderr


@pytest.mark.scale
def test_a_sheet_of_the_staffs_own_is_named(workbook: Path) -> None:
    book = load_workbook(workbook)
    book.create_sheet("指标来源")["A1"] = "自己的记录"
    book.create_sheet("空表")
    book.save(workbook)
    result = run("repair", workbook)
    assert (result.exit_code, "空表" in result.stderr) == (0, False)
    assert "“指标来源”是另外加的工作表，里面的内容不读取" in result.stderr


@pytest.mark.scale
def test_metadata_that_misleads_is_right_again(workbook: Path) -> None:
    package = Package.of(workbook.read_bytes())
    before, _ = read_workbook(workbook, FORMS)
    said = XlsxWorkbook(package.to_bytes()).cells("_xl_report")
    row = next(row for (row, column), key in said.items() if (column, key) == (1, "cover.agency"))
    package.put(f"_xl_report!B{row}", "'封面'!$B$10")
    damage(workbook, package)
    assert run("check", workbook).exit_code == 1
    result = run("repair", workbook)
    assert (result.exit_code, "全部" in result.stderr) == (0, True)
    after, reading = read_workbook(workbook.with_name("填报工作簿修复.xlsx"), FORMS)
    assert (reading, essence(after)) == ((), essence(before))
